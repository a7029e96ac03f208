// RUN: pullback-opt %s --pb-known-classes --split-input-file | FileCheck %s
// An object that holds another of its base class, which is of one class in fact: nothing is recursive any more.
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Curve", ["kind"], (!int)>
!line = !pb.record<"Line", ["Curve_base", "slope"], (!base, f64)>
!scaled = !pb.record<"Scaled", ["Curve_base", "of"], (!base, !pb.ptr<!base>)>

// CHECK-LABEL: pb.func @one
// CHECK-NOT: scf.if
// CHECK-NOT: pb.call
// CHECK: pb.downcast %{{.*}}["Curve_base"]
// CHECK: arith.mulf
// CHECK: pb.return
// CHECK-NOT: pb.func @scaled_at
pb.func @one(%x: f64) -> f64 attributes {cxx_name = "one", role = "primal", pb.modes = ["vjp"]} {
  %line = pb.local "line" : !pb.ptr<!line>
  %2 = pb.constant 2 : !int
  %3 = pb.constant 3 : !int
  %line_base = pb.field %line["Curve_base"] : !pb.ptr<!line> -> !pb.ptr<!base>
  %line_kind = pb.field %line_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %line_kind : !int, !pb.ptr<!int> // while it is constructed
  pb.store %2, %line_kind : !int, !pb.ptr<!int>
  %scaled = pb.local "scaled" : !pb.ptr<!scaled>
  %scaled_base = pb.field %scaled["Curve_base"] : !pb.ptr<!scaled> -> !pb.ptr<!base>
  %scaled_kind = pb.field %scaled_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %scaled_kind : !int, !pb.ptr<!int>
  %of = pb.field %scaled["of"] : !pb.ptr<!scaled> -> !pb.ptr<!pb.ptr<!base>>
  pb.store %line_base, %of : !pb.ptr<!base>, !pb.ptr<!pb.ptr<!base>>
  %r = pb.call @scaled_at(%scaled, %x) : (!pb.ptr<!scaled>, f64) -> f64
  pb.return %r : f64
}
pb.func @scaled_at(%self: !pb.ptr<!scaled>, %t: f64) -> f64 attributes {cxx_name = "at", role = "primal"} {
  %of = pb.field %self["of"] : !pb.ptr<!scaled> -> !pb.ptr<!pb.ptr<!base>>
  %c = pb.load %of : !pb.ptr<!pb.ptr<!base>> -> !pb.ptr<!base>
  %k = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %k : !pb.ptr<!int> -> !int
  %2 = pb.constant 2 : !int
  %is = pb.cmp eq %kind, %2 {pb.asks_for_class = array<i64: 2, 3>} : !int
  %r = scf.if %is -> (f64) {
    %line = pb.downcast %c["Curve_base"] : !pb.ptr<!base> -> !pb.ptr<!line>
    %slope = pb.field %line["slope"] : !pb.ptr<!line> -> !pb.ptr<f64>
    %s = pb.load %slope : !pb.ptr<f64> -> f64
    %v = arith.mulf %s, %t : f64
    scf.yield %v : f64
  } else {
    %other = pb.downcast %c["Curve_base"] : !pb.ptr<!base> -> !pb.ptr<!scaled>
    %v = pb.call @scaled_at(%other, %t) : (!pb.ptr<!scaled>, f64) -> f64
    scf.yield %v : f64
  }
  %twice = arith.addf %r, %r : f64
  pb.return %twice : f64
}

// -----
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Curve", ["kind"], (!int)>
!line = !pb.record<"Line", ["Curve_base", "slope"], (!base, f64)>
!scaled = !pb.record<"Scaled", ["Curve_base", "of"], (!base, !pb.ptr<!base>)>

// One that holds another of its own class: the call for the outer one is taken apart from that for the inner one.
// CHECK-LABEL: pb.func @two
// CHECK-NOT: scf.if
// CHECK-NOT: pb.call
// CHECK: arith.addf
// CHECK: arith.addf
// CHECK-NOT: pb.func @scaled_at
pb.func @two(%x: f64) -> f64 attributes {cxx_name = "two", role = "primal", pb.modes = ["vjp"]} {
  %line = pb.local "line" : !pb.ptr<!line>
  %2 = pb.constant 2 : !int
  %3 = pb.constant 3 : !int
  %line_base = pb.field %line["Curve_base"] : !pb.ptr<!line> -> !pb.ptr<!base>
  %line_kind = pb.field %line_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %2, %line_kind : !int, !pb.ptr<!int>
  %scaled = pb.local "scaled" : !pb.ptr<!scaled>
  %scaled_base = pb.field %scaled["Curve_base"] : !pb.ptr<!scaled> -> !pb.ptr<!base>
  %scaled_kind = pb.field %scaled_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %scaled_kind : !int, !pb.ptr<!int>
  %of = pb.field %scaled["of"] : !pb.ptr<!scaled> -> !pb.ptr<!pb.ptr<!base>>
  pb.store %line_base, %of : !pb.ptr<!base>, !pb.ptr<!pb.ptr<!base>>
  %outer = pb.local "outer" : !pb.ptr<!scaled>
  %outer_base = pb.field %outer["Curve_base"] : !pb.ptr<!scaled> -> !pb.ptr<!base>
  %outer_kind = pb.field %outer_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %outer_kind : !int, !pb.ptr<!int>
  %outer_of = pb.field %outer["of"] : !pb.ptr<!scaled> -> !pb.ptr<!pb.ptr<!base>>
  pb.store %scaled_base, %outer_of : !pb.ptr<!base>, !pb.ptr<!pb.ptr<!base>>
  %r = pb.call @scaled_at(%outer, %x) : (!pb.ptr<!scaled>, f64) -> f64
  pb.return %r : f64
}
pb.func @scaled_at(%self: !pb.ptr<!scaled>, %t: f64) -> f64 attributes {cxx_name = "at", role = "primal"} {
  %of = pb.field %self["of"] : !pb.ptr<!scaled> -> !pb.ptr<!pb.ptr<!base>>
  %c = pb.load %of : !pb.ptr<!pb.ptr<!base>> -> !pb.ptr<!base>
  %k = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %k : !pb.ptr<!int> -> !int
  %2 = pb.constant 2 : !int
  %is = pb.cmp eq %kind, %2 {pb.asks_for_class = array<i64: 2, 3>} : !int
  %r = scf.if %is -> (f64) {
    scf.yield %t : f64
  } else {
    %other = pb.downcast %c["Curve_base"] : !pb.ptr<!base> -> !pb.ptr<!scaled>
    %v = pb.call @scaled_at(%other, %t) : (!pb.ptr<!scaled>, f64) -> f64
    scf.yield %v : f64
  }
  %twice = arith.addf %r, %r : f64
  pb.return %twice : f64
}

