// RUN: pullback-opt %s --pb-forward-loads | FileCheck %s
!int = !pb.int<"int", 32, true>

// One of two arrays is chosen and read. What is stored in them behind that is read by nobody; what is stored before is.
// CHECK-LABEL: @chosen
// CHECK: pb.store %arg1
// CHECK: pb.store %arg2
// CHECK: pb.load
// CHECK-NOT: pb.store
// CHECK: pb.return
pb.func @chosen(%c: i1, %x: f64, %y: f64, %i: !int) -> f64 attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %a = pb.local "a" : !pb.ptr<!pb.array<4, f64>>
  %b = pb.local "b" : !pb.ptr<!pb.array<4, f64>>
  %as = pb.decay %a : !pb.ptr<!pb.array<4, f64>> -> !pb.ptr<f64>
  %bs = pb.decay %b : !pb.ptr<!pb.array<4, f64>> -> !pb.ptr<f64>
  %ai = pb.element %as[%i] : !pb.ptr<f64>, !int
  %bi = pb.element %bs[%i] : !pb.ptr<f64>, !int
  pb.store %x, %ai : f64, !pb.ptr<f64>
  pb.store %y, %bi : f64, !pb.ptr<f64>
  %row = arith.select %c, %as, %bs : !pb.ptr<f64>
  %at = pb.element %row[%zero] : !pb.ptr<f64>, !int
  %v = pb.load %at : !pb.ptr<f64> -> f64
  pb.store %none, %ai : f64, !pb.ptr<f64>
  pb.store %none, %bi : f64, !pb.ptr<f64>
  pb.return %v : f64
}

// Each iteration reads an element of one array and clears it; but through the choice a later one may read it again.
// CHECK-LABEL: @read_later
// CHECK: pb.for
// CHECK: pb.store
// CHECK: pb.return
pb.func @read_later(%c: i1, %x: f64, %n: !int) -> f64 attributes {cxx_name = "g", role = "primal"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %a = pb.local "a" : !pb.ptr<!pb.array<4, f64>>
  %b = pb.local "b" : !pb.ptr<!pb.array<4, f64>>
  pb.zero %a : !pb.ptr<!pb.array<4, f64>>
  pb.zero %b : !pb.ptr<!pb.array<4, f64>>
  %as = pb.decay %a : !pb.ptr<!pb.array<4, f64>> -> !pb.ptr<f64>
  %bs = pb.decay %b : !pb.ptr<!pb.array<4, f64>> -> !pb.ptr<f64>
  %row = arith.select %c, %as, %bs : !pb.ptr<f64>
  %sum = pb.for %i = %zero while lt %n step 1 : !int carry(%s = %x) : f64 {
    %first = pb.element %row[%zero] : !pb.ptr<f64>, !int
    %v = pb.load %first : !pb.ptr<f64> -> f64
    %at = pb.element %as[%i] : !pb.ptr<f64>, !int
    %u = pb.load %at : !pb.ptr<f64> -> f64
    pb.store %none, %at : f64, !pb.ptr<f64>
    %t = arith.addf %u, %v : f64
    %w = arith.addf %s, %t : f64
    pb.yield %w : f64
  }
  pb.return %sum : f64
}
