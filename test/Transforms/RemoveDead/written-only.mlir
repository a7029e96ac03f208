// An array that is only written to goes, with the loop that does nothing else.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-remove-dead))' | FileCheck %s

pb.func @f(%n: !pb.int<"int", 32, true>, %x: f64) -> f64 attributes {cxx_name = "f", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %w = pb.alloc new "w"[%n] : !pb.int<"int", 32, true> -> !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !pb.int<"int", 32, true> {
    %p = pb.element %w[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.store %x, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return %x : f64
}

// CHECK-LABEL: pb.func @f
// CHECK-NEXT: pb.return %{{.*}} : f64
