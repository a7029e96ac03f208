// std::min, max, swap and abs of integers are plain operations; a reference to the larger object is chosen by address.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <algorithm>
#include <cstdlib>
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "extremes"
// CHECK: %[[SMALLER:.*]] = arith.cmpf olt, %[[B:.*]], %[[A:.*]] : f64
// CHECK: arith.select %[[SMALLER]], %[[B]], %[[A]] : f64
// CHECK: %[[C1:.*]] = arith.cmpf olt
// CHECK: %[[M1:.*]] = arith.select %[[C1]]
// CHECK: %[[C2:.*]] = arith.cmpf olt, %[[M1]]
// CHECK: arith.select %[[C2]]
// CHECK: pb.cmp  lt
// CHECK: pb.unary  neg
// CHECK: arith.select {{.*}} : !pb.int<"int", 32, true>
PULLBACK(vjp)
double extremes(double a, double b, int n) { return std::min(a, b) + std::max({a, b, 2 * a}) + std::abs(n); }

// CHECK-LABEL: cxx_name = "reference"
// CHECK: arith.select %{{.*}}, %{{.*}}, %{{.*}} : !pb.ptr<f64, const>
PULLBACK(vjp)
double reference(double a, double b) {
  const double &larger = std::max(a, b);
  a += 1;
  return larger;
}

// CHECK-LABEL: cxx_name = "buffers"
// CHECK: %[[TO:.*]] = pb.local "to"
// CHECK: pb.store %{{.*}}, %[[TO]]
// CHECK: %[[P:.*]] = pb.load %[[OLD:.*]] : !pb.ptr<!pb.ptr<f64>>
// CHECK: %[[Q:.*]] = pb.load %[[NEW:.*]] : !pb.ptr<!pb.ptr<f64>>
// CHECK: pb.store %[[Q]], %[[OLD]]
// CHECK: pb.store %[[P]], %[[NEW]]
PULLBACK(vjp)
void buffers(double *a, double *b) {
  double *from = a, *to = b;
  std::swap(from, to);
  *to = *from;
}
