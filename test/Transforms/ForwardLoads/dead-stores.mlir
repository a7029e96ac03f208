// RUN: pullback-opt %s --pb-forward-loads | FileCheck %s
!int = !pb.int<"int", 32, true>
!arr = !pb.array<4, f64>

// Overwritten before anybody reads it: gone. The one that a call may read stays.
// CHECK-LABEL: @overwritten
// CHECK-NOT: pb.store %arg1
// CHECK: pb.store %arg2, %arg0
// CHECK-NEXT: pb.call @look
// CHECK-NEXT: pb.store %arg1, %arg0
pb.func @overwritten(%y: !pb.ptr<f64>, %a: f64, %b: f64) attributes {cxx_name = "overwritten", role = "primal", pb.modes = ["vjp"]} {
  pb.store %a, %y : f64, !pb.ptr<f64>
  pb.store %b, %y : f64, !pb.ptr<f64>
  pb.call @look(%y) : (!pb.ptr<f64>) -> ()
  pb.store %a, %y : f64, !pb.ptr<f64>
  pb.return
}
pb.func private @look(%y: !pb.ptr<f64>) attributes {cxx_name = "look", role = "external"}

// After a throw the caller sees what is stored in its object, and nobody what is in one of the function's own.
// CHECK-LABEL: @thrown
// CHECK-NOT: pb.local
// CHECK: pb.store %arg1, %arg0
// CHECK: pb.call @"throw std::logic_error"
// CHECK: pb.store %arg2, %arg0
pb.func @thrown(%y: !pb.ptr<f64>, %a: f64, %b: f64, %c: i1) attributes {cxx_name = "thrown", role = "primal"} {
  %own = pb.local "own" : !pb.ptr<f64>
  pb.store %a, %own : f64, !pb.ptr<f64>
  pb.store %a, %y : f64, !pb.ptr<f64>
  scf.if %c {
    pb.call @"throw std::logic_error"() : () -> ()
  }
  pb.store %b, %y : f64, !pb.ptr<f64>
  pb.store %b, %own : f64, !pb.ptr<f64>
  pb.return
}
pb.func private @"throw std::logic_error"() attributes {cxx_name = "throw std::logic_error", inactive, pb.throws, role = "external"}

