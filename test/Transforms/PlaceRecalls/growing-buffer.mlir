// Nobody knows how often a while loop runs: values go to a buffer that grows, and come back from its end.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb-differentiate,pb.func(pb-place-recalls))' | FileCheck %s

pb.func @halve(%x: f64 {pb.name = "x", pb.role = "wrt"}) -> f64
    attributes {cxx_name = "halve", role = "primal", pb.modes = ["vjp"], pb.derived = "halve"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %end = pb.loop carry(%a = %x) : f64 {
    %big = arith.cmpf ogt, %a, %one : f64
    %go, %next = scf.if %big -> (i1, f64) {
      %root = arith.mulf %a, %a : f64
      %true = arith.constant true
      scf.yield %true, %root : i1, f64
    } else {
      %false = arith.constant false
      scf.yield %false, %a : i1, f64
    }
    pb.yield if %go %next : f64
  }
  pb.return %end : f64
}

// The value is kept in the body, not in the condition, which runs once more than the body.
// CHECK-LABEL: pb.func @halve_vjp
// CHECK: %[[STACK:.*]] = pb.local "value_saved" : !pb.ptr<!pb.stack<f64>>
// CHECK: pb.loop carry(%[[A:.*]] = %{{.*}}, %[[COUNT:.*]] = %{{.*}})
// CHECK:   scf.if
// CHECK:     pb.stack.push %[[STACK]], %[[A]]
// CHECK:     pb.binary add %[[COUNT]]
// CHECK: pb.reverse
// CHECK: pb.stack.size %[[STACK]]
// CHECK: pb.for %{{.*}} while gt %{{.*}} step -1
// CHECK:   pb.stack.previous %[[STACK]]
