// RUN: %numeric %s
// Vectors of structs whose members have initialisers: their adjoints start at zero, also where they grow.
#include "Inputs/initialized_vectors.h"
#include <pullback/pullback.h>

static double energyOf(const Spring &spring, double length) {
  return 0.5 * spring.k * (length - spring.rest) * (length - spring.rest);
}

// CHECK-INPUT: p = [0.5, 0.7, 3, 0.6, 0.9, 2], x = 0.7, n = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(p[n], x))
double copied(const Spring *p, double x, int n) {
  std::vector<Spring> springs(p, p + n);
  double sum = 0;
  for (Spring &spring : springs) {
    spring.k *= x;
    sum += spring.k * spring.k + spring.rest;
  }
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double grown(const double *x, int n) {
  std::vector<Spring> springs(2);
  springs.resize(3);
  for (int i = 0; i < n; ++i) {
    springs.push_back({x[i], springs.back().k, i});
    springs.emplace_back();
    springs.back().rest *= x[i];
  }
  springs.resize(springs.size() + 1);
  double sum = 0;
  for (const Spring &spring : springs)
    sum += energyOf(spring, 1.5) + spring.k;
  Spring *more = new Spring[2];
  more[1].k = x[0];
  sum += more[0].k * more[1].k * more[1].rest;
  delete[] more;
  return sum;
}
