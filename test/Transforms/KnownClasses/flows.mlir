// RUN: pullback-opt %s --pb-known-classes --split-input-file | FileCheck %s
// Where pointers to objects come from: the class is known where all of that is seen, and open where there are two.
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Curve", ["kind"], (!int)>
!line = !pb.record<"Line", ["Curve_base", "slope"], (!base, f64)>
!bend = !pb.record<"Bend", ["Curve_base", "slope"], (!base, f64)>

// What a call returns: always the bend.
// CHECK-LABEL: pb.func @returned
// CHECK-NOT: scf.if
// CHECK: arith.mulf
// CHECK: pb.return
pb.func @returned(%x: f64) -> f64 attributes {cxx_name = "returned", role = "primal", pb.modes = ["vjp"]} {
  %2 = pb.constant 2 : !int
  %3 = pb.constant 3 : !int
  %line = pb.local "line" : !pb.ptr<!line>
  %line_base = pb.field %line["Curve_base"] : !pb.ptr<!line> -> !pb.ptr<!base>
  %line_kind = pb.field %line_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %2, %line_kind : !int, !pb.ptr<!int>
  %bend = pb.local "bend" : !pb.ptr<!bend>
  %bend_base = pb.field %bend["Curve_base"] : !pb.ptr<!bend> -> !pb.ptr<!base>
  %bend_kind = pb.field %bend_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %bend_kind : !int, !pb.ptr<!int>
  %c = pb.call @same(%bend_base) : (!pb.ptr<!base>) -> !pb.ptr<!base>
  %k = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %k : !pb.ptr<!int> -> !int
  %is = pb.cmp eq %kind, %2 {pb.asks_for_class = array<i64: 2, 3>} : !int
  %r = scf.if %is -> (f64) {
    %y = arith.addf %x, %x : f64
    scf.yield %y : f64
  } else {
    %y = arith.mulf %x, %x : f64
    scf.yield %y : f64
  }
  pb.return %r : f64
}
pb.func @same(%c: !pb.ptr<!base>) -> !pb.ptr<!base> attributes {cxx_name = "same", role = "primal"} {
  pb.return %c : !pb.ptr<!base>
}

// -----
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Curve", ["kind"], (!int)>
!line = !pb.record<"Line", ["Curve_base", "slope"], (!base, f64)>
!bend = !pb.record<"Bend", ["Curve_base", "slope"], (!base, f64)>

// What a branch chooses: either.
// CHECK-LABEL: pb.func @branched
// CHECK: pb.cmp eq
// CHECK: arith.addf
// CHECK: arith.mulf
pb.func @branched(%x: f64, %which: i1) -> f64 attributes {cxx_name = "branched", role = "primal", pb.modes = ["vjp"]} {
  %2 = pb.constant 2 : !int
  %3 = pb.constant 3 : !int
  %line = pb.local "line" : !pb.ptr<!line>
  %line_base = pb.field %line["Curve_base"] : !pb.ptr<!line> -> !pb.ptr<!base>
  %line_kind = pb.field %line_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %2, %line_kind : !int, !pb.ptr<!int>
  %bend = pb.local "bend" : !pb.ptr<!bend>
  %bend_base = pb.field %bend["Curve_base"] : !pb.ptr<!bend> -> !pb.ptr<!base>
  %bend_kind = pb.field %bend_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %bend_kind : !int, !pb.ptr<!int>
  %c = scf.if %which -> (!pb.ptr<!base>) {
    scf.yield %line_base : !pb.ptr<!base>
  } else {
    scf.yield %bend_base : !pb.ptr<!base>
  }
  %k = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %k : !pb.ptr<!int> -> !int
  %is = pb.cmp eq %kind, %2 {pb.asks_for_class = array<i64: 2, 3>} : !int
  %r = scf.if %is -> (f64) {
    %y = arith.addf %x, %x : f64
    scf.yield %y : f64
  } else {
    %y = arith.mulf %x, %x : f64
    scf.yield %y : f64
  }
  pb.return %r : f64
}

