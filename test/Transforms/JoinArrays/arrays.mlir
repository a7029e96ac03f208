// RUN: pullback-opt %s --pb-join-arrays | FileCheck %s
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>
!long = !pb.int<"long", 64, true>
!unsigned = !pb.int<"unsigned int", 32, false>

// Two arrays of 0 < n ? n : 0 elements lie behind each other; each stands where it is used first.
// CHECK-LABEL: @joined
// CHECK-DAG: %[[N:.*]] = pb.cast %arg0
// CHECK-DAG: %[[IS_THERE:.*]] = pb.cmp lt %{{.*}}, %arg0
// CHECK: %[[SIZE:.*]] = arith.select %[[IS_THERE]], %[[N]]
// CHECK: %[[ALL:.*]] = pb.binary mul %{{.*}}, %[[SIZE]]
// CHECK: %[[A:.*]] = pb.alloc saved "a"[%[[ALL]]] {pb.joined}
// CHECK-NEXT: pb.element %[[A]]
// CHECK: %[[B:.*]] = pb.element %[[A]][%[[SIZE]]]
// CHECK-NEXT: pb.alloc saved "b"[%[[SIZE]]] in %[[B]]
pb.func @joined(%n: !int, %i: !int, %v: f64) attributes {cxx_name = "f_vjp", role = "derivative"} {
  %count = pb.cast %n : !int to !size
  %a = pb.alloc saved "a"[%n] : !int -> !pb.ptr<f64>
  %b = pb.alloc saved "b"[%count] : !size -> !pb.ptr<f64>
  %to_a = pb.element %a[%i] : !pb.ptr<f64>, !int
  pb.store %v, %to_a : f64, !pb.ptr<f64>
  %to_b = pb.element %b[%i] : !pb.ptr<f64>, !int
  pb.store %v, %to_b : f64, !pb.ptr<f64>
  pb.return
}

// An array of the primal has n elements already: n is no negative number. Numbers of another type, what is worked on in
// place and adjoints have memory of their own.
// CHECK-LABEL: @apart
// CHECK: %[[ALL:.*]] = pb.binary mul %{{.*}}, %arg0
// CHECK: pb.alloc saved "a"[%[[ALL]]] {pb.joined}
// CHECK: pb.alloc saved "b"[%arg0] in
// CHECK: pb.alloc saved "flags"[%arg0] :
// CHECK: pb.alloc saved "state"[%arg0] :
// CHECK: pb.alloc shadow "a_bar"[%arg0] :
pb.func @apart(%n: !size, %v: f64, %flag: i1) attributes {cxx_name = "g_vjp", role = "derivative"} {
  %x = pb.alloc vector "x"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %x : f64, !pb.ptr<f64>
  %a = pb.alloc saved "a"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  %b = pb.alloc saved "b"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %b : f64, !pb.ptr<f64>
  %flags = pb.alloc saved "flags"[%n] : !size -> !pb.ptr<i1>
  pb.store %flag, %flags : i1, !pb.ptr<i1>
  %state = pb.alloc saved "state"[%n] : !size -> !pb.ptr<f64>
  %old = pb.load %state : !pb.ptr<f64> -> f64
  pb.store %old, %state : f64, !pb.ptr<f64>
  %shadow = pb.alloc shadow "a_bar"[%n] : !size -> !pb.ptr<f64>
  pb.accumulate %v, %shadow : f64, !pb.ptr<f64>
  pb.return
}

// What comes behind a check that may throw has to wait for it.
pb.func private @raise() attributes {cxx_name = "raise", role = "helper", pb.throws}
// CHECK-LABEL: @checked
// CHECK: pb.alloc saved "a"[%arg0] :
// CHECK: scf.if
// CHECK: %[[ALL:.*]] = pb.binary mul %{{.*}}, %arg0
// CHECK: pb.alloc saved "b"[%[[ALL]]] {pb.joined}
// CHECK: pb.alloc saved "c"[%arg0] in
pb.func @checked(%n: !size, %v: f64, %is_bad: i1) attributes {cxx_name = "h_vjp", role = "derivative"} {
  %a = pb.alloc saved "a"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  %x = pb.alloc vector "x"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %x : f64, !pb.ptr<f64>
  scf.if %is_bad {
    pb.call @raise() : () -> ()
  }
  %b = pb.alloc saved "b"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %b : f64, !pb.ptr<f64>
  %c = pb.alloc saved "c"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %c : f64, !pb.ptr<f64>
  pb.return
}

