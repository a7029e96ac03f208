// RUN: %numeric %s

// Arrays of the function's own that loops read and overwrite: an element that a later iteration reads keeps its store.
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.3, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double shifted(const double *x, int n) {
  std::vector<double> a(n + 1, 0.5);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += a[i] * x[i];
    a[i + 1] = s * x[i];
    a[i] = 0;
  }
  for (int i = n - 1; i > 0; --i) {
    s += a[i] * x[i];
    a[i - 1] += s * x[i];
    a[i] = 0;
  }
  return s;
}

// CHECK-INPUT: x = uniform(0.3, 1)[6], n = 6, m = 3
// CHECK-INPUT: x = uniform(0.3, 1)[6], n = 6, m = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double overlapping_rows(const double *x, int n, int m) {
  std::vector<double> a(n * n, 0.5);
  double s = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      s += a[i * m + j] * x[j];
      a[i * m + j] = s * x[i];
    }
  for (int k = 0; k < n * m; ++k) {
    s += a[k] * x[k % n];
    a[k] = 0;
  }
  for (int k = 0; k < n; ++k) {
    s += a[k % m] * x[k % n];
    a[k % m] = s * x[0];
  }
  return s;
}

// CHECK-INPUT: x = uniform(0.3, 1)[6], n = 6, index = [0, 2, 1, 0, 2, 5]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double again(const double *x, int n, const int *index) {
  std::vector<double> a(n);
  double s = 0;
  for (int i = 0; i < n; ++i)
    a[i] = x[i] * x[i];
  for (int i = 0; i < n; ++i) {
    s += a[index[i]] * x[i];
    a[index[i]] = 0;
  }
  for (int i = 0; i < n; ++i)
    for (int r = 0; r < 2; ++r) {
      s += a[i] * x[i];
      a[i] = s * x[0];
    }
  for (int t = 0; t < 3; ++t)
    for (int i = 0; i < n; ++i) {
      s += a[i] * x[t];
      a[i] = s * x[i];
    }
  return s;
}
