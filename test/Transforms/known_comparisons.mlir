// Comparisons of constants and of a value with itself are known, and loops that make no trip are gone.
// RUN: pullback-opt %s --canonicalize | FileCheck %s
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>
// CHECK-LABEL: @known
// CHECK-NOT: pb.cmp
// CHECK-NOT: pb.for
// CHECK: pb.return %arg0
pb.func @known(%x: f64, %n: !int) -> f64 attributes {cxx_name = "known", cxx_scope = "", role = "primal"} {
  %0 = pb.constant 0 : !int
  %2 = pb.constant 2 : !int
  %less = pb.cmp lt %2, %0 : !int
  %a = scf.if %less -> f64 {
    %y = arith.addf %x, %x : f64
    scf.yield %y : f64
  } else {
    scf.yield %x : f64
  }
  %large = pb.constant 18446744073709551615 : !size
  %one = pb.constant 1 : !size
  %more = pb.cmp lt %large, %one : !size
  %b = scf.if %more -> f64 {
    %y = arith.addf %a, %x : f64
    scf.yield %y : f64
  } else {
    scf.yield %a : f64
  }
  %same = pb.cmp ne %n, %n : !int
  %c = scf.if %same -> f64 {
    %y = arith.addf %b, %x : f64
    scf.yield %y : f64
  } else {
    scf.yield %b : f64
  }
  %d = pb.for %i = %0 while lt %0 step 1 : !int carry(%s = %c) : f64 {
    %y = arith.addf %s, %x : f64
    pb.yield %y : f64
  }
  pb.return %d : f64
}

// From n up to n - 1: only where that wraps around, and for ever then. With an end of its own, it may come back.
// CHECK-LABEL: @wraps
// CHECK-NOT: pb.for
// CHECK: pb.call @mark
// CHECK: pb.for
pb.func @wraps(%n: !size, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "wraps", cxx_scope = "", role = "primal"} {
  %one = pb.constant 1 : !size
  %less = pb.binary sub %n, %one : !size
  %more = pb.binary add %n, %one : !size
  pb.for %i = %n while lt %less step 1 : !size {
    %place = pb.element %p[%i] : !pb.ptr<f64>, !size
    pb.store %x, %place : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.for %i = %n while gt %more step -1 : !size {
    %place = pb.element %p[%i] : !pb.ptr<f64>, !size
    pb.store %x, %place : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.call @mark() : () -> ()
  pb.for %i = %n while lt %less step 1 : !size {
    %place = pb.element %p[%i] : !pb.ptr<f64>, !size
    %old = pb.load %place : !pb.ptr<f64> -> f64
    %goes = arith.cmpf olt, %old, %x : f64
    pb.store %x, %place : f64, !pb.ptr<f64>
    pb.yield if %goes
  }
  pb.return
}
pb.func private @mark() attributes {cxx_name = "mark", role = "external"}
