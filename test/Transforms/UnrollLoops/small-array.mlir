// RUN: pullback-opt %s --pb-unroll-loops | FileCheck %s
!int = !pb.int<"int", 32, true>
!array = !pb.array<3, f64>

// A loop of three trips over an array of three: the counter becomes a constant, and sums of constants are folded.
// CHECK-LABEL: @spelled_out
// CHECK-NOT: pb.for
// CHECK: pb.constant 1 :
// CHECK: pb.constant 3 :
// CHECK: pb.load
// CHECK: pb.constant 2 :
// CHECK: pb.return
pb.func @spelled_out(%x: !pb.ptr<f64, const>) attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  %two = pb.constant 2 : !int
  %three = pb.constant 3 : !int
  %a = pb.local "a" : !pb.ptr<!array>
  pb.for %i = %zero while lt %three step 1 : !int {
    %at = pb.binary add %two, %i : !int
    %from = pb.element %x[%at] : !pb.ptr<f64, const>, !int
    %v = pb.load %from : !pb.ptr<f64, const> -> f64
    %first = pb.decay %a : !pb.ptr<!array> -> !pb.ptr<f64>
    %to = pb.element %first[%i] : !pb.ptr<f64>, !int
    pb.store %v, %to : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// A subscript that nobody knows keeps the array, and the loop over it.
// CHECK-LABEL: @unknown_subscript
// CHECK: pb.for
pb.func @unknown_subscript(%x: !pb.ptr<f64, const>, %which: !int) -> f64 attributes {cxx_name = "g", role = "primal"} {
  %zero = pb.constant 0 : !int
  %three = pb.constant 3 : !int
  %a = pb.local "a" : !pb.ptr<!array>
  %first = pb.decay %a : !pb.ptr<!array> -> !pb.ptr<f64>
  pb.for %i = %zero while lt %three step 1 : !int {
    %from = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %from : !pb.ptr<f64, const> -> f64
    %to = pb.element %first[%i] : !pb.ptr<f64>, !int
    pb.store %v, %to : f64, !pb.ptr<f64>
    pb.yield
  }
  %chosen = pb.element %first[%which] : !pb.ptr<f64>, !int
  %r = pb.load %chosen : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

// The iterations stay in their order.
// CHECK-LABEL: @in_order
// CHECK: pb.decay
// CHECK-NEXT: pb.constant 0 :
// CHECK: pb.constant 1 :
// CHECK: pb.constant 2 :
// CHECK: pb.return
pb.func @in_order(%start: f64) -> f64 attributes {cxx_name = "h", role = "primal"} {
  %zero = pb.constant 0 : !int
  %three = pb.constant 3 : !int
  %a = pb.local "a" : !pb.ptr<!array>
  %first = pb.decay %a : !pb.ptr<!array> -> !pb.ptr<f64>
  %end = pb.for %i = %zero while lt %three step 1 : !int carry(%s = %start) : f64 {
    %number = pb.cast %i : !int to f64
    %next = arith.subf %number, %s : f64
    %to = pb.element %first[%i] : !pb.ptr<f64>, !int
    pb.store %next, %to : f64, !pb.ptr<f64>
    pb.yield %next : f64
  }
  pb.return %end : f64
}

// What follows from constants is a constant.
// CHECK-LABEL: @remainders
// CHECK-NOT: pb.for
// CHECK-NOT: pb.binary
// CHECK: pb.return
pb.func @remainders(%x: !pb.ptr<f64, const>) attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %three = pb.constant 3 : !int
  %a = pb.local "a" : !pb.ptr<!array>
  pb.for %i = %zero while lt %three step 1 : !int {
    %next = pb.binary add %i, %one : !int
    %at = pb.binary rem %next, %three : !int
    %before = pb.binary sub %three, %i : !int
    %from = pb.element %x[%before] : !pb.ptr<f64, const>, !int
    %v = pb.load %from : !pb.ptr<f64, const> -> f64
    %first = pb.decay %a : !pb.ptr<!array> -> !pb.ptr<f64>
    %to = pb.element %first[%at] : !pb.ptr<f64>, !int
    pb.store %v, %to : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
