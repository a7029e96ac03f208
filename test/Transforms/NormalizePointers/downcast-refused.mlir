// RUN: not pullback-opt %s --pb-normalize-pointers --split-input-file 2>&1 | FileCheck %s
// What is cast must be known. A branch that may throw before it uses an object of another class is taken.
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Base", ["kind", "k"], (!int, f64)>
!derived = !pb.record<"Derived", ["Base_base", "m"], (!base, f64)>

// CHECK: error: cannot differentiate this cast to a derived class: which object it yields is not known [downcast]
pb.func @unknown(%q: !pb.ptr<!base>, %c: i1) -> f64 attributes {cxx_name = "unknown", role = "primal"} {
  %d = pb.local "d" : !pb.ptr<!derived>
  %bd = pb.field %d["Base_base"] : !pb.ptr<!derived> -> !pb.ptr<!base>
  %p = arith.select %c, %q, %bd : !pb.ptr<!base>
  %cast = pb.downcast %p["Base_base"] : !pb.ptr<!base> -> !pb.ptr<!derived>
  %m = pb.field %cast["m"] : !pb.ptr<!derived> -> !pb.ptr<f64>
  %v = pb.load %m : !pb.ptr<f64> -> f64
  pb.return %v : f64
}

// -----
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Base", ["kind", "k"], (!int, f64)>
!derived = !pb.record<"Derived", ["Base_base", "m"], (!base, f64)>
pb.func private @fail() attributes {cxx_name = "fail", role = "external", inactive = true}

// CHECK: error: cannot differentiate this cast to a derived class: which object it yields is not known [downcast]
pb.func @throws(%c: i1) -> f64 attributes {cxx_name = "throws", role = "primal"} {
  %b = pb.local "b" : !pb.ptr<!base>
  %zero = pb.constant bits "0" : f64
  %r = scf.if %c -> (f64) {
    pb.call @fail() : () -> ()
    %cast = pb.downcast %b["Base_base"] : !pb.ptr<!base> -> !pb.ptr<!derived>
    %m = pb.field %cast["m"] : !pb.ptr<!derived> -> !pb.ptr<f64>
    %v = pb.load %m : !pb.ptr<f64> -> f64
    scf.yield %v : f64
  } else {
    scf.yield %zero : f64
  }
  pb.return %r : f64
}
