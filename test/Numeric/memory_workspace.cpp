// RUN: %numeric --workspace %s
// RUN: %numeric %s
// Derivatives that take their memory from the caller: exactly as much as they say, and none from the heap.
#include <pullback/pullback.h>

#include <algorithm>
#include <cmath>
#include <vector>

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
// CHECK-INPUT: x = uniform(-1, 1)[1], n = 1
PULLBACK(vjp, value_and_vjp, gradient, jvp, wrt(x[n]))
double oneArray(const double* x, int n) {
  double m = x[0];
  for (int i = 1; i < n; ++i) m = std::max(m, x[i]);
  double s = 0;
  for (int i = 0; i < n; ++i) s += std::exp(x[i] - m);
  return std::log(s) + m;
}

// CHECK-INPUT: a = uniform(0.1, 1)[4], n = 4
// CHECK-INPUT: a = uniform(0.1, 1)[1], n = 0
PULLBACK(vjp, value_and_vjp, jvp)
double severalArrays(const double* a, int n) {
  std::vector<double> total(n);
  double s = 0;
  for (int i = 0; i < n; ++i) {
    std::vector<double> row(n);
    double z = a[i];
    for (int j = 0; j <= i; ++j) {
      z = std::sin(z) * a[j];
      row[j] = z;
    }
    for (int j = 0; j <= i; ++j) total[i] += row[j] * row[j];
    s += total[i];
  }
  return s;
}

// An array that only one branch makes, with a size that means nothing in the other.
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, k = 3
// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, k = -2
PULLBACK(vjp, value_and_vjp, jvp)
double inBranch(const double* x, int n, int k) {
  double s = x[0];
  if (k > 0) {
    double* w = new double[k];
    for (int i = 0; i < k; ++i) w[i] = s * x[i];
    for (int i = 0; i < k; ++i) s += w[i] * w[k - 1 - i];
    delete[] w;
  }
  return s * x[n - 1];
}

struct Weight {
  double value;
  int used;
};

// Elements of several sizes, and one behind another that need not be aligned.
// CHECK-INPUT: x = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, jvp)
double differentElements(const float* x, int n) {
  std::vector<char> taken(n);
  std::vector<Weight> weights(n);
  std::vector<float> sums(n);
  double product = 1;
  for (int i = 0; i < n; ++i) {
    taken[i] = x[i] > 0.7F;
    weights[i].value = taken[i] ? std::sqrt(double(x[i])) : double(x[i]);
    weights[i].used = i;
    sums[i] = (i > 0 ? sums[i - 1] : 0.0F) + x[i];
  }
  for (int i = 0; i < n; ++i) product *= weights[n - 1 - weights[i].used].value * sums[i];
  return product;
}

// The size is read from memory.
// CHECK-INPUT: x = uniform(0.5, 1)[4], size = 4
PULLBACK(vjp, value_and_vjp)
double sizeInMemory(const double* x, const int* size) {
  double y = x[0];
  for (int i = 0; i < *size; ++i) y = std::sin(y * x[i]);
  return y;
}

// Small arrays of known size need no work space; so it is in a function that calls itself.
// CHECK-INPUT: x = 0.6, depth = 3
PULLBACK(vjp, value_and_vjp, jvp)
double recursive(double x, int depth) {
  double* w = new double[3];
  for (int i = 0; i < 3; ++i) w[i] = x * i;
  const double y = w[0] + w[1] * w[2];
  delete[] w;
  return depth == 0 ? y : std::sin(y);
}

// CHECK-INPUT: x = 0.6, n = 4
PULLBACK(vjp)
double calls(double x, int n) {
  if (n == 0) return x;
  return x * calls(x * 0.5, n - 1);
}

// States from snapshots.
// CHECK-INPUT: x = uniform(0.2, 1)[4], n = 4, steps = 9
PULLBACK(vjp, value_and_vjp, gradient, jvp, wrt(x[n]))
double with_snapshots(const double* x, int n, int steps) {
  std::vector<double> u(x, x + n);
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t)
    for (int i = 0; i < n; ++i) u[i] = std::sin(u[i] * 1.3 + 0.1 * t);
  double total = 0;
  for (int i = 0; i < n; ++i) total += u[i] * u[i];
  return total;
}

// As many values as the lower half of n says: three, although n is negative.
// CHECK-INPUT: x = uniform(0.2, 1)[5], n = -4294967293
// CHECK-INPUT: x = uniform(0.2, 1)[5], n = -4294967296
PULLBACK(vjp, value_and_vjp, gradient, jvp, wrt(x[5]))
double narrowed(const double* x, long long n) {
  const unsigned count = static_cast<unsigned>(n);
  double y = 0.3;
  for (unsigned i = 0; i < count; ++i) y = std::sin(y * x[i]) * std::exp(y);
  return y;
}
