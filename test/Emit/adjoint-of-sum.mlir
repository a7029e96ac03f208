// RUN: pullback-opt %s --pb-emit | FileCheck %s
// The first target: a fused loop, int literals beside doubles, += from an accumulation, lines of the primal.
!int = !pb.int<"int", 32, true>

// CHECK-LABEL: void mean3sq_vjp(const double* x, double result_bar, double* __restrict x_bar) {
// CHECK-NEXT:    const double s_bar = result_bar / 4; // 7
// CHECK-NEXT:    for (int i = 0; i < 4; ++i) {
// CHECK-NEXT:      const double y = x[i] + 2;          // 4
// CHECK-NEXT:      x_bar[i] += 6 * s_bar * y - y;      // 5
// CHECK-NEXT:      x_bar[i] -= y * y;
// CHECK-NEXT:    }
// CHECK-NEXT:  }
pb.func @d(%x: !pb.ptr<f64, const> {pb.name = "x"}, %seed: f64 {pb.name = "result_bar"},
           %x_bar: !pb.ptr<f64> {pb.name = "x_bar"})
    attributes {cxx_name = "mean3sq_vjp", cxx_scope = "", role = "derivative", source_lines = [10, 17]} {
  %lower = pb.constant 0 : !int
  %upper = pb.constant 4 : !int
  %two = pb.constant bits "4000000000000000" : f64
  %four = pb.constant bits "4010000000000000" spelled "4" : f64
  %six = pb.constant bits "4018000000000000" : f64
  %s_bar = arith.divf %seed, %four {pb.adjoint} : f64 loc("s_bar"("a.cpp":16:3))
  pb.for %i = %lower while lt %upper step 1 : !int {
    %xi = pb.element %x[%i] : !pb.ptr<f64, const>, !int
    %v = pb.load %xi : !pb.ptr<f64, const> -> f64
    %y = arith.addf %v, %two {pb.adjoint} : f64 loc("y"("a.cpp":13:5))
    %a = arith.mulf %six, %s_bar : f64
    %b = arith.mulf %a, %y : f64
    %minus = arith.negf %y : f64
    %c = arith.addf %b, %minus : f64
    %p = pb.element %x_bar[%i] : !pb.ptr<f64>, !int
    pb.accumulate %c, %p {pb.adjoint} : f64, !pb.ptr<f64> loc("a.cpp":14:5)
    %d = arith.mulf %minus, %y : f64
    pb.accumulate %d, %p {pb.adjoint} : f64, !pb.ptr<f64> loc("a.cpp":14:9)
    pb.yield
  }
  pb.return
} loc("a.cpp":10:1)
