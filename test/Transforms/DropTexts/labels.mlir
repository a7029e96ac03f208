// RUN: pullback-opt %s --pb-drop-texts | FileCheck %s
!int = !pb.int<"int", 32, true>
!text = !pb.record<"text", ["number"], (!int)>
!atom = !pb.record<"Atom", ["name", "charge"], (!text, f64)>

// Where nobody asks what strings say, they say nothing.
// CHECK-LABEL: @labelled
// CHECK-SAME: !pb.record<"Atom", ["name", "charge"], (!pb.record<"text", [], ()>, f64)>
// CHECK-NOT: "number"
// CHECK: pb.field %{{.*}}["charge"]
pb.func @labelled(%atom: !pb.ptr<!atom>) -> f64 attributes {cxx_name = "labelled", cxx_scope = "", role = "primal"} {
  %other = pb.local "other" : !pb.ptr<!text>
  %name = pb.field %atom["name"] : !pb.ptr<!atom> -> !pb.ptr<!text>
  %number = pb.field %name["number"] : !pb.ptr<!text> -> !pb.ptr<!int>
  %o = pb.text "O" : !int
  pb.store %o, %number : !int, !pb.ptr<!int>
  %copied = pb.load %number : !pb.ptr<!int> -> !int
  %to = pb.field %other["number"] : !pb.ptr<!text> -> !pb.ptr<!int>
  pb.store %copied, %to : !int, !pb.ptr<!int>
  %charge = pb.field %atom["charge"] : !pb.ptr<!atom> -> !pb.ptr<f64>
  %value = pb.load %charge : !pb.ptr<f64> -> f64
  pb.return %value : f64
}
