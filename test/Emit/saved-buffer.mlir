// RUN: pullback-opt %s --pb-emit | FileCheck %s
// A buffer of ours, its note, a loop downwards, a parameter that is assigned, gradients behind pointers to scalars.
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>

// CHECK:      void logistic_vjp(double x, double r, int n, double result_bar, double* __restrict x_bar,
// CHECK-NEXT:                   double* __restrict r_bar) {
// CHECK-NEXT:   const std::unique_ptr<double[]> x_saved_memory(new double[static_cast<std::size_t>(n)]);
// CHECK-NEXT:   double* const x_saved = x_saved_memory.get(); // saved: x before line 2, 8 n bytes
// CHECK-NEXT:   for (int k = 0; k < n; ++k) {
// CHECK-NEXT:     x_saved[k] = x;
// CHECK-NEXT:     x = r * x * (1 - x);
// CHECK-NEXT:   }
// CHECK-NEXT:   double x_next_bar = result_bar;
// CHECK-NEXT:   for (int k = n - 1; k >= 0; --k) {
// CHECK-NEXT:     const double x_k = x_saved[k];
// CHECK-NEXT:     *r_bar += x_next_bar * x_k * (1 - x_k);
// CHECK-NEXT:     x_next_bar *= r * (1 - 2 * x_k);
// CHECK-NEXT:   }
// CHECK-NEXT:   *x_bar += x_next_bar;
// CHECK-NEXT: }
pb.func @d(%x: f64 {pb.name = "x"}, %r: f64 {pb.name = "r"}, %n: !int {pb.name = "n"}, %seed: f64 {pb.name = "result_bar"},
           %x_bar: !pb.ptr<f64> {pb.name = "x_bar"}, %r_bar: !pb.ptr<f64> {pb.name = "r_bar"})
    attributes {cxx_name = "logistic_vjp", cxx_scope = "", role = "derivative"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %1 = pb.constant bits "3FF0000000000000" : f64
  %2 = pb.constant bits "4000000000000000" : f64
  %memory = pb.alloc saved "x_saved"[%n] {pb.note = "saved: x before line 2, 8 n bytes"} : !int -> !pb.ptr<f64>
  %last = pb.for %k loc("k") = %zero while lt %n step 1 : !int carry(%now = %x) : f64 {
    %p = pb.element %memory[%k] : !pb.ptr<f64>, !int
    pb.store %now, %p : f64, !pb.ptr<f64>
    %a = arith.mulf %r, %now : f64
    %b = arith.subf %1, %now : f64
    %next = arith.mulf %a, %b : f64 loc("x")
    pb.yield %next : f64
  }
  %end = pb.binary sub %n, %one : !int
  %sum = pb.for %k loc("k") = %end while ge %zero step -1 : !int carry(%bar loc("x_next_bar") = %seed) : f64 {
    %p = pb.element %memory[%k] : !pb.ptr<f64>, !int
    %x_k = pb.load %p : !pb.ptr<f64> -> f64 loc("x_k")
    %a = arith.mulf %bar, %x_k : f64
    %b = arith.subf %1, %x_k : f64
    %c = arith.mulf %a, %b : f64
    pb.accumulate %c, %r_bar : f64, !pb.ptr<f64>
    %d = arith.mulf %2, %x_k : f64
    %e = arith.subf %1, %d : f64
    %f = arith.mulf %r, %e : f64
    %g = arith.mulf %bar, %f : f64 loc("x_next_bar")
    pb.yield %g : f64
  }
  pb.accumulate %sum, %x_bar : f64, !pb.ptr<f64>
  pb.return
}

// An element that is a pointer is a value; only what a struct of saved values is read through is a reference.
// CHECK-LABEL: double keptPointer_vjp
// CHECK:   std::vector<const double*> places;
// CHECK:   const double* const [[PLACE:[a-z_]+]] = places[--left];
// CHECK:   return *[[PLACE]] * [[PLACE]][1];
pb.func @keptPointer(%n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "keptPointer_vjp", cxx_scope = "", role = "derivative"} {
  %stack = pb.local "places" : !pb.ptr<!pb.stack<!pb.ptr<f64, const>>>
  %left = pb.local "left" : !pb.ptr<!size>
  %size = pb.stack.size %stack : !pb.ptr<!pb.stack<!pb.ptr<f64, const>>> -> !size
  pb.store %size, %left : !size, !pb.ptr<!size>
  %place = pb.stack.previous %stack, %left : !pb.ptr<!pb.stack<!pb.ptr<f64, const>>>, !pb.ptr<!size> -> !pb.ptr<f64, const>
  %a = pb.load %place : !pb.ptr<f64, const> -> f64
  %one = pb.constant 1 : !int
  %next = pb.element %place[%one] : !pb.ptr<f64, const>, !int
  %b = pb.load %next : !pb.ptr<f64, const> -> f64
  %product = arith.mulf %a, %b : f64
  pb.return %product : f64
}
