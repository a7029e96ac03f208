// Numbers that are written through one of a table of their addresses only: compilers do not see that they have a value.
// RUN: %numeric %s
#include <cstddef>
#include <vector>

#include <pullback/pullback.h>

struct Tensors {
  double *a, *b, *c, *d, *e, *g;
};

static void divide(Tensors &t, double *memory, const std::size_t *sizes) {
  double **parts[] = {&t.a, &t.b, &t.c, &t.d, &t.e, &t.g};
  for (int i = 0; i < 6; ++i) {
    *parts[i] = memory;
    memory += sizes[i];
  }
}

// CHECK-INPUT: x = uniform(-1, 1)[12], n = 12
PULLBACK(vjp, jvp, split, wrt(x[n]))
double weights(const double *x, int n) {
  const std::size_t sizes[6] = {2, 3, 2, 2, 2, 1};
  std::vector<double> memory(x, x + n);
  Tensors t;
  divide(t, memory.data(), sizes);
  return t.a[0] * t.b[1] + t.a[1] * t.g[0] * t.e[1];
}

// CHECK-INPUT: x = uniform(-1, 1)[3], which = [2, 0, 1]
PULLBACK(vjp, jvp, split, wrt(x))
double sorted(const double x[3], const int which[3]) {
  double first, second, third;
  double *places[] = {&first, &second, &third};
  for (int i = 0; i < 3; ++i)
    *places[which[i]] = x[i] * x[i];
  return first * second + third * first;
}
