// Objects of two classes that a loop makes: each class has memory of its own, and pointers to their bases are kept as the
// number of the class and the place there. What a branch chooses before it is stored is such a number as well.
// RUN: pullback-opt %s --pb-share-memory | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!base = !pb.record<"Base", ["x"], (f64)>
!left = !pb.record<"Left", ["Base_base"], (!base)>
!right = !pb.record<"Right", ["Base_base", "y"], (!base, f64)>

// CHECK-LABEL: @classes
// CHECK-DAG: %[[LEFT:.*]] = pb.alloc vector {{.*}} -> !pb.ptr<!pb.record<"Left"
// CHECK-DAG: %[[RIGHT:.*]] = pb.alloc vector {{.*}} -> !pb.ptr<!pb.record<"Right"
// CHECK-DAG: pb.alloc vector "v"{{.*}} -> !pb.ptr<!pb.record<"place", ["object", "offset"]
// CHECK: pb.for
// CHECK:   scf.if
// CHECK:     pb.resize %[[LEFT]]
// CHECK:   else
// CHECK:     pb.resize %[[RIGHT]]
// CHECK: pb.yield
// CHECK: %[[OBJECT:.*]] = pb.load {{.*}} -> !pb.int<"int", 32, true>
// CHECK: %[[OFFSET:.*]] = pb.load {{.*}} -> !pb.int<"unsigned long", 64, false>
// CHECK: %[[ONE:.*]] = pb.element %[[LEFT]][%[[OFFSET]]]
// CHECK: %[[BASE:.*]] = pb.field %[[ONE]]["Base_base"]
// CHECK: %[[OTHER:.*]] = pb.element %[[RIGHT]][%[[OFFSET]]]
// CHECK: %[[OTHER_BASE:.*]] = pb.field %[[OTHER]]["Base_base"]
// CHECK: %[[IS:.*]] = pb.cmp  eq %[[OBJECT]]
// CHECK: arith.select %[[IS]], %[[BASE]], %[[OTHER_BASE]]
pb.func @classes(%n: !size, %m: !size) -> f64 attributes {cxx_name = "classes", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %v = pb.alloc vector "v"[%n] : !size -> !pb.ptr<!pb.ptr<!base>>
  pb.for %i = %zero while lt %n step 1 : !size {
    %first = pb.cmp lt %i, %m : !size
    %p = scf.if %first -> (!pb.ptr<!base>) {
      %made = pb.alloc new "left"[%one] : !size -> !pb.ptr<!left>
      %part = pb.field %made["Base_base"] : !pb.ptr<!left> -> !pb.ptr<!base>
      scf.yield %part : !pb.ptr<!base>
    } else {
      %made = pb.alloc new "right"[%one] : !size -> !pb.ptr<!right>
      %part = pb.field %made["Base_base"] : !pb.ptr<!right> -> !pb.ptr<!base>
      scf.yield %part : !pb.ptr<!base>
    }
    %e = pb.element %v[%i] : !pb.ptr<!pb.ptr<!base>>, !size
    pb.store %p, %e : !pb.ptr<!base>, !pb.ptr<!pb.ptr<!base>>
    pb.yield
  }
  %e = pb.element %v[%m] : !pb.ptr<!pb.ptr<!base>>, !size
  %p = pb.load %e : !pb.ptr<!pb.ptr<!base>> -> !pb.ptr<!base>
  %f = pb.field %p["x"] : !pb.ptr<!base> -> !pb.ptr<f64>
  %x = pb.load %f : !pb.ptr<f64> -> f64
  pb.return %x : f64
}
