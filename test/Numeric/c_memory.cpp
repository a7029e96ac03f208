// RUN: %numeric %s
// RUN: %in_c %s
// Memory in C: buffers that grow, records of calls in them, what breaks and returns leave behind, arrays in arrays.
// CHECK-LANGUAGE: c17
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <pullback/pullback.h>

#ifdef __cplusplus
#define NEW(type, count) (type*)calloc((count), sizeof(type))
#else
#define NEW(type, count) calloc((count), sizeof(type))
#endif

// Records in records, to a depth that is not known.
static double tree(const double* x, int first, int last, double scale) {
  if (last - first == 1) return sin(scale * x[first]);
  int middle = (first + last) / 2;
  double left = tree(x, first, middle, scale * x[first]);
  double right = tree(x, middle, last, left * scale);
  return left * right + scale;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double tree_sum(const double* x, int n) {
  double sum = 0;
  for (int i = 1; i < n; ++i) sum += tree(x, 0, i, sum + 1) * x[i];
  return sum;
}

// Loops that end somewhere, with memory of their own.
static double chase(const double* table, int size, double start, double* last) {
  double position = start;
  while (true) {
    double* copy = NEW(double, size);
    for (int i = 0; i < size; ++i) copy[i] = table[i] * position;
    double next = 0;
    for (int i = 0; i < size; ++i) next += copy[i] * copy[i];
    if (next > 100) {
      *last = copy[size - 1];
      free(copy);
      break;
    }
    position += sqrt(next) + 0.1;
    free(copy);
  }
  return position;
}

// CHECK-INPUT: table = uniform(0.5, 1)[4], n = 4, start = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(table[n], start))
double chases(const double* table, int n, double start) {
  double last = 0, sum = 0;
  for (int i = 0; i < 3; ++i) {
    sum += chase(table, n, start + i, &last) * last;
    if (sum > 1e4) return sum * start;
  }
  return sum + last;
}

static double trace(const double (*a)[3], int n, double b[2][3]) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 3; ++j) {
      sum += a[i][j] * b[i % 2][j];
      b[i % 2][j] = sum * a[i][j];
    }
  return sum;
}

// CHECK-INPUT: a = uniform(0.5, 1)[12], n = 4, b = uniform(0.5, 1)[6]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[n]))
double traces(const double (*a)[3], int n, double b[2][3]) {
  double kept[2][3];
  memcpy(kept, b, sizeof kept);
  double sum = trace(a, n, b);
  for (int k = 0; k < 2; ++k) sum += trace(a, n, kept) * kept[k][1] * b[k][2];
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5, y = zeros[5]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void filtered(const double* x, size_t n, double* y) {
  size_t count = 0;
  double* kept = NEW(double, n);
  int* used = NEW(int, n);
  for (size_t i = 0; i < n; ++i)
    if (x[i] > 0.6) {
      kept[count++] = x[i] * x[i];
      used[i] = 1;
    }
  for (size_t i = 0; i < n; ++i) y[i] = used[i] && count > 1 ? kept[i % count] * x[i] : 0;
  for (size_t i = n; i-- > 1;) y[i] *= y[i - 1] + 1;
  free(used);
  free(kept);
}
