// RUN: pullback-opt %s --pb-close-forms | FileCheck %s
!int = !pb.int<"int", 32, true>
!long = !pb.int<"long", 64, true>

// Each iteration adds 1 and what the loop does not change, which is computed in it.
// CHECK-LABEL: @two_parts
// CHECK: %[[M:.*]] = pb.cast %arg2
// CHECK: pb.for %[[I:.*]] = {{.*}} step 1 : !pb.int<"int", 32, true> {
// CHECK-DAG: %[[LI:.*]] = pb.cast %[[I]]
// CHECK-DAG: %[[BY:.*]] = pb.binary add %[[M]], %{{.*}}
// CHECK: %[[AT:.*]] = pb.binary mul %[[LI]], %[[BY]]
// CHECK: pb.element %arg0[%[[AT]]]
pb.func @two_parts(%y: !pb.ptr<f64>, %n: !int, %m: !int) attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  %start = pb.constant 0 : !long
  %one = pb.constant 1 : !long
  %v = pb.constant bits "0" : f64
  %end = pb.for %i = %zero while lt %n step 1 : !int carry(%k = %start) : !long {
    %at = pb.element %y[%k] : !pb.ptr<f64>, !long
    pb.store %v, %at : f64, !pb.ptr<f64>
    %next = pb.binary add %k, %one : !long
    %row = pb.cast %m : !int to !long
    %after = pb.binary add %next, %row : !long
    pb.yield %after : !long
  }
  pb.return
}

// A product of numbers with 64 bits might overflow in front of the loop, where the loop does not run.
// CHECK-LABEL: @might_overflow
// CHECK: pb.for {{.*}} carry(%{{.*}} = %{{.*}}) : !pb.int<"long", 64, true>
pb.func @might_overflow(%y: !pb.ptr<f64>, %n: !int, %m: !long, %k: !long) attributes {cxx_name = "g", role = "primal"} {
  %zero = pb.constant 0 : !int
  %start = pb.constant 0 : !long
  %v = pb.constant bits "0" : f64
  %end = pb.for %i = %zero while lt %n step 1 : !int carry(%p = %start) : !long {
    %at = pb.element %y[%p] : !pb.ptr<f64>, !long
    pb.store %v, %at : f64, !pb.ptr<f64>
    %by = pb.binary mul %m, %k : !long
    %after = pb.binary add %p, %by : !long
    pb.yield %after : !long
  }
  pb.return
}

// So might one of int, and what is loaded may change.
// CHECK-LABEL: @narrow
// CHECK: pb.for {{.*}} carry(%{{.*}} = %{{.*}}, %{{.*}} = %{{.*}})
pb.func @narrow(%y: !pb.ptr<f64>, %n: !int, %m: !int, %q: !pb.ptr<!int>) attributes {cxx_name = "n", role = "primal"} {
  %zero = pb.constant 0 : !int
  %start = pb.constant 0 : !long
  %v = pb.constant bits "0" : f64
  %end:2 = pb.for %i = %zero while lt %n step 1 : !int carry(%p = %start, %s = %start) : !long, !long {
    %at = pb.element %y[%p] : !pb.ptr<f64>, !long
    pb.store %v, %at : f64, !pb.ptr<f64>
    %other = pb.element %y[%s] : !pb.ptr<f64>, !long
    pb.store %v, %other : f64, !pb.ptr<f64>
    %by = pb.binary mul %m, %m : !int
    %wide = pb.cast %by : !int to !long
    %after = pb.binary add %p, %wide : !long
    %loaded = pb.load %q : !pb.ptr<!int> -> !int
    %step = pb.cast %loaded : !int to !long
    pb.store %i, %q : !int, !pb.ptr<!int>
    %next = pb.binary add %s, %step : !long
    pb.yield %after, %next : !long, !long
  }
  pb.return
}

// A sum of int may overflow that a loop which ends early never gets to.
// CHECK-LABEL: @ends_early
// CHECK: pb.for {{.*}} carry(%{{.*}} = %{{.*}}) : !pb.int<"int", 32, true>
// CHECK: pb.for {{.*}} step 1
// CHECK-NOT: carry
// CHECK: pb.return
pb.func @ends_early(%y: !pb.ptr<f64>, %n: !int, %c: i1) attributes {cxx_name = "h", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %v = pb.constant bits "0" : f64
  pb.for %m = %zero while lt %n step 1 : !int {
    %end = pb.for %i = %zero while lt %n step 1 : !int carry(%k = %zero) : !int {
      %at = pb.element %y[%k] : !pb.ptr<f64>, !int
      pb.store %v, %at : f64, !pb.ptr<f64>
      %next = pb.binary add %k, %one : !int
      %after = pb.binary add %next, %m : !int
      pb.yield if %c %after : !int
    }
    %whole = pb.for %i = %zero while lt %n step 1 : !int carry(%k = %zero) : !int {
      %at = pb.element %y[%k] : !pb.ptr<f64>, !int
      pb.store %v, %at : f64, !pb.ptr<f64>
      %next = pb.binary add %k, %one : !int
      %after = pb.binary add %next, %m : !int
      pb.yield %after : !int
    }
    pb.yield
  }
  pb.return
}
