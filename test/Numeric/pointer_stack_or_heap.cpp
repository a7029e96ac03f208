// RUN: %numeric %s
// Scratch memory on the stack where it is large enough, and on the heap elsewhere.
#include <cstdlib>
#include <memory>

#include <pullback/pullback.h>

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3, y = [0, 0, 0]
// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, 0.2, -1.3], n = 6, y = [0, 0, 0, 0, 0, 0]
PULLBACK(vjp, split, jvp, wrt(x[n]), of(y[n]))
void chosen(const double *x, int n, double *y) {
  double small[4];
  double *t = n <= 4 ? small : new double[n];
  for (int i = 0; i < n; ++i)
    t[i] = x[i] * x[i];
  for (int i = 0; i < n; ++i)
    y[i] = t[n - 1 - i] * t[i];
  if (n > 4)
    delete[] t;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, 0.2, -1.3], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double kept(const double *x, int n) {
  double small[4] = {};
  double *heap = nullptr;
  double *t = small;
  if (n > 4)
    t = heap = new double[n]();
  double s = 0;
  for (int i = 0; i < n; ++i) {
    t[i] += x[i] * x[(i + 1) % n];
    s += t[i] * t[n - 1 - i];
  }
  delete[] heap;
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, 0.2, -1.3], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double owned(const double *x, int n) {
  double small[4] = {};
  std::unique_ptr<double[]> big;
  double *t = small;
  if (n > 4) {
    const int size = n / 2 + n % 2;
    if (size % 3 == 0) {
      big.reset(new double[2 * size]);
      t = big.get();
    } else {
      return x[0] * x[1];
    }
  }
  for (int i = 0; i < n; ++i)
    t[i] = x[i] * x[i] * x[0];
  return t[0] * t[n - 1] + t[1];
}

static double work(const double *x, int n, double scale) {
  double small[4];
  double *t = small;
  if (n > 4)
    t = static_cast<double *>(std::malloc(n * sizeof(double)));
  for (int i = 0; i < n; ++i)
    t[i] = scale * x[i] * x[i];
  double s = 0;
  for (int i = 1; i < n; ++i)
    s += t[i] * t[i - 1];
  if (t != small)
    std::free(t);
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9, 0.2, -1.3], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double inLoop(const double *x, int n) {
  double s = 1;
  for (int m = 2; m <= n; ++m)
    s += work(x, m, s);
  return s;
}
