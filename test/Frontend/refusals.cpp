// RUN: %python %S/../Contract/refuse.py %s
// What the frontend refuses besides test/Contract/constructs.cpp, one obstacle a part.

//--- member-function
struct Spring { double k; double energy(double x) const { return k * x * x; } };
PULLBACK(vjp)
double f(double x) {
  Spring s{2};
  return s.energy(x); // ERROR: member-function
}

//--- virtual-call
struct Base { virtual double value(double x) const; };
PULLBACK(vjp)
double f(double x) {
  extern Base &base;
  return base.value(x); // ERROR: virtual-call
}

//--- varargs
void log(const char *format, ...);
PULLBACK(vjp)
double f(double x, int n) {
  log("", n); // ERROR: varargs
  return x;
}

//--- noreturn-call
[[noreturn]] void stop();
PULLBACK(vjp)
double f(double x) {
  if (x < 0)
    stop(); // ERROR: noreturn-call
  return x;
}

//--- internal-linkage
static double solve(double x) { return x * x; }
PULLBACK_RULE(vjp, solve)
void solve_rule(double x, double result_bar, double *x_bar);
PULLBACK(vjp)
double f(double x) { return solve(x); } // ERROR: internal-linkage

//--- constructor
struct Angle { double radians; explicit Angle(double degrees) : radians(degrees / 57) {} };
PULLBACK(vjp)
double f(double x) {
  Angle a(x); // ERROR: constructor
  return a.radians;
}

//--- user-conversion
struct Metres { double value; operator double() const { return value; } };
PULLBACK(vjp)
double f(double x) {
  Metres m{x};
  return 2 * m; // ERROR: user-conversion
}

//--- pointer-member
struct View { double *data; int n; };
PULLBACK(vjp)
double f(double x) {
  View v{&x, 1}; // ERROR: pointer-member
  return *v.data;
}

//--- not-plain
struct Shape { double area; };
struct Circle : Shape { double radius; };
PULLBACK(vjp)
double f(double x) {
  Circle c; // ERROR: not-plain
  c.radius = x;
  return c.radius;
}

//--- atomic
#include <atomic>
PULLBACK(vjp)
double f(double x) {
  std::atomic<double> a{x}; // ERROR: atomic
  return a.load();
}

//--- variable-length-array
PULLBACK(vjp)
double f(double x, int n) {
  double a[n]; // ERROR: variable-length-array
  a[0] = x;
  return a[0];
}

//--- unsupported-type
PULLBACK(vjp)
double f(double x) {
  _Complex double z = x; // ERROR: unsupported-type
  return __real__ z;
}

//--- return-type
PULLBACK(vjp)
double &f(double *x) { return x[1]; } // ERROR: return-type

//--- parameter-type
PULLBACK(vjp)
double f(double *&x) { return *x; } // ERROR: parameter-type

//--- type-not-in-header
struct Point { double x, y; };
PULLBACK(vjp)
double f(const Point &p) { return p.x * p.y; } // ERROR: type-not-in-header
// NOTE: define the type in a header

//--- try
PULLBACK(vjp)
double f(double x) {
  try { // ERROR: try
    x *= 2;
  } catch (...) {
  }
  return x;
}

//--- openmp
// ARGS: SOURCE -- -std=c++17 -fopenmp
PULLBACK(vjp)
double f(const double *x, int n) {
  double s = 0;
#pragma omp parallel for reduction(+ : s) // ERROR: openmp
  for (int i = 0; i < n; ++i)
    s += x[i];
  return s;
}

//--- switch-jump
PULLBACK(vjp)
double f(double x, int k) {
  switch (k) {
  case 0:
    if (x > 0) { // ERROR: switch-jump
    case 1:
      x *= 2;
    }
  }
  return x;
}

//--- gnu-extension
PULLBACK(vjp)
double f(double x) { return x ?: 1; } // ERROR: gnu-extension

//--- new
PULLBACK(vjp)
double f(double x) {
  double *p = new double(x); // ERROR: new
  return *p;
}

//--- string
PULLBACK(vjp)
double f(double x) {
  const char *text = "abc"; // ERROR: string
  return x * text[0];
}

//--- unsupported-expression
struct Point { double x, y; };
PULLBACK(vjp)
double f(double x) {
  Point p{x, 1};
  return p.*&Point::x; // ERROR: unsupported-expression
}

//--- unsupported-statement
PULLBACK(vjp)
double f(double x) {
#pragma clang __debug captured
  { x *= 2; } // ERROR: unsupported-statement
  return x;
}

//--- coroutine
// ARGS: SOURCE -- -std=c++20
#include <coroutine>
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
static Task run(double x) { // ERROR: coroutine
  co_return;
}
PULLBACK(vjp)
double f(double x) {
  run(x);
  return x;
}

//--- inactive-variable
PULLBACK(vjp)
double f(double x) {
  PULLBACK_INACTIVE double y = x * x; // ERROR: inactive-variable
  return y * x;
}

//--- vector-length-set-twice
#include <vector>
PULLBACK(vjp)
double f(double x, int n) {
  std::vector<double> v;
  v.resize(n);
  v[0] = x;
  v.resize(2 * n); // ERROR: container
  return v[0];
}

//--- pointer-into-global
double weights[3];
static double *start(double *p) { return p; }
PULLBACK(vjp)
double f(double x) { return x * *start(weights); } // ERROR: global-store