// A number without sign that is negative in disguise (n - 1 where n is 0) is left to its own allocation, which throws.
// CHECK-LABEL: @disguised
// CHECK-NOT: pb.joined
pb.func @disguised(%n: !size, %v: f64) attributes {cxx_name = "k_vjp", role = "derivative"} {
  %one = pb.constant 1 : !size
  %less = pb.binary sub %n, %one : !size
  %a = pb.alloc saved "a"[%less] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  %b = pb.alloc saved "b"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %b : f64, !pb.ptr<f64>
  pb.return
}

// 2 n elements, n with sign: that n is no negative number is known behind the primal's array, not in front of it.
// CHECK-LABEL: @known_later
// CHECK: %[[ALL:.*]] = pb.binary mul %{{.*}}, %arg1
// CHECK: pb.alloc saved "a"[%[[ALL]]] {pb.joined}
// CHECK: pb.alloc saved "b"[%arg1] in
// CHECK: pb.alloc vector "x"
// CHECK: %[[TWICE:.*]] = pb.binary mul
// CHECK: %[[ALL_LATER:.*]] = pb.binary mul %{{.*}}, %[[TWICE]]
// CHECK: pb.alloc saved "c"[%[[ALL_LATER]]] {pb.joined}
// CHECK: pb.alloc saved "d"[%[[TWICE]]] in
pb.func @known_later(%n: !int, %m: !size, %v: f64) attributes {cxx_name = "l_vjp", role = "derivative"} {
  %a = pb.alloc saved "a"[%m] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  %b = pb.alloc saved "b"[%m] : !size -> !pb.ptr<f64>
  pb.store %v, %b : f64, !pb.ptr<f64>
  %count = pb.cast %n : !int to !size
  %x = pb.alloc vector "x"[%count] : !size -> !pb.ptr<f64>
  pb.store %v, %x : f64, !pb.ptr<f64>
  %two = pb.constant 2 : !size
  %twice = pb.binary mul %count, %two : !size
  %c = pb.alloc saved "c"[%twice] : !size -> !pb.ptr<f64>
  pb.store %v, %c : f64, !pb.ptr<f64>
  %d = pb.alloc saved "d"[%twice] : !size -> !pb.ptr<f64>
  pb.store %v, %d : f64, !pb.ptr<f64>
  pb.return
}

// The size is a part of n, positive where n is negative.
// CHECK-LABEL: @narrowed
// CHECK-NOT: pb.cmp lt %{{.*}}, %arg0
// CHECK-NOT: pb.joined
pb.func @narrowed(%n: !long, %v: f64) attributes {cxx_name = "o_vjp", role = "derivative"} {
  %part = pb.cast %n : !long to !unsigned
  %count = pb.cast %part : !unsigned to !size
  %a = pb.alloc saved "a"[%count] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  %b = pb.alloc saved "b"[%count] : !size -> !pb.ptr<f64>
  pb.store %v, %b : f64, !pb.ptr<f64>
  pb.return
}

// n (n - 1) / 2 is never negative, also where n - 1 is.
// CHECK-LABEL: @triangles
// CHECK: %[[TRIANGLE:.*]] = pb.binary div
// CHECK: %[[A:.*]] = pb.alloc saved "a"[%{{.*}}] {pb.joined}
// CHECK: %[[B:.*]] = pb.element %[[A]][%[[TRIANGLE]]]
// CHECK: pb.alloc saved "b"[%[[TRIANGLE]]] in %[[B]]
pb.func @triangles(%n: !int, %i: !int, %v: f64) attributes {cxx_name = "f_vjp", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %two = pb.constant 2 : !size
  %runs = pb.cmp lt %zero, %n : !int
  %size = pb.cast %n : !int to !size
  %rows = arith.select %runs, %size, %none : !size
  %less = pb.binary sub %rows, %one : !size
  %twice = pb.binary mul %rows, %less : !size
  %count = pb.binary div %twice, %two : !size
  %a = pb.alloc saved "a"[%count] : !size -> !pb.ptr<f64>
  %b = pb.alloc saved "b"[%count] : !size -> !pb.ptr<f64>
  %to_a = pb.element %a[%i] : !pb.ptr<f64>, !int
  pb.store %v, %to_a : f64, !pb.ptr<f64>
  %to_b = pb.element %b[%i] : !pb.ptr<f64>, !int
  pb.store %v, %to_b : f64, !pb.ptr<f64>
  pb.return
}
