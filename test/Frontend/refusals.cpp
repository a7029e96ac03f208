// RUN: %python %S/../Contract/refuse.py %s
// What the frontend refuses besides test/Contract/constructs.cpp, one obstacle a part.

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
[[noreturn]] static void stop();
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
#include <vector>
struct Point { double x; Point(double x) : x(x) {} Point(const Point &other, int n = 2) : x(other.x) { (void)n; } };
PULLBACK(vjp)
double f(double x) {
  std::vector<Point> points;
  points.push_back(Point(x)); // ERROR: constructor
  return points[0].x;
}

//--- virtual-base
struct Shape { double area; };
struct Circle : virtual Shape { double radius; };
PULLBACK(vjp)
double f(double x) {
  Circle c; // ERROR: not-plain
  c.radius = x;
  return c.radius;
}

//--- destructor
extern int count;
struct Counter { double value; ~Counter() { ++count; } }; // ERROR: global-store
PULLBACK(vjp)
double f(double x) {
  Counter c{x};
  return c.value;
}

//--- unordered-set-walked
#include <unordered_set>
PULLBACK(vjp)
double f(double x, int n) {
  std::unordered_set<int> keys{1, n}; // ERROR: container
  double s = 0;
  for (int key : keys) // ERROR: library
    s += key * x;
  return s;
}

//--- unordered-set-of-numbers
#include <unordered_set>
PULLBACK(vjp)
double f(double x) {
  std::unordered_set<double> seen{x}; // ERROR: container
  return x * seen.size();
}

//--- guard-as-member
struct Restore { double &r, old; ~Restore() { r = old; } };
struct Kept { Restore restore; double k; };
PULLBACK(vjp)
double f(double x) {
  Kept kept{{x, x}, 2}; // ERROR: not-plain
  return kept.k * x;
}

//--- guard-as-temporary
struct Restore { double &r, old; ~Restore() { r = old; } };
PULLBACK(vjp)
double f(double x) {
  const Restore &kept = Restore{x, x}; // ERROR: not-plain
  x *= kept.old;
  return x;
}

//--- guard-in-array
struct Restore { double &r, old; ~Restore() { r = old; } };
PULLBACK(vjp)
double f(double x) {
  Restore kept[1] = {{x, x}}; // ERROR: not-plain
  x *= kept[0].old;
  return x;
}

//--- guard-by-new
struct Restore { double &r, old; Restore(double &x) : r(x), old(x) {} ~Restore() { r = old; } };
PULLBACK(vjp)
double f(double x) {
  Restore *kept = new Restore(x); // ERROR: not-plain
  x *= kept->old;
  delete kept; // ERROR: not-plain
  return x;
}

//--- guard-by-value
struct Restore { double &r, old; ~Restore() { r = old; } };
static double twice(Restore kept) { return kept.r *= 2; } // ERROR: not-plain
PULLBACK(vjp)
double f(double x) {
  return twice(Restore{x, x}) * x;
}

//--- guard-returned
struct Restore { double &r, old; ~Restore() { r = old; } };
static Restore keep(double &x) { return Restore{x, x}; }
PULLBACK(vjp)
double f(double x) {
  auto kept = keep(x); // ERROR: not-plain
  return x * kept.old;
}

//--- guard-of-condition
struct Restore { double &r, old; ~Restore() { r = old; } };
PULLBACK(vjp)
double f(double x) {
  if (Restore kept{x, x}; x > 1) // ERROR: not-plain
    x *= 2;
  return x;
}

//--- guard-of-switch
struct Restore { double &r, old; ~Restore() { r = old; } };
PULLBACK(vjp)
double f(double x, int n) {
  switch (n) {
  case 1:
    Restore kept{x, x}; // ERROR: not-plain
    x *= 2;
  }
  return x;
}

//--- guard-and-goto
struct Restore { double &r, old; ~Restore() { r = old; } };
PULLBACK(vjp)
double f(double x, int n) {
  {
    Restore kept{x, x};
    if (n > 1)
      goto done; // ERROR: goto
    x *= 2;
  }
done:
  return x;
}

