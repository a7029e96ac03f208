// RUN: %numeric %s

// An array of bool that the reverse sweep reads is a std::vector<bool> in the struct of saved values, which has no data().
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-1, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  bool *seen = new bool[n]();
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const int k = static_cast<int>(std::fabs(x[i]) * 10) % n;
    if (!seen[k])
      s += std::sin(x[i]);
    seen[k] = true;
  }
  double r = s;
  for (int i = 0; i < n; ++i)
    if (seen[i])
      r += x[i] * x[i] * s;
  delete[] seen;
  return r;
}
