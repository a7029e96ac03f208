// RUN: pullback-opt %s --pb-normalize-pointers | FileCheck %s
// A cast to a derived class yields the object whose base is cast. No defined program uses an object of another class as
// one of the class: the branch that does goes.
!int = !pb.int<"int", 32, true>
!base = !pb.record<"Base", ["kind", "k"], (!int, f64)>
!derived = !pb.record<"Derived", ["Base_base", "m"], (!base, f64)>

// CHECK-LABEL: pb.func @one_of_two
// CHECK: %[[D:.*]] = pb.local "d"
// CHECK-NOT: pb.downcast
// CHECK: %[[M:.*]] = pb.field %[[D]]["m"]
// CHECK: pb.load %[[M]]
pb.func @one_of_two(%c: i1) -> f64 attributes {cxx_name = "one_of_two", role = "primal"} {
  %b = pb.local "b" : !pb.ptr<!base>
  %d = pb.local "d" : !pb.ptr<!derived>
  %bd = pb.field %d["Base_base"] : !pb.ptr<!derived> -> !pb.ptr<!base>
  %p = arith.select %c, %b, %bd : !pb.ptr<!base>
  %cast = pb.downcast %p["Base_base"] : !pb.ptr<!base> -> !pb.ptr<!derived>
  %m = pb.field %cast["m"] : !pb.ptr<!derived> -> !pb.ptr<f64>
  %v = pb.load %m : !pb.ptr<f64> -> f64
  pb.return %v : f64
}

// CHECK-LABEL: pb.func @none
// CHECK-NOT: scf.if
// CHECK-NOT: pb.downcast
// CHECK: %[[K:.*]] = pb.field %{{.*}}["k"]
// CHECK: %[[V:.*]] = pb.load %[[K]]
// CHECK: pb.return %[[V]]
pb.func @none(%n: !int, %c: i1) -> f64 attributes {cxx_name = "none", role = "primal"} {
  %laws = pb.alloc new "laws"[%n] : !int -> !pb.ptr<!base>
  %b = pb.local "b" : !pb.ptr<!base>
  %last = pb.element %laws[%n] : !pb.ptr<!base>, !int
  %p = arith.select %c, %b, %last : !pb.ptr<!base>
  %kp = pb.field %p["kind"] : !pb.ptr<!base> -> !pb.ptr<!int>
  %kind = pb.load %kp : !pb.ptr<!int> -> !int
  %two = pb.constant 2 : !int
  %is = pb.cmp eq %kind, %two : !int
  %r = scf.if %is -> (f64) {
    %cast = pb.downcast %p["Base_base"] : !pb.ptr<!base> -> !pb.ptr<!derived>
    %m = pb.field %cast["m"] : !pb.ptr<!derived> -> !pb.ptr<f64>
    %v = pb.load %m : !pb.ptr<f64> -> f64
    scf.yield %v : f64
  } else {
    %k = pb.field %p["k"] : !pb.ptr<!base> -> !pb.ptr<f64>
    %v = pb.load %k : !pb.ptr<f64> -> f64
    scf.yield %v : f64
  }
  pb.return %r : f64
}
