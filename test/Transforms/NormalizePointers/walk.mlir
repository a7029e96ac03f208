// RUN: pullback-opt %s --pb-normalize-pointers --canonicalize --cse --pb-raise-loops | FileCheck %s
!int = !pb.int<"int", 32, true>
!ptr = !pb.ptr<f64, const>

// `for (p = x; p != x + n; ++p) s += *p;` counts offsets into x.
// CHECK-LABEL: @walk
// CHECK: %[[N:.*]] = pb.cast %arg1
// CHECK: pb.for %[[I:.*]] = %{{.*}} while ne %[[N]] step 1 : !pb.int<"long", 64, true> carry(
// CHECK: pb.element %arg0[%[[I]]]
pb.func @walk(%x: !ptr, %n: !int, %zero: f64) -> f64 attributes {cxx_name = "walk", role = "primal"} {
  %one = pb.constant 1 : !int
  %end = pb.element %x[%n] : !ptr, !int
  %l:2 = pb.loop carry(%p = %x, %s = %zero) : !ptr, f64 {
    %c = pb.cmp ne %p, %end : !ptr
    %b:3 = scf.if %c -> (i1, !ptr, f64) {
      %true = arith.constant true
      %v = pb.load %p : !ptr -> f64
      %t = arith.addf %s, %v : f64
      %q = pb.element %p[%one] : !ptr, !int
      scf.yield %true, %q, %t : i1, !ptr, f64
    } else {
      %false = arith.constant false
      scf.yield %false, %p, %s : i1, !ptr, f64
    }
    pb.yield if %b#0 %b#1, %b#2 : !ptr, f64
  }
  pb.return %l#1 : f64
}

// Two buffers that change places: which one it is, is carried as a number; no offset is needed.
// CHECK-LABEL: @swapped
// CHECK: pb.for {{.*}} carry(%[[U:.*]] = %{{.*}}, %[[V:.*]] = %{{.*}}) : !pb.int<"int", 32, true>, !pb.int<"int", 32, true> {
// CHECK: %[[IS:.*]] = pb.cmp eq %[[U]]
// CHECK: arith.select %[[IS]], %arg0, %arg1
// CHECK: pb.yield %[[V]], %[[U]]
pb.func @swapped(%a: !pb.ptr<f64>, %b: !pb.ptr<f64>, %n: !int, %x: f64) attributes {cxx_name = "swapped", role = "primal"} {
  %zero = pb.constant 0 : !int
  %l:2 = pb.for %i = %zero while lt %n step 1 : !int carry(%u = %a, %v = %b) : !pb.ptr<f64>, !pb.ptr<f64> {
    pb.store %x, %u : f64, !pb.ptr<f64>
    pb.yield %v, %u : !pb.ptr<f64>, !pb.ptr<f64>
  }
  pb.return
}

// Steps from the start of a row are added up where they stay in it.
// CHECK-LABEL: @rows
// CHECK: %[[FIRST:.*]] = pb.decay %{{.*}} : !pb.ptr<!pb.array<3, f64>>
// CHECK: %[[LAST:.*]] = pb.element %[[FIRST]][%{{.*}}]
// CHECK: pb.store %arg0, %[[LAST]]
// CHECK: %[[NEXT:.*]] = pb.element %[[LAST]][
// CHECK: pb.store %arg0, %[[NEXT]]
pb.func @rows(%x: f64) attributes {cxx_name = "rows", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %two = pb.constant 2 : !int
  %a = pb.local "a" : !pb.ptr<!pb.array<3, !pb.array<3, f64>>>
  %rows = pb.decay %a : !pb.ptr<!pb.array<3, !pb.array<3, f64>>> -> !pb.ptr<!pb.array<3, f64>>
  %row = pb.element %rows[%one] : !pb.ptr<!pb.array<3, f64>>, !int
  %first = pb.decay %row : !pb.ptr<!pb.array<3, f64>> -> !pb.ptr<f64>
  %second = pb.element %first[%one] : !pb.ptr<f64>, !int
  %inside = pb.element %second[%one] : !pb.ptr<f64>, !int
  pb.store %x, %inside : f64, !pb.ptr<f64>
  %third = pb.element %first[%two] : !pb.ptr<f64>, !int
  %outside = pb.element %third[%one] : !pb.ptr<f64>, !int
  pb.store %x, %outside : f64, !pb.ptr<f64>
  pb.return
}