//--- guard-of-result
struct Restore { double &r, old; ~Restore() { r = old; } };
struct Pair { double a, b; };
static Pair make(double x) {
  Pair p{x, x};
  Restore kept{p.a, x};
  p.a *= 2;
  return p; // ERROR: not-plain
}
PULLBACK(vjp)
double f(double x) {
  return make(x).a;
}

//--- guard-with-virtual-destructor
struct Restore { double &r, old; explicit Restore(double &x) : r(x), old(x) {} virtual ~Restore() { r = old; } };
PULLBACK(vjp)
double f(double x) {
  Restore kept(x); // ERROR: not-plain
  x *= kept.old;
  return x;
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
  double a[n][2]; // ERROR: variable-length-array
  a[0][1] = x;
  return a[0][1];
}

//--- unsupported-type
PULLBACK(vjp)
double f(double x) {
  __int128 z = x; // ERROR: unsupported-type
  return static_cast<double>(z);
}

//--- vector-type
typedef double Both __attribute__((vector_size(16)));
static double sum(Both values) { return values[0] + values[1]; }
PULLBACK(vjp)
double f(double x) {
  Both a = {x, 1}; // ERROR: vector-type
  Both b = a * a;
  return sum(b);
}
// NOTE: as with '-U__SSE__ -U__SSE2__' behind '--'

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
#include <new>
PULLBACK(vjp)
double f(double x) {
  double place;
  double *p = new (&place) double(x); // ERROR: new
  return *p;
}

