// RUN: %numeric %s
// qsort of numbers and structs, in a part of an array and by several functions.
// CHECK-LANGUAGE: c17
#include <pullback/pullback.h>
#include <stdlib.h>

struct item {
  double key;
  int id;
};

static int by_value(const void *a, const void *b) {
  double u = *(const double *)a, v = *(const double *)b;
  return (u > v) - (u < v);
}

static int by_key(const void *a, const void *b) {
  const struct item *u = (const struct item *)a, *v = (const struct item *)b;
  if (u->key < v->key)
    return -1;
  return u->key > v->key;
}

static int backwards(const void *a, const void *b) { return by_key(b, a); }

static double median(double *values, int n) {
  qsort(values, n, sizeof(double), by_value);
  return n % 2 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

// CHECK-INPUT: x = uniform(-1, 1)[7], n = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  double y[7];
  struct item items[7];
  for (int i = 0; i < n; i++) {
    y[i] = x[i] * x[(i + 1) % n];
    items[i].key = x[i] * x[i];
    items[i].id = i;
  }
  qsort(items, n, sizeof items[0], by_key);
  double s = 0;
  for (int i = 0; i < n; i++)
    s += items[i].key * (items[i].id + i);
  qsort(items + 1, n - 2, sizeof(struct item), backwards);
  for (int i = 0; i < n; i++)
    s += items[i].key * y[i] * items[i].id;
  return s * median(y, n) + median(y, n - 1);
}
