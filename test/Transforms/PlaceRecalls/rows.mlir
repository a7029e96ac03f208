// An array that a nest of loops reads as a whole and that changes after it is kept once, as a row.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>

// The buffers change places, so the nest does not write to what it reads.
// CHECK-LABEL: @swapped_vjp
// CHECK: %[[ROWS:.*]] = pb.alloc saved "array_saved"
// CHECK: pb.for
// CHECK: %[[ROW:.*]] = pb.element %[[ROWS]]
// CHECK: pb.for %[[J:.*]] = {{.*}} while lt
// CHECK: %[[FROM:.*]] = pb.element %{{.*}}[%[[J]]]
// CHECK: %[[TO:.*]] = pb.element %[[ROW]][%[[J]]]
// CHECK: %[[X:.*]] = pb.load %[[FROM]]
// CHECK: pb.store %[[X]], %[[TO]]
// CHECK: pb.reverse
// CHECK: pb.for
// CHECK: %[[BACK:.*]] = pb.element %[[ROWS]]
// CHECK: pb.for
// CHECK-DAG: pb.element %[[BACK]]
// CHECK-DAG: pb.element %[[BACK]]
// CHECK: pb.return
pb.func @swapped(%x: f64 {pb.name = "x", pb.role = "wrt"}, %y: !pb.ptr<f64> {pb.name = "y", pb.role = "of", pb.length = "n"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "swapped", role = "primal", pb.modes = ["vjp"], pb.derived = "swapped"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %size = pb.cast %n implicit : !int to !size
  %a = pb.alloc vector "a"[%size] : !size -> !pb.ptr<f64>
  %b = pb.alloc vector "b"[%size] : !size -> !pb.ptr<f64>
  %first = pb.element %a[%c0] : !pb.ptr<f64>, !int
  pb.store %x, %first : f64, !pb.ptr<f64>
  %which:2 = pb.for %t = %c0 while lt %n step 1 : !int carry(%k = %c0, %l = %c1) : !int, !int {
    %isA = pb.cmp eq %k, %c0 : !int
    %now = arith.select %isA, %a, %b : !pb.ptr<f64>
    %isB = pb.cmp eq %l, %c0 : !int
    %next = arith.select %isB, %a, %b : !pb.ptr<f64>
    pb.for %i = %c1 while lt %n step 1 : !int {
      %before = pb.binary sub %i, %c1 : !int
      %p = pb.element %now[%i] : !pb.ptr<f64>, !int
      %q = pb.element %now[%before] : !pb.ptr<f64>, !int
      %u = pb.load %p : !pb.ptr<f64> -> f64
      %v = pb.load %q : !pb.ptr<f64> -> f64
      %w = arith.mulf %u, %v : f64
      %z = arith.mulf %w, %u : f64
      %to = pb.element %next[%i] : !pb.ptr<f64>, !int
      pb.store %z, %to : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield %l, %k : !int, !int
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    %p = pb.element %a[%i] : !pb.ptr<f64>, !int
    %u = pb.load %p : !pb.ptr<f64> -> f64
    %to = pb.element %y[%i] : !pb.ptr<f64>, !int
    pb.store %u, %to : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.free %a : !pb.ptr<f64>
  pb.free %b : !pb.ptr<f64>
  pb.return
}

// The nest writes to the array that it reads.
// CHECK-LABEL: @in_place_vjp
// CHECK-NOT: pb.for {{.*}}"unsigned long"
// CHECK: pb.return
pb.func @in_place(%x: f64 {pb.name = "x", pb.role = "wrt"}, %y: !pb.ptr<f64> {pb.name = "y", pb.role = "of", pb.length = "n"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "in_place", role = "primal", pb.modes = ["vjp"], pb.derived = "in_place"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %size = pb.cast %n implicit : !int to !size
  %a = pb.alloc vector "a"[%size] : !size -> !pb.ptr<f64>
  %first = pb.element %a[%c0] : !pb.ptr<f64>, !int
  pb.store %x, %first : f64, !pb.ptr<f64>
  pb.for %t = %c0 while lt %n step 1 : !int {
    pb.for %i = %c1 while lt %n step 1 : !int {
      %before = pb.binary sub %i, %c1 : !int
      %p = pb.element %a[%i] : !pb.ptr<f64>, !int
      %q = pb.element %a[%before] : !pb.ptr<f64>, !int
      %u = pb.load %p : !pb.ptr<f64> -> f64
      %v = pb.load %q : !pb.ptr<f64> -> f64
      %w = arith.mulf %u, %v : f64
      pb.store %w, %p : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    %p = pb.element %a[%i] : !pb.ptr<f64>, !int
    %u = pb.load %p : !pb.ptr<f64> -> f64
    %to = pb.element %y[%i] : !pb.ptr<f64>, !int
    pb.store %u, %to : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.free %a : !pb.ptr<f64>
  pb.return
}
