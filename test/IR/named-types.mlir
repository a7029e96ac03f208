// RUN: pullback-opt %s --canonicalize | FileCheck %s
// A pointer in a class that leads back to itself is one to a name of the class. What takes the place of such a pointer
// as one to the class reads and writes the pointer under its own type, and casts that.

!int = !pb.int<"int", 32, true>
!name = !pb.ptr<!pb.record<"name of Node", [], ()>>
!node = !pb.ptr<!pb.record<"Node", ["value", "next", "others"], (f64, !name, !pb.array<3, !name>)>>

// CHECK-LABEL: pb.func @next(
// CHECK-NEXT: %[[PLACE:.*]] = pb.field %arg0["next"]
// CHECK-NEXT: %[[NEXT:.*]] = pb.load %[[PLACE]] {{.*}} -> !pb.ptr<!pb.record<"name of Node", [], ()>>
// CHECK-NEXT: %[[NODE:.*]] = pb.cast %[[NEXT]] implicit
// CHECK-NEXT: pb.return %[[NODE]]
pb.func @next(%node: !node) -> !node attributes {cxx_name = "next", cxx_scope = "", role = "primal"} {
  %place = pb.field %node["next"] : !node -> !pb.ptr<!name>
  %cast = pb.cast %place implicit : !pb.ptr<!name> to !pb.ptr<!node>
  %next = pb.load %cast : !pb.ptr<!node> -> !node
  pb.return %next : !node
}

// CHECK-LABEL: pb.func @append(
// CHECK-NEXT: %[[PLACE:.*]] = pb.field %arg0["next"]
// CHECK-NEXT: %[[NODE:.*]] = pb.cast %arg1 implicit
// CHECK-NEXT: pb.store %[[NODE]], %[[PLACE]]
// CHECK-NEXT: pb.return
pb.func @append(%node: !node, %other: !node) attributes {cxx_name = "append", cxx_scope = "", role = "primal"} {
  %place = pb.field %node["next"] : !node -> !pb.ptr<!name>
  %cast = pb.cast %place implicit : !pb.ptr<!name> to !pb.ptr<!node>
  pb.store %other, %cast : !node, !pb.ptr<!node>
  pb.return
}

// CHECK-LABEL: pb.func @element(
// CHECK-NEXT: %[[PLACE:.*]] = pb.field %arg0["others"]
// CHECK-NEXT: %[[FIRST:.*]] = pb.decay %[[PLACE]] : !pb.ptr<!pb.array<3, !pb.ptr<!pb.record<"name of Node", [], ()>>>>
// CHECK-NEXT: %[[ELEMENT:.*]] = pb.element %[[FIRST]][%arg1] : !pb.ptr<!pb.ptr<!pb.record<"name of Node", [], ()>>>
// CHECK-NEXT: %[[NULL:.*]] = pb.null : !pb.ptr<!pb.record<"name of Node", [], ()>>
// CHECK-NEXT: pb.store %[[NULL]], %[[ELEMENT]]
// CHECK-NEXT: pb.return
pb.func @element(%node: !node, %i: !int) attributes {cxx_name = "element", cxx_scope = "", role = "primal"} {
  %place = pb.field %node["others"] : !node -> !pb.ptr<!pb.array<3, !name>>
  %cast = pb.cast %place implicit : !pb.ptr<!pb.array<3, !name>> to !pb.ptr<!pb.array<3, !node>>
  %first = pb.decay %cast : !pb.ptr<!pb.array<3, !node>> -> !pb.ptr<!node>
  %element = pb.element %first[%i] : !pb.ptr<!node>, !int
  %null = pb.null : !node
  pb.store %null, %element : !node, !pb.ptr<!node>
  pb.return
}

// To the name of the class and back is nothing.
// CHECK-LABEL: pb.func @back(
// CHECK-NEXT: pb.return %arg0
pb.func @back(%node: !node) -> !node attributes {cxx_name = "back", cxx_scope = "", role = "primal"} {
  %name = pb.cast %node implicit : !node to !name
  %back = pb.cast %name implicit : !name to !node
  pb.return %back : !node
}
