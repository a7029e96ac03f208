// Variables are locals with load and store; loops and branches keep their shape.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

// CHECK: pb.func @{{.*}}(%[[X:.*]]: !pb.ptr<f64, const> {pb.name = "x"{{.*}}}, %{{.*}}: !pb.int<"int", 32, true> {pb.name = "n"{{.*}}}) -> f64
// CHECK-SAME: cxx_name = "positive"{{.*}}source_lines = [18, 24]
// CHECK: %[[S:.*]] = pb.local "s" : !pb.ptr<f64>
// CHECK: %[[I:.*]] = pb.local "i"
// CHECK: pb.source_loop {
// CHECK:   pb.cmp  lt
// CHECK:   pb.condition
// CHECK: } body {
// CHECK:   pb.element
// CHECK:   %[[C:.*]] = arith.cmpf olt
// CHECK:   scf.if %[[C]] {
// CHECK:     pb.exit  continue
PULLBACK(vjp)
double positive(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0) continue; else if (x[i] > 9) return s;
    s += x[i];
  }
  return s; }
// CHECK:     pb.exit  return %{{.*}} : f64
// CHECK:   %[[SUM:.*]] = arith.addf
// CHECK:   pb.store %[[SUM]], %[[S]]
// CHECK: } step {
// CHECK:   pb.binary  add
// CHECK: }
// CHECK: %[[R:.*]] = pb.load %[[S]]
// CHECK: pb.return %[[R]] : f64
