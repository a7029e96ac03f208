// RUN: pullback-opt %s --pb-inline | FileCheck %s
!rec = !pb.record<"R", ["a"], (f64)>

// Callees first, so both levels vanish, and with them the functions that nobody calls any more.
// CHECK-NOT: @square
// CHECK-NOT: @fourth
// CHECK-LABEL: @top
// CHECK: %[[S:.*]] = arith.mulf %arg0, %arg0
// CHECK: %[[F:.*]] = arith.mulf %[[S]], %[[S]]
// CHECK: pb.return %[[F]]
pb.func @square(%x: f64) -> f64 attributes {cxx_name = "square", role = "primal"} {
  %r = arith.mulf %x, %x : f64
  pb.return %r : f64
}
pb.func @fourth(%x: f64) -> f64 attributes {cxx_name = "fourth", role = "primal"} {
  %s = pb.call @square(%x) : (f64) -> f64
  %r = pb.call @square(%s) : (f64) -> f64
  pb.return %r : f64
}
pb.func @top(%x: f64) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %r = pb.call @fourth(%x) : (f64) -> f64
  pb.return %r : f64
}

// Recursion, and a function whose derivative is zero by decision, stay calls.
// CHECK-LABEL: @stays
// CHECK: pb.call @again
// CHECK: pb.call @table
pb.func @stays(%x: f64) -> f64 attributes {cxx_name = "stays", role = "primal", pb.modes = ["vjp"]} {
  %r = pb.call @again(%x) : (f64) -> f64
  %s = pb.call @table(%r) : (f64) -> f64
  pb.return %s : f64
}
pb.func @again(%x: f64) -> f64 attributes {cxx_name = "again", role = "primal"} {
  %r = pb.call @again(%x) : (f64) -> f64
  pb.return %r : f64
}
pb.func @table(%x: f64) -> f64 attributes {cxx_name = "table", role = "primal", inactive} {
  pb.return %x : f64
}

// A record by value that the callee changes is copied; one that it only reads is not.
// CHECK-LABEL: @records
// CHECK: %[[C:.*]] = pb.local "r"
// CHECK-NEXT: pb.copy %arg0, %[[C]]
// CHECK: pb.field %[[C]]["a"]
// CHECK-NOT: pb.copy
// CHECK: pb.field %arg0["a"]
pb.func @records(%r: !pb.ptr<!rec>, %x: f64) -> f64 attributes {cxx_name = "records", role = "primal", pb.modes = ["vjp"]} {
  pb.call @changes(%r, %x) : (!pb.ptr<!rec>, f64) -> ()
  %s = pb.call @reads(%r) : (!pb.ptr<!rec>) -> f64
  pb.return %s : f64
}
pb.func @changes(%r: !pb.ptr<!rec> {pb.byval, pb.name = "r"}, %x: f64) attributes {cxx_name = "changes", role = "primal"} {
  %a = pb.field %r["a"] : !pb.ptr<!rec> -> !pb.ptr<f64>
  pb.store %x, %a : f64, !pb.ptr<f64>
  pb.return
}
pb.func @reads(%r: !pb.ptr<!rec> {pb.byval, pb.name = "r"}) -> f64 attributes {cxx_name = "reads", role = "primal"} {
  %a = pb.field %r["a"] : !pb.ptr<!rec> -> !pb.ptr<f64>
  %v = pb.load %a : !pb.ptr<f64> -> f64
  pb.return %v : f64
}
