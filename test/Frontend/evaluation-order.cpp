// The right side of an assignment comes first; && and ?: evaluate what they need.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "rightFirst"
// CHECK: pb.local "i"
// CHECK: %[[OLD:.*]] = pb.load
// CHECK: pb.binary  add
// CHECK: pb.store
// CHECK: pb.cast %[[OLD]] implicit
// CHECK: pb.element
// CHECK: pb.store
PULLBACK(vjp)
void rightFirst(double *a, int i) { a[i] = i++; }

// CHECK-LABEL: cxx_name = "shortCircuit"
// CHECK: %[[LEFT:.*]] = pb.cmp  gt
// CHECK: scf.if %[[LEFT]] -> (i1) {
// CHECK:   pb.load %{{.*}} -> f64
// CHECK: } else {
// CHECK:   arith.constant false
// CHECK: scf.if %{{.*}} -> (f64) {
// CHECK:   pb.math "sqrt"
// CHECK: } else {
// CHECK:   scf.yield
PULLBACK(vjp)
double shortCircuit(const double *x, int n) { return n > 0 && x[n - 1] > 0 ? __builtin_sqrt(x[n - 1]) : 0; }

// CHECK-LABEL: cxx_name = "chooseObject"
// CHECK: %[[PLACE:.*]] = scf.if %{{.*}} -> (!pb.ptr<f64>)
// CHECK: pb.store %{{.*}}, %[[PLACE]]
PULLBACK(vjp)
double chooseObject(double a, double b) {
  (a < b ? a : b) *= 3;
  return a + b;
}
