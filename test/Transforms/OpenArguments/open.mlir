// RUN: pullback-opt %s --pb-open-arguments | FileCheck %s
!size = !pb.int<"std::size_t", 64, false>
!int = !pb.int<"int", 32, true>
!view = !pb.record<"View", ["data", "size", "k"], (!pb.ptr<f64>, !size, f64)>

// Members that are read are passed, others are not; in the recursive call they are the argument itself.
// CHECK-LABEL: pb.func @total
// CHECK-SAME: (%[[DATA:.*]]: !pb.ptr<f64> {pb.name = "v_data"}, %[[K:.*]]: f64 {pb.name = "v_k"}, %[[I:.*]]: !pb.int
// CHECK-NOT: pb.field
// CHECK: pb.element %[[DATA]][%[[I]]]
// CHECK: pb.call @total(%[[DATA]], %[[K]], %[[I]])
pb.func @total(%v: !pb.ptr<!view, const> {pb.name = "v"}, %i: !int) -> f64 attributes {cxx_name = "total", role = "primal"} {
  %d = pb.field %v["data"] : !pb.ptr<!view, const> -> !pb.ptr<!pb.ptr<f64>, const>
  %p = pb.load %d : !pb.ptr<!pb.ptr<f64>, const> -> !pb.ptr<f64>
  %e = pb.element %p[%i] : !pb.ptr<f64>, !int
  %x = pb.load %e : !pb.ptr<f64> -> f64
  %f = pb.field %v["k"] : !pb.ptr<!view, const> -> !pb.ptr<f64, const>
  %k = pb.load %f : !pb.ptr<f64, const> -> f64
  %r = pb.call @total(%v, %i) : (!pb.ptr<!view, const>, !int) -> f64
  %s = arith.mulf %x, %k : f64
  %t = arith.addf %s, %r : f64
  pb.return %t : f64
}

// The caller reads them before the call.
// CHECK-LABEL: pb.func @top
// CHECK: %[[OWN:.*]] = pb.local "v"
// CHECK: pb.cast
// CHECK: %[[D:.*]] = pb.field %[[OWN]]["data"]
// CHECK: %[[LOADED:.*]] = pb.load %[[D]]
// CHECK: pb.call @total(%[[LOADED]], %{{.*}}, %{{.*}}) : (!pb.ptr<f64>, f64,
pb.func @top(%x: !pb.ptr<f64>, %n: !int) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %v = pb.local "v" : !pb.ptr<!view>
  %d = pb.field %v["data"] : !pb.ptr<!view> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %x, %d : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %c = pb.cast %v implicit : !pb.ptr<!view> to !pb.ptr<!view, const>
  %r = pb.call @total(%c, %n) : (!pb.ptr<!view, const>, !int) -> f64
  pb.return %r : f64
}
