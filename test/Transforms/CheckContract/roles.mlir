// Derivative functions begin with a check of the objects that are passed; what comes by value is none of them.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-check-contract))' | FileCheck %s

!int = !pb.int<"int", 32, true>

// CHECK-LABEL: @f_vjp
// CHECK-SAME: (%[[X:[a-z0-9]+]]: {{.*}}, %[[N:[a-z0-9]+]]: !pb.int{{.*}}, %[[U:[a-z0-9]+]]: !pb.ptr<f64> {pb.length{{.*}}, %[[BAR:[a-z0-9]+]]: !pb.ptr<f64> {pb.adjoint_of
// CHECK-NEXT: %[[ONE:.*]] = pb.constant 1
// CHECK-NEXT: %[[COUNT:.*]] = pb.cast %[[N]]
// CHECK-NEXT: %[[THREE:.*]] = pb.constant 3
// CHECK-NEXT: pb.check_contract %[[X]], %[[U]], %[[BAR]][%[[ONE]], %[[COUNT]], %[[THREE]]] {names = ["x", "u", "x_bar"], roles = ["input", "written", "adjoint"]}
pb.func @f_vjp(%x: !pb.ptr<f64, const> {pb.name = "x"}, %n: !int {pb.name = "n"},
               %u: !pb.ptr<f64> {pb.name = "u", pb.length = "n"}, %result_bar: f64 {pb.name = "result_bar"},
               %x_bar: !pb.ptr<f64> {pb.name = "x_bar", pb.adjoint_of = 0 : i64, pb.extent = 3 : i64})
    attributes {cxx_name = "f_vjp", role = "derivative", pb.mode = "vjp"} {
  pb.return
}

// CHECK-LABEL: @f_jvp
// CHECK: pb.check_contract {{.*}} {names = ["x_dot", "y_dot"], roles = ["tangent", "adjoint"]}
pb.func @f_jvp(%x_dot: !pb.ptr<f64, const> {pb.name = "x_dot", pb.adjoint_of = 0 : i64},
               %y_dot: !pb.ptr<f64> {pb.name = "y_dot", pb.adjoint_of = 1 : i64})
    attributes {cxx_name = "f_jvp", role = "derivative", pb.mode = "jvp"} {
  pb.return
}

// A helper is called by functions that have checked already.
// CHECK-LABEL: @helper
// CHECK-NEXT: pb.return
pb.func @helper(%x: !pb.ptr<f64> {pb.name = "x"}) attributes {cxx_name = "helper", role = "helper"} {
  pb.return
}
