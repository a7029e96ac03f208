// RUN: not pullback-opt %s --pb-normalize-pointers --split-input-file 2>&1 | FileCheck %s
!ptr = !pb.ptr<f64, const>

// CHECK: error: cannot differentiate through the pointer: which object it points to is not known [pointer-value]
// CHECK: note: it comes from here
// CHECK: note: use an index into one array instead
pb.func @loaded(%rows: !pb.ptr<!ptr>, %x: !ptr, %c: i1) -> f64 attributes {cxx_name = "loaded", role = "primal"} {
  %row = pb.load %rows : !pb.ptr<!ptr> -> !ptr
  %p = scf.if %c -> (!ptr) {
    scf.yield %row : !ptr
  } else {
    scf.yield %x : !ptr
  }
  %v = pb.load %p : !ptr -> f64
  pb.return %v : f64
}

// -----
!ptr = !pb.ptr<f64, const>

// CHECK: error: cannot differentiate through the pointer: it may be null [pointer-value]
pb.func @null(%x: !ptr, %c: i1) -> f64 attributes {cxx_name = "null", role = "primal"} {
  %none = pb.null : !ptr
  %p = scf.if %c -> (!ptr) {
    scf.yield %none : !ptr
  } else {
    scf.yield %x : !ptr
  }
  %isNone = pb.cmp eq %p, %x : !ptr
  %zero = pb.constant bits "0" : f64
  %v = scf.if %isNone -> (f64) {
    scf.yield %zero : f64
  } else {
    %w = pb.load %p : !ptr -> f64
    scf.yield %w : f64
  }
  pb.return %v : f64
}

// -----
!int = !pb.int<"int", 32, true>
!pair = !pb.record<"Pair", ["x", "y"], (f64, f64)>
!pairs = !pb.record<"Pairs", ["a", "b"], (!pair, !pair)>

// CHECK: error: cannot differentiate a subscript behind the member 'a': which member it reaches is not known [pointer-value]
pb.func @member_class(%v: !pb.ptr<!pairs>, %k: !int) -> f64 attributes {cxx_name = "member_class", role = "primal"} {
  %a = pb.field %v["a"] : !pb.ptr<!pairs> -> !pb.ptr<!pair>
  %p = pb.element %a[%k] : !pb.ptr<!pair>, !int
  %x = pb.field %p["x"] : !pb.ptr<!pair> -> !pb.ptr<f64>
  %r = pb.load %x : !pb.ptr<f64> -> f64
  pb.return %r : f64
}

// -----
!int = !pb.int<"int", 32, true>
!pair = !pb.record<"Pair", ["x", "y"], (f64, f64)>

// CHECK: error: cannot differentiate a subscript behind the member 'x': which member it reaches is not known [pointer-value]
pb.func @chosen(%v: !pb.ptr<!pair>, %y: !pb.ptr<f64>, %k: !int, %c: i1) -> f64 attributes {cxx_name = "chosen", role = "primal"} {
  %x = pb.field %v["x"] : !pb.ptr<!pair> -> !pb.ptr<f64>
  %one = arith.select %c, %y, %x : !pb.ptr<f64>
  %p = pb.element %one[%k] : !pb.ptr<f64>, !int
  %r = pb.load %p : !pb.ptr<f64> -> f64
  pb.return %r : f64
}
