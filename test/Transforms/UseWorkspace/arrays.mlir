// RUN: pullback-opt %s --pb-use-workspace | FileCheck %s
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>

// One array begins where the work space does; a function of the inputs says how much is needed.
// CHECK-LABEL: pb.func @one(
// CHECK-SAME: %[[N:.*]]: !pb.int<"unsigned long", 64, false>
// CHECK-SAME: %[[SPACE:[a-z0-9]*]]: !pb.ptr<none> {pb.name = "workspace"}
// CHECK: pb.alloc saved "x_saved"[%{{.*}}] in %[[SPACE]]
// CHECK-LABEL: pb.func @one_workspace(
// CHECK-SAME: %[[SAME:.*]]: !pb.int<"unsigned long", 64, false>
// CHECK-NOT: f64
// CHECK: %[[ROOM:.*]] = pb.room %[[SAME]] of f64
// CHECK: pb.return %[[ROOM]]
pb.func @one(%n: !size {pb.role = "passive", pb.name = "n"}, %v: f64 {pb.name = "result_bar"}) attributes {cxx_name = "f_vjp", role = "derivative", pb.workspace} {
  %a = pb.alloc saved "x_saved"[%n] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  pb.return
}

// Two arrays lie one behind the other. What an inner block makes comes from there too, and is zeroed where it stood; the
// user's delete goes away.
// CHECK-LABEL: pb.func @inner(
// CHECK: %[[MEMORY:.*]] = pb.local "memory"
// CHECK: pb.store %{{.*}}, %[[MEMORY]]
// CHECK: pb.alloc saved "a"[%{{.*}}] in %[[MEMORY]]
// CHECK: %[[ROW:.*]] = pb.alloc saved "row"[%{{.*}}] in %[[MEMORY]]
// CHECK: pb.for
// CHECK-NEXT: pb.zero %[[ROW]]
// CHECK-NOT: pb.free
// CHECK-LABEL: pb.func @inner_workspace(
// CHECK: pb.binary add
pb.func @inner(%n: !int {pb.role = "passive", pb.name = "n"}, %v: f64 {pb.name = "result_bar"}) attributes {cxx_name = "g_vjp", role = "derivative", pb.workspace} {
  %zero = pb.constant 0 : !int
  %a = pb.alloc new "a"[%n] : !int -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  pb.for %i = %zero while lt %n step 1 : !int {
    %row = pb.alloc vector "row"[%n] : !int -> !pb.ptr<f64>
    pb.store %v, %row : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.free %a : !pb.ptr<f64>
  pb.return
}
