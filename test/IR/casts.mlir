// RUN: pullback-opt %s --canonicalize | FileCheck %s
// A number that goes through an integer type at least as wide as the last arrives as if it had not.

!int = !pb.int<"int", 32, true>
!long = !pb.int<"long", 64, true>
!size = !pb.int<"unsigned long", 64, false>
!char = !pb.int<"signed char", 8, true>

// CHECK-LABEL: pb.func @widened(
// CHECK-NEXT: pb.cast %arg0 : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
// CHECK-NEXT: pb.return
pb.func @widened(%i: !int) -> !size attributes {cxx_name = "widened", cxx_scope = "", role = "primal"} {
  %long = pb.cast %i implicit : !int to !long
  %size = pb.cast %long : !long to !size
  pb.return %size : !size
}

// A narrower one in between takes bits away.
// CHECK-LABEL: pb.func @cut(
// CHECK-COUNT-2: pb.cast
pb.func @cut(%i: !int) -> !size attributes {cxx_name = "cut", cxx_scope = "", role = "primal"} {
  %char = pb.cast %i : !int to !char
  %size = pb.cast %char : !char to !size
  pb.return %size : !size
}
