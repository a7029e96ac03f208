// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-zero-fills))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// std::vector<double> v(n, 0.0)
// CHECK-LABEL: pb.func @made
// CHECK: pb.alloc
// CHECK-NOT: pb.for
// CHECK: pb.return
pb.func @made(%n: !int, %x: f64) -> f64 attributes {cxx_name = "made", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %v = pb.alloc vector "v"[%n] : !int -> !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !int {
    %vi = pb.element %v[%i] : !pb.ptr<f64>, !int
    pb.store %none, %vi : f64, !pb.ptr<f64>
    pb.yield
  }
  %v0 = pb.element %v[%c0] : !pb.ptr<f64>, !int
  %r = pb.load %v0 : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

// Written before, memory of new[], and the other zero.
// CHECK-LABEL: pb.func @kept
// CHECK: pb.for
// CHECK: pb.for
// CHECK: pb.for
pb.func @kept(%n: !int, %x: f64) -> f64 attributes {cxx_name = "kept", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %negative = pb.constant bits "8000000000000000" : f64
  %v = pb.alloc vector "v"[%n] : !int -> !pb.ptr<f64>
  %v0 = pb.element %v[%c0] : !pb.ptr<f64>, !int
  pb.store %x, %v0 : f64, !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !int {
    %vi = pb.element %v[%i] : !pb.ptr<f64>, !int
    pb.store %none, %vi : f64, !pb.ptr<f64>
    pb.yield
  }
  %u = pb.alloc new "u"[%n] : !int -> !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !int {
    %ui = pb.element %u[%i] : !pb.ptr<f64>, !int
    pb.store %none, %ui : f64, !pb.ptr<f64>
    pb.yield
  }
  %w = pb.alloc vector "w"[%n] : !int -> !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !int {
    %wi = pb.element %w[%i] : !pb.ptr<f64>, !int
    pb.store %negative, %wi : f64, !pb.ptr<f64>
    pb.yield
  }
  %u0 = pb.element %u[%c0] : !pb.ptr<f64>, !int
  %w0 = pb.element %w[%c0] : !pb.ptr<f64>, !int
  %p = pb.load %v0 : !pb.ptr<f64> -> f64
  %q = pb.load %u0 : !pb.ptr<f64> -> f64
  %r = pb.load %w0 : !pb.ptr<f64> -> f64
  %s = arith.addf %p, %q : f64
  %t = arith.addf %s, %r : f64
  pb.return %t : f64
}
