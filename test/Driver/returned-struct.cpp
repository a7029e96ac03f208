// The seed of a returned struct is copied where the reverse sweep clears it, under the name of the result. Fields of
// objects without a name are called after themselves.
// RUN: pullback %s -o - --header - -- -std=c++17 -I%S/Inputs | FileCheck %s
#include <pullback/pullback.h>

#include "record.h"

PULLBACK(vjp)
Record chosen(const Record& a, Record b, bool first) {
  b.x *= a.y[1];
  return first ? b : a;
}
// CHECK: Record result_bar_left;

struct Powers { double square, cube; };
static Powers powers(double a) { return {a * a, a * a * a}; }
PULLBACK(gradient)
double product(double a) {
  const auto [square, cube] = powers(a);
  return square * cube * cube;
}
// CHECK: const double square = a * a;
