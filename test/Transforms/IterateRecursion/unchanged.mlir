// RUN: pullback-opt --pb-iterate-recursion %s | FileCheck %s
!int = !pb.int<"int", 32, true>
!pair = !pb.record<"Pair", ["first", "second"], (!pb.ptr<f64>, !pb.ptr<f64>)>

// An object that all calls hand on, and beside it a part of it that changes, which takes the object to the heap: what is
// handed on is there, too.
// CHECK-LABEL: pb.func @top
// CHECK-NOT: pb.local "whole"
// CHECK: %[[WHOLE:.*]] = pb.alloc new "whole"
// CHECK: pb.loop
// CHECK: pb.field %[[WHOLE]]["second"]
pb.func @walk(%whole: !pb.ptr<!pair> {pb.name = "whole"}, %part: !pb.ptr<!pb.ptr<f64>> {pb.name = "part"}, %go: i1) -> f64 attributes {cxx_name = "walk", role = "primal"} {
  %p = pb.load %part : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  %v = pb.load %p : !pb.ptr<f64> -> f64
  %r = scf.if %go -> (f64) {
    %false = arith.constant false
    %second = pb.field %whole["second"] : !pb.ptr<!pair> -> !pb.ptr<!pb.ptr<f64>>
    %below = pb.call @walk(%whole, %second, %false) : (!pb.ptr<!pair>, !pb.ptr<!pb.ptr<f64>>, i1) -> f64
    scf.yield %below : f64
  } else {
    scf.yield %v : f64
  }
  pb.return %r : f64
}
pb.func @top(%x: !pb.ptr<f64>, %y: !pb.ptr<f64>, %go: i1) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %whole = pb.local "whole" : !pb.ptr<!pair>
  %first = pb.field %whole["first"] : !pb.ptr<!pair> -> !pb.ptr<!pb.ptr<f64>>
  %second = pb.field %whole["second"] : !pb.ptr<!pair> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %x, %first : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  pb.store %y, %second : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %r = pb.call @walk(%whole, %first, %go) : (!pb.ptr<!pair>, !pb.ptr<!pb.ptr<f64>>, i1) -> f64
  pb.return %r : f64
}
