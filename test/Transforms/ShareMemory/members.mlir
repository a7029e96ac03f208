// A pointer to the pointers of a list, which goes from a variable into one node after another: it is kept as which of
// them it is, and the place of the node in the memory that all nodes share. What is read and written through it is a
// place there, as the pointers are.
// RUN: pullback-opt %s --pb-share-memory | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!name = !pb.ptr<!pb.record<"name of Node", [], ()>>
!node = !pb.record<"Node", ["value", "next"], (f64, !name)>

// CHECK-LABEL: @append
// CHECK: %[[NODES:.*]] = pb.alloc vector "node"
// CHECK: %[[HEAD:.*]] = pb.local "head" : !pb.ptr<!pb.int<"unsigned long", 64, false>>
// CHECK: pb.local "pointer" {{.*}} : !pb.ptr<!pb.record<"place", ["object", "offset"]
// CHECK: pb.loop
// CHECK: %[[NODE:.*]] = pb.element %[[NODES]]
// CHECK: %[[NEXT:.*]] = pb.field %[[NODE]]["next"]
// CHECK: %[[PLACE:.*]] = pb.cast %[[NEXT]]
// CHECK: arith.select %{{.*}}, %[[HEAD]], %[[PLACE]] : !pb.ptr<!pb.int<"unsigned long", 64, false>>
pb.func @append(%x: f64, %n: !size) -> f64 attributes {cxx_name = "append", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %null = pb.null : !pb.ptr<!node>
  %null_name = pb.null : !name
  %head = pb.local "head" : !pb.ptr<!pb.ptr<!node>>
  pb.store %null, %head : !pb.ptr<!node>, !pb.ptr<!pb.ptr<!node>>
  pb.for %i = %zero while lt %n step 1 : !size {
    %link = pb.loop carry(%at = %head) : !pb.ptr<!pb.ptr<!node>> {
      %here = pb.load %at : !pb.ptr<!pb.ptr<!node>> -> !pb.ptr<!node>
      %is = pb.cmp ne %here, %null : !pb.ptr<!node>
      %on = scf.if %is -> (!pb.ptr<!pb.ptr<!node>>) {
        %next = pb.field %here["next"] : !pb.ptr<!node> -> !pb.ptr<!name>
        %cast = pb.cast %next implicit : !pb.ptr<!name> to !pb.ptr<!pb.ptr<!node>>
        scf.yield %cast : !pb.ptr<!pb.ptr<!node>>
      } else {
        scf.yield %at : !pb.ptr<!pb.ptr<!node>>
      }
      pb.yield if %is %on : !pb.ptr<!pb.ptr<!node>>
    }
    %made = pb.alloc new "node"[%one] : !size -> !pb.ptr<!node>
    %value = pb.field %made["value"] : !pb.ptr<!node> -> !pb.ptr<f64>
    pb.store %x, %value : f64, !pb.ptr<f64>
    %next = pb.field %made["next"] : !pb.ptr<!node> -> !pb.ptr<!name>
    pb.store %null_name, %next : !name, !pb.ptr<!name>
    pb.store %made, %link : !pb.ptr<!node>, !pb.ptr<!pb.ptr<!node>>
    pb.yield
  }
  %first = pb.load %head : !pb.ptr<!pb.ptr<!node>> -> !pb.ptr<!node>
  %value = pb.field %first["value"] : !pb.ptr<!node> -> !pb.ptr<f64>
  %result = pb.load %value : !pb.ptr<f64> -> f64
  pb.return %result : f64
}
