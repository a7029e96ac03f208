// RUN: %numeric %s
// A recursive function that sums into a reference.
#include <pullback/pullback.h>

void walk(const double* x, const int* left, const int* right, int node, double depth, double& sum) {
  if (node < 0) return;
  sum += x[node] * x[node] * depth;
  walk(x, left, right, left[node], depth * x[node], sum);
  sum *= 1.01;
  walk(x, left, right, right[node], depth + 1, sum);
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], left = [1, 3, -1, -1, -1], right = [2, 4, -1, -1, -1]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double treeSum(const double* x, const int* left, const int* right) {
  double s = 0;
  walk(x, left, right, 0, 1, s);
  return s;
}