// -----
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Curve", ["kind"], (!int)>
!line = !pb.record<"Line", ["Curve_base", "slope"], (!base, f64)>
!bend = !pb.record<"Bend", ["Curve_base", "slope"], (!base, f64)>

// What a loop hands on: the line in the end, if it runs.
// CHECK-LABEL: pb.func @carried
// CHECK: pb.cmp eq
// CHECK: arith.addf
// CHECK: arith.mulf
pb.func @carried(%x: f64, %n: !int) -> f64 attributes {cxx_name = "carried", role = "primal", pb.modes = ["vjp"]} {
  %2 = pb.constant 2 : !int
  %3 = pb.constant 3 : !int
  %line = pb.local "line" : !pb.ptr<!line>
  %line_base = pb.field %line["Curve_base"] : !pb.ptr<!line> -> !pb.ptr<!base>
  %line_kind = pb.field %line_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %2, %line_kind : !int, !pb.ptr<!int>
  %bend = pb.local "bend" : !pb.ptr<!bend>
  %bend_base = pb.field %bend["Curve_base"] : !pb.ptr<!bend> -> !pb.ptr<!base>
  %bend_kind = pb.field %bend_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %bend_kind : !int, !pb.ptr<!int>
  %c = pb.for %i = %2 while lt %n step 1 : !int carry(%d = %bend_base) : !pb.ptr<!base> {
    pb.yield %line_base : !pb.ptr<!base>
  }
  %k = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %k : !pb.ptr<!int> -> !int
  %is = pb.cmp eq %kind, %2 {pb.asks_for_class = array<i64: 2, 3>} : !int
  %r = scf.if %is -> (f64) {
    %y = arith.addf %x, %x : f64
    scf.yield %y : f64
  } else {
    %y = arith.mulf %x, %x : f64
    scf.yield %y : f64
  }
  pb.return %r : f64
}

// -----
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Curve", ["kind"], (!int)>
!line = !pb.record<"Line", ["Curve_base", "slope"], (!base, f64)>
!bend = !pb.record<"Bend", ["Curve_base", "slope"], (!base, f64)>

// The object of a caller, which may be of any class before one is written.
// CHECK-LABEL: pb.func @foreign
// CHECK: pb.cmp eq
// CHECK: arith.addf
// CHECK: arith.mulf
pb.func @foreign(%x: f64, %c: !pb.ptr<!base>, %which: i1) -> f64 attributes {cxx_name = "foreign", role = "primal", pb.modes = ["vjp"]} {
  %2 = pb.constant 2 : !int
  %3 = pb.constant 3 : !int
  %line = pb.local "line" : !pb.ptr<!line>
  %line_base = pb.field %line["Curve_base"] : !pb.ptr<!line> -> !pb.ptr<!base>
  %line_kind = pb.field %line_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %2, %line_kind : !int, !pb.ptr<!int>
  %bend = pb.local "bend" : !pb.ptr<!bend>
  %bend_base = pb.field %bend["Curve_base"] : !pb.ptr<!bend> -> !pb.ptr<!base>
  %bend_kind = pb.field %bend_base["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  pb.store %3, %bend_kind : !int, !pb.ptr<!int>
  %own = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  scf.if %which {
    pb.store %3, %own : !int, !pb.ptr<!int>
  }
  %k = pb.field %c["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %k : !pb.ptr<!int> -> !int
  %is = pb.cmp eq %kind, %2 {pb.asks_for_class = array<i64: 2, 3>} : !int
  %r = scf.if %is -> (f64) {
    %y = arith.addf %x, %x : f64
    scf.yield %y : f64
  } else {
    %y = arith.mulf %x, %x : f64
    scf.yield %y : f64
  }
  pb.return %r : f64
}
