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
