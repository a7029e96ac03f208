// Integer operations with 0 and 1 that say nothing new are left out; x - 1 and 0 - x stay.
// RUN: pullback-opt %s --canonicalize | FileCheck %s
!int = !pb.int<"int", 32, true>
// CHECK-LABEL: @operands
// CHECK-DAG: %[[ZERO:.*]] = pb.constant 0 :
// CHECK-DAG: %[[ONE:.*]] = pb.constant 1 :
// CHECK: pb.store %[[ZERO]], %arg1
// CHECK-NEXT: pb.store %[[ZERO]], %arg1
// CHECK-NEXT: pb.store %arg0, %arg1
// CHECK-NEXT: pb.store %arg0, %arg1
// CHECK-NEXT: pb.store %arg0, %arg1
// CHECK-NEXT: %[[LESS:.*]] = pb.binary sub %arg0, %[[ONE]]
// CHECK-NEXT: pb.store %[[LESS]], %arg1
// CHECK-NEXT: %[[MINUS:.*]] = pb.binary sub %[[ZERO]], %arg0
// CHECK-NEXT: pb.store %[[MINUS]], %arg1
pb.func @operands(%x: !int, %p: !pb.ptr<!int>) attributes {cxx_name = "operands", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %a = pb.binary mul %x, %zero : !int
  pb.store %a, %p : !int, !pb.ptr<!int>
  %b = pb.binary mul %zero, %x : !int
  pb.store %b, %p : !int, !pb.ptr<!int>
  %c = pb.binary mul %one, %x : !int
  pb.store %c, %p : !int, !pb.ptr<!int>
  %d = pb.binary add %zero, %x : !int
  pb.store %d, %p : !int, !pb.ptr<!int>
  %e = pb.binary sub %x, %zero : !int
  pb.store %e, %p : !int, !pb.ptr<!int>
  %f = pb.binary sub %x, %one : !int
  pb.store %f, %p : !int, !pb.ptr<!int>
  %g = pb.binary sub %zero, %x : !int
  pb.store %g, %p : !int, !pb.ptr<!int>
  pb.return
}
