// In-out memory: the reverse of a store takes the shadow's value and clears it; the reverse of a load accumulates.
// RUN: pullback-opt %s --pb-differentiate | FileCheck %s

pb.func @square(%u: !pb.ptr<f64> {pb.name = "u", pb.role = "inout"})
    attributes {cxx_name = "square", role = "primal", pb.modes = ["vjp"], pb.derived = "square"} {
  %v = pb.load %u : !pb.ptr<f64> -> f64
  %w = arith.mulf %v, %v : f64
  pb.store %w, %u : f64, !pb.ptr<f64>
  pb.return
}

// CHECK-LABEL: pb.func @square_vjp
// CHECK-SAME: %[[U:[^:]*]]: !pb.ptr<f64> {{.*}}, %[[UBAR:[^:]*]]: !pb.ptr<f64>
// CHECK: %[[V:.*]] = pb.load %[[U]]
// CHECK: pb.store %{{.*}}, %[[U]]
// CHECK: pb.reverse
// CHECK: %[[TAKEN:.*]] = pb.load %[[UBAR]]
// CHECK: pb.store %{{.*}}, %[[UBAR]]
// CHECK: arith.mulf %[[TAKEN]], %[[V]]
// CHECK: pb.accumulate %{{.*}}, %[[UBAR]]
