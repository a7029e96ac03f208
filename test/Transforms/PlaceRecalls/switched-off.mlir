// Saving and computing again can be switched off; what has no other way is done all the same.
// RUN: pullback-opt %s --split-input-file --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

// The factor x[i] + 1 is saved beside the product so far.
// CHECK-LABEL: @product_vjp
// CHECK-COUNT-2: pb.alloc saved
// CHECK: pb.reverse
// CHECK-NOT: arith.addf {{.*}} : f64
// CHECK: pb.return
module attributes {pb.without = ["recompute"]} {
  pb.func @product(%x: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %n: !pb.int<"int", 32, true> {pb.name = "n"}) -> f64
      attributes {cxx_name = "product", role = "primal", pb.modes = ["vjp"], pb.derived = "product"} {
    %one = pb.constant bits "3FF0000000000000" : f64
    %c0 = pb.constant 0 : !pb.int<"int", 32, true>
    %end = pb.for %i = %c0 while lt %n step 1 : !pb.int<"int", 32, true> carry(%s = %one) : f64 {
      %p = pb.element %x[%i] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
      %v = pb.load %p : !pb.ptr<f64, const> -> f64
      %factor = arith.addf %v, %one : f64
      %next = arith.mulf %s, %factor : f64
      pb.yield %next : f64
    }
    pb.return %end : f64
  }
}

// -----

// The exponential is computed twice.
// CHECK-LABEL: @sum_value_and_vjp
// CHECK-NOT: pb.alloc saved
// CHECK: pb.reverse
// CHECK: pb.math "exp"
// CHECK: pb.return
module attributes {pb.without = ["save"]} {
  pb.func @sum(%x: !pb.ptr<f64, const> {pb.name = "x", pb.role = "wrt"}, %n: !pb.int<"int", 32, true> {pb.name = "n"}) -> f64
      attributes {cxx_name = "sum", role = "primal", pb.modes = ["value_and_vjp"], pb.derived = "sum"} {
    %zero = pb.constant bits "0" : f64
    %c0 = pb.constant 0 : !pb.int<"int", 32, true>
    %sum = pb.for %i = %c0 while lt %n step 1 : !pb.int<"int", 32, true> carry(%s = %zero) : f64 {
      %p = pb.element %x[%i] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
      %v = pb.load %p : !pb.ptr<f64, const> -> f64
      %exp = pb.math "exp"(%v) : (f64) -> f64
      %next = arith.addf %s, %exp : f64
      pb.yield %next : f64
    }
    pb.return %sum : f64
  }
}
