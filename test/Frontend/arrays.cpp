// Arrays: initialisers, whole rows, parameters of several dimensions.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "partial"
// CHECK: %[[A:.*]] = pb.local "a" : !pb.ptr<!pb.array<4, f64>>
// CHECK: pb.zero %[[A]] : !pb.ptr<!pb.array<4, f64>>
// CHECK-COUNT-1: pb.store {{.*}} : f64, !pb.ptr<f64>
// CHECK: %[[B:.*]] = pb.local "b" : !pb.ptr<!pb.array<2, !pb.array<2, f64>>>
// CHECK-NOT: pb.zero %[[B]]
PULLBACK(vjp)
double partial(double x) {
  double a[4] = {x, 0};
  double b[2][2] = {{1, x}, {3, 4}};
  return a[0] + a[3] + b[1][0];
}

// CHECK: pb.func @{{.*}}(%{{.*}}: !pb.ptr<!pb.array<3, f64>, const> {pb.name = "m"{{.*}}}, %{{.*}}: !pb.ptr<!pb.array<2, f64>> {pb.extent = 2 : i64, pb.name = "out", pb.ref{{.*}}}, %{{.*}}: !pb.ptr<f64, const> {pb.extent = 9 : i64, pb.name = "x"
// CHECK: %[[ROW:.*]] = pb.element %{{.*}} : !pb.ptr<!pb.array<3, f64>, const>
// CHECK: %[[FIRST:.*]] = pb.decay %[[ROW]] : !pb.ptr<!pb.array<3, f64>, const> -> !pb.ptr<f64, const>
// CHECK: pb.element %[[FIRST]]
PULLBACK(vjp)
void parameters(const double m[][3], double (&out)[2], const double x[9]) { out[1] = m[1][2] * x[0]; }
