// A pointer to the pointers of a table, which goes from one of its elements into one node after another: the table is one
// of the objects, and what is kept is how far in it the element lies. The whole of which a base in an array is pointed to
// is kept as its place in the array.
// RUN: pullback-opt %s --pb-share-memory | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!name = !pb.ptr<!pb.record<"name of Node", [], ()>>
!node = !pb.record<"Node", ["value", "next"], (f64, !name)>
!link = !pb.record<"Link", ["next"], (!pb.ptr<!pb.record<"name of Link", [], ()>>)>
!body = !pb.record<"Body", ["Link_base", "x"], (!link, f64)>

// CHECK-LABEL: @table
// CHECK: %[[NODES:.*]] = pb.alloc vector "node"
// CHECK: %[[HEADS:.*]] = pb.alloc vector "heads"[%{{.*}}] : {{.*}} -> !pb.ptr<!pb.int<"unsigned long", 64, false>>
// CHECK: pb.loop
// CHECK: %[[HEAD:.*]] = pb.element %[[HEADS]]
// CHECK: %[[NODE:.*]] = pb.element %[[NODES]]
// CHECK: %[[NEXT:.*]] = pb.field %[[NODE]]["next"]
// CHECK: %[[PLACE:.*]] = pb.cast %[[NEXT]]
// CHECK: arith.select %{{.*}}, %[[HEAD]], %[[PLACE]] : !pb.ptr<!pb.int<"unsigned long", 64, false>>
pb.func @table(%x: f64, %n: !size, %k: !size) -> f64 attributes {cxx_name = "table", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %null = pb.null : !pb.ptr<!node>
  %null_name = pb.null : !name
  %heads = pb.alloc vector "heads"[%n] : !size -> !pb.ptr<!pb.ptr<!node>>
  pb.for %i = %zero while lt %n step 1 : !size {
    %start = pb.element %heads[%i] : !pb.ptr<!pb.ptr<!node>>, !size
    %link = pb.loop carry(%at = %start) : !pb.ptr<!pb.ptr<!node>> {
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
  %last = pb.element %heads[%k] : !pb.ptr<!pb.ptr<!node>>, !size
  %first = pb.load %last : !pb.ptr<!pb.ptr<!node>> -> !pb.ptr<!node>
  %value = pb.field %first["value"] : !pb.ptr<!node> -> !pb.ptr<f64>
  %result = pb.load %value : !pb.ptr<f64> -> f64
  pb.return %result : f64
}

// CHECK-LABEL: @bases
// CHECK: %[[BODIES:.*]] = pb.alloc vector "bodies"
// CHECK: pb.for %[[I:.*]] = {{.*}} while
// CHECK: pb.store %{{.*}}, %{{.*}} : !pb.int<"unsigned long", 64, false>, !pb.ptr<!pb.int<"unsigned long", 64, false>>
// CHECK: %[[BODY:.*]] = pb.element %[[BODIES]][%{{.*}}]
// CHECK: pb.field %[[BODY]]["x"]
pb.func @bases(%n: !size, %k: !size) -> f64 attributes {cxx_name = "bases", role = "primal"} {
  %zero = pb.constant 0 : !size
  %bodies = pb.alloc vector "bodies"[%n] : !size -> !pb.ptr<!body>
  pb.for %i = %zero while lt %n step 1 : !size {
    %here = pb.element %bodies[%i] : !pb.ptr<!body>, !size
    %base = pb.field %here["Link_base"] : !pb.ptr<!body> -> !pb.ptr<!link>
    %place = pb.field %base["next"] : !pb.ptr<!link> -> !pb.ptr<!pb.ptr<!pb.record<"name of Link", [], ()>>>
    %other = pb.element %bodies[%k] : !pb.ptr<!body>, !size
    %part = pb.field %other["Link_base"] : !pb.ptr<!body> -> !pb.ptr<!link>
    %name = pb.cast %part implicit : !pb.ptr<!link> to !pb.ptr<!pb.record<"name of Link", [], ()>>
    pb.store %name, %place : !pb.ptr<!pb.record<"name of Link", [], ()>>, !pb.ptr<!pb.ptr<!pb.record<"name of Link", [], ()>>>
    pb.yield
  }
  %first = pb.field %bodies["Link_base"] : !pb.ptr<!body> -> !pb.ptr<!link>
  %place = pb.field %first["next"] : !pb.ptr<!link> -> !pb.ptr<!pb.ptr<!pb.record<"name of Link", [], ()>>>
  %next = pb.load %place : !pb.ptr<!pb.ptr<!pb.record<"name of Link", [], ()>>> -> !pb.ptr<!pb.record<"name of Link", [], ()>>
  %link = pb.cast %next implicit : !pb.ptr<!pb.record<"name of Link", [], ()>> to !pb.ptr<!link>
  %body = pb.downcast %link["Link_base"] : !pb.ptr<!link> -> !pb.ptr<!body>
  %x = pb.field %body["x"] : !pb.ptr<!body> -> !pb.ptr<f64>
  %result = pb.load %x : !pb.ptr<f64> -> f64
  pb.return %result : f64
}
