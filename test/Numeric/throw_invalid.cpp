// RUN: %numeric %s
// Checks that throw, on inputs that pass them; test/Examples has those that do not.
#include <cmath>
#include <stdexcept>
#include <pullback/pullback.h>

double checkedRoot(double x) {
  if (x < 0)
    throw std::domain_error("negative");
  if (x > 1e9) throw "too large";
  if (x > 1e6) throw -1;
  return std::sqrt(x);
}

// CHECK-INPUT: x = uniform(0.5, 2)[4], n = 4, kind = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double* x, int n, int kind) {
  if (n <= 0)
    throw std::invalid_argument("no values");
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += checkedRoot(x[i]) * (kind > 2 ? throw std::logic_error("unknown kind") : kind);
  switch (kind) {
  case 0: return sum;
  case 1: return sum * sum;
  default: throw std::out_of_range("kind");
  }
}
