// An array that is only written to, or only for itself, goes, with the loops that do nothing else.
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

// What a loop carries goes into the array alone, and so does what a branch chooses.
pb.func @carried(%n: !pb.int<"int", 32, true>, %x: f64) -> f64 attributes {cxx_name = "carried", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %w = pb.alloc new "w"[%n] : !pb.int<"int", 32, true> -> !pb.ptr<f64>
  %const = pb.cast %w : !pb.ptr<f64> to !pb.ptr<f64, const>
  pb.for %i = %c0 while lt %n step 1 : !pb.int<"int", 32, true> {
    %p = pb.element %w[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    %q = pb.element %const[%i] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %first = pb.load %q : !pb.ptr<f64, const> -> f64
    %sum = pb.for %j = %c0 while lt %n step 1 : !pb.int<"int", 32, true> carry(%s = %first) : f64 {
      %next = arith.addf %s, %x : f64
      pb.yield %next : f64
    }
    %isLess = arith.cmpf olt, %sum, %x : f64
    %chosen = scf.if %isLess -> (f64) {
      scf.yield %sum : f64
    } else {
      scf.yield %x : f64
    }
    pb.store %chosen, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return %x : f64
}

// CHECK-LABEL: pb.func @carried
// CHECK-NEXT: pb.return %{{.*}} : f64

// How often a loop runs is something else.
pb.func @trips(%n: !pb.int<"int", 32, true>, %x: f64) -> f64 attributes {cxx_name = "trips", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %w = pb.alloc new "w"[%n] : !pb.int<"int", 32, true> -> !pb.ptr<f64>
  %p = pb.element %w[%c0] : !pb.ptr<f64>, !pb.int<"int", 32, true>
  pb.store %x, %p : f64, !pb.ptr<f64>
  %last = pb.loop carry(%s = %x) : f64 {
    %first = pb.load %p : !pb.ptr<f64> -> f64
    %next = arith.addf %s, %first : f64
    %isLess = arith.cmpf olt, %first, %x : f64
    pb.store %next, %p : f64, !pb.ptr<f64>
    pb.yield if %isLess %next : f64
  }
  pb.return %x : f64
}

// CHECK-LABEL: pb.func @trips
// CHECK: pb.load
// CHECK: pb.return
