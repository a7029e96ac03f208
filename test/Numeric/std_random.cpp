// RUN: %numeric %s
// Generators and distributions of <random>: no number of theirs is active.
#include <cmath>
#include <pullback/pullback.h>
#include <random>

// CHECK-INPUT: mu = uniform(0.5, 1), sigma = uniform(0.5, 1), n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double simulate(double mu, double sigma, int n) {
  std::mt19937 generator(42);
  std::normal_distribution<> normal(0, 1);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += std::exp(mu + sigma * normal(generator));
  return s / n;
}

// CHECK-INPUT: mu = uniform(0.5, 1), n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double throwDice(double mu, int n) {
  std::minstd_rand generator(7);
  std::uniform_real_distribution<> uniform(0, 1);
  std::uniform_int_distribution<int> dice(1, 6);
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += std::sqrt(mu + uniform(generator)) * dice(generator);
  return s / n;
}
