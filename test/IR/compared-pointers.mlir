// What a pointer is compared with null for is known where an object, or null, is chosen, and where a reference is meant.
// RUN: pullback-opt %s --canonicalize | FileCheck %s

!int = !pb.int<"int", 32, true>

// CHECK-LABEL: @chosen
// CHECK: %[[TRUE:.*]] = arith.constant true
// CHECK: %[[NOT:.*]] = arith.xori %arg0, %[[TRUE]]
// CHECK: pb.call @use(%arg0, %[[NOT]])
pb.func @chosen(%c: i1) attributes {cxx_name = "chosen", role = "primal"} {
  %x = pb.local "x" : !pb.ptr<f64>
  %null = pb.null : !pb.ptr<f64>
  %p = arith.select %c, %x, %null : !pb.ptr<f64>
  %is = pb.cmp ne %p, %null : !pb.ptr<f64>
  %isNot = pb.cmp eq %p, %null : !pb.ptr<f64>
  pb.call @use(%is, %isNot) : (i1, i1) -> ()
  pb.return
}

// CHECK-LABEL: @reference
// CHECK: %[[TRUE:.*]] = arith.constant true
// CHECK: pb.call @use(%[[TRUE]], %[[TRUE]])
pb.func @reference(%r: !pb.ptr<f64> {pb.ref}, %x: !pb.ptr<f64>) attributes {cxx_name = "reference", role = "primal"} {
  %null = pb.null : !pb.ptr<f64>
  %one = pb.constant 1 : !int
  %next = pb.element %x[%one] : !pb.ptr<f64>, !int
  %is = pb.cmp ne %r, %null : !pb.ptr<f64>
  %isThere = pb.cmp ne %next, %null : !pb.ptr<f64>
  pb.call @use(%is, %isThere) : (i1, i1) -> ()
  pb.return
}

// A pointer, or an element of it, may be null.
// CHECK-LABEL: @pointer
// CHECK: pb.cmp ne %arg0
// CHECK: pb.cmp eq
pb.func @pointer(%x: !pb.ptr<f64>, %c: i1, %i: !int) attributes {cxx_name = "pointer", role = "primal"} {
  %null = pb.null : !pb.ptr<f64>
  %at = pb.element %x[%i] : !pb.ptr<f64>, !int
  %p = arith.select %c, %at, %null : !pb.ptr<f64>
  %is = pb.cmp ne %x, %null : !pb.ptr<f64>
  %isNot = pb.cmp eq %p, %null : !pb.ptr<f64>
  pb.call @use(%is, %isNot) : (i1, i1) -> ()
  pb.return
}
pb.func private @use(%a: i1, %b: i1) attributes {cxx_name = "use", role = "external"}
