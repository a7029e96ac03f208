// RUN: %numeric %s
// Classes derived from std::vector, with its constructors.
#include <cmath>
#include <cstddef>
#include <pullback/pullback.h>
#include <vector>

struct Vec : std::vector<double> {
  using std::vector<double>::vector;
  int scale = 2;
  double sum() const {
    double s = 0;
    for (double v : *this)
      s += v;
    return s * scale;
  }
  Vec filled(double value) const { return Vec(this->size(), value); }
};

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sums(const double* x, int n) {
  Vec v(n), same(x, x + n), few{x[0], x[1] * x[0]}, none;
  for (int i = 0; i < n; ++i)
    v[i] = std::sin(x[i]);
  none.push_back(v[0]);
  const Vec filled = few.filled(x[2]);
  return v.sum() * same.sum() + few.sum() * none.sum() + filled.sum() * filled.size();
}
