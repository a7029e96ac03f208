// The adjoint of an accumulation through a pointer that may point to an object without an adjoint is refused.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate)' -verify-diagnostics
pb.func @f(%x: f64 {pb.name = "x", pb.role = "wrt"}, %c: i1 {pb.name = "c", pb.role = "passive"},
           %a: !pb.ptr<f64> {pb.name = "a", pb.role = "inout"})
    attributes {cxx_name = "f", cxx_scope = "", role = "primal", pb.modes = ["vjp"], pb.derived = "f"} {
  %none = pb.null : !pb.ptr<f64>
  %p = arith.select %c, %a, %none : !pb.ptr<f64>
  // expected-error@+1 {{through a pointer to one of several objects [pointer-value]}}
  pb.accumulate %x, %p : f64, !pb.ptr<f64>
  pb.return
}
