// Pointer arithmetic, comparison, difference; pointers and references to locals.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "walk"
// CHECK: pb.cmp  ne %{{.*}}, %{{.*}} : !pb.ptr<f64, const>
// CHECK: %[[BEFORE:.*]] = pb.load %{{.*}} -> !pb.ptr<f64, const>
// CHECK: pb.element %[[BEFORE]][
// CHECK: pb.load %[[BEFORE]] : !pb.ptr<f64, const> -> f64
// CHECK: pb.ptrdiff {{.*}} -> !pb.int<"long", 64, true>
PULLBACK(vjp)
double walk(const double *p, const double *end) {
  double s = 0;
  const double *begin = p;
  while (p != end)
    s += *p++;
  return s / (end - begin);
}

// An unsigned index that is subtracted does not wrap around.
// CHECK-LABEL: cxx_name = "back"
// CHECK: %[[INDEX:.*]] = pb.cast %{{.*}} implicit : !pb.int<"unsigned int", 32, false> to !pb.int<"long", 64, true>
// CHECK: %[[MINUS:.*]] = pb.unary  neg %[[INDEX]]
// CHECK: pb.element %{{.*}}[%[[MINUS]]]
PULLBACK(vjp)
double back(const double *p, unsigned n) { return *(p + n - n); }

// CHECK-LABEL: cxx_name = "toLocal"
// CHECK: %[[X:.*]] = pb.local "x"
// CHECK: pb.null : !pb.ptr<f64>
// CHECK: pb.store %[[X]], %{{.*}} : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
// CHECK: %[[SUM:.*]] = arith.addf
// CHECK: pb.store %[[SUM]], %[[X]]
PULLBACK(vjp)
double toLocal(double x) {
  double *p = nullptr;
  p = &x;
  double &r = x;
  r += *p;
  return x;
}
