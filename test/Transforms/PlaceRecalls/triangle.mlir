// In a triangle the values are counted first, and saved one after the other.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

!int = !pb.int<"int", 32, true>

// CHECK-LABEL: @triangle_vjp
// CHECK: %[[COUNT:.*]] = pb.for %[[I:.*]] = %{{.*}} while lt %{{.*}} step 1 {{.*}} carry(%[[SUM:.*]] =
// CHECK:   arith.select
// CHECK:   %[[NEXT:.*]] = pb.binary add %[[SUM]],
// CHECK:   pb.yield %[[NEXT]]
// CHECK: pb.alloc saved "value_saved"[%[[COUNT]]]
// CHECK-NOT: pb.stack
pb.func @triangle(%x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "triangle", role = "primal", pb.modes = ["vjp"], pb.derived = "triangle"} {
  %c0 = pb.constant 0 : !int
  %end = pb.for %i = %c0 while lt %n step 1 : !int carry(%a = %x) : f64 {
    %row = pb.for %j = %c0 while le %i step 1 : !int carry(%b = %a) : f64 {
      %square = arith.mulf %b, %b : f64
      pb.yield %square : f64
    }
    pb.yield %row : f64
  }
  pb.return %end : f64
}
