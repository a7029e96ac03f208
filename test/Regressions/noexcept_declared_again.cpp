// RUN: %numeric %s
// RUN: pullback %s -o - -- -std=c++17 -I%include | FileCheck %s
// Functions that generated code declares again, beside the header that declares them: with `noexcept` as there, and once,
// whatever signatures the requests have.
// CHECK-SOURCE: Inputs/table.cpp
#include "Inputs/table.h"

#include <cassert>

// CHECK-COUNT-1: {{^}}extern "C" void __assert_fail({{.*}}
// CHECK-NOT: {{^}}extern "C" void __assert_fail
// CHECK: {{^}}double lookUp(int key) noexcept;
// CHECK-NEXT: {{^}}void softened_adjoint(double x, double result_bar, double* x_bar) noexcept;
// CHECK-NEXT: {{^}}double softened(double x) noexcept;
// CHECK-NOT: {{^}}double lookUp
// CHECK-NOT: {{^}}double softened

// CHECK-INPUT: x = 0.7, key = 2
PULLBACK(vjp, value_and_vjp, gradient, split)
double scaled(double x, int key) {
  assert(key >= 0);
  return softened(x * lookUp(key));
}

// CHECK-INPUT: grid = [0.5, 0.25, 1.5, 0.75, 3], key = 1
PULLBACK(vjp, value_and_vjp, gradient, split)
double area(const Grid& grid, int key) {
  assert(key < 4);
  double sum = 0;
  for (const Cell& cell : grid.cells) sum += softened(cell.width * cell.height) * lookUp(key);
  return sum * grid.scale;
}
