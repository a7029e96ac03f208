// Memory that is made empty and grows, and numbers behind one of several addresses, in C.
// RUN: %numeric %s
// RUN: %in_c %s
// CHECK-LANGUAGE: c17
#include <stdlib.h>

#include <pullback/pullback.h>

typedef struct {
  double *c;
} state_t;

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, jvp, split, wrt(x[n]))
double ends(const double *x, int n) {
  state_t *s = (state_t *)malloc(sizeof(state_t));
  if (s == NULL)
    return 0;
  s->c = (double *)malloc((size_t)n * sizeof(double));
  for (int i = 0; i < n; i++)
    s->c[i] = x[i] * x[i];
  const double product = s->c[0] * s->c[n - 1];
  free(s->c);
  free(s);
  return product;
}

typedef struct {
  double *a, *b, *c, *d, *e, *g;
} tensors_t;

static void divide(tensors_t *t, double *memory, const size_t *sizes) {
  double **parts[] = {&t->a, &t->b, &t->c, &t->d, &t->e, &t->g};
  for (int i = 0; i < 6; ++i) {
    *parts[i] = memory;
    memory += sizes[i];
  }
}

// CHECK-INPUT: x = uniform(-1, 1)[12], n = 12
PULLBACK(vjp, jvp, split, wrt(x[n]))
double weights(const double *x, int n) {
  const size_t sizes[6] = {2, 3, 2, 2, 2, 1};
  double *memory = (double *)malloc((size_t)n * sizeof(double));
  for (int i = 0; i < n; i++)
    memory[i] = x[i];
  tensors_t t;
  divide(&t, memory, sizes);
  const double sum = t.a[0] * t.b[1] + t.a[1] * t.g[0] * t.e[1];
  free(memory);
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[3], which = [2, 0, 1]
PULLBACK(vjp, jvp, split, wrt(x))
double sorted(const double x[3], const int which[3]) {
  double first, second, third;
  double *places[] = {&first, &second, &third};
  for (int i = 0; i < 3; ++i)
    *places[which[i]] = x[i] * x[i];
  double sum = first * second + third * first;
  for (int i = 0; i < 3; ++i)
    sum *= *places[which[i]];
  return sum;
}
