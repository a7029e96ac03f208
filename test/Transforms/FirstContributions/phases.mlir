// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-first-contributions))' | FileCheck %s
!int = !pb.int<"int", 32, true>

// The array is zero in front of every iteration: its first contributions are stored, and nothing is cleared.
// CHECK-LABEL: pb.func @taken
// CHECK: pb.for
// CHECK: pb.for
// CHECK: pb.store %arg1
// CHECK: pb.for
// CHECK: pb.load
// CHECK-NOT: pb.store
// CHECK: pb.return
pb.func @taken(%n: !int, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "f_vjp", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = pb.constant bits "0" : f64
  %s = pb.alloc shadow "s_bar"[%n] : !int -> !pb.ptr<f64>
  pb.for %t = %c0 while lt %n step 1 : !int {
    pb.for %i = %c0 while lt %n step 1 : !int {
      %p = pb.element %s[%i] : !pb.ptr<f64>, !int
      pb.accumulate %x, %p : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.for %i = %c0 while lt %n step 1 : !int {
      %p = pb.element %s[%i] : !pb.ptr<f64>, !int
      %v = pb.load %p : !pb.ptr<f64> -> f64
      pb.store %zero, %p : f64, !pb.ptr<f64>
      %q = pb.element %g[%i] : !pb.ptr<f64>, !int
      pb.accumulate %v, %q : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// The last element is not taken, and is there in the next iteration.
// CHECK-LABEL: pb.func @left
// CHECK: pb.accumulate %arg1
// CHECK: pb.store
pb.func @left(%n: !int, %x: f64, %g: !pb.ptr<f64>) attributes {cxx_name = "g_vjp", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %zero = pb.constant bits "0" : f64
  %last = pb.binary sub %n, %c1 : !int
  %s = pb.alloc shadow "s_bar"[%n] : !int -> !pb.ptr<f64>
  pb.for %t = %c0 while lt %n step 1 : !int {
    pb.for %i = %c0 while lt %n step 1 : !int {
      %p = pb.element %s[%i] : !pb.ptr<f64>, !int
      pb.accumulate %x, %p : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.for %i = %c0 while lt %last step 1 : !int {
      %p = pb.element %s[%i] : !pb.ptr<f64>, !int
      %v = pb.load %p : !pb.ptr<f64> -> f64
      pb.store %zero, %p : f64, !pb.ptr<f64>
      %q = pb.element %g[%i] : !pb.ptr<f64>, !int
      pb.accumulate %v, %q : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// Two contributions to each element, and one in some iterations only.
// CHECK-LABEL: pb.func @several
// CHECK-COUNT-2: pb.accumulate %arg1
// CHECK-LABEL: pb.func @sometimes
// CHECK: pb.accumulate %arg1
pb.func @several(%n: !int, %x: f64) attributes {cxx_name = "h_vjp", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  %zero = pb.constant bits "0" : f64
  %s = pb.alloc shadow "s_bar"[%n] : !int -> !pb.ptr<f64>
  pb.for %i = %c1 while lt %n step 1 : !int {
    %before = pb.binary sub %i, %c1 : !int
    %p = pb.element %s[%i] : !pb.ptr<f64>, !int
    pb.accumulate %x, %p : f64, !pb.ptr<f64>
    %q = pb.element %s[%before] : !pb.ptr<f64>, !int
    pb.accumulate %x, %q : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    %p = pb.element %s[%i] : !pb.ptr<f64>, !int
    pb.store %zero, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
pb.func @sometimes(%n: !int, %x: f64, %is_there: i1) attributes {cxx_name = "k_vjp", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = pb.constant bits "0" : f64
  %s = pb.alloc shadow "s_bar"[%n] : !int -> !pb.ptr<f64>
  pb.for %i = %c0 while lt %n step 1 : !int {
    scf.if %is_there {
      %p = pb.element %s[%i] : !pb.ptr<f64>, !int
      pb.accumulate %x, %p : f64, !pb.ptr<f64>
    }
    pb.yield
  }
  pb.for %i = %c0 while lt %n step 1 : !int {
    %p = pb.element %s[%i] : !pb.ptr<f64>, !int
    pb.store %zero, %p : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
