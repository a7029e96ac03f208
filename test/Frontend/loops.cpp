// while, do and range-for; a variable in a condition lives in front of the loop.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "down"
// CHECK: %[[M:.*]] = pb.local "m"
// CHECK: pb.source_loop {
// CHECK:   pb.store %{{.*}}, %[[M]]
// CHECK:   pb.cmp  ne
// CHECK:   pb.condition
PULLBACK(vjp)
double down(double x, int n) {
  while (int m = n--)
    x *= m;
  return x;
}

// CHECK-LABEL: cxx_name = "atLeastOnce"
// CHECK: pb.source_loop do_while {
// CHECK:   arith.cmpf olt
// CHECK: } body {
// CHECK:   arith.mulf
// CHECK: pb.source_loop {
// CHECK:   %[[TRUE:.*]] = arith.constant true
// CHECK:   pb.condition %[[TRUE]]
// CHECK:   pb.exit  break
PULLBACK(vjp)
double atLeastOnce(double x) {
  do
    x *= 2;
  while (x < 1);
  for (;;) {
    if (x > 2)
      break;
    x += 1;
  }
  return x;
}

// CHECK-LABEL: cxx_name = "elements"
// CHECK: %[[A:.*]] = pb.local "a" : !pb.ptr<!pb.array<3, f64>>
// CHECK: %[[FIRST:.*]] = pb.decay
// CHECK: %[[COUNT:.*]] = pb.constant 3 : !pb.int<"unsigned long", 64, false>
// CHECK: pb.local "index"
// CHECK: %[[V:.*]] = pb.element
// CHECK: pb.load %[[V]]
PULLBACK(vjp)
double elements(double x) {
  double a[3] = {x, x, 1};
  double s = 0;
  for (const double &v : a)
    s += v;
  return s;
}
