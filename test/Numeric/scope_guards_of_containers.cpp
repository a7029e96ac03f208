// RUN: %numeric %s
// Objects whose destructors take back what they did to a container, around calls that let containers grow.
#include <pullback/pullback.h>

#include <vector>

struct Push {
  std::vector<double>& v;
  Push(std::vector<double>& all, double x) : v(all) { v.push_back(x); }
  ~Push() { v.pop_back(); }
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double two(double x) {
  std::vector<double> v{x};
  {
    Push first(v, x * 2);
    Push second(v, x * v[1]);
    x *= v.back();
  }
  return x * v.back();
}

static double deep(std::vector<double>& v, int n, double x) {
  if (n == 0)
    return v.back() * x;
  Push one(v, x * v.back());
  return deep(v, n - 1, x) + v.back();
}

// CHECK-INPUT: x = 0.7, n = 4
PULLBACK(vjp, value_and_vjp, split, jvp)
double recursive(double x, int n) {
  std::vector<double> v{x};
  return deep(v, n, x) * v[0];
}

struct Restore {
  double& r;
  double old;
  explicit Restore(double& x) : r(x), old(x) {}
  ~Restore() { r = old; }
};

static double total(double a, double b) {
  std::vector<double> s;
  s.push_back(b);
  s.resize(3, a);
  return s[0] * a + s[2];
}

// Throws in what is noexcept end the program: nothing is unwound.
static double checked(double a, double b) noexcept {
  std::vector<double> s(2, b);
  return s.at(1) * a;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double called(double x) {
  double y = x;
  {
    Restore restore(y);
    y *= 2;
    x = total(x, y) + checked(y, x);
  }
  return x * y;
}
