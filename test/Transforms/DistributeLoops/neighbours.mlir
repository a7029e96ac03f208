// What a loop adds to neighbours, it adds in a loop for each.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-distribute-loops))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// CHECK-LABEL: pb.func @stencil
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
// CHECK-NOT: pb.accumulate
// CHECK-NOT: pb.store
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
pb.func @stencil(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "stencil", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// The adjoint that an iteration takes is cleared in the last of the loops.
// CHECK-LABEL: pb.func @cleared
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
// CHECK-NOT: pb.accumulate
// CHECK-NOT: pb.store
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.store
// CHECK: pb.accumulate
pb.func @cleared(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "cleared", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %zero = arith.constant 0.0 : f64
    pb.store %zero, %hi : f64, !pb.ptr<f64>
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// Another iteration takes what this one clears.
// CHECK-LABEL: pb.func @read_elsewhere
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @read_elsewhere(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "read_elsewhere", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %zero = arith.constant 0.0 : f64
    %hb = pb.element %h[%before] : !pb.ptr<f64>, !int
    %b = pb.load %hb : !pb.ptr<f64> -> f64
    pb.store %b, %hi : f64, !pb.ptr<f64>
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// Which of two iterations stores last is their order.
// CHECK-LABEL: pb.func @stored_twice
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @stored_twice(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "stored_twice", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %zero = arith.constant 0.0 : f64
    %ub = pb.element %u[%before] : !pb.ptr<f64>, !int
    pb.store %a, %ub : f64, !pb.ptr<f64>
    %ui = pb.element %u[%i] : !pb.ptr<f64>, !int
    pb.store %zero, %ui : f64, !pb.ptr<f64>
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// A sum is looked at.
// CHECK-LABEL: pb.func @sum_read
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @sum_read(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "sum_read", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %b = pb.load %q : !pb.ptr<f64> -> f64
    pb.store %b, %hi : f64, !pb.ptr<f64>
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// A sum begins anew.
// CHECK-LABEL: pb.func @sum_stored
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @sum_stored(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "sum_stored", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    pb.store %x, %q : f64, !pb.ptr<f64>
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// What the loop carries is used on the way.
// CHECK-LABEL: pb.func @running
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @running(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "running", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  %r = pb.for %i = %last while ge %c1 step -1 : !int carry(%s = %x) : f64 {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %t = arith.addf %s, %a : f64
    pb.accumulate %s, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield %t : f64
  } {pb.adjoint}
  pb.return
}

// What it sums up is summed up in one of the loops.
// CHECK-LABEL: pb.func @sum
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
// CHECK-NOT: pb.accumulate
// CHECK-NOT: pb.store
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
pb.func @sum(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "sum", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  %r = pb.for %i = %last while ge %c1 step -1 : !int carry(%s = %x) : f64 {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %t = arith.addf %s, %a : f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield %t : f64
  } {pb.adjoint}
  pb.return
}

// Rows lie as far apart as the loop is long, or farther.
// CHECK-LABEL: pb.func @rows
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @rows(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "rows", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary add %i, %n : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// The array that is cleared is another one in other iterations.
// CHECK-LABEL: pb.func @chosen
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @chosen(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "chosen", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %c5 = pb.constant 5 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %early = pb.cmp lt %i, %c5 : !int
    %row = arith.select %early, %h, %u : !pb.ptr<f64>
    %hi = pb.element %row[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %zero = arith.constant 0.0 : f64
    pb.store %zero, %hi : f64, !pb.ptr<f64>
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// It reads every other element: nothing becomes a vector operation.
// CHECK-LABEL: pb.func @strided
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @strided(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "strided", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %c2 = pb.constant 2 : !int
    %twice = pb.binary mul %i, %c2 : !int
    %hi = pb.element %h[%twice] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// Branches within branches do not become vector operations.
// CHECK-LABEL: pb.func @nested
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @nested(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "nested", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %first = arith.cmpf ogt, %a, %x : f64
    scf.if %first {
      %second = arith.cmpf olt, %a, %x : f64
      scf.if %second {
        pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
      }
    }
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// Both loops would divide.
// CHECK-LABEL: pb.func @quotient_for_both
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @quotient_for_both(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "quotient_for_both", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %b = pb.load %hi : !pb.ptr<f64> -> f64
    %a = arith.divf %x, %b : f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// One of them alone divides.
// CHECK-LABEL: pb.func @quotient_for_one
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
// CHECK-NOT: pb.accumulate
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
pb.func @quotient_for_one(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "quotient_for_one", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %a = pb.load %hi : !pb.ptr<f64> -> f64
    %b = arith.divf %x, %a : f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %b, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// It is divided in front of the loop.
// CHECK-LABEL: pb.func @invariant_quotient
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
// CHECK-NOT: pb.accumulate
// CHECK: pb.for %{{.*}} while l{{[te]}} %{{.*}} step 1
// CHECK: pb.accumulate
pb.func @invariant_quotient(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "invariant_quotient", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %b = pb.load %hi : !pb.ptr<f64> -> f64
    %root = arith.divf %x, %x : f64
    %a = arith.mulf %b, %root : f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}

// What was to be stored is computed once.
// CHECK-LABEL: pb.func @stored_once
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK-NOT: pb.for
// CHECK: pb.accumulate
// CHECK: pb.return
pb.func @stored_once(%n: !int, %x: f64, %u: !pb.ptr<f64>, %g: !pb.ptr<f64>, %h: !pb.ptr<f64>) attributes {cxx_name = "stored_once", role = "derivative"} {
  %c1 = pb.constant 1 : !int
  %last = pb.binary sub %n, %c1 : !int
  pb.for %i = %last while ge %c1 step -1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %g[%before] : !pb.ptr<f64>, !int
    %q = pb.element %g[%i] : !pb.ptr<f64>, !int
    %hi = pb.element %h[%i] : !pb.ptr<f64>, !int
    %b = pb.load %hi : !pb.ptr<f64> -> f64
    %a = arith.mulf %b, %b {pb.stored_once} : f64
    pb.accumulate %a, %p {pb.adjoint} : f64, !pb.ptr<f64>
    pb.accumulate %a, %q {pb.adjoint} : f64, !pb.ptr<f64>
    pb.yield
  } {pb.adjoint}
  pb.return
}
