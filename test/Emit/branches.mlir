// RUN: pullback-opt %s --pb-emit=functions-as=primal | FileCheck %s
// else if, ?:, && and || are formed again.

// CHECK-LABEL: double chain(double x) {
// CHECK-NEXT:    double y;
// CHECK-NEXT:    if (x > 2) {
// CHECK-NEXT:      const double root = std::sqrt(x);
// CHECK-NEXT:      y = root * root * root;
// CHECK-NEXT:    } else if (x > 1) {
// CHECK-NEXT:      y = 1;
// CHECK-NEXT:    } else {
// CHECK-NEXT:      y = -x;
// CHECK-NEXT:    }
// CHECK-NEXT:    return y * y;
pb.func @chain(%x: f64 {pb.name = "x"}) -> f64 attributes {cxx_name = "chain", cxx_scope = "", role = "primal"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %two = pb.constant bits "4000000000000000" : f64
  %c = arith.cmpf ogt, %x, %two : f64
  %y = scf.if %c -> (f64) {
    %root = pb.math "sqrt"(%x) : (f64) -> f64
    %q = arith.mulf %root, %root : f64
    %r = arith.mulf %q, %root : f64 loc("y")
    scf.yield %r : f64
  } else {
    %d = arith.cmpf ogt, %x, %one : f64
    %v:2 = scf.if %d -> (f64, f64) {
      scf.yield %one, %x : f64, f64
    } else {
      %m = arith.negf %x : f64
      scf.yield %m, %one : f64, f64
    }
    scf.yield %v#0 : f64
  }
  %z = arith.mulf %y, %y : f64
  pb.return %z : f64
}

// CHECK-LABEL: double logic(double x, bool b, const double* p) {
// CHECK-NEXT:    return (b && p[0] > x) || x > 1 ? x : -x;
pb.func @logic(%x: f64 {pb.name = "x"}, %b: i1 {pb.name = "b"}, %p: !pb.ptr<f64, const> {pb.name = "p"}) -> f64
    attributes {cxx_name = "logic", cxx_scope = "", role = "primal"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %zero = pb.constant 0 : !pb.int<"int", 32, true>
  %true = arith.constant true
  %false = arith.constant false
  %and = scf.if %b -> (i1) {
    %e = pb.element %p[%zero] : !pb.ptr<f64, const>, !pb.int<"int", 32, true>
    %v = pb.load %e : !pb.ptr<f64, const> -> f64
    %c = arith.cmpf ogt, %v, %x : f64
    scf.yield %c : i1
  } else {
    scf.yield %false : i1
  }
  %or = scf.if %and -> (i1) {
    scf.yield %true : i1
  } else {
    %c = arith.cmpf ogt, %x, %one : f64
    scf.yield %c : i1
  }
  %r = scf.if %or -> (f64) {
    scf.yield %x : f64
  } else {
    %m = arith.negf %x : f64
    scf.yield %m : f64
  }
  pb.return %r : f64
}

// min and max are recognised by what they compare, NaN and signed zeros included; others stay a choice.
// CHECK-LABEL: double extremes(double a, double b, double c) {
// CHECK-NEXT:    return std::max(std::min(b, a), c) + (a > b ? b : c);
pb.func @extremes(%a: f64 {pb.name = "a"}, %b: f64 {pb.name = "b"}, %c: f64 {pb.name = "c"}) -> f64
    attributes {cxx_name = "extremes", cxx_scope = "", role = "primal"} {
  %1 = arith.cmpf olt, %a, %b : f64
  %2 = arith.select %1, %a, %b : f64
  %3 = arith.cmpf olt, %2, %c : f64
  %4 = arith.select %3, %c, %2 : f64
  %5 = arith.cmpf ogt, %a, %b : f64
  %6 = arith.select %5, %b, %c : f64
  %7 = arith.addf %4, %6 : f64
  pb.return %7 : f64
}
