// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-selected-places))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// The loop starts right behind the first value: one accumulation serves both.
// CHECK-LABEL: pb.func @first
// CHECK: %[[LOOP:.*]]:2 = pb.for
// CHECK-NOT: scf.if
// CHECK: %[[PLACE:.*]] = pb.element %arg2[%[[LOOP]]#1]
// CHECK: pb.accumulate %arg3, %[[PLACE]]
// CHECK-NOT: pb.accumulate
pb.func @first(%x: !pb.ptr<f64, const>, %n: !int, %x_bar: !pb.ptr<f64>, %m_bar: f64)
    attributes {cxx_name = "first", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %zero = pb.constant bits "0" : f64
  %p = pb.element %x[%c0] : !pb.ptr<f64, const>, !int
  %start = pb.load %p : !pb.ptr<f64, const> -> f64
  %m:2 = pb.for %i = %c1 while lt %n step 1 : !int carry(%best = %start, %from = %c0) : f64, !int {
    %q = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %q : !pb.ptr<f64, const> -> f64
    %less = arith.cmpf olt, %best, %v : f64
    %next = arith.select %less, %v, %best : f64
    %where = arith.select %less, %i, %from : !int
    pb.yield %next, %where : f64, !int
  }
  %is = pb.cmp ge %m#1, %c1 : !int
  scf.if %is {
    %place = pb.element %x_bar[%m#1] : !pb.ptr<f64>, !int
    pb.accumulate %m_bar, %place {pb.adjoint} : f64, !pb.ptr<f64>
  }
  %rest = arith.select %is, %zero, %m_bar : f64
  %first = pb.element %x_bar[%c0] : !pb.ptr<f64>, !int
  pb.accumulate %rest, %first {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return
}

// The first value is another element than the number for none.
// CHECK-LABEL: pb.func @other
// CHECK: scf.if
// CHECK: pb.accumulate
// CHECK: pb.accumulate
pb.func @other(%x: !pb.ptr<f64, const>, %n: !int, %x_bar: !pb.ptr<f64>, %m_bar: f64)
    attributes {cxx_name = "other", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %c3 = pb.constant 3 : !int
  %zero = pb.constant bits "0" : f64
  %p = pb.element %x[%c3] : !pb.ptr<f64, const>, !int
  %start = pb.load %p : !pb.ptr<f64, const> -> f64
  %m:2 = pb.for %i = %c1 while lt %n step 1 : !int carry(%best = %start, %from = %c0) : f64, !int {
    %q = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %q : !pb.ptr<f64, const> -> f64
    %less = arith.cmpf olt, %best, %v : f64
    %next = arith.select %less, %v, %best : f64
    %where = arith.select %less, %i, %from : !int
    pb.yield %next, %where : f64, !int
  }
  %is = pb.cmp ge %m#1, %c1 : !int
  scf.if %is {
    %place = pb.element %x_bar[%m#1] : !pb.ptr<f64>, !int
    pb.accumulate %m_bar, %place {pb.adjoint} : f64, !pb.ptr<f64>
  }
  %rest = arith.select %is, %zero, %m_bar : f64
  %first = pb.element %x_bar[%c3] : !pb.ptr<f64>, !int
  pb.accumulate %rest, %first {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return
}
