// RUN: pullback-opt %s --pb-structure-exits | FileCheck %s

// The rest moves to the only break that reaches it; the return drops out beside it.
// CHECK-LABEL: @one_way
// CHECK-NOT: "live"
// CHECK: scf.if %arg0 {
// CHECK-NEXT: pb.store %arg1, %arg2
// CHECK-NEXT: }
// CHECK-NEXT: pb.return
pb.func @one_way(%c: i1, %x: f64, %p: !pb.ptr<f64>) attributes {cxx_name = "one_way", role = "primal"} {
  pb.once {
    scf.if %c {
      pb.exit break
    }
    pb.exit return
    pb.yield
  }
  pb.store %x, %p : f64, !pb.ptr<f64>
  pb.return
}

// Two ways lead to the rest and one past it: a flag guards it.
// CHECK-LABEL: @two_ways
// CHECK: %[[LIVE:.*]] = pb.local "live"
// CHECK: %[[FALSE:.*]] = arith.constant false
// CHECK-NEXT: pb.store %[[FALSE]], %[[LIVE]]
// CHECK: %[[IS:.*]] = pb.load %[[LIVE]]
// CHECK-NEXT: scf.if %[[IS]] {
// CHECK-NEXT: pb.store %arg2
pb.func @two_ways(%c: i1, %d: i1, %x: f64, %p: !pb.ptr<f64>) attributes {cxx_name = "two_ways", role = "primal"} {
  scf.if %c {
    scf.if %d {
      pb.exit return
    }
  }
  pb.store %x, %p : f64, !pb.ptr<f64>
  pb.return
}