// -----
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Curve", ["kind"], (!int)>
!line = !pb.record<"Line", ["Curve_base", "slope"], (!base, f64)>
!scaled = !pb.record<"Scaled", ["Curve_base", "of"], (!base, !pb.ptr<!base>)>

// An object that holds itself, for all that is known: there is no end, and all stays as it is.
// CHECK-LABEL: pb.func @endless
// CHECK: pb.call @scaled_at
// CHECK-LABEL: pb.func @scaled_at
// CHECK: scf.if
// CHECK: pb.call @scaled_at
pb.func @endless(%x: f64, %far: i1) -> f64 attributes {cxx_name = "endless", role = "primal", pb.modes = ["vjp"]} {
  %line = pb.local "line" : !pb.ptr<!line>
  %2 = pb.constant 2 : !int
  %3 = pb.constant 3 : !int
  %line_base = pb.field %line["Curve_base"] : !pb.ptr<!line> -> !pb.ptr<!base>
  %line_kind = pb.field %line_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %2, %line_kind : !int, !pb.ptr<!int>
  %scaled = pb.local "scaled" : !pb.ptr<!scaled>
  %scaled_base = pb.field %scaled["Curve_base"] : !pb.ptr<!scaled> -> !pb.ptr<!base>
  %scaled_kind = pb.field %scaled_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %scaled_kind : !int, !pb.ptr<!int>
  %of = pb.field %scaled["of"] : !pb.ptr<!scaled> -> !pb.ptr<!pb.ptr<!base>>
  %some = arith.select %far, %scaled_base, %line_base : !pb.ptr<!base>
  pb.store %some, %of : !pb.ptr<!base>, !pb.ptr<!pb.ptr<!base>>
  %r = pb.call @scaled_at(%scaled, %x) : (!pb.ptr<!scaled>, f64) -> f64
  pb.return %r : f64
}
pb.func @scaled_at(%self: !pb.ptr<!scaled>, %t: f64) -> f64 attributes {cxx_name = "at", role = "primal"} {
  %of = pb.field %self["of"] : !pb.ptr<!scaled> -> !pb.ptr<!pb.ptr<!base>>
  %c = pb.load %of : !pb.ptr<!pb.ptr<!base>> -> !pb.ptr<!base>
  %k = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %k : !pb.ptr<!int> -> !int
  %2 = pb.constant 2 : !int
  %is = pb.cmp eq %kind, %2 {pb.asks_for_class = array<i64: 2, 3>} : !int
  %r = scf.if %is -> (f64) {
    scf.yield %t : f64
  } else {
    %other = pb.downcast %c["Curve_base"] : !pb.ptr<!base> -> !pb.ptr<!scaled>
    %v = pb.call @scaled_at(%other, %t) : (!pb.ptr<!scaled>, f64) -> f64
    scf.yield %v : f64
  }
  pb.return %r : f64
}

// -----
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Shape", ["kind"], (!int)>
!sphere = !pb.record<"Sphere", ["Shape_base", "radius"], (!base, f64)>

// A function that is recursive by itself takes the object, not its base.
// CHECK-LABEL: pb.func @whole
// CHECK: pb.downcast %{{.*}}["Shape_base"] {pb.of_virtual_call}
// CHECK: pb.call @trace
// CHECK-LABEL: pb.func @trace
// CHECK-SAME: %arg0: !pb.ptr<!pb.record<"Sphere"
pb.func @whole(%x: f64, %n: !int) -> f64 attributes {cxx_name = "whole", role = "primal", pb.modes = ["vjp"]} {
  %sphere = pb.local "sphere" : !pb.ptr<!sphere>
  %base = pb.field %sphere["Shape_base"] : !pb.ptr<!sphere> -> !pb.ptr<!base>
  %r = pb.call @trace(%base, %n) : (!pb.ptr<!base>, !int) -> f64
  pb.return %r : f64
}
pb.func @trace(%shape: !pb.ptr<!base>, %n: !int) -> f64 attributes {cxx_name = "trace", role = "primal"} {
  %sphere = pb.downcast %shape["Shape_base"] {pb.of_virtual_call} : !pb.ptr<!base> -> !pb.ptr<!sphere>
  %radius = pb.field %sphere["radius"] : !pb.ptr<!sphere> -> !pb.ptr<f64>
  %v = pb.load %radius : !pb.ptr<f64> -> f64
  %s = pb.call @trace(%shape, %n) : (!pb.ptr<!base>, !int) -> f64
  %sum = arith.addf %v, %s : f64
  pb.return %sum : f64
}
