// A module can switch a strategy off.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-fuse-loops))' | FileCheck %s

// CHECK-LABEL: @sum_vjp
// CHECK: pb.for
// CHECK: pb.reverse
// CHECK: pb.for
// CHECK-NOT: pb.reverse
module attributes {pb.without = ["fuse"]} {
  pb.func @sum(%x: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %n: !pb.int<"int", 32, true> {pb.name = "n"}) -> f64
      attributes {cxx_name = "sum", role = "primal", pb.modes = ["vjp"], pb.derived = "sum"} {
    %zero = pb.constant bits "0" : f64
    %c0 = pb.constant 0 : !pb.int<"int", 32, true>
    %sum = pb.for %i = %c0 while lt %n step 1 : !pb.int<"int", 32, true> carry(%s = %zero) : f64 {
      %p = pb.element %x[%i] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
      %v = pb.load %p : !pb.ptr<f64, const> -> f64
      %sin = pb.math "sin"(%v) : (f64) -> f64
      %next = arith.addf %s, %sin : f64
      pb.yield %next : f64
    }
    pb.return %sum : f64
  }
}
