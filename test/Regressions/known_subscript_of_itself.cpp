// RUN: %numeric %s
// Arrays that hold a function of their subscript, which are asked for their own elements, or one member by another.
#include <cstddef>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = [1.1, 0.2, 0.7, 1.5, 2.0], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double permuted(const double *x, std::size_t n) {
  int *p = new int[n];
  for (std::size_t i = 0; i < n; ++i)
    p[i] = static_cast<int>(n - 1 - i);
  double s = 0;
  for (std::size_t i = 0; i < n; ++i)
    s += x[p[p[i]]] * x[p[i]] * x[i];
  delete[] p;
  return s;
}

struct Link {
  std::size_t next, twice;
};

// CHECK-INPUT: x = [1.1, 0.2, 0.7, 1.5, 2.0], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double linked(const double *x, std::size_t n) {
  std::vector<Link> links(n);
  for (std::size_t i = 0; i < n; ++i) {
    links[i].twice = i / 2; // is loaded: a division costs more
    links[i].next = n - 1 - i;
  }
  double s = 0;
  for (std::size_t i = 0; i < n; ++i)
    s += x[links[links[links[i].next].next].twice] * x[links[links[i].twice].next] * x[i];
  return s;
}
