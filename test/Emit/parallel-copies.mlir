// RUN: pullback-opt %s --pb-emit=functions-as=primal | FileCheck %s
// What a loop yields is assigned all at once: swaps need a temporary, values in a row only an order, and an old value
// that is still read keeps its variable.
!int = !pb.int<"int", 32, true>

// CHECK-LABEL: double swap(
// CHECK:         for (int i = 0; i < n; ++i) {
// CHECK-NEXT:      const double [[OLD:[a-z]+_old]] = [[A:[a-z]+]];
// CHECK-NEXT:      [[A]] = [[B:[a-z]+]];
// CHECK-NEXT:      [[B]] = [[OLD]];
// CHECK-NEXT:    }
pb.func @swap(%a: f64 {pb.name = "a"}, %b: f64 {pb.name = "b"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "swap", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %r:2 = pb.for %i = %zero while lt %n step 1 : !int carry(%x = %a, %y = %b) : f64, f64 {
    pb.yield %y, %x : f64, f64
  }
  %d = arith.subf %r#0, %r#1 : f64
  pb.return %d : f64
}

// The order of a shift is given by what is read.
// CHECK-LABEL: double shift(
// CHECK:         for (int i = 0; i < n; ++i) {
// CHECK-NEXT:      a = b;
// CHECK-NEXT:      b = c;
// CHECK-NEXT:      c *= 0.5;
// CHECK-NEXT:    }
pb.func @shift(%a: f64 {pb.name = "a"}, %b: f64 {pb.name = "b"}, %c: f64 {pb.name = "c"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "shift", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %half = pb.constant bits "3FE0000000000000" : f64
  %r:3 = pb.for %i = %zero while lt %n step 1 : !int carry(%x = %a, %y = %b, %z = %c) : f64, f64, f64 {
    %next = arith.mulf %z, %half : f64 loc("c")
    pb.yield %y, %z, %next : f64, f64, f64
  }
  %s = arith.addf %r#0, %r#1 : f64
  pb.return %s : f64
}

// Lost copy: the value before the last step is needed behind the loop.
// CHECK-LABEL: double before(
// CHECK:         for (int i = 0; i < n; ++i) {
// CHECK-NEXT:      previous = x;
// CHECK-NEXT:      x += 1;
// CHECK-NEXT:    }
// CHECK-NEXT:    return previous * x;
pb.func @before(%x: f64 {pb.name = "x"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "before", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %one = pb.constant bits "3FF0000000000000" : f64
  %r:2 = pb.for %i = %zero while lt %n step 1 : !int carry(%p loc("previous") = %none, %v = %x) : f64, f64 {
    %next = arith.addf %v, %one : f64 loc("x")
    pb.yield %v, %next : f64, f64
  }
  %s = arith.mulf %r#0, %r#1 : f64
  pb.return %s : f64
}

// The next value is computed where the old one is read for the last time.
// CHECK-LABEL: double dual(
// CHECK:         for (int i = 0; i < n; ++i) {
// CHECK-NEXT:      x_dot *= 2 * x;
// CHECK-NEXT:      x *= x;
// CHECK-NEXT:    }
pb.func @dual(%x: f64 {pb.name = "x"}, %x_dot: f64 {pb.name = "x_dot"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "dual", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %two = pb.constant bits "4000000000000000" : f64
  %r:2 = pb.for %i = %zero while lt %n step 1 : !int carry(%v = %x, %d = %x_dot) : f64, f64 {
    %next = arith.mulf %v, %v : f64 loc("x")
    %a = arith.mulf %two, %v : f64
    %b = arith.mulf %a, %d : f64 loc("x_dot")
    pb.yield %next, %b : f64, f64
  }
  %s = arith.addf %r#0, %r#1 : f64
  pb.return %s : f64
}
