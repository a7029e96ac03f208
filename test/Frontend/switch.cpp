// A switch without fall-through is a chain of branches; with it, sections in order behind an entry number.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "chain"
// CHECK-NOT: pb.once
// CHECK: pb.cmp  eq
// CHECK: scf.if %{{.*}} -> (i1)
// CHECK: scf.if
// CHECK: } else {
// CHECK:   arith.negf
// CHECK: pb.return
PULLBACK(vjp)
double chain(double x, int k) {
  switch (k) {
  default:
    x = -x;
    break;
  case 1:
  case 2:
    x *= 2;
    break;
  }
  return x;
}

// CHECK-LABEL: cxx_name = "fallsThrough"
// CHECK: pb.once {
// CHECK:   %[[ENTRY:.*]] = scf.if %{{.*}} -> (!pb.int<"int", 32, true>)
// CHECK:   %[[FIRST:.*]] = pb.cmp  le %[[ENTRY]]
// CHECK:   scf.if %[[FIRST]] {
// CHECK:   %[[SECOND:.*]] = pb.cmp  le %[[ENTRY]]
// CHECK:   scf.if %[[SECOND]] {
// CHECK:     pb.exit  break
PULLBACK(vjp)
double fallsThrough(double x, int k) {
  switch (k) {
  case 1:
    x += 1;
    [[fallthrough]];
  case 2:
    x *= 2;
    break;
  case 3:
    x = 0;
  }
  return x;
}
