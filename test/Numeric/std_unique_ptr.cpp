// RUN: %numeric %s
// std::unique_ptr to arrays and to structs, and std::shared_ptr.
#include <memory>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double arrays(const double *x, int n) {
  std::unique_ptr<double[]> w(new double[n]);
  auto v = std::make_unique<double[]>(n);
  for (int i = 0; i < n; ++i) {
    w[i] = x[i] * x[i];
    v[i] = w[i] * x[n - 1 - i];
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += v[i];
  return s;
}

struct P {
  double a = 1, b = 2;
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double object(const double *x, int n) {
  auto p = std::make_unique<P>();
  p->a = x[0] * x[1];
  (*p).b += p->a;
  return p->a * p->b;
}

struct Pair {
  double a, b;
  Pair(double a, double b) : a(a), b(b) {}
};

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double shared(const double* x, int n) {
  auto p = std::make_shared<Pair>(x[0], x[1]);
  auto q = p;
  q->a *= x[n - 1];
  return p->a * p->b;
}
