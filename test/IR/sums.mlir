// RUN: pullback-opt %s --canonicalize | FileCheck %s
// What is added and taken away again, as iterators do.
!int = !pb.int<"int", 32, true>
!long = !pb.int<"long", 64, true>
!size = !pb.int<"unsigned long", 64, false>

// CHECK-LABEL: pb.func @left(
// CHECK-NEXT: pb.store %arg1, %arg2
// CHECK-NEXT: pb.store %arg1, %arg2
// CHECK-NEXT: pb.store %arg1, %arg2
// CHECK-NEXT: pb.store %arg1, %arg2
// CHECK-NEXT: pb.store %arg1, %arg2
// CHECK-NEXT: pb.return
pb.func @left(%a: !long, %b: !long, %p: !pb.ptr<!long>) attributes {cxx_name = "left", role = "primal"} {
  %difference = pb.binary sub %b, %a : !long
  %sum = pb.binary add %a, %b : !long
  %other = pb.binary sub %a, %b : !long
  %v = pb.binary add %a, %difference : !long
  pb.store %v, %p : !long, !pb.ptr<!long>
  %w = pb.binary add %difference, %a : !long
  pb.store %w, %p : !long, !pb.ptr<!long>
  %x = pb.binary sub %sum, %a : !long
  pb.store %x, %p : !long, !pb.ptr<!long>
  %swapped = pb.binary add %b, %a : !long
  %y = pb.binary sub %swapped, %a : !long
  pb.store %y, %p : !long, !pb.ptr<!long>
  %z = pb.binary sub %a, %other : !long
  pb.store %z, %p : !long, !pb.ptr<!long>
  pb.return
}

// CHECK-LABEL: pb.func @distance(
// CHECK: %[[TWO:.*]] = pb.constant 2 : !pb.int<"unsigned long", 64, false>
// CHECK: pb.return %[[TWO]]
pb.func @distance(%u: !size) -> !size attributes {cxx_name = "distance", role = "primal"} {
  %two = pb.constant 2 : !long
  %first = pb.cast %u implicit : !size to !long
  %last = pb.binary add %first, %two : !long
  %end = pb.cast %last implicit : !long to !size
  %n = pb.binary sub %end, %u : !size
  pb.return %n : !size
}

// A number that has been cut is another one.
// CHECK-LABEL: pb.func @cut(
// CHECK: pb.binary sub
pb.func @cut(%u: !size) -> !size attributes {cxx_name = "cut", role = "primal"} {
  %two = pb.constant 2 : !int
  %first = pb.cast %u implicit : !size to !int
  %last = pb.binary add %first, %two : !int
  %end = pb.cast %last implicit : !int to !size
  %n = pb.binary sub %end, %u : !size
  pb.return %n : !size
}
