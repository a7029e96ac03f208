// RUN: %numeric %s
// A random engine of the caller's, by reference and by value: its numbers weigh, branch and end loops, also in what is called.
#include <cmath>
#include <pullback/pullback.h>
#include <random>

static double draw(std::mt19937 &rng, double mean) {
  const double u = static_cast<double>(rng() % 1000) * 0.001;
  return rng() % 3 == 0 ? mean * u : std::sin(mean) + u;
}

// CHECK-INPUT: rng = 7, s = 0.7, n = 9
// CHECK-INPUT: rng = 11, s = 1.3, n = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double paths(std::mt19937 &rng, double s, int n) {
  double sum = s;
  for (int i = 0; i < n; ++i) {
    sum = 0.5 * sum + draw(rng, s * sum);
    if (rng() % 5 == 0)
      break;
  }
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[3], engine = 3, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, inactive(engine))
void shaken(double *x, std::minstd_rand engine, int n) {
  std::uniform_int_distribution<int> any(0, n - 1);
  for (int k = 0; k < 5; ++k) {
    const int i = any(engine);
    x[i] *= x[(i + 1) % n];
  }
}
