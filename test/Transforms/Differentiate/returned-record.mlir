// A call that returns into an object which held something before (C++ copies from an object of its own there): its reverse
// takes the object's adjoint, which is cleared then, so that nothing of it reaches what stood there.
// RUN: pullback-opt %s --pb-differentiate | FileCheck %s

!int = !pb.int<"int", 32, true>
!box = !pb.record<"Box", ["v"], (f64)>

// CHECK-LABEL: pb.func @recursive_vjp
// CHECK: pb.reverse
// CHECK: %[[BAR:.*]] = pb.local "p_bar"
// CHECK: pb.call @fill_sweep_rev
// CHECK: %[[V:.*]] = pb.field %[[BAR]]["v"]
// CHECK: %[[ZERO:.*]] = pb.constant bits "0"
// CHECK: pb.store %[[ZERO]], %[[V]]
// CHECK-NEXT: %[[SAME:.*]] = pb.field %[[BAR]]["v"]
// CHECK-NEXT: pb.load %[[SAME]]
pb.func @recursive(%x: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "recursive", role = "primal", pb.modes = ["vjp"], pb.derived = "recursive"} {
  %p = pb.local "p" : !pb.ptr<!box>
  %place = pb.field %p["v"] : !pb.ptr<!box> -> !pb.ptr<f64>
  %v = pb.load %x : !pb.ptr<f64, const> -> f64
  pb.store %v, %place : f64, !pb.ptr<f64>
  pb.call @fill(%x, %n, %p) : (!pb.ptr<f64, const>, !int, !pb.ptr<!box>) -> ()
  %r = pb.load %place : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

// CHECK-LABEL: pb.func @ruled_vjp
// CHECK: pb.reverse
// CHECK: %[[BAR:.*]] = pb.local "p_bar"
// CHECK: pb.call @make_adjoint
// CHECK: %[[V:.*]] = pb.field %[[BAR]]["v"]
// CHECK: %[[ZERO:.*]] = pb.constant bits "0"
// CHECK: pb.store %[[ZERO]], %[[V]]
// CHECK-NEXT: %[[SAME:.*]] = pb.field %[[BAR]]["v"]
// CHECK-NEXT: pb.load %[[SAME]]
pb.func @ruled(%x: f64 {pb.name = "x", pb.role = "wrt"}) -> f64
    attributes {cxx_name = "ruled", role = "primal", pb.modes = ["vjp"], pb.derived = "ruled"} {
  %p = pb.local "p" : !pb.ptr<!box>
  %place = pb.field %p["v"] : !pb.ptr<!box> -> !pb.ptr<f64>
  pb.store %x, %place : f64, !pb.ptr<f64>
  pb.call @make(%x, %p) : (f64, !pb.ptr<!box>) -> ()
  %r = pb.load %place : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

pb.func @fill(%x: !pb.ptr<f64, const> {pb.name = "x"}, %n: !int {pb.name = "n"}, %out: !pb.ptr<!box> {pb.sret})
    attributes {cxx_name = "fill", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %end = pb.cmp eq %n, %c0 : !int
  scf.if %end {
    %to = pb.field %out["v"] : !pb.ptr<!box> -> !pb.ptr<f64>
    %v = pb.load %x : !pb.ptr<f64, const> -> f64
    pb.store %v, %to : f64, !pb.ptr<f64>
  } else {
    %less = pb.binary sub %n, %c1 : !int
    pb.call @fill(%x, %less, %out) : (!pb.ptr<f64, const>, !int, !pb.ptr<!box>) -> ()
  }
  pb.return
}

pb.func private @make(f64 {pb.name = "x", pb.role = "wrt"}, !pb.ptr<!box> {pb.sret})
    attributes {cxx_name = "make", role = "external", rules = [{function = @make_adjoint, mode = "vjp"}]}
pb.func private @make_adjoint(f64 {pb.name = "x"}, !pb.ptr<!box, const> {pb.name = "result_bar"}, !pb.ptr<f64> {pb.name = "x_bar"})
    attributes {cxx_name = "make_adjoint", role = "external"}
