// A recurrence overwrites its own value: the reverse sweep needs every one of them, in an array of exactly n numbers.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

pb.func @logistic(%x: f64 {pb.name = "x", pb.role = "wrt"}, %r: f64 {pb.name = "r", pb.role = "wrt"},
                  %n: !pb.int<"int", 32, true> {pb.name = "n"}) -> f64
    attributes {cxx_name = "logistic", role = "primal", pb.modes = ["vjp"], pb.derived = "logistic"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %one = pb.constant bits "3FF0000000000000" : f64
  %end = pb.for %k = %c0 while lt %n step 1 : !pb.int<"int", 32, true> carry(%a = %x) : f64 {
    %ra = arith.mulf %r, %a : f64
    %rest = arith.subf %one, %a : f64
    %next = arith.mulf %ra, %rest : f64
    pb.yield %next : f64
  }
  pb.return %end : f64
}

// CHECK-LABEL: pb.func @logistic_vjp
// CHECK: %[[SAVED:.*]] = pb.alloc saved "value_saved"[%[[TRIPS:.*]]]
// CHECK: pb.for %[[K:.*]] = %{{.*}} while lt %{{.*}} step 1 {{.*}} carry(%[[A:.*]] =
// CHECK:   %[[INDEX:.*]] = pb.cast %[[K]]
// CHECK:   %[[PLACE:.*]] = pb.element %[[SAVED]][%[[INDEX]]]
// CHECK:   pb.store %[[A]], %[[PLACE]]
// CHECK: pb.reverse
// CHECK: pb.for %{{.*}} while ge %{{.*}} step -1
// CHECK:   pb.load
// CHECK-NOT: pb.recall
// CHECK-NOT: pb.mark
