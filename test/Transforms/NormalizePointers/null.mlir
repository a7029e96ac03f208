// RUN: pullback-opt %s --pb-normalize-pointers | FileCheck %s
// A null pointer that nobody asks about leads nowhere, else it has a number; one object that a branch allocates is
// allocated in front of it.
!ptr = !pb.ptr<f64>

// CHECK-LABEL: pb.func @chosen
// CHECK-NOT: pb.null
// CHECK: pb.alloc new "first"
// CHECK: pb.alloc new "second"
// CHECK: scf.if
// CHECK-NOT: pb.alloc
// CHECK: pb.return
pb.func @chosen(%x: f64, %c: i1, %d: i1) -> f64 attributes {cxx_name = "chosen", role = "primal"} {
  %none = pb.null : !ptr
  %one = pb.constant 1 : !pb.int<"unsigned long", 64, false>
  %p = scf.if %c -> (!ptr) {
    %first = pb.alloc new "first"[%one] : !pb.int<"unsigned long", 64, false> -> !ptr
    pb.store %x, %first : f64, !ptr
    scf.yield %first : !ptr
  } else {
    %q = scf.if %d -> (!ptr) {
      %second = pb.alloc new "second"[%one] : !pb.int<"unsigned long", 64, false> -> !ptr
      pb.store %x, %second : f64, !ptr
      scf.yield %second : !ptr
    } else {
      scf.yield %none : !ptr
    }
    scf.yield %q : !ptr
  }
  %v = pb.load %p : !ptr -> f64
  pb.return %v : f64
}

// CHECK-LABEL: pb.func @found
// CHECK: %[[OBJECT:.*]] = scf.if {{.*}} -> (!pb.int<"int", 32, true>)
// CHECK: } else {
// CHECK: }
// CHECK: %[[NULL:.*]] = pb.constant 1 : !pb.int<"int", 32, true>
// CHECK: pb.cmp ne %[[OBJECT]], %[[NULL]]
// CHECK: pb.load %arg0
pb.func @found(%x: !ptr, %c: i1) -> f64 attributes {cxx_name = "found", role = "primal"} {
  %none = pb.null : !ptr
  %zero = pb.constant bits "0" : f64
  %p = scf.if %c -> (!ptr) {
    scf.yield %x : !ptr
  } else {
    scf.yield %none : !ptr
  }
  %isThere = pb.cmp ne %p, %none : !ptr
  %v = scf.if %isThere -> (f64) {
    %w = pb.load %p : !ptr -> f64
    scf.yield %w : f64
  } else {
    scf.yield %zero : f64
  }
  pb.return %v : f64
}
