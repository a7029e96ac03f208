// RUN: pullback-opt %s --pb-structure-exits | FileCheck %s

// With breaks alone, the step follows the rest of the body, where the loop goes on; no flag beside 'go' is needed.
// CHECK-LABEL: @breaks
// CHECK: pb.loop {
// CHECK: %[[GO:.*]] = pb.local "go"
// CHECK: scf.if %arg0 {
// CHECK: scf.if %arg1 {
// CHECK-NEXT: } else {
// CHECK-NEXT: pb.store %{{.*}}, %arg2
// CHECK-NEXT: %[[TRUE:.*]] = arith.constant true
// CHECK-NEXT: pb.store %[[TRUE]], %[[GO]]
// CHECK: %[[MORE:.*]] = pb.load %[[GO]]
// CHECK-NEXT: pb.yield if %[[MORE]]
pb.func @breaks(%c: i1, %b: i1, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "breaks", role = "primal"} {
  pb.source_loop { pb.condition %c } body {
    scf.if %b {
      pb.exit break
    }
    pb.yield
  } step {
    pb.store %x, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// A continue alone ends the body; the step always runs.
// CHECK-LABEL: @continues
// CHECK: %[[GO:.*]] = scf.if %arg0 -> (i1) {
// CHECK: scf.if %arg1 {
// CHECK-NEXT: } else {
// CHECK-NEXT: pb.store
// CHECK-NEXT: }
// CHECK-NEXT: pb.store
// CHECK: pb.yield if %[[GO]]
pb.func @continues(%c: i1, %b: i1, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "continues", role = "primal"} {
  pb.source_loop { pb.condition %c } body {
    scf.if %b {
      pb.exit continue
    }
    pb.store %x, %p : f64, !pb.ptr<f64>
    pb.yield
  } step {
    pb.store %x, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// A body that never comes to its end runs at most once: no loop is left.
// CHECK-LABEL: @once
// CHECK-NOT: pb.loop
// CHECK: scf.if %arg0 {
// CHECK-NEXT: pb.store
// CHECK-NEXT: }
pb.func @once(%c: i1, %p: !pb.ptr<f64>, %x: f64) attributes {cxx_name = "once", role = "primal"} {
  pb.source_loop { pb.condition %c } body {
    pb.store %x, %p : f64, !pb.ptr<f64>
    pb.exit break
    pb.store %x, %p : f64, !pb.ptr<f64>
    pb.yield
  } step { pb.yield }
  pb.return
}
