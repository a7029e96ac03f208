// RUN: pullback-opt %s --canonicalize | FileCheck %s
// Of two numbers, the one that differs from the other is chosen, or that which is the same: it is known which.

!size = !pb.int<"unsigned long", 64, false>
!number = !pb.int<"int", 32, true>

// CHECK-LABEL: pb.func @unequal(
// CHECK-NEXT: pb.return %arg0
pb.func @unequal(%x: !size, %y: !size) -> !size attributes {cxx_name = "unequal", cxx_scope = "", role = "primal"} {
  %differs = pb.cmp ne %x, %y : !size
  %choice = arith.select %differs, %x, %y : !size
  pb.return %choice : !size
}

// CHECK-LABEL: pb.func @equal(
// CHECK-NEXT: pb.return %arg0
pb.func @equal(%x: !size, %y: !size) -> !size attributes {cxx_name = "equal", cxx_scope = "", role = "primal"} {
  %same = pb.cmp eq %x, %y : !size
  %choice = arith.select %same, %y, %x : !size
  pb.return %choice : !size
}

// A third number.
// CHECK-LABEL: pb.func @others(
// CHECK: %[[DIFFERS:.*]] = pb.cmp ne
// CHECK: arith.select %[[DIFFERS]], %arg0, %arg2
pb.func @others(%x: !size, %y: !size, %z: !size) -> !size attributes {cxx_name = "others", cxx_scope = "", role = "primal"} {
  %differs = pb.cmp ne %x, %y : !size
  %choice = arith.select %differs, %x, %z : !size
  pb.return %choice : !size
}

// -0 is equal to 0, and is not the same.
// CHECK-LABEL: pb.func @floats(
// CHECK: arith.select
pb.func @floats(%x: f64, %y: f64) -> f64 attributes {cxx_name = "floats", cxx_scope = "", role = "primal"} {
  %same = pb.cmp ne %x, %y : f64
  %choice = arith.select %same, %x, %y : f64
  pb.return %choice : f64
}

// A signed number is less than itself and a bit more; an unsigned one may wrap around.
// CHECK-LABEL: pb.func @more(
// CHECK: %[[TRUE:.*]] = arith.constant true
// CHECK: pb.return %[[TRUE]]
pb.func @more(%i: !number) -> i1 attributes {cxx_name = "more", role = "primal"} {
  %two = pb.constant 2 : !number
  %larger = pb.binary add %i, %two : !number
  %less = pb.cmp lt %i, %larger : !number
  pb.return %less : i1
}

// CHECK-LABEL: pb.func @wraps(
// CHECK: pb.cmp lt
pb.func @wraps(%u: !size) -> i1 attributes {cxx_name = "wraps", role = "primal"} {
  %two = pb.constant 2 : !size
  %larger = pb.binary add %u, %two : !size
  %less = pb.cmp lt %u, %larger : !size
  pb.return %less : i1
}
