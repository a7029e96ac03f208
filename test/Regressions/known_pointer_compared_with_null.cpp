// RUN: %numeric %s
// Pointers that are known to point to something, compared with null: to an element, and to what a reference means.
#include "Inputs/records.h"
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[4], i = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
double element(const double (&x)[4], int i) {
  const double* maybe = &x[i];
  double sum = 0;
  for (int k = 0; k < 3; ++k)
    sum += maybe != nullptr ? *maybe * x[k] * sum : x[k];
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[4], i = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double ofPointer(const double* x, int i) {
  const double* maybe = x + i;
  double t = x[0] * (maybe != nullptr ? *maybe : x[1]);
  if (maybe)
    t *= *maybe * t;
  return t >= 1 ? t * t : t * x[2];
}

struct Slot {
  double weight;
  const double* extra = nullptr;
};

// CHECK-INPUT: x = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double kept(const double* x, int n) {
  const double* maybe = nullptr;
  std::vector<Slot> slots(n);
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    if (maybe != &x[i])
      slots[i].extra = x[i] >= 0.7 ? &x[0] : nullptr;
    sum += slots[i].extra ? *slots[i].extra * x[i] : x[i];
  }
  maybe = slots[1].extra;
  return maybe ? *maybe * sum : sum;
}

// CHECK-INPUT: record = [0.3, 0.6], a = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double ofReference(const Pair& record, double a) {
  const Pair* maybe = &record;
  double z = 0;
  if (a >= (maybe != nullptr ? a * maybe->b : a))
    z = a * record.a;
  return maybe != nullptr ? z * maybe->a * a : z;
}
