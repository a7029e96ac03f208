// RUN: pullback-opt %s --pb-close-forms | FileCheck %s
!int = !pb.int<"int", 32, true>
!long = !pb.int<"long", 64, true>

// A pointer that walks along a matrix: its offset is i * m + j in the inner loop, where m is positive.
// CHECK-LABEL: @matrix
// CHECK: %[[M:.*]] = pb.cast %arg2
// CHECK: pb.for %[[I:.*]] = {{.*}} carry(%{{.*}} = %{{.*}}) : f64 {
// CHECK: pb.for %[[J:.*]] = {{.*}} carry(%{{.*}} = %{{.*}}) : f64 {
// CHECK-DAG: %[[LI:.*]] = pb.cast %[[I]]
// CHECK-DAG: %[[ROW:.*]] = pb.binary mul %[[LI]], %[[M]] : !pb.int<"long", 64, true>
// CHECK-DAG: %[[LJ:.*]] = pb.cast %[[J]]
// CHECK: %[[AT:.*]] = pb.binary add %[[ROW]], %[[LJ]]
// CHECK: pb.element %arg0[%[[AT]]]
pb.func @matrix(%x: !pb.ptr<f64, const>, %n: !int, %m: !int) -> f64 attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  %start = pb.constant 0 : !long
  %one = pb.constant 1 : !long
  %none = pb.constant bits "0" : f64
  %sum, %end = pb.for %i = %zero while lt %n step 1 : !int carry(%s = %none, %k = %start) : f64, !long {
    %row, %next = pb.for %j = %zero while lt %m step 1 : !int carry(%t = %s, %l = %k) : f64, !long {
      %at = pb.element %x[%l] : !pb.ptr<f64, const>, !long
      %v = pb.load %at : !pb.ptr<f64, const> -> f64
      %u = arith.addf %t, %v : f64
      %after = pb.binary add %l, %one : !long
      pb.yield %u, %after : f64, !long
    }
    pb.yield %row, %next : f64, !long
  }
  pb.return %sum : f64
}

// A packed triangle: what a row adds is another number each time, so that the outer loop still carries it.
// CHECK-LABEL: @triangle
// CHECK: pb.for %[[I:.*]] = {{.*}} carry(%[[K:.*]] = %{{.*}}) : !pb.int<"int", 32, true> {
// CHECK: pb.for %[[J:.*]] = {{.*}} step 1 : !pb.int<"int", 32, true> {
// CHECK: %[[AT:.*]] = pb.binary add %[[K]], %[[J]]
// CHECK: pb.element %{{.*}}[%[[AT]]]
// CHECK: }
pb.func @triangle(%y: !pb.ptr<f64>, %n: !int) attributes {cxx_name = "g", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %v = pb.constant bits "0" : f64
  %end = pb.for %i = %zero while lt %n step 1 : !int carry(%k = %zero) : !int {
    %next = pb.for %j = %zero while le %i step 1 : !int carry(%l = %k) : !int {
      %at = pb.element %y[%l] : !pb.ptr<f64>, !int
      pb.store %v, %at : f64, !pb.ptr<f64>
      %after = pb.binary add %l, %one : !int
      pb.yield %after : !int
    }
    pb.yield %next : !int
  }
  pb.return
}

// An increment that may be negative, from where nobody knows: the product could overflow where the sum does not.
// CHECK-LABEL: @unknown_step
// CHECK: carry(%{{.*}} = %{{.*}}) : !pb.int<"int", 32, true>
pb.func @unknown_step(%y: !pb.ptr<f64>, %n: !int, %from: !int, %by: !int) attributes {cxx_name = "h", role = "primal"} {
  %zero = pb.constant 0 : !int
  %v = pb.constant bits "0" : f64
  %end = pb.for %i = %zero while lt %n step 1 : !int carry(%k = %from) : !int {
    %at = pb.element %y[%k] : !pb.ptr<f64>, !int
    pb.store %v, %at : f64, !pb.ptr<f64>
    %after = pb.binary add %k, %by : !int
    pb.yield %after : !int
  }
  pb.return
}

// The loop may end early: nobody knows what the counter is behind it.
// CHECK-LABEL: @early_exit
// CHECK: %[[END:.*]] = pb.for {{.*}} carry(%{{.*}} = %{{.*}}) : !pb.int<"int", 32, true>
// CHECK: pb.return %[[END]]
pb.func @early_exit(%x: !pb.ptr<f64, const>, %n: !int, %c: i1) -> !int attributes {cxx_name = "e", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %end = pb.for %i = %zero while lt %n step 1 : !int carry(%k = %zero) : !int {
    %after = pb.binary add %k, %one : !int
    pb.yield if %c %after : !int
  }
  pb.return %end : !int
}

// From the second element on: n - 1 trips, or none, and nothing with sign is subtracted where there are none.
// CHECK-LABEL: @from_one
// CHECK: %[[ONE:.*]] = pb.constant 1 : !pb.int<"unsigned long", 64, false>
// CHECK: %[[LESS:.*]] = pb.binary sub %{{.*}}, %[[ONE]] : !pb.int<"unsigned long", 64, false>
// CHECK: %[[TRIPS:.*]] = arith.select %{{.*}}, %[[LESS]], %{{.*}}
// CHECK: pb.for
// CHECK-NOT: carry
// CHECK: pb.return %[[TRIPS]]
pb.func @from_one(%y: !pb.ptr<f64>, %n: !int) -> !pb.int<"unsigned long", 64, false> attributes {cxx_name = "from_one", role = "primal"} {
  %first = pb.constant 1 : !int
  %zero = pb.constant 0 : !pb.int<"unsigned long", 64, false>
  %one = pb.constant 1 : !pb.int<"unsigned long", 64, false>
  %v = pb.constant bits "0" : f64
  %end = pb.for %i = %first while lt %n step 1 : !int carry(%k = %zero) : !pb.int<"unsigned long", 64, false> {
    %at = pb.element %y[%k] : !pb.ptr<f64>, !pb.int<"unsigned long", 64, false>
    pb.store %v, %at : f64, !pb.ptr<f64>
    %after = pb.binary add %k, %one : !pb.int<"unsigned long", 64, false>
    pb.yield %after : !pb.int<"unsigned long", 64, false>
  }
  pb.return %end : !pb.int<"unsigned long", 64, false>
}

// CHECK-LABEL: @from_two
// CHECK: %[[SOME:.*]] = arith.select %{{.*}}, %{{.*}}, %[[TWO:.*]] : !pb.int<"int", 32, true>
// CHECK: %[[TRIPS:.*]] = pb.binary sub %[[SOME]], %[[TWO]]
// CHECK: pb.return %[[TRIPS]]
pb.func @from_two(%y: !pb.ptr<f64>, %n: !int) -> !int attributes {cxx_name = "from_two", role = "primal"} {
  %first = pb.constant 2 : !int
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %v = pb.constant bits "0" : f64
  %end = pb.for %i = %first while lt %n step 1 : !int carry(%k = %zero) : !int {
    %at = pb.element %y[%k] : !pb.ptr<f64>, !int
    pb.store %v, %at : f64, !pb.ptr<f64>
    %after = pb.binary add %k, %one : !int
    pb.yield %after : !int
  }
  pb.return %end : !int
}
