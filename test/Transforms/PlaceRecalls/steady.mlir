// A value that all iterations of the middle loop compute anew is saved once for all of them.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

!int = !pb.int<"int", 32, true>
!local = !pb.ptr<f64>

// CHECK-LABEL: @columns_vjp
// CHECK: %[[ROWS:.*]] = arith.select
// CHECK: %[[COLUMNS:.*]] = arith.select
// CHECK: %[[NUMBERS:.*]] = arith.select
// CHECK: pb.alloc saved "value_saved"
// CHECK: %[[SIZE:.*]] = pb.binary mul %[[ROWS]], %[[NUMBERS]]
// CHECK: %[[SAVED:.*]] = pb.alloc saved "w_saved"[%[[SIZE]]]
// CHECK: pb.for %[[I:.*]] = %{{.*}} while lt %arg1
// CHECK:   pb.for %{{.*}} while lt %arg2
// CHECK:     pb.for %[[J:.*]] = %{{.*}} while lt %arg3
// CHECK:       arith.mulf
// CHECK:       %[[I_TRIP:.*]] = pb.cast %[[I]]
// CHECK:       %[[J_TRIP:.*]] = pb.cast %[[J]]
// CHECK:       %[[ROW:.*]] = pb.binary mul %[[I_TRIP]], %[[NUMBERS]]
// CHECK:       %[[INDEX:.*]] = pb.binary add %[[ROW]], %[[J_TRIP]]
// CHECK:       pb.element %[[SAVED]][%[[INDEX]]]
pb.func @columns(%x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}, %m: !int {pb.name = "m"}, %l: !int {pb.name = "l"}) -> f64
    attributes {cxx_name = "columns", role = "primal", pb.modes = ["vjp"], pb.derived = "columns"} {
  %c0 = pb.constant 0 : !int
  %w = pb.local "w" : !local
  pb.store %x, %w : f64, !local
  %end = pb.for %i = %c0 while lt %n step 1 : !int carry(%a = %x) : f64 {
    %row = pb.for %c = %c0 while lt %m step 1 : !int carry(%b = %a) : f64 {
      %sum = pb.for %j = %c0 while lt %l step 1 : !int carry(%d = %b) : f64 {
        %v = pb.load %w : !local -> f64
        %f = pb.cast %j : !int to f64
        %u = arith.mulf %v, %f : f64 loc("w")
        %next = arith.mulf %d, %u : f64
        pb.yield %next : f64
      }
      pb.yield %sum : f64
    }
    pb.store %row, %w : f64, !local
    pb.yield %row : f64
  }
  pb.return %end : f64
}
