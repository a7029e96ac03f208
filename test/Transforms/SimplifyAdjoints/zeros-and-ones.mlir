// Zeros and ones go from adjoint arithmetic only; the same operations of the primal keep their bits.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-simplify-adjoints))' | FileCheck %s

// CHECK-LABEL: pb.func @f
// CHECK: %[[PRIMAL:.*]] = arith.mulf %{{.*}}, %[[X:.*]] : f64
// CHECK: %[[NEGATED:.*]] = arith.subf %[[X]], %[[PRIMAL]] {pb.adjoint}
// CHECK: pb.accumulate %[[NEGATED]]
// CHECK-NOT: pb.accumulate
pb.func @f(%x: f64, %g: !pb.ptr<f64>) -> f64 attributes {cxx_name = "f", role = "derivative"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %zero = pb.constant bits "0" : f64
  %primal = arith.mulf %one, %x : f64
  %a = arith.mulf %one, %x {pb.adjoint} : f64
  %b = arith.negf %primal {pb.adjoint} : f64
  %c = arith.addf %a, %b {pb.adjoint} : f64
  %d = arith.addf %c, %zero {pb.adjoint} : f64
  pb.accumulate %d, %g : f64, !pb.ptr<f64>
  pb.accumulate %zero, %g : f64, !pb.ptr<f64>
  pb.return %primal : f64
}
