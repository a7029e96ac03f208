// Forward mode carries tangents beside values, from the same rules.
// RUN: pullback-opt %s --pb-differentiate | FileCheck %s

pb.func @power(%x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !pb.int<"int", 32, true> {pb.name = "n"}) -> f64
    attributes {cxx_name = "power", role = "primal", pb.modes = ["jvp"], pb.derived = "power"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %one = pb.constant bits "3FF0000000000000" : f64
  %p = pb.for %i = %c0 while lt %n step 1 : !pb.int<"int", 32, true> carry(%a = %one) : f64 {
    %b = arith.mulf %a, %x : f64
    pb.yield %b : f64
  }
  pb.return %p : f64
}

// CHECK-LABEL: pb.func @power_jvp
// CHECK-SAME: %[[X:[^:]*]]: f64 {{.*}}, %[[XDOT:[^:]*]]: f64 {{.*}}"x_dot"{{.*}}, %[[OUT:[^:]*]]: !pb.ptr<f64> {{.*}}"result_dot"
// CHECK: pb.for {{.*}} carry(%[[A:.*]] = %{{.*}}, %[[ADOT:.*]] = %{{.*}}) : f64, f64
// CHECK-DAG: arith.mulf %[[A]], %[[X]]
// CHECK-DAG: arith.mulf %[[ADOT]], %[[X]]
// CHECK-DAG: arith.mulf %[[XDOT]], %[[A]]
// CHECK: pb.store %{{.*}}, %[[OUT]]
