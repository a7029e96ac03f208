// RUN: %numeric %s
// Integers and pointers that count along with loops, with what they are behind the loops.
#include <pullback/pullback.h>

#include <cstddef>

// CHECK-INPUT: n = 3, m = 4, a = uniform(-1, 1)[13], x = uniform(-1, 1)[4], y = output[3]
// CHECK-INPUT: n = 3, m = -1, a = uniform(-1, 1)[13], x = uniform(-1, 1)[4], y = output[3]
// CHECK-INPUT: n = 0, m = 4, a = uniform(-1, 1)[13], x = uniform(-1, 1)[4], y = output[1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[13], x[4]), of(y[n]))
void rows(int n, int m, const double *a, const double *x, double *y) {
  int k = 0;
  for (int i = 0; i < n; ++i) {
    double s = 0;
    for (int j = 0; j < m; ++j)
      s += a[k++] * x[j];
    y[i] = s * s + a[k];
  }
}

// CHECK-INPUT: n = 3, m = 4, a = uniform(-1, 1)[13], x = uniform(-1, 1)[4], y = output[3]
// CHECK-INPUT: n = 2, m = -3, a = uniform(-1, 1)[13], x = uniform(-1, 1)[4], y = output[2]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[13], x[4]), of(y[n]))
void walking(int n, int m, const double *a, const double *x, double *y) {
  for (int i = 0; i < n; ++i) {
    double s = 0;
    const double *row = x;
    for (int j = 0; j < m; ++j)
      s += *a++ * *row++;
    *y++ = s * s * *a;
  }
}

// CHECK-INPUT: n = 4, a = uniform(-1, 1)[10], x = uniform(-1, 1)[4], y = output[4]
// CHECK-INPUT: n = 0, a = uniform(-1, 1)[10], x = uniform(-1, 1)[4], y = output[1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[10], x[n]), of(y[n]))
void packed(int n, const double *a, double const *x, double *y) {
  std::size_t k = 0;
  for (int i = 0; i < n; ++i) {
    double s = 0;
    for (int j = 0; j <= i; ++j, ++k)
      s += a[k] * x[j];
    y[i] = s * s;
  }
}

// CHECK-INPUT: n = 4, a = uniform(-1, 1)[10], x = uniform(-1, 1)[4], y = output[4]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[10], x[n]), of(y[n]))
void packedAbove(int n, const double *a, double const *x, double *y) {
  int k = 0;
  for (int i = 0; i < n; ++i) {
    double s = a[k++];
    for (int j = i + 1; j < n; ++j)
      s += a[k++] * x[j];
    y[i] = s * s;
  }
}

// CHECK-INPUT: n = 3, step = 2, x = uniform(-1, 1)[6], y = uniform(-1, 1)[6]
// CHECK-INPUT: n = 3, step = -2, x = uniform(-1, 1)[6], y = uniform(-1, 1)[6]
// CHECK-INPUT: n = -1, step = 2, x = uniform(-1, 1)[6], y = uniform(-1, 1)[6]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6], y[6]))
double strided(int n, int step, const double *x, const double *y) {
  double s = 0;
  int ix = step < 0 ? (1 - n) * step : 0, iy = 5;
  for (int i = 0; i < n; ++i) {
    s += x[ix] * y[iy];
    ix += step;
    iy -= 2;
  }
  return s * s;
}

// CHECK-INPUT: n = 5, x = uniform(-1, 1)[5], y = output[5]
// CHECK-INPUT: n = 0, x = uniform(-1, 1)[5], y = output[1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[5]), of(y[n]))
void counting(int n, const double *x, double *y) {
  while (n--) {
    *y++ = *x * *x;
    x++;
  }
}

// CHECK-INPUT: n = 3, x = uniform(-1, 1)[12], last = output[1]
// CHECK-INPUT: n = 0, x = uniform(-1, 1)[12], last = output[1]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[12]), of(last))
double pairs(int n, const double *x, double *last) {
  double s = 0;
  const double *p = x;
  for (int i = n; i > 0; --i) {
    const double first = *p++;
    s += first * *p++;
    for (int j = 0; j < 2; ++j)
      s += *p++ * first;
  }
  *last = p == x ? 0 : p[-1] * p[-1];
  return s * s;
}

// CHECK-INPUT: n = 2, m = 2, l = 3, x = uniform(-1, 1)[13], y = output[2]
// CHECK-INPUT: n = 2, m = -2, l = 3, x = uniform(-1, 1)[13], y = output[2]
// CHECK-INPUT: n = 2, m = 2, l = 0, x = uniform(-1, 1)[13], y = output[2]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[13]), of(y[n]))
void nest(int n, int m, int l, const double *x, double *y) {
  unsigned k = 0;
  const double *p = x;
  for (int i = 0; i < n; ++i) {
    double s = 0;
    for (int j = 0; j < m; ++j)
      for (int h = 0; h < l; ++h)
        s += x[k++] * *p++ * (h + 1);
    y[i] = s * s * x[k];
  }
}

// The counter stays where the loop may end early and it is used behind it.
// CHECK-INPUT: n = 5, x = uniform(-1, 1)[6], limit = 0.5
// CHECK-INPUT: n = 5, x = uniform(-1, 1)[6], limit = 50
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6], limit))
double search(int n, const double *x, double limit) {
  double s = 0;
  int k = 0;
  for (int i = 0; i < n; ++i) {
    s += x[k] * x[k];
    if (s > limit)
      break;
    k++;
  }
  return s * x[k];
}

// Numbers without sign wrap around.
// CHECK-INPUT: n = 4, x = uniform(-1, 1)[4], y = output[4]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void hashed(int n, const double *x, double *y) {
  unsigned key = 4000000000u;
  for (int i = 0; i < n; ++i, key += 987654321u)
    y[i] = x[i] * x[key % static_cast<unsigned>(n)];
}
