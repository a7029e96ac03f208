// The largest count that a growing vector has had stands at the end of the block that makes it.
// RUN: pullback-opt %s --pb-bound-vectors --split-input-file --verify-diagnostics | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>

// CHECK-LABEL: @grows
// CHECK: %[[V:.*]] = pb.alloc vector "v"[%[[ZERO:.*]]]
// CHECK: %[[MOST:.*]] = pb.for {{.*}}%[[ZERO]]
// CHECK:   pb.resize %[[V]][
// CHECK: pb.extent %[[V]][%[[MOST]]]
// CHECK: pb.return
pb.func @grows(%n: !size, %x: f64) attributes {cxx_name = "grows", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %v = pb.alloc vector "v"[%zero] : !size -> !pb.ptr<f64>
  pb.for %i = %zero while lt %n step 1 : !size {
    %next = pb.binary add %i, %one : !size
    pb.resize %v[%next] : !pb.ptr<f64>, !size
    %e = pb.element %v[%i] : !pb.ptr<f64>, !size
    pb.store %x, %e : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// -----
!size = !pb.int<"unsigned long", 64, false>

// What belongs to the caller cannot grow.
pb.func @caller(%v: !pb.ptr<f64>, %n: !size) attributes {cxx_name = "caller", role = "primal"} {
  // expected-error @+2 {{cannot differentiate what changes the size of this vector}}
  // expected-note @+1 {{give the vector its size before the call}}
  pb.resize %v[%n] : !pb.ptr<f64>, !size
  pb.return
}
