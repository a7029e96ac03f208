// Loops that stay two.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-join-loops))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// The second loop overwrites what a later iteration of the first reads: its own neighbour.
// CHECK-LABEL: pb.func @neighbour
// CHECK: pb.for
// CHECK: pb.for
pb.func @neighbour(%n: !int, %x: !pb.ptr<f64>, %t: !pb.ptr<f64>) attributes {cxx_name = "neighbour", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  pb.for %i = %c1 while lt %n step 1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %xi = pb.element %x[%before] : !pb.ptr<f64>, !int
    %v = pb.load %xi : !pb.ptr<f64> -> f64
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %v, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.for %i = %c1 while lt %n step 1 : !int {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %xi = pb.element %x[%i] : !pb.ptr<f64>, !int
    pb.store %v, %xi : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// The second loop begins with one element, of all that the first stores.
// CHECK-LABEL: pb.func @first_element
// CHECK: pb.for
// CHECK: pb.load
// CHECK: pb.for
pb.func @first_element(%n: !int, %c: f64, %t: !pb.ptr<f64>) -> f64 attributes {cxx_name = "first_element", role = "primal"} {
  %c0 = pb.constant 0 : !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %c, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  %t0 = pb.element %t[%c0] : !pb.ptr<f64>, !int
  %first = pb.load %t0 : !pb.ptr<f64> -> f64
  %b = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %first) : f64 {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %r = arith.mulf %s, %v : f64
    pb.yield %r : f64
  }
  pb.return %b : f64
}

// What stands between the loops writes what the second reads, and reads what the first writes.
// CHECK-LABEL: pb.func @written_between
// CHECK: pb.for
// CHECK: pb.store
// CHECK: pb.store
// CHECK: pb.for
pb.func @written_between(%n: !int, %c: f64, %t: !pb.ptr<f64>) -> f64 attributes {cxx_name = "written_between", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  pb.for %i = %c0 while lt %n step 1 : !int {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %c, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  %t0 = pb.element %t[%c0] : !pb.ptr<f64>, !int
  pb.store %none, %t0 : f64, !pb.ptr<f64>
  %b = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %r = arith.addf %s, %v : f64
    pb.yield %r : f64
  }
  pb.return %b : f64
}

// Another range.
// CHECK-LABEL: pb.func @ranges
// CHECK: pb.for
// CHECK: pb.for
pb.func @ranges(%n: !int, %m: !int, %c: f64, %t: !pb.ptr<f64>) -> f64 attributes {cxx_name = "ranges", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  pb.for %i = %c0 while lt %n step 1 : !int {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %c, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  %b = pb.for %i = %c0 while lt %m step 1 : !int carry(%s = %none) : f64 {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %r = arith.addf %s, %v : f64
    pb.yield %r : f64
  }
  pb.return %b : f64
}

// The second loop needs the whole sum of the first.
// CHECK-LABEL: pb.func @whole_sum
// CHECK: pb.for
// CHECK: pb.for
pb.func @whole_sum(%n: !int, %x: !pb.ptr<f64>, %t: !pb.ptr<f64>) attributes {cxx_name = "whole_sum", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %sum = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %xi = pb.element %x[%i] : !pb.ptr<f64>, !int
    %v = pb.load %xi : !pb.ptr<f64> -> f64
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %v, %ti : f64, !pb.ptr<f64>
    %r = arith.addf %s, %v : f64
    pb.yield %r : f64
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %q = arith.divf %v, %sum : f64
    pb.store %q, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// A loop in between reads what the first writes and writes what the second reads.
// CHECK-LABEL: pb.func @shifted_between
// CHECK: pb.for
// CHECK: pb.for
// CHECK: pb.for
pb.func @shifted_between(%n: !int, %c: f64, %t: !pb.ptr<f64>, %u: !pb.ptr<f64>) attributes {cxx_name = "shifted_between", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %c, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.for %i = %c1 while lt %n step 1 : !int {
    %last = pb.binary sub %n, %i : !int
    %ti = pb.element %t[%last] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %ui = pb.element %u[%i] : !pb.ptr<f64>, !int
    pb.store %v, %ui : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    %ui = pb.element %u[%i] : !pb.ptr<f64>, !int
    %w = pb.load %ui : !pb.ptr<f64> -> f64
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %p = arith.mulf %v, %w : f64
    pb.store %p, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// One loop reads what the other reads as well, and nothing is gained.
// CHECK-LABEL: pb.func @both_read
// CHECK: pb.for
// CHECK: pb.for
pb.func @both_read(%n: !int, %x: !pb.ptr<f64>) -> f64 attributes {cxx_name = "both_read", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %a = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %xi = pb.element %x[%i] : !pb.ptr<f64>, !int
    %v = pb.load %xi : !pb.ptr<f64> -> f64
    %r = arith.addf %s, %v : f64
    pb.yield %r : f64
  }
  %b = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %xi = pb.element %x[%i] : !pb.ptr<f64>, !int
    %v = pb.load %xi : !pb.ptr<f64> -> f64
    %r = arith.mulf %s, %v : f64
    pb.yield %r : f64
  }
  %d = arith.subf %a, %b : f64
  pb.return %d : f64
}

// What is done to the elements of a product stays beside the product.
// CHECK-LABEL: pb.func @product
// CHECK: pb.for
// CHECK: pb.for
// CHECK: arith.mulf
// CHECK: pb.for
// CHECK: arith.addf
pb.func @product(%n: !int, %m: !int, %x: !pb.ptr<f64>, %t: !pb.ptr<f64>) -> f64 attributes {cxx_name = "product", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  pb.for %i = %c0 while lt %n step 1 : !int {
    %s = pb.for %j = %c0 while lt %m step 1 : !int carry(%r = %none) : f64 {
      %xi = pb.element %x[%j] : !pb.ptr<f64>, !int
      %v = pb.load %xi : !pb.ptr<f64> -> f64
      %p = arith.mulf %v, %v : f64
      pb.yield %p : f64
    }
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    pb.store %s, %ti : f64, !pb.ptr<f64>
    pb.yield
  }
  %b = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %ti = pb.element %t[%i] : !pb.ptr<f64>, !int
    %v = pb.load %ti : !pb.ptr<f64> -> f64
    %r = arith.addf %s, %v : f64
    pb.yield %r : f64
  }
  pb.return %b : f64
}

// All iterations of the first loop store to one place, and those of the second read what the last has left there.
// CHECK-LABEL: pb.func @one_place
// CHECK: pb.for
// CHECK: pb.for
pb.func @one_place(%n: !int, %k: !int, %x: !pb.ptr<f64>, %t: !pb.ptr<f64>) -> f64 attributes {cxx_name = "one_place", role = "primal"} {
  %c0 = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %tk = pb.element %t[%k] : !pb.ptr<f64>, !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    %xi = pb.element %x[%i] : !pb.ptr<f64>, !int
    %v = pb.load %xi : !pb.ptr<f64> -> f64
    pb.store %v, %tk : f64, !pb.ptr<f64>
    pb.yield
  }
  %b = pb.for %i = %c0 while lt %n step 1 : !int carry(%s = %none) : f64 {
    %v = pb.load %tk : !pb.ptr<f64> -> f64
    %r = arith.mulf %s, %v : f64
    pb.yield %r : f64
  }
  pb.return %b : f64
}
