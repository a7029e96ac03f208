// RUN: pullback-opt %s --pb-emit=functions-as=primal | FileCheck %s
// No name hides another, a keyword, or a function that is called. Disjoint scopes share names; one name in nested scopes is
// one variable where the values are not alive at once.
!int = !pb.int<"int", 32, true>

// CHECK-LABEL: double f(double x, double int_, int n) {
// CHECK-NEXT:    double s = 0;
// CHECK-NEXT:    for (int i = 0; i < n; ++i) {
// CHECK-NEXT:      const double x_2 = std::sin(x) * int_;
// CHECK-NEXT:      s += x_2 * x_2;
// CHECK-NEXT:    }
// CHECK-NEXT:    double power = 1;
// CHECK-NEXT:    for (int i = 0; i < n; ++i)
// CHECK-NEXT:      power *= x;
// CHECK-NEXT:    s += power;
// CHECK-NEXT:    power = 1;
// CHECK-NEXT:    for (int i = 0; i < n; ++i)
// CHECK-NEXT:      power *= s;
// CHECK-NEXT:    const double M_PI_3 = power * s;
// CHECK-NEXT:    return M_PI_3 * M_PI_3;
pb.func @f(%x: f64 {pb.name = "x"}, %y: f64 {pb.name = "int"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %none = pb.constant bits "0" : f64
  %one = pb.constant bits "3FF0000000000000" : f64
  %s = pb.for %i loc("i") = %zero while lt %n step 1 : !int carry(%a loc("s") = %none) : f64 {
    %sin = pb.math "sin"(%x) : (f64) -> f64
    %v = arith.mulf %sin, %y : f64 loc("x")
    %w = arith.mulf %v, %v : f64
    %next = arith.addf %a, %w : f64
    pb.yield %next : f64
  }
  %p = pb.for %i loc("i") = %zero while lt %n step 1 : !int carry(%a loc("power") = %one) : f64 {
    %next = arith.mulf %a, %x : f64
    pb.yield %next : f64
  }
  %t = arith.addf %s, %p : f64 loc("s")
  %q = pb.for %i loc("i") = %zero while lt %n step 1 : !int carry(%a loc("power") = %one) : f64 {
    %next = arith.mulf %a, %t : f64
    pb.yield %next : f64
  }
  %u = arith.mulf %q, %t : f64 loc("M_PI")
  %w = arith.mulf %u, %u : f64
  pb.return %w : f64
}
