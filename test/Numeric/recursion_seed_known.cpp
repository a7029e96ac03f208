// RUN: %numeric %s
// Recursive functions whose adjoint seed is known when they are called, and some where it is not.
#include <pullback/pullback.h>

#include <cmath>

// A sum over children, each weighted.
static double tree(const double* x, int n, int at) {
  double sum = x[at] * x[at];
  for (int child = 2 * at + 1; child <= 2 * at + 2; ++child)
    if (child < n) sum += std::sin(x[at]) * tree(x, n, child);
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double sumOfTree(const double* x, int n) { return tree(x, n, 0); }

// An active number goes down with the call; a list is edited and restored.
static double paths(const double* x, int n, int* used, double scale, int depth) {
  if (depth == n) return scale;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    if (used[i]) continue;
    used[i] = 1;
    sum += x[i] * paths(x, n, used, scale * (0.5 + x[depth]), depth + 1);
    used[i] = 0;
  }
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double allPaths(const double* x, int n) {
  int used[3] = {0, 0, 0};
  return paths(x, n, used, 1.5, 0);
}

// The seed of one call is the value of the other.
static double product(const double* x, int begin, int end) {
  if (end - begin == 1) return 1 + x[begin];
  const int middle = (begin + end) / 2;
  return product(x, begin, middle) * product(x, middle, end);
}

// CHECK-INPUT: x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double productOfAll(const double* x, int n) { return product(x, 0, n); }

// The seed depends on what is done with the result afterwards, and the next call on the result.
static double chain(const double* x, int n, double start) {
  if (n == 0) return start;
  double value = start;
  for (int i = 0; i < n; ++i) value = chain(x, n - 1, value * x[n - 1]) + 0.1 * value * value;
  return std::exp(-0.1 * value * value);
}

// CHECK-INPUT: x = uniform(-1, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double chained(const double* x, int n) { return chain(x, n, 0.7); }

// The call writes what its adjoint is taken from: records are kept.
static void halve(double* a, const double* x, int n) {
  if (n <= 1) return;
  halve(a, x, n / 2);
  for (int i = 0; i < n; ++i) a[i] = a[i] * x[i] + a[i / 2];
  halve(a + n / 2, x, n - n / 2);
}

// CHECK-INPUT: a = uniform(-1, 1)[5], x = uniform(-1, 1)[5], n = 5
PULLBACK(vjp, split, jvp, wrt(a[n], x[n]), of(a[n]))
void halves(double* a, const double* x, int n) { halve(a, x, n); }

// The sum so far is looked at.
static double limited(const double* x, int n, int at) {
  double sum = x[at];
  for (int i = at + 1; i < n; ++i) {
    if (sum > 1) break;
    sum += x[at] * limited(x, n, i) * sum;
  }
  return sum;
}

// CHECK-INPUT: x = uniform(0.1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double sumWithLimit(const double* x, int n) { return limited(x, n, 0); }
