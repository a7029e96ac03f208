// The value of one number with the derivative of another: the second alone has an adjoint and a tangent.
// RUN: pullback-opt %s --pb-differentiate | FileCheck %s

pb.func @solution(%x: f64 {pb.name = "x", pb.role = "wrt"}, %y: f64 {pb.name = "y", pb.role = "wrt"}) -> f64
    attributes {cxx_name = "solution", role = "primal", pb.modes = ["vjp", "jvp"], pb.derived = "solution"} {
  %value = arith.mulf %x, %x : f64
  %source = arith.addf %y, %y : f64
  %known = pb.with_derivative %value of %source : f64
  %square = arith.mulf %known, %known : f64
  pb.return %square : f64
}

// The square's partial is in the value; x has no adjoint.
// CHECK-LABEL: pb.func @solution_vjp
// CHECK: %[[VALUE:.*]] = arith.mulf %[[X:.*]], %[[X]]
// CHECK-NOT: pb.with_derivative
// CHECK: pb.reverse
// CHECK: arith.mulf %{{.*}}, %[[VALUE]]
// CHECK: pb.accumulate %[[YBAR:.*]], %{{.*}}
// CHECK-NOT: pb.accumulate
// CHECK: pb.return

// CHECK-LABEL: pb.func @solution_jvp
// CHECK: %[[VALUE:.*]] = arith.mulf %[[X:.*]], %[[X]]
// CHECK: %[[TANGENT:.*]] = arith.addf %[[YDOT:.*]], %[[YDOT]] {pb.adjoint}
// CHECK: arith.mulf %[[TANGENT]], %[[VALUE]]
// CHECK: pb.return
