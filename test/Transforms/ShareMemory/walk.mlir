// RUN: pullback-opt %s --pb-share-memory | FileCheck %s
!int = !pb.int<"int", 32, true>

// The pointer that is loaded is moved on by a loop alone: what is kept in the table needs no offset.
// CHECK-LABEL: @table
// CHECK: pb.local "table" : !pb.ptr<!pb.array<2, !pb.int<"int", 32, true>>>
// CHECK: pb.for
// CHECK: %[[OBJECT:.*]] = pb.load {{.*}} -> !pb.int<"int", 32, true>
// CHECK: %[[IS:.*]] = pb.cmp eq %[[OBJECT]], %{{.*}}
// CHECK: %[[BEGIN:.*]] = arith.select %[[IS]], %arg0, %arg1
// CHECK: pb.for {{.*}} carry(%{{.*}} = %{{.*}}, %[[K:.*]] = %{{.*}}) : f64, !pb.int<"long", 64, true> {
// CHECK: pb.element %[[BEGIN]][%[[K]]]
pb.func @table(%x: !pb.ptr<f64>, %y: !pb.ptr<f64>, %n: !int) -> f64 attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %two = pb.constant 2 : !int
  %start = pb.constant bits "0" : f64
  %table = pb.local "table" : !pb.ptr<!pb.array<2, !pb.ptr<f64>>>
  %cells = pb.decay %table : !pb.ptr<!pb.array<2, !pb.ptr<f64>>> -> !pb.ptr<!pb.ptr<f64>>
  %first = pb.element %cells[%zero] : !pb.ptr<!pb.ptr<f64>>, !int
  pb.store %x, %first : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %second = pb.element %cells[%one] : !pb.ptr<!pb.ptr<f64>>, !int
  pb.store %y, %second : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %sum = pb.for %i = %zero while lt %two step 1 : !int carry(%s = %start) : f64 {
    %cell = pb.element %cells[%i] : !pb.ptr<!pb.ptr<f64>>, !int
    %begin = pb.load %cell : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
    %l:2 = pb.for %j = %zero while lt %n step 1 : !int carry(%t = %s, %p = %begin) : f64, !pb.ptr<f64> {
      %v = pb.load %p : !pb.ptr<f64> -> f64
      %u = arith.addf %t, %v : f64
      %next = pb.element %p[%one] : !pb.ptr<f64>, !int
      pb.yield %u, %next : f64, !pb.ptr<f64>
    }
    pb.yield %l#0 : f64
  }
  pb.return %sum : f64
}
