// RUN: %numeric %s
// Memory from functions that end the program where there is none, as C programs have them.
// CHECK-LANGUAGE: c17
#include <pullback/pullback.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *xmalloc(size_t size) {
  void *p = malloc(size);
  if (p == NULL) {
    fprintf(stderr, "out of memory\n");
    exit(EXIT_FAILURE);
  }
  return p;
}

static void *checked(size_t size, const char *file, int line) {
  void *p;
  if (!(p = malloc(size))) {
    fprintf(stderr, "%s:%d: out of memory\n", file, line);
    abort();
  }
  return p;
}
#define CHECKED(size) checked(size, __FILE__, __LINE__)

static void *xcalloc(size_t count, size_t size) {
  (void)0;
  return calloc(count, size);
}

static void *cleared(size_t size) {
  void *p = xmalloc(size);
  memset(p, 0, size);
  return p;
}

static void *several(int count, size_t size) { return xmalloc(count * size); }

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  double *a = (double *)xmalloc(n * sizeof(double)), *b = (double *)xcalloc(n, sizeof *b);
  double *d = (double *)cleared((n + 1) * sizeof *d);
  double *c = (double *)CHECKED(sizeof(double) * n), *e = (double *)several(n, sizeof *e);
  for (int i = 0; i < n; ++i) {
    a[i] = x[i] * x[i];
    b[i] += a[i] * x[0];
    d[i + 1] += d[i] + b[i];
    c[i] = d[i] * x[n - 1 - i];
    e[i] = c[i] + d[n];
  }
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += c[i] * b[i] * e[i];
  free(a), free(b), free(c), free(d), free(e);
  return s;
}
