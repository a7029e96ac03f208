// Clearing and accumulating in a row become one operation; reads and writes that may mean the place end a row.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-merge-accumulations))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// x[i] += y: the adjoint of x[i] stays.
// CHECK-LABEL: pb.func @stays
// CHECK:         %[[V:.*]] = pb.load %[[P:.*]] :
// CHECK-NEXT:    pb.accumulate %[[V]], %arg1
// CHECK-NEXT:    pb.return
pb.func @stays(%x: !pb.ptr<f64>, %y: !pb.ptr<f64>, %i: !int) attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant bits "0" : f64
  %p = pb.element %x[%i] : !pb.ptr<f64>, !int
  %v = pb.load %p : !pb.ptr<f64> -> f64
  pb.store %zero, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %v, %y {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %v, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return
}

// x[i] = x[i] * c: no clearing; two accumulations are one.
// CHECK-LABEL: pb.func @scaled
// CHECK:         %[[W:.*]] = arith.mulf
// CHECK-NEXT:    pb.store %[[W]],
// CHECK-NEXT:    %[[SUM:.*]] = arith.addf %[[W]], %[[W]]
// CHECK-NEXT:    pb.accumulate %[[SUM]], %arg1
// CHECK-NEXT:    pb.return
pb.func @scaled(%x: !pb.ptr<f64>, %y: !pb.ptr<f64>, %i: !int, %c: f64) attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant bits "0" : f64
  %p = pb.element %x[%i] : !pb.ptr<f64>, !int
  %v = pb.load %p : !pb.ptr<f64> -> f64
  pb.store %zero, %p {pb.adjoint} : f64, !pb.ptr<f64>
  %w = arith.mulf %v, %c {pb.adjoint} : f64
  pb.accumulate %w, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %w, %y {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %w, %y {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return
}

// x[j] may be x[i]: the store must not move behind the accumulation to it, but a value from before it may move up.
// CHECK-LABEL: pb.func @neighbours
// CHECK:         pb.store %{{.*}}, %[[P:.*]] {pb.adjoint}
// CHECK-NEXT:    pb.accumulate %{{.*}}, %[[Q:.*]] {pb.adjoint}
// CHECK-NEXT:    %[[W:.*]] = arith.mulf
// CHECK-NEXT:    pb.accumulate %[[W]], %[[P]]
// CHECK-NEXT:    pb.store %arg3, %[[P]]
// CHECK-NEXT:    pb.accumulate %{{.*}}, %[[Q]] {pb.adjoint}
// CHECK-NEXT:    pb.return
pb.func @neighbours(%x: !pb.ptr<f64>, %i: !int, %j: !int, %c: f64) attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant bits "0" : f64
  %p = pb.element %x[%i] : !pb.ptr<f64>, !int
  %q = pb.element %x[%j] : !pb.ptr<f64>, !int
  %v = pb.load %p : !pb.ptr<f64> -> f64
  pb.store %zero, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %v, %q {pb.adjoint} : f64, !pb.ptr<f64>
  %w = arith.mulf %v, %c {pb.adjoint} : f64
  pb.accumulate %w, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.store %zero, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %v, %q {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %c, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return
}

// A read of the place, here or in a region, ends a row; stores of the primal are none.
// CHECK-LABEL: pb.func @read
// CHECK-COUNT-3: pb.accumulate
// CHECK:         pb.store %{{.*}}, %arg0 : f64
// CHECK-NEXT:    pb.accumulate
pb.func @read(%x: !pb.ptr<f64>, %y: !pb.ptr<f64>, %b: i1, %c: f64) -> f64 attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant bits "0" : f64
  pb.accumulate %c, %x {pb.adjoint} : f64, !pb.ptr<f64>
  %v = pb.load %x : !pb.ptr<f64> -> f64
  pb.accumulate %c, %x {pb.adjoint} : f64, !pb.ptr<f64>
  scf.if %b {
    %u = pb.load %x : !pb.ptr<f64> -> f64
    pb.store %u, %y : f64, !pb.ptr<f64>
  }
  pb.accumulate %c, %x {pb.adjoint} : f64, !pb.ptr<f64>
  pb.store %zero, %x : f64, !pb.ptr<f64>
  pb.accumulate %c, %x {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return %v : f64
}

// What was read is not the old value any more when the adjoint is cleared: it is stored, not left in place.
// CHECK-LABEL: pb.func @grown_meanwhile
// CHECK:         %[[V:.*]] = pb.load %[[P:.*]] :
// CHECK-NEXT:    pb.accumulate %arg1, %[[P]]
// CHECK-NEXT:    pb.store %[[V]], %[[P]]
// CHECK-NEXT:    pb.return
pb.func @grown_meanwhile(%x: !pb.ptr<f64>, %y: f64, %i: !int) attributes {cxx_name = "f", role = "derivative"} {
  %zero = pb.constant bits "0" : f64
  %p = pb.element %x[%i] : !pb.ptr<f64>, !int
  %v = pb.load %p : !pb.ptr<f64> -> f64
  pb.accumulate %y, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.store %zero, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.accumulate %v, %p {pb.adjoint} : f64, !pb.ptr<f64>
  pb.return
}