// A local array that nobody reads is gone; one that a later iteration reads is not.
// CHECK-LABEL: @locals
// CHECK-NOT: "unread"
// CHECK: "read"
// CHECK: pb.load
// CHECK: pb.store
pb.func @locals(%n: !int, %i: !int, %x: f64) -> f64 attributes {cxx_name = "locals", role = "primal"} {
  %zero = pb.constant 0 : !int
  %unread = pb.local "unread" : !pb.ptr<!arr>
  %read = pb.local "read" : !pb.ptr<!arr>
  %u = pb.decay %unread : !pb.ptr<!arr> -> !pb.ptr<f64>
  %r = pb.decay %read : !pb.ptr<!arr> -> !pb.ptr<f64>
  %s = pb.for %j = %zero while lt %n step 1 : !int carry(%a = %x) : f64 {
    %uj = pb.element %u[%j] : !pb.ptr<f64>, !int
    pb.store %a, %uj : f64, !pb.ptr<f64>
    %ri = pb.element %r[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ri : !pb.ptr<f64> -> f64
    %t = arith.addf %a, %v : f64
    %rj = pb.element %r[%j] : !pb.ptr<f64>, !int
    pb.store %t, %rj : f64, !pb.ptr<f64>
    pb.yield %t : f64
  }
  pb.return %s : f64
}

// The same of memory from the heap: it is not cleared where nobody reads it afterwards.
// CHECK-LABEL: @heap
// CHECK: pb.store %{{.*}}, %{{.*}}
// CHECK: pb.load
// CHECK-NOT: pb.store
// CHECK: pb.return
pb.func @heap(%n: !pb.int<"std::size_t", 64, false>, %x: f64) -> f64 attributes {cxx_name = "heap", role = "primal"} {
  %zero = pb.constant bits "0" : f64
  %from = pb.constant 0 : !pb.int<"std::size_t", 64, false>
  %a = pb.alloc vector "a"[%n] : !pb.int<"std::size_t", 64, false> -> !pb.ptr<f64>
  pb.store %x, %a : f64, !pb.ptr<f64>
  %s = pb.for %i = %from while lt %n step 1 : !pb.int<"std::size_t", 64, false> carry(%t = %x) : f64 {
    %ai = pb.element %a[%i] : !pb.ptr<f64>, !pb.int<"std::size_t", 64, false>
    %v = pb.load %ai : !pb.ptr<f64> -> f64
    %u = arith.addf %t, %v : f64
    pb.yield %u : f64
  }
  pb.for %i = %from while lt %n step 1 : !pb.int<"std::size_t", 64, false> {
    %ai = pb.element %a[%i] : !pb.ptr<f64>, !pb.int<"std::size_t", 64, false>
    pb.store %zero, %ai : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return %s : f64
}

// What a place holds already is not stored there, unless the place may have changed in between.
// CHECK-LABEL: @unchanged
// CHECK: pb.store %arg3, %arg1
// CHECK-NOT: pb.store
// CHECK: %[[W:.*]] = pb.load
// CHECK-NEXT: pb.store %arg3
// CHECK-NEXT: pb.store %[[W]]
// CHECK-NEXT: pb.return
pb.func @unchanged(%x: !pb.ptr<f64>, %y: !pb.ptr<f64>, %i: !pb.int<"int", 32, true>, %a: f64) attributes {cxx_name = "unchanged", role = "primal", pb.modes = ["vjp"]} {
  %v = pb.load %x : !pb.ptr<f64> -> f64
  pb.store %a, %y : f64, !pb.ptr<f64>
  pb.store %v, %x : f64, !pb.ptr<f64>
  %one = pb.constant 1 : !pb.int<"int", 32, true>
  %y1 = pb.element %y[%one] : !pb.ptr<f64>, !pb.int<"int", 32, true>
  %yi = pb.element %y[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
  %w = pb.load %y1 : !pb.ptr<f64> -> f64
  pb.store %a, %yi : f64, !pb.ptr<f64>
  pb.store %w, %y1 : f64, !pb.ptr<f64>
  pb.return
}

// Nor is an element cleared that no later iteration reads; one that the next iteration reads is.
// CHECK-LABEL: @read_at_once
// CHECK: pb.for
// CHECK: pb.load
// CHECK-NOT: pb.store
// CHECK: pb.yield
// CHECK: pb.for
// CHECK: pb.load
// CHECK: pb.store
// CHECK: pb.yield
// CHECK: pb.return
pb.func @read_at_once(%n: !pb.int<"std::size_t", 64, false>, %x: f64) -> f64 attributes {cxx_name = "read_at_once", role = "primal"} {
  %zero = pb.constant bits "0" : f64
  %from = pb.constant 0 : !pb.int<"std::size_t", 64, false>
  %one = pb.constant 1 : !pb.int<"std::size_t", 64, false>
  %a = pb.alloc vector "a"[%n] : !pb.int<"std::size_t", 64, false> -> !pb.ptr<f64>
  %b = pb.alloc vector "b"[%n] : !pb.int<"std::size_t", 64, false> -> !pb.ptr<f64>
  %s = pb.for %i = %from while lt %n step 1 : !pb.int<"std::size_t", 64, false> carry(%t = %x) : f64 {
    %ai = pb.element %a[%i] : !pb.ptr<f64>, !pb.int<"std::size_t", 64, false>
    %v = pb.load %ai : !pb.ptr<f64> -> f64
    pb.store %zero, %ai : f64, !pb.ptr<f64>
    %u = arith.addf %t, %v : f64
    pb.yield %u : f64
  }
  %r = pb.for %i = %one while lt %n step 1 : !pb.int<"std::size_t", 64, false> carry(%t = %s) : f64 {
    %h = pb.binary sub %i, %one : !pb.int<"std::size_t", 64, false>
    %bh = pb.element %b[%h] : !pb.ptr<f64>, !pb.int<"std::size_t", 64, false>
    %bi = pb.element %b[%i] : !pb.ptr<f64>, !pb.int<"std::size_t", 64, false>
    %v = pb.load %bh : !pb.ptr<f64> -> f64
    %u = arith.addf %t, %v : f64
    pb.store %u, %bi : f64, !pb.ptr<f64>
    pb.yield %u : f64
  }
  pb.return %r : f64
}

// One field of the elements is read in the end: clearing it counts, clearing the other does not.
// CHECK-LABEL: @other_field
// CHECK: pb.for
// CHECK: pb.store
// CHECK-NOT: pb.store
// CHECK: pb.yield
// CHECK: pb.return
!pair = !pb.record<"Pair", ["a", "b"], (f64, f64)>
pb.func @other_field(%n: !pb.int<"std::size_t", 64, false>, %x: f64) -> f64 attributes {cxx_name = "other_field", role = "primal"} {
  %zero = pb.constant bits "0" : f64
  %from = pb.constant 0 : !pb.int<"std::size_t", 64, false>
  %p = pb.alloc vector "p"[%n] : !pb.int<"std::size_t", 64, false> -> !pb.ptr<!pair>
  %s = pb.for %i = %from while lt %n step 1 : !pb.int<"std::size_t", 64, false> carry(%t = %x) : f64 {
    %pi = pb.element %p[%i] : !pb.ptr<!pair>, !pb.int<"std::size_t", 64, false>
    %a = pb.field %pi["a"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    %b = pb.field %pi["b"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    %v = pb.load %a : !pb.ptr<f64> -> f64
    pb.store %zero, %a : f64, !pb.ptr<f64>
    pb.store %v, %b : f64, !pb.ptr<f64>
    %u = arith.addf %t, %v : f64
    pb.yield %u : f64
  }
  %p1 = pb.element %p[%from] : !pb.ptr<!pair>, !pb.int<"std::size_t", 64, false>
  %b1 = pb.field %p1["b"] : !pb.ptr<!pair> -> !pb.ptr<f64>
  %w = pb.load %b1 : !pb.ptr<f64> -> f64
  %r = arith.addf %s, %w : f64
  pb.return %r : f64
}
