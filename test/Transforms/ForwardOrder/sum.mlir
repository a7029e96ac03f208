// A reverse loop that only accumulates runs forwards; one that reads what it accumulates into does not.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-forward-order))' | FileCheck %s

// CHECK-LABEL: pb.func @sum
// CHECK: pb.for %{{.*}} while lt %{{.*}} step 1
pb.func @sum(%n: !pb.int<"int", 32, true>, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "sum", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c1 = pb.constant 1 : !pb.int<"int", 32, true>
  %last = pb.binary sub %n, %c1 : !pb.int<"int", 32, true>
  pb.for %i = %last while ge %c0 step -1 : !pb.int<"int", 32, true> {
    %p = pb.element %g[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.accumulate %x, %p : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// CHECK-LABEL: pb.func @chain
// CHECK: pb.for %{{.*}} while ge %{{.*}} step -1
pb.func @chain(%n: !pb.int<"int", 32, true>, %g: !pb.ptr<f64>) attributes {cxx_name = "chain", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c1 = pb.constant 1 : !pb.int<"int", 32, true>
  %last = pb.binary sub %n, %c1 : !pb.int<"int", 32, true>
  pb.for %i = %last while ge %c0 step -1 : !pb.int<"int", 32, true> {
    %next = pb.binary add %i, %c1 : !pb.int<"int", 32, true>
    %q = pb.element %g[%next] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    %v = pb.load %q : !pb.ptr<f64> -> f64
    %p = pb.element %g[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.accumulate %v, %p : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// A sum that is used on the way depends on the order.
// CHECK-LABEL: pb.func @running
// CHECK: pb.for %{{.*}} while ge %{{.*}} step -1
pb.func @running(%n: !pb.int<"int", 32, true>, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "running", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c1 = pb.constant 1 : !pb.int<"int", 32, true>
  %last = pb.binary sub %n, %c1 : !pb.int<"int", 32, true>
  %sum = pb.for %i = %last while ge %c0 step -1 : !pb.int<"int", 32, true> carry(%s = %x) : f64 {
    %next = arith.addf %s, %x : f64
    %p = pb.element %g[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.accumulate %next, %p : f64, !pb.ptr<f64>
    pb.yield %next : f64
  } {pb.adjoint}
  pb.accumulate %sum, %g : f64, !pb.ptr<f64>
  pb.return
}

// What a call does besides stays in its order.
// CHECK-LABEL: pb.func @calling
// CHECK: pb.for %{{.*}} while ge %{{.*}} step -1
pb.func @calling(%n: !pb.int<"int", 32, true>, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "calling", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c1 = pb.constant 1 : !pb.int<"int", 32, true>
  %last = pb.binary sub %n, %c1 : !pb.int<"int", 32, true>
  pb.for %i = %last while ge %c0 step -1 : !pb.int<"int", 32, true> {
    pb.call @print(%i) : (!pb.int<"int", 32, true>) -> ()
    %p = pb.element %g[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.accumulate %x, %p : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}
pb.func private @print(!pb.int<"int", 32, true> {pb.name = "i"}) attributes {cxx_name = "print", role = "external"}

// Stores to an element of its own in each iteration keep no order; two to one array may.
// CHECK-LABEL: pb.func @stores
// CHECK: pb.for %{{.*}} while lt %{{.*}} step 1
// CHECK: pb.for %{{.*}} while ge %{{.*}} step -1
pb.func @stores(%n: !pb.int<"int", 32, true>, %x: f64, %y: f64) attributes {cxx_name = "stores", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c1 = pb.constant 1 : !pb.int<"int", 32, true>
  %last = pb.binary sub %n, %c1 : !pb.int<"int", 32, true>
  %s = pb.alloc shadow "s"[%n] : !pb.int<"int", 32, true> -> !pb.ptr<f64>
  pb.for %i = %last while ge %c1 step -1 : !pb.int<"int", 32, true> {
    %p = pb.element %s[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.store %x, %p : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.for %i = %last while ge %c1 step -1 : !pb.int<"int", 32, true> {
    %p = pb.element %s[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.store %x, %p : f64, !pb.ptr<f64>
    %before = pb.binary sub %i, %c1 : !pb.int<"int", 32, true>
    %q = pb.element %s[%before] : !pb.ptr<f64>, !pb.int<"int", 32, true>
    pb.store %y, %q : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// Rows of saved values that are read from the last one on are read backwards as well.
// CHECK-LABEL: pb.func @rows
// CHECK: pb.for %{{.*}} while ge %{{.*}} step -1
// CHECK: pb.for %{{.*}} while ge %{{.*}} step -1
pb.func @rows(%n: !pb.int<"int", 32, true>, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "rows", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c1 = pb.constant 1 : !pb.int<"int", 32, true>
  %last = pb.binary sub %n, %c1 : !pb.int<"int", 32, true>
  %all = pb.binary mul %n, %n : !pb.int<"int", 32, true>
  %saved = pb.alloc saved "saved"[%all] : !pb.int<"int", 32, true> -> !pb.ptr<f64>
  pb.for %t = %last while ge %c0 step -1 : !pb.int<"int", 32, true> {
    pb.for %i = %last while ge %c0 step -1 : !pb.int<"int", 32, true> {
      %row = pb.binary mul %t, %n : !pb.int<"int", 32, true>
      %at = pb.binary add %row, %i : !pb.int<"int", 32, true>
      %q = pb.element %saved[%at] : !pb.ptr<f64>, !pb.int<"int", 32, true>
      %v = pb.load %q : !pb.ptr<f64> -> f64
      %p = pb.element %g[%i] : !pb.ptr<f64>, !pb.int<"int", 32, true>
      pb.accumulate %v, %p : f64, !pb.ptr<f64>
      pb.yield
    } {pb.adjoint}
    pb.yield
  }
  pb.return
}