//--- string
PULLBACK(vjp)
double f(double x) {
  const wchar_t *text = L"abc"; // ERROR: string
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

//--- inactive-object-of-the-library
#include <vector>
PULLBACK(vjp)
double f(double x) {
  PULLBACK_INACTIVE std::vector<double> y(1, x * x); // ERROR: inactive-variable
  return y[0] * x;
}

//--- inactive-variable-through-a-pointer
PULLBACK(vjp)
double f(double x) {
  PULLBACK_INACTIVE double w = 0;
  double* p = &w; // ERROR: inactive-variable
  *p = x;
  return *p * x;
}

//--- inactive-array-handed-on
double sum(const double* a) { return a[0] + a[1]; }
PULLBACK(vjp)
double f(double x) {
  PULLBACK_INACTIVE double w[2] = {x, x};
  return sum(w) * x; // ERROR: inactive-variable
}

//--- inactive-array-in-an-algorithm
#include <numeric>
PULLBACK(vjp)
double f(double x) {
  PULLBACK_INACTIVE double w[2] = {x, x};
  return std::accumulate(w, w + 2, 0.0) * x; // ERROR: inactive-variable
}

//--- inactive-member-handed-out
struct Model {
  PULLBACK_INACTIVE double cache;
  const double& get() const { return cache; } // ERROR: inactive-variable
};
PULLBACK(vjp)
double f(double x) {
  Model model = {x};
  return model.get() * x;
}

//--- inactive-object-with-members
struct Model {
  double k;
  double apply(double x) const { return k * x; }
};
PULLBACK(vjp)
double f(double x) {
  PULLBACK_INACTIVE Model model = {x};
  return model.apply(x); // ERROR: inactive-variable
}

//--- cast-of-a-base-object
struct Base { double k; };
struct Derived : Base { double m; };
PULLBACK(vjp)
double f(double x, int n) {
  Base object{x};
  const Base *base = &object;
  if (n > 100) {
    if (n == 103)
      throw 3;
    return static_cast<const Derived *>(base)->m; // ERROR: downcast
  }
  return base->k * x;
}

//--- cast-to-derived
struct Base { double k; };
struct Derived : Base { double m; };
struct Other : Base { double o; };
static double read(const Base &base, int n) {
  if (n == 0) return static_cast<const Derived &>(base).m; // ERROR: downcast
  return n < 0 ? base.k : read(base, n - 1);
}
PULLBACK(vjp)
double f(double x, int n) {
  Derived d{{1}, x};
  Other o{{x}, 1};
  return read(d, n) + read(o, -1);
}

//--- pointer-into-global
double weights[3];
static double *start(double *p) { return p; }
PULLBACK(vjp)
double f(double x) { return x * *start(weights); } // ERROR: global-store

//--- store-to-a-choice-of-globals
extern double level;
extern bool isOn;
static void set(double &a, double b) { a = b; }
PULLBACK(vjp)
double f(double x) {
  double y = x;
  (isOn ? level : y) = 3; // ERROR: global-store
  set(isOn ? y : level, x); // ERROR: global-store
  return y;
}

//--- class-of-vectors-with-private-members
#include <vector>
class Rows {
  std::vector<std::vector<double>> rows;
public:
  double first() const { return rows[0][0]; }
};
PULLBACK(vjp)
double f(const Rows& rows) { return rows.first(); } // ERROR: type-not-in-header

//--- rows-of-a-class-of-the-source
#include <vector>
struct Point { double x; };
PULLBACK(vjp)
double f(const std::vector<std::vector<Point>>& rows) { return rows[0][0].x; } // ERROR: type-not-in-header

//--- pure-output-that-is-sometimes-resized
#include <vector>
PULLBACK(vjp, wrt(x), of(y))
void f(const std::vector<double>& x, std::vector<double>& y, int n) { // ERROR: output-shape
  if (n > 0) y.resize(n);
  for (int i = 0; i < n; ++i) y[i] = x[i] * x[i];
}

//--- pure-output-that-grows
#include <vector>
PULLBACK(vjp, wrt(x), of(y))
void f(double x, std::vector<double>& y) { y.push_back(x * x); } // ERROR: output-shape

//--- rows-that-the-caller-makes-as-pure-output
#include <vector>
PULLBACK(vjp, of(y))
void f(double x, std::vector<std::vector<double>>& y) { // ERROR: output-shape
  y[0][0] = x * x;
}

//--- vectors-of-pointers-returned
#include <vector>
PULLBACK(vjp)
std::vector<double*> f(double* x) { return {x}; } // ERROR: container

//--- vector-of-bool-of-the-caller
#include <vector>
PULLBACK(vjp)
double f(const std::vector<bool>& chosen, double x) { return chosen[0] ? x : 0; } // ERROR: container

//--- vector-of-a-class-of-the-source
#include <vector>
struct Point { double x; };
PULLBACK(vjp)
double f(const std::vector<Point>& points) { return points[0].x; } // ERROR: type-not-in-header

//--- deleter
#include <memory>
struct Free { void operator()(double* p) const { delete[] p; } };
PULLBACK(vjp)
double f(double x) {
  std::unique_ptr<double[], Free> p(new double[1]); // ERROR: standard-library
  p[0] = x;
  return p[0];
}

//--- function-that-holds-one-of-its-type
#include <functional>
PULLBACK(vjp)
double f(double x, int k) {
  std::function<double(double)> g = [](double t) { return t; };
  for (int i = 0; i < k; ++i)
    g = [g](double t) { return t * g(t); }; // ERROR: function-pointer
  return g(x);
}

//--- logged-string
#include <iostream>
#include <string>
PULLBACK(vjp)
double f(double x) {
  std::cerr << std::to_string(x); // ERROR: string
  return x;
}

//--- string-passed-on
#include <string>
PULLBACK_INACTIVE void note(std::string &what, double value);
PULLBACK(vjp)
double f(double x) {
  std::string text = "x";
  note(text, x); // ERROR: string
  return x * x;
}

//--- string-compared
#include <string>
PULLBACK(vjp)
double f(double x) {
  std::string kind = x > 0 ? "up" : "down";
  return kind.size() == 2 ? x : -x; // ERROR: string
}

//--- jumps-between-functions
#include <csetjmp>
static std::jmp_buf place;
PULLBACK(vjp)
double f(double x) {
  if (setjmp(place)) // ERROR: setjmp
    return 0;
  return x * x;
}

//--- pointer-to-void-from-outside
PULLBACK(vjp)
double f(double x, const void *p) { return x * *static_cast<const double *>(p); } // ERROR: void-pointer

//--- pointer-to-void-of-another-type
struct P { double a; };
struct Q { double b, c; };
static double read(void *p) { return static_cast<Q *>(p)->c; }
PULLBACK(vjp)
double f(double x) {
  P p = {x};
  return read(&p); // ERROR: void-pointer
}

//--- pointer-to-void-in-recursion
struct P { double a; };
static double power(int n, void *p) {
  return n == 0 ? static_cast<P *>(p)->a : 2 * power(n - 1, p);
}
PULLBACK(vjp)
double f(double x) {
  P p = {x};
  return power(3, &p); // ERROR: void-pointer
}

//--- const-cast-through-void
static double read(void *p) { return *static_cast<double *>(p); }
PULLBACK(vjp)
double f(double x) {
  const double y = x * x;
  return read((void *)&y); // ERROR: const-cast
}

//--- body-of-a-member-not-visible
struct Model { double k; double apply(double x) const; };
PULLBACK(vjp)
double f(double x) {
  Model model = {2};
  return model.apply(x); // ERROR: no-body
}
// NOTE: PULLBACK_RULE(vjp, Model::apply)
// NOTE: a rule is for what generated code can call: 'Model::apply' has to be a public member of a class in a header

//--- swap-of-maps
#include <map>
PULLBACK(vjp)
double f(double x) {
  std::map<int, double> a, b;
  a[1] = x;
  auto it = a.begin();
  a.swap(b); // ERROR: container
  return it->second;
}

//--- order-of-truth-values
#include <algorithm>
#include <vector>
PULLBACK(vjp)
double f(double x) {
  std::vector<bool> a(3);
  a[1] = x > 1;
  std::sort(a.begin(), a.end()); // ERROR: container
  return a[2] ? x : 0;
}

//--- swap-of-lists
#include <list>
#include <utility>
PULLBACK(vjp)
double f(double x) {
  std::list<double> a{x}, b;
  auto it = a.begin();
  std::swap(a, b); // ERROR: container
  return *it;
}

//--- slice-of-a-valarray-that-the-expression-reads
#include <valarray>
PULLBACK(vjp)
double f(double x) {
  std::valarray<double> a{x, 1, 2, 3}; // ERROR: container
  a[std::slice(1, 3, 1)] = a * 2.0; // ERROR: library
  return a[3];
}

//--- pointers-to-functions-from-outside
extern double (*hook)(double);
struct Model { double (*value)(double); double k; };
PULLBACK(vjp)
double f(double x) {
  return hook(x); // ERROR: function-pointer
}
PULLBACK_INACTIVE void fill(Model *model);
PULLBACK(vjp)
double g(double x) {
  Model model;
  fill(&model); // ERROR: function-pointer
  return x;
}

//--- pointer-to-a-function-of-another-type
static double square(double x, int) { return x * x; }
PULLBACK(vjp)
double f(double x) {
  double (*p)(double) = (double (*)(double))square; // ERROR: reinterpret-cast
  return p(x);
}

//--- pointer-to-a-function-without-a-body
double solve(double x);
static double square(double x) { return x * x; }
PULLBACK(vjp)
double f(double x, int k) {
  double (*p)(double) = k == 1 ? solve : square; // ERROR: no-body
  return p(x);
}

//--- struct-with-a-pointer-to-a-function-in-the-signature
#include "callback.h"
PULLBACK(vjp)
double f(const Callback *callback, double x) { return callback->value(x); } // ERROR: function-pointer
// FILE: callback.h
struct Callback { double (*value)(double); };

//--- pointer-to-a-virtual-member-function-that-is-not-known
#include <functional>
struct Model {
  double k;
  virtual double scaled(double x) const { return k * x; }
  double moved(double x) const { return k + x; }
};
PULLBACK(vjp)
double f(double x, int k) {
  Model model;
  model.k = 2;
  double (Model::*member)(double) const = k ? &Model::scaled : &Model::moved; // ERROR: function-pointer
  return (model.*member)(x);
}
PULLBACK(vjp)
double g(double x) {
  Model model;
  model.k = 2;
  auto bound = std::bind(&Model::scaled, &model, std::placeholders::_1); // ERROR: standard-library
  return bound(x);
}
