// `i + 1 < n` is `i < n - 1`; for an unsigned n that is 0 where n is, and only if it is known that i does not begin near
// the end of its type.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-raise-loops))' | FileCheck %s

!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>

// CHECK-LABEL: @up
// CHECK: %[[END:.*]] = pb.binary sub %arg0,
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %[[END]] step 1
pb.func @up(%n: !int, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "up", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %next = pb.binary add %i, %one : !int
    %c = pb.cmp lt %next, %n : !int
    %b:2 = scf.if %c -> (i1, !int) {
      %place = pb.element %p[%i] : !pb.ptr<f64>, !int
      pb.store %x, %place : f64, !pb.ptr<f64>
      %true = arith.constant true
      %step = pb.binary add %i, %one : !int
      scf.yield %true, %step : i1, !int
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !int
    }
    pb.yield if %b#0 %b#1 : !int
  }
  pb.return
}

// CHECK-LABEL: @unsigned
// CHECK: %[[ONE:.*]] = pb.constant 1
// CHECK: %[[LESS:.*]] = pb.binary sub %arg0, %[[ONE]]
// CHECK: %[[NONE:.*]] = pb.constant 0
// CHECK: %[[ABOVE:.*]] = pb.cmp gt %arg0, %[[ONE]]
// CHECK: %[[END:.*]] = arith.select %[[ABOVE]], %[[LESS]], %[[NONE]]
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %[[END]] step 1
pb.func @unsigned(%n: !size, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "unsigned_", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %l = pb.loop carry(%i = %zero) : !size {
    %next = pb.binary add %i, %one : !size
    %c = pb.cmp lt %next, %n : !size
    %b:2 = scf.if %c -> (i1, !size) {
      %place = pb.element %p[%i] : !pb.ptr<f64>, !size
      pb.store %x, %place : f64, !pb.ptr<f64>
      %true = arith.constant true
      %step = pb.binary add %i, %one : !size
      scf.yield %true, %step : i1, !size
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !size
    }
    pb.yield if %b#0 %b#1 : !size
  }
  pb.return
}

// Up to n - 1 is below n.
// CHECK-LABEL: @up_to
// CHECK: pb.for %{{.*}} = %{{.*}} while lt %arg0 step 1
pb.func @up_to(%n: !size, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "up_to", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %l = pb.loop carry(%i = %zero) : !size {
    %next = pb.binary add %i, %one : !size
    %c = pb.cmp le %next, %n : !size
    %b:2 = scf.if %c -> (i1, !size) {
      %place = pb.element %p[%i] : !pb.ptr<f64>, !size
      pb.store %x, %place : f64, !pb.ptr<f64>
      %true = arith.constant true
      %step = pb.binary add %i, %one : !size
      scf.yield %true, %step : i1, !size
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !size
    }
    pb.yield if %b#0 %b#1 : !size
  }
  pb.return
}

// CHECK-LABEL: @from_any
// CHECK-NOT: pb.for
// CHECK: pb.loop
pb.func @from_any(%first: !size, %n: !size, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "from_any", role = "primal"} {
  %one = pb.constant 1 : !size
  %l = pb.loop carry(%i = %first) : !size {
    %next = pb.binary add %i, %one : !size
    %c = pb.cmp lt %next, %n : !size
    %b:2 = scf.if %c -> (i1, !size) {
      %place = pb.element %p[%i] : !pb.ptr<f64>, !size
      pb.store %x, %place : f64, !pb.ptr<f64>
      %true = arith.constant true
      %step = pb.binary add %i, %one : !size
      scf.yield %true, %step : i1, !size
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !size
    }
    pb.yield if %b#0 %b#1 : !size
  }
  pb.return
}

// `while (++i != n)`: nobody starts beyond n, since that would never end. The next value, computed behind the branch, may
// be handed on.
// CHECK-LABEL: @not_equal
// CHECK: %[[END:.*]] = pb.binary sub %arg0,
// CHECK: pb.for %{{.*}} = %{{.*}} while ne %[[END]] step 1
pb.func @not_equal(%n: !int, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "not_equal", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %next = pb.binary add %i, %one : !int
    %c = pb.cmp ne %next, %n : !int
    scf.if %c {
      %place = pb.element %p[%next] : !pb.ptr<f64>, !int
      pb.store %x, %place : f64, !pb.ptr<f64>
    }
    %step = pb.binary add %i, %one : !int
    pb.yield if %c %step : !int
  }
  pb.return
}

// `i + k <= n` is `i <= n - k`, whatever k is; where there is no iteration, n - k may overflow, and k - 1 - k takes its place.
// CHECK-LABEL: @window
// CHECK: %[[BEGIN:.*]] = pb.binary sub %arg1, %{{.*}}
// CHECK: %[[RUNS:.*]] = pb.cmp lt %[[BEGIN]], %arg0
// CHECK: %[[LAST:.*]] = arith.select %[[RUNS]], %arg0, %[[BEGIN]]
// CHECK: %[[END:.*]] = pb.binary sub %[[LAST]], %arg1
// CHECK: pb.for %{{.*}} = %{{.*}} while le %[[END]] step 1
pb.func @window(%n: !int, %k: !int, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "window", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %last = pb.binary add %i, %k : !int
    %c = pb.cmp le %last, %n : !int
    %b:2 = scf.if %c -> (i1, !int) {
      %place = pb.element %p[%i] : !pb.ptr<f64>, !int
      pb.store %x, %place : f64, !pb.ptr<f64>
      %true = arith.constant true
      %step = pb.binary add %i, %one : !int
      scf.yield %true, %step : i1, !int
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !int
    }
    pb.yield if %b#0 %b#1 : !int
  }
  pb.return
}
