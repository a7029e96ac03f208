// RUN: pullback-opt %s --pb-number-texts | FileCheck %s
!int = !pb.int<"int", 32, true>
!text = !pb.record<"text", ["number"], (!int)>
!string = !pb.record<"std::string", [], ()>

// Literals are numbered in their order; the caller's string is asked for a literal that it is compared with.
// CHECK-LABEL: @asked
// CHECK: %[[CALL:.*]] = pb.constant 2
// CHECK: %[[ASKED:.*]] = pb.field %arg0["== \22call\22"]
// CHECK: %[[IS:.*]] = pb.load %[[ASKED]]
// CHECK: %[[LATER:.*]] = pb.field %arg0["> \22put\22"]
// CHECK: pb.load %[[LATER]]
// CHECK: %[[OWN:.*]] = pb.load %{{.*}} : !pb.ptr<!pb.int<"int", 32, true>>
// CHECK: pb.cmp le %[[OWN]], %[[CALL]]
pb.func @asked(%kind: !pb.ptr<!string>, %own: i1) -> i1
    attributes {cxx_name = "asked", cxx_scope = "", role = "primal", pb.modes = ["vjp"]} {
  %call = pb.text "call" : !int
  %put = pb.text "put" : !int
  %place = pb.field %kind["number"] : !pb.ptr<!string> -> !pb.ptr<!int>
  %number = pb.load %place : !pb.ptr<!int> -> !int
  %is = pb.text.cmp eq %number, %call : !int
  %later = pb.text.cmp lt %put, %number : !int
  %local = pb.local "local" : !pb.ptr<!text>
  %in = pb.field %local["number"] : !pb.ptr<!text> -> !pb.ptr<!int>
  pb.store %put, %in : !int, !pb.ptr<!int>
  %loaded = pb.load %in : !pb.ptr<!int> -> !int
  %below = pb.text.cmp le %loaded, %call : !int
  %both = arith.andi %is, %later : i1
  %all = arith.andi %both, %below : i1
  pb.return %all : i1
}

// A copy of it has the number of the literal that it is, here where only equality matters.
// CHECK-LABEL: @copied
// CHECK: pb.field %arg0["== \22call\22"]
// CHECK: arith.select
// CHECK: pb.field %arg0["== \22\22"]
// CHECK: %[[NUMBER:.*]] = arith.select
// CHECK: pb.store %[[NUMBER]]
// CHECK: pb.cmp eq
pb.func @copied(%kind: !pb.ptr<!string>) -> i1
    attributes {cxx_name = "copied", cxx_scope = "", role = "primal", pb.modes = ["vjp"]} {
  %place = pb.field %kind["number"] : !pb.ptr<!string> -> !pb.ptr<!int>
  %number = pb.load %place : !pb.ptr<!int> -> !int
  %local = pb.local "local" : !pb.ptr<!text>
  %in = pb.field %local["number"] : !pb.ptr<!text> -> !pb.ptr<!int>
  pb.store %number, %in : !int, !pb.ptr<!int>
  %loaded = pb.load %in : !pb.ptr<!int> -> !int
  %call = pb.text "call" : !int
  %is = pb.text.cmp eq %loaded, %call : !int
  pb.return %is : i1
}

// Where order matters, what is no literal has a number between those that are.
// CHECK-LABEL: @ordered
// CHECK: pb.field %arg0["== \22call\22"]
// CHECK: pb.field %arg0["< \22call\22"]
// CHECK: %[[BETWEEN:.*]] = pb.constant 1
// CHECK: arith.select %{{.*}}, %[[BETWEEN]]
// CHECK: pb.cmp lt
pb.func @ordered(%kind: !pb.ptr<!string>) -> i1
    attributes {cxx_name = "ordered", cxx_scope = "", role = "primal", pb.modes = ["vjp"]} {
  %place = pb.field %kind["number"] : !pb.ptr<!string> -> !pb.ptr<!int>
  %number = pb.load %place : !pb.ptr<!int> -> !int
  %local = pb.local "local" : !pb.ptr<!text>
  %in = pb.field %local["number"] : !pb.ptr<!text> -> !pb.ptr<!int>
  pb.store %number, %in : !int, !pb.ptr<!int>
  %loaded = pb.load %in : !pb.ptr<!int> -> !int
  %call = pb.text "call" : !int
  %before = pb.text.cmp lt %loaded, %call : !int
  pb.return %before : i1
}
