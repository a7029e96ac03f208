// RUN: pullback-opt %s --pb-known-elements | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>

// The sizes are known where the vector is made; what it gets under a condition is left, but for what it has already.
// CHECK-LABEL: @grown
// CHECK: pb.constant 3
// CHECK: %[[THREE:.*]] = pb.constant 3
// CHECK-NEXT: pb.alloc vector "v"[%[[THREE]]]
// CHECK-NOT: pb.resize
// CHECK: scf.if
// CHECK-NEXT: pb.resize %{{.*}}[%arg0]
// CHECK-NOT: pb.resize
// CHECK: pb.return
pb.func @grown(%n: !size, %x: f64, %b: i1) -> f64 attributes {cxx_name = "grown", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %two = pb.constant 2 : !size
  %three = pb.constant 3 : !size
  %v = pb.alloc vector "v"[%zero] : !size -> !pb.ptr<f64>
  pb.resize %v[%one] : !pb.ptr<f64>, !size
  pb.store %x, %v : f64, !pb.ptr<f64>
  pb.resize %v[%three] : !pb.ptr<f64>, !size
  scf.if %b {
    pb.resize %v[%n] : !pb.ptr<f64>, !size
    pb.resize %v[%two] : !pb.ptr<f64>, !size
  }
  %r = pb.load %v : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
