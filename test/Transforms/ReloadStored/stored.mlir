// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-reload-stored))' | FileCheck %s

!int = !pb.int<"int", 32, true>

// The exponential is marked from where it was stored.
// CHECK-LABEL: @stays_vjp
// CHECK: pb.math "exp"
// CHECK: pb.store %{{.*}}, %[[PLACE:.*]] : f64
// CHECK-NEXT: %[[STORED:.*]] = pb.load %[[PLACE]]
// CHECK-NEXT: pb.mark %[[STORED]]
pb.func @stays(%a: !pb.ptr<f64> {pb.name = "a", pb.role = "inout", pb.length = "n"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "stays", role = "primal", pb.modes = ["vjp"], pb.derived = "stays"} {
  %c0 = pb.constant 0 : !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    %at = pb.element %a[%i] : !pb.ptr<f64>, !int
    %v = pb.load %at : !pb.ptr<f64> -> f64
    %e = pb.math "exp"(%v) : (f64) -> f64
    pb.store %e, %at : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// Here the place is always the first, and the next iteration overwrites it.
// CHECK-LABEL: @overwritten_vjp
// CHECK: %[[E:.*]] = pb.math "exp"
// CHECK-NEXT: pb.mark %[[E]]
pb.func @overwritten(%a: !pb.ptr<f64> {pb.name = "a", pb.role = "inout", pb.length = "n"}, %n: !int {pb.name = "n"})
    attributes {cxx_name = "overwritten", role = "primal", pb.modes = ["vjp"], pb.derived = "overwritten"} {
  %c0 = pb.constant 0 : !int
  pb.for %i = %c0 while lt %n step 1 : !int {
    %v = pb.load %a : !pb.ptr<f64> -> f64
    %e = pb.math "exp"(%v) : (f64) -> f64
    pb.store %e, %a : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
