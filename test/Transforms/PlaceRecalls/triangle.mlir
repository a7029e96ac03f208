// Values that are saved in nests whose inner bounds move.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

!int = !pb.int<"int", 32, true>

// The array of a triangle has n (n + 1) / 2 elements, of which row i begins at i (i + 1) / 2.
// CHECK-LABEL: @triangle_vjp
// CHECK: %[[N:.*]] = arith.select
// CHECK: %[[MORE:.*]] = pb.binary add %[[N]],
// CHECK: %[[TWICE:.*]] = pb.binary mul %[[N]], %[[MORE]]
// CHECK: %[[SIZE:.*]] = pb.binary div %[[TWICE]],
// CHECK: %[[SAVED:.*]] = pb.alloc saved "value_saved"[%[[SIZE]]]
// CHECK: pb.for %[[I:.*]] = %{{.*}} while lt %{{.*}} step 1
// CHECK:   pb.binary mul
// CHECK:   %[[ROW:.*]] = pb.binary div
// CHECK:   pb.for %[[J:.*]] = %{{.*}} while le %[[I]] step 1
// CHECK:     %[[TRIP:.*]] = pb.cast %[[J]]
// CHECK:     %[[INDEX:.*]] = pb.binary add %[[ROW]], %[[TRIP]]
// CHECK:     pb.element %[[SAVED]][%[[INDEX]]]
// CHECK: pb.reverse
// CHECK:   pb.binary mul
// CHECK:   %[[ROW:.*]] = pb.binary div
// CHECK:   pb.for
// CHECK:     pb.binary add %[[ROW]],
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

// Rows that grow in another way are counted first, and saved one after the other.
// CHECK-LABEL: @stairs_vjp
// CHECK: %[[COUNT:.*]] = pb.for %[[I:.*]] = %{{.*}} while lt %{{.*}} step 1 {{.*}} carry(%[[SUM:.*]] =
// CHECK:   arith.select
// CHECK:   %[[NEXT:.*]] = pb.binary add %[[SUM]],
// CHECK:   pb.yield %[[NEXT]]
// CHECK: pb.alloc saved "value_saved"[%[[COUNT]]]
// CHECK-NOT: pb.stack
pb.func @stairs(%x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "stairs", role = "primal", pb.modes = ["vjp"], pb.derived = "stairs"} {
  %c0 = pb.constant 0 : !int
  %end = pb.for %i = %c0 while lt %n step 1 : !int carry(%a = %x) : f64 {
    %row = pb.for %j = %c0 while le %i step 2 : !int carry(%b = %a) : f64 {
      %square = arith.mulf %b, %b : f64
      pb.yield %square : f64
    }
    pb.yield %row : f64
  }
  pb.return %end : f64
}
