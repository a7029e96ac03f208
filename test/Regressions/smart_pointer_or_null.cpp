// RUN: %numeric %s
// Smart pointers are compared with null and with each other.
#include <pullback/pullback.h>

#include <memory>
#include <vector>


// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
// CHECK-INPUT: x = [], n = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double scaled(const double *x, int n) {
  std::unique_ptr<double> factor;
  if (n > 0)
    factor = std::make_unique<double>(x[0]);
  if (factor == nullptr)
    return 1;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += x[i] * *factor;
  return nullptr != factor ? sum * *factor : sum;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double shared(double x) {
  const std::shared_ptr<double> p = std::make_shared<double>(x), q = std::make_shared<double>(x * x), r = p;
  return (p == r ? *q : 1) * (p != q ? *r : 2) * x;
}
