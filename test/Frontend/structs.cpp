// Records live in memory: initialisation, copies, members, by value and returned.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include "Inputs/plain.h"
#include <pullback/pullback.h>

static Point make(double x) {
  Point p{x};
  p.y[1] = x;
  return p;
}
static double sum(Point p) { return p.x += p.y[0]; }

// CHECK: pb.func @{{.*}}%{{.*}}: !pb.ptr<!pb.record<"Point", ["x", "y"], (f64, !pb.array<2, f64>)>, const> {pb.name = "q", pb.ref
// CHECK-SAME: cxx_name = "records"
// CHECK: %[[A:.*]] = pb.local "a" : !pb.ptr<!pb.record<"Pair_fields"
// CHECK: pb.field %[[A]]["first"]
// CHECK: pb.copy
// CHECK: %[[N:.*]] = pb.field %[[A]]["n"]
// CHECK: pb.store %{{.*}}, %[[N]]
// CHECK: %[[B:.*]] = pb.local "b"
// CHECK: pb.field %[[B]]["x"]
// CHECK: pb.constant bits "3FF0000000000000" : f64
// CHECK: %[[RESULT:.*]] = pb.local ""
// CHECK: pb.call @[[MAKE:.*]](%{{.*}}, %[[RESULT]])
// CHECK: pb.copy %[[RESULT]], %[[B]]
// CHECK: %[[COPY:.*]] = pb.local "p"
// CHECK: pb.copy %[[B]], %[[COPY]]
// CHECK: pb.call @[[SUM:.*]](%[[COPY]])
PULLBACK(vjp)
double records(double x, const Point &q) {
  Pair a = {q, 3};
  Point b;
  b = make(x);
  return sum(b) + a.first.y[0] * a.n;
}
// CHECK-DAG: pb.func @{{.*}}{pb.byval, pb.name = "p"}{{.*}}cxx_name = "sum"
// CHECK-DAG: pb.func @{{.*}}{pb.sret}{{.*}}cxx_name = "make"
