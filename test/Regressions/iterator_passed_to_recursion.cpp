// RUN: %numeric %s

// A pointer that goes from one row to the next is stored where it was read: what it leads to is what it began with. A
// function that calls itself gets the row by reference.
#include <pullback/pullback.h>
#include <vector>

static double power(const std::vector<double> &row, int i, double x) {
  return i < 0 ? row[0] : x * power(row, i - 1, x);
}

// CHECK-INPUT: w = uniform(0.5, 1), z = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double rows(double w, double z) {
  std::vector<std::vector<double>> f(2, std::vector<double>(1, w));
  double s = 0;
  for (auto p = f.begin(); p != f.end(); ++p)
    s = s * z + power(*p, 3, z);
  return s;
}
