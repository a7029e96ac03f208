// What the reverse sweep uses from the forward sweep becomes a field of the struct between the two functions.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls),pb-split-sweeps)' | FileCheck %s

pb.func @f(%x: f64 {pb.name = "x", pb.role = "wrt"}) -> f64
    attributes {cxx_name = "f", role = "primal", pb.modes = ["split"], pb.derived = "f"} {
  %y = pb.math "exp"(%x) : (f64) -> f64
  pb.return %y : f64
}

// CHECK-LABEL: pb.func private @f_fwd
// CHECK: %[[Y:.*]] = pb.math "exp"
// CHECK: pb.store %[[Y]], %{{.*}} : f64
// CHECK: pb.return %[[Y]]
// CHECK-LABEL: pb.func private @f_rev
// CHECK: pb.field %{{.*}}["power"]
// CHECK: %[[KEPT:.*]] = pb.load
// CHECK: arith.mulf %{{.*}}, %[[KEPT]]
// CHECK: pb.accumulate

// A number that is made of an integer parameter is made again.
pb.func @scaled(%x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !pb.int<"int", 32, true> {pb.name = "n"}) -> f64
    attributes {cxx_name = "scaled", role = "primal", pb.modes = ["split"], pb.derived = "scaled"} {
  %number = pb.cast %n : !pb.int<"int", 32, true> to f64
  %y = arith.mulf %x, %number : f64
  pb.return %y : f64
}

// CHECK-LABEL: pb.func private @scaled_rev
// CHECK-NOT: pb.field
// CHECK: %[[NUMBER:.*]] = pb.cast
// CHECK: arith.mulf %{{.*}}, %[[NUMBER]]
// CHECK: pb.saved_def @f_saved {{.*}}field_names = ["power"], field_types = [f64]
