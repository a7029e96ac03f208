// RUN: %numeric %s
// Whole structs and arrays that are assigned to themselves, by subscripts, by references to one object, and by a swap.
#include "Inputs/records.h"
#include <array>
#include <utility>
#include <pullback/pullback.h>

// CHECK-INPUT: r = [0.1, 1, 0.2, 0.3, 0.4, 0.5, 2, 0.6, 0.7, 0.8], i = 1, j = 1
// CHECK-INPUT: r = [0.1, 1, 0.2, 0.3, 0.4, 0.5, 2, 0.6, 0.7, 0.8], i = 0, j = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
double bySubscripts(Node* r, int i, int j) {
  r[i] = r[j];
  r[0].value *= r[1].w[2];
  std::swap(r[i], r[1]);
  return r[i].w[1] * r[j].value;
}

static void assign(Pair& a, const Pair& b, int depth) {
  a = b;
  a.a *= b.b;
  if (depth > 0)
    assign(a, b, depth - 1);
}

// CHECK-INPUT: p = [0.3, 0.7], q = [0.9, 0.2]
PULLBACK(vjp, value_and_vjp, split, jvp)
double byReferences(Pair& p, Pair& q) {
  assign(p, p, 2);
  assign(q, p, 1);
  return p.a * q.b;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ofArrays(const double* x, int n) {
  std::array<double, 2> rows[2] = {{x[0], x[1]}, {x[2], x[3]}};
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    rows[i % 2] = rows[i / 2];
    rows[i / 2][0] *= x[i];
    sum += rows[1][0] * rows[0][1];
  }
  return sum;
}
