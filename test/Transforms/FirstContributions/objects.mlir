// RUN: pullback-opt %s --pb-first-contributions | FileCheck %s
// The first contribution to each place of an object that is zero is stored; not one behind an access that may mean it.
!int = !pb.int<"int", 32, true>
!arr = !pb.array<4, f64>

// CHECK-LABEL: pb.func @places
// CHECK: pb.store %arg2, %[[P0:.*]] : f64
// CHECK: pb.store %arg2, %[[P1:.*]] : f64
// CHECK: pb.accumulate %arg2, %[[P0]] : f64
// CHECK: pb.for
// CHECK: pb.accumulate
// CHECK: pb.accumulate %arg2, %{{.*}} : f64
// CHECK: pb.return
pb.func @places(%n: !int, %i: !int, %x: f64) -> f64 attributes {cxx_name = "f_vjp", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %two = pb.constant 2 : !int
  %a = pb.local "a_bar" : !pb.ptr<!arr>
  pb.zero %a : !pb.ptr<!arr>
  %p = pb.decay %a : !pb.ptr<!arr> -> !pb.ptr<f64>
  %p0 = pb.element %p[%zero] : !pb.ptr<f64>, !int
  %p1 = pb.element %p[%one] : !pb.ptr<f64>, !int
  %p2 = pb.element %p[%two] : !pb.ptr<f64>, !int
  pb.accumulate %x, %p0 : f64, !pb.ptr<f64>
  pb.accumulate %x, %p1 : f64, !pb.ptr<f64>
  pb.accumulate %x, %p0 : f64, !pb.ptr<f64>
  pb.for %j = %zero while lt %n step 1 : !int {
    %pj = pb.element %p[%j] : !pb.ptr<f64>, !int
    pb.accumulate %x, %pj : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.accumulate %x, %p2 : f64, !pb.ptr<f64>
  %r = pb.load %p0 : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
