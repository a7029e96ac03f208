// RUN: pullback-opt %s --pb-emit | FileCheck %s
// What walks over the rows of an array is no subscript of one row, which compilers take for one within its bounds.
!int = !pb.int<"int", 32, true>
!row = !pb.array<3, f64>

// CHECK-LABEL: double walked(int k) {
// CHECK:   double* const [[ROW:[a-z_]+]] = a[0];
// CHECK:   for (int i = 0; i < 9; ++i)
// CHECK:     [[ROW]][i] = i;
// CHECK:   return (&a[0][0])[7] + (a[1] + 1)[k] + a[1][2];
// CHECK: }
pb.func @walked(%k: !int {pb.name = "k"}) -> f64 attributes {cxx_name = "walked", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %seven = pb.constant 7 : !int
  %nine = pb.constant 9 : !int
  %a = pb.local "a" : !pb.ptr<!pb.array<3, !row>>
  %rows = pb.decay %a : !pb.ptr<!pb.array<3, !row>> -> !pb.ptr<!row>
  pb.for %i loc("i") = %zero while lt %nine step 1 : !int {
    %row = pb.element %rows[%zero] : !pb.ptr<!row>, !int
    %first = pb.decay %row : !pb.ptr<!row> -> !pb.ptr<f64>
    %start = pb.element %first[%zero] : !pb.ptr<f64>, !int
    %place = pb.element %start[%i] : !pb.ptr<f64>, !int
    %x = pb.cast %i : !int to f64
    pb.store %x, %place : f64, !pb.ptr<f64>
    pb.yield
  }
  %row = pb.element %rows[%zero] : !pb.ptr<!row>, !int
  %first = pb.decay %row : !pb.ptr<!row> -> !pb.ptr<f64>
  %start = pb.element %first[%zero] : !pb.ptr<f64>, !int
  %place = pb.element %start[%seven] : !pb.ptr<f64>, !int
  %x = pb.load %place : !pb.ptr<f64> -> f64
  %next = pb.element %rows[%one] : !pb.ptr<!row>, !int
  %first_of_next = pb.decay %next : !pb.ptr<!row> -> !pb.ptr<f64>
  %second = pb.element %first_of_next[%one] : !pb.ptr<f64>, !int
  %further = pb.element %second[%k] : !pb.ptr<f64>, !int
  %y = pb.load %further : !pb.ptr<f64> -> f64
  %third = pb.element %second[%one] : !pb.ptr<f64>, !int
  %z = pb.load %third : !pb.ptr<f64> -> f64
  %s = arith.addf %x, %y : f64
  %t = arith.addf %s, %z : f64
  pb.return %t : f64
}

// The start of `*x` is taken in front of a loop, whether the loop runs or not.
// CHECK-LABEL: double started(const double (*x)[3], int n) {
// CHECK:   const double* const [[ROW:[a-z_]+]] = *x;
// CHECK:   for (int i = 0; i < n; ++i)
// CHECK:     {{[a-z]+}} += [[ROW]][i];
pb.func @started(%x: !pb.ptr<!row, const> {pb.name = "x"}, %n: !int {pb.name = "n"}) -> f64 attributes {cxx_name = "started", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %sum = pb.for %i loc("i") = %zero while lt %n step 1 : !int carry(%s loc("s") = %none) : f64 {
    %first = pb.decay %x : !pb.ptr<!row, const> -> !pb.ptr<f64, const>
    %start = pb.element %first[%zero] : !pb.ptr<f64, const>, !int
    %place = pb.element %start[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %place : !pb.ptr<f64, const> -> f64
    %t = arith.addf %s, %v : f64
    pb.yield %t : f64
  }
  pb.return %sum : f64
}
