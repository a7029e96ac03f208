// RUN: %numeric %s
// Loops whose reverse strides over memory and is interchanged: products of matrices, and cases that look alike.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// CHECK-INPUT: a = uniform(-1, 1)[6], b = uniform(-1, 1)[12], m = 2, l = 3, n = 4, c = output[8]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[m * l], b[l * n]), of(c[m * n]))
void product(const double* a, const double* b, int m, int l, int n, double* c) {
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      double sum = 0;
      for (int k = 0; k < l; ++k)
        sum += a[i * l + k] * b[k * n + j];
      c[i * n + j] = std::tanh(sum);
    }
}

// What each column takes from the softmax is kept for the rows.
// CHECK-INPUT: w = uniform(-1, 1)[5], v = uniform(-1, 1)[15], t = 5, d = 3, out = output[3]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(w[t], v[t * d]), of(out[d]))
void mixed(const double* w, const double* v, int t, int d, double* out) {
  std::vector<double> weight(t);
  double sum = 0;
  for (int j = 0; j < t; ++j) {
    weight[j] = std::exp(w[j]);
    sum += weight[j];
  }
  for (int c = 0; c < d; ++c) {
    double s = 0;
    for (int j = 0; j < t; ++j)
      s += weight[j] * v[j * d + c];
    out[c] = s / sum;
  }
}

// The matrix is used and changed on the way: every column reads what the one before has written.
// CHECK-INPUT: x = uniform(-1, 1)[16], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n * n]))
double changing(const double* x, int n) {
  std::vector<double> a(x, x + n * n);
  for (int j = 1; j < n; ++j) {
    double sum = 0;
    for (int k = 0; k < n; ++k)
      sum += a[k * n + j - 1] * a[k * n + j];
    for (int k = 0; k < n; ++k)
      a[k * n + j] -= sum * a[k * n + j - 1];
  }
  double result = 0;
  for (double value : a)
    result += value * value;
  return result;
}

// Each column scales the next one's factor, which comes before the column's own reverse.
// CHECK-INPUT: x = uniform(0.5, 1)[4], y = uniform(-1, 1)[12], n = 4, m = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], y[m * n]))
double chained(const double* x, const double* y, int n, int m) {
  std::vector<double> factor(x, x + n);
  double total = 0;
  for (int j = 0; j < n; ++j) {
    double sum = 0;
    for (int k = 0; k < m; ++k)
      sum += factor[j] * y[k * n + j] * std::sin(y[k * n + j]);
    total += sum * sum;
    if (j + 1 < n)
      factor[j + 1] *= sum;
  }
  return total;
}

// The number of columns makes no sense before the early return, or is known late.
// CHECK-INPUT: w = uniform(-1, 1)[5], v = uniform(-1, 1)[20], t = 5, d = 4
// CHECK-INPUT: w = uniform(-1, 1)[5], v = uniform(-1, 1)[20], t = 5, d = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(w[5], v[20]))
double returnsEarly(const double* w, const double* v, std::size_t t, std::size_t d) {
  std::vector<double> weight(t);
  double sum = 0;
  for (std::size_t j = 0; j < t; ++j) {
    weight[j] = std::exp(w[j]);
    sum += weight[j];
  }
  if (d == 0)
    return sum;
  double total = 0;
  for (std::size_t c = 0; c < d - 1; ++c) {
    double s = 0;
    for (std::size_t j = 0; j < t; ++j)
      s += weight[j] * v[j * d + c];
    total += std::tanh(s / sum);
  }
  return total;
}

// CHECK-INPUT: w = uniform(-1, 1)[3], v = uniform(-1, 1)[6], rank = [1, 1, 2], t = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(w[3], v[6]))
double knownLate(const double* w, const double* v, const int* rank, int t) {
  std::vector<double> weight(w, w + t);
  double total = 0;
  const int d = rank[t - 1];
  for (int c = 0; c < d; ++c) {
    double s = 0;
    for (int j = 0; j < t; ++j)
      s += weight[j] * v[j * d + c];
    total += std::tanh(s);
  }
  return total;
}
