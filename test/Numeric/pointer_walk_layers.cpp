// RUN: %numeric %s
// Pointers that walk over weights and layers of a network: their offsets are closed forms in the loops' counters.
#include <cmath>
#include <pullback/pullback.h>

// CHECK-INPUT: theta = uniform(-1, 1)[29], x = [0.3, 0.7], layers = 2, hidden = 3, work = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
// CHECK-INPUT: theta = uniform(-1, 1)[12], x = [0.3, 0.7], layers = 1, hidden = 2, work = [0, 0, 0, 0, 0, 0]
// CHECK-INPUT: theta = uniform(-1, 1)[2], x = [0.3, 0.7], layers = 3, hidden = 0, work = [0, 0, 0, 0]
PULLBACK(vjp, value_and_vjp, jvp, wrt(theta, x))
double network(const double* theta, const double* x, int layers, int hidden, double* work) {
  const double* w = theta;
  double* o = work + 2;
  const double* i = work;
  work[0] = x[0], work[1] = x[1];
  for (int j = 0; j < hidden; ++j) {
    double sum = *w++ * -1.0;
    for (int k = 0; k < 2; ++k) sum += *w++ * i[k];
    *o++ = std::tanh(sum);
  }
  i += 2;
  for (int h = 1; h < layers; ++h) {
    for (int j = 0; j < hidden; ++j) {
      double sum = *w++ * -1.0;
      for (int k = 0; k < hidden; ++k) sum += *w++ * i[k];
      *o++ = std::tanh(sum);
    }
    i += hidden;
  }
  const double* ret = o;
  for (int j = 0; j < 2; ++j) {
    double sum = *w++ * -1.0;
    for (int k = 0; k < hidden; ++k) sum += *w++ * i[k];
    *o++ = sum;
  }
  return ret[0] + 2 * ret[1];
}

// CHECK-INPUT: a = uniform(-1, 1)[24], n = 5, step = 2
// CHECK-INPUT: a = uniform(-1, 1)[24], n = 0, step = 7
PULLBACK(vjp, gradient, jvp)
double down(const double* a, int n, int step) {
  const double* p = a + 23;
  double s = 1;
  for (int i = 0; i < n; ++i) {
    s += std::sin(*p--) * s;
    p -= step;
    s += std::sin(*p--) * s;
  }
  return s;
}
