// RUN: pullback-opt %s --pb-emit=functions-as=primal | FileCheck %s
// while, do and break are formed again from conditions to go on.
!int = !pb.int<"int", 32, true>
!unsigned = !pb.int<"unsigned int", 32, false>

// CHECK-LABEL: double whileLoop(double x) {
// CHECK-NEXT:    while (x > 1)
// CHECK-NEXT:      x *= 0.5;
// CHECK-NEXT:    return x;
pb.func @whileLoop(%x: f64 {pb.name = "x"}) -> f64 attributes {cxx_name = "whileLoop", cxx_scope = "", role = "primal"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %half = pb.constant bits "3FE0000000000000" : f64
  %true = arith.constant true
  %false = arith.constant false
  %r = pb.loop carry(%v = %x) : f64 {
    %c = arith.cmpf ogt, %v, %one : f64
    %go:2 = scf.if %c -> (i1, f64) {
      %n = arith.mulf %v, %half : f64 loc("x")
      scf.yield %true, %n : i1, f64
    } else {
      scf.yield %false, %v : i1, f64
    }
    pb.yield if %go#0 %go#1 : f64
  }
  pb.return %r : f64
}

// CHECK-LABEL: double doLoop(double x) {
// CHECK-NEXT:    do {
// CHECK-NEXT:      x *= 0.5;
// CHECK-NEXT:    } while (x > 1);
// CHECK-NEXT:    return x;
pb.func @doLoop(%x: f64 {pb.name = "x"}) -> f64 attributes {cxx_name = "doLoop", cxx_scope = "", role = "primal"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %half = pb.constant bits "3FE0000000000000" : f64
  %r = pb.loop carry(%v = %x) : f64 {
    %n = arith.mulf %v, %half : f64 loc("x")
    %c = arith.cmpf ogt, %n, %one : f64
    pb.yield if %c %n : f64
  }
  pb.return %r : f64
}

// A condition that needs a variable of the body cannot stand behind it.
// CHECK-LABEL: double innerCondition(double x) {
// CHECK-NEXT:    while (true) {
// CHECK-NEXT:      const double step = std::sin(x) * x;
// CHECK-NEXT:      x += step;
// CHECK-NEXT:      if (!(step > 1 && step < x))
// CHECK-NEXT:        break;
pb.func @innerCondition(%x: f64 {pb.name = "x"}) -> f64
    attributes {cxx_name = "innerCondition", cxx_scope = "", role = "primal"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %false = arith.constant false
  %r = pb.loop carry(%v = %x) : f64 {
    %s = pb.math "sin"(%v) : (f64) -> f64
    %step = arith.mulf %s, %v : f64 loc("step")
    %n = arith.addf %v, %step : f64 loc("x")
    %c = arith.cmpf ogt, %step, %one : f64
    %d = scf.if %c -> (i1) {
      %e = arith.cmpf olt, %step, %n : f64
      scf.yield %e : i1
    } else {
      scf.yield %false : i1
    }
    pb.yield if %d %n : f64
  }
  pb.return %r : f64
}

// Two nested loops, each with its break; !(a < b) is not a >= b for floating point.
// CHECK-LABEL: double breaks(
// CHECK:         for (int i = 0; i < n; i += 2) {
// CHECK-NEXT:      for (unsigned int j = 7; j > 0; --j) {
// CHECK-NEXT:        if (!(s < x))
// CHECK-NEXT:          break;
// CHECK-NEXT:        s += 1;
// CHECK-NEXT:      }
// CHECK-NEXT:      if (i == 5)
// CHECK-NEXT:        break;
// CHECK-NEXT:      s *= x;
// CHECK-NEXT:    }
pb.func @breaks(%x: f64 {pb.name = "x"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "breaks", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %five = pb.constant 5 : !int
  %seven = pb.constant 7 : !unsigned
  %none = pb.constant 0 : !unsigned
  %s0 = pb.constant bits "0" : f64
  %one = pb.constant bits "3FF0000000000000" : f64
  %true = arith.constant true
  %false = arith.constant false
  %r = pb.for %i = %zero while lt %n step 2 : !int carry(%s loc("s") = %s0) : f64 {
    %t = pb.for %j = %seven while gt %none step -1 : !unsigned carry(%u = %s) : f64 {
      %c = arith.cmpf olt, %u, %x : f64
      %go:2 = scf.if %c -> (i1, f64) {
        %v = arith.addf %u, %one : f64
        scf.yield %true, %v : i1, f64
      } else {
        scf.yield %false, %u : i1, f64
      }
      pb.yield if %go#0 %go#1 : f64
    }
    %c = pb.cmp eq %i, %five : !int
    %go:2 = scf.if %c -> (i1, f64) {
      scf.yield %false, %t : i1, f64
    } else {
      %v = arith.mulf %t, %x : f64
      scf.yield %true, %v : i1, f64
    }
    pb.yield if %go#0 %go#1 : f64
  }
  pb.return %r : f64
}
