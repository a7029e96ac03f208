// RUN: %numeric %s
// Which object a struct points to is chosen where it is stored.
#include <pullback/pullback.h>

#include <vector>

struct Model {
  double gain;
};
struct Instance {
  const Model *model;
  double weight;
};

// CHECK-INPUT: x = uniform(-1, 1)[3], wide = 1
// CHECK-INPUT: x = uniform(-1, 1)[3], wide = 2
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[3]))
double weighted(const double *x, int wide) {
  const Model n{x[0]}, p{x[1] * x[1]}, q{x[2]};
  Instance all[3];
  for (int i = 0; i < 3; ++i) {
    all[i].weight = x[i];
    all[i].model = i == wide ? &p : i == 0 ? &q : &n;
  }
  double sum = 0;
  for (const Instance &one : all)
    sum += one.weight * one.model->gain;
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double inVector(const double *x, int n) {
  const Model small{x[0]}, large{x[1] * x[1]};
  std::vector<Instance> all;
  for (int i = 0; i < n; ++i)
    all.push_back({i % 2 == 0 ? &small : &large, x[i]});
  double sum = 0;
  for (const Instance &one : all)
    sum += one.weight * one.model->gain * one.model->gain;
  return sum;
}
