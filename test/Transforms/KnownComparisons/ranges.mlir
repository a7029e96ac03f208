// RUN: pullback-opt %s --pb-known-comparisons | FileCheck %s
!int = !pb.int<"int", 32, true>
!unsigned = !pb.int<"unsigned int", 32, false>

// A type has no values below its least one; and inside a branch its condition is known.
// CHECK-LABEL: @known
// CHECK: %[[TRUE:.*]] = arith.constant true
// CHECK: scf.if %[[TRUE]] -> (f64)
// CHECK: %[[FALSE:.*]] = arith.constant false
// CHECK: scf.if %[[FALSE]] -> (f64)
pb.func @known(%x: f64, %u: !unsigned, %n: !int) -> f64 attributes {cxx_name = "known", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !unsigned
  %never = pb.cmp ge %u, %zero : !unsigned
  %a = scf.if %never -> f64 {
    scf.yield %x : f64
  } else {
    %y = arith.addf %x, %x : f64
    scf.yield %y : f64
  }
  %four = pb.constant 4 : !int
  %isFour = pb.cmp eq %n, %four : !int
  %b = scf.if %isFour -> f64 {
    %three = pb.constant 3 : !int
    %isThree = pb.cmp eq %n, %three : !int
    %c = scf.if %isThree -> f64 {
      scf.yield %a : f64
    } else {
      scf.yield %x : f64
    }
    scf.yield %c : f64
  } else {
    scf.yield %x : f64
  }
  pb.return %b : f64
}

// What depends on the value stays.
// CHECK-LABEL: @open
// CHECK: %[[OPEN:.*]] = pb.cmp
// CHECK: arith.select %[[OPEN]]
pb.func @open(%x: f64, %n: !int) -> f64 attributes {cxx_name = "open", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %isPositive = pb.cmp ge %n, %zero : !int
  %y = arith.addf %x, %x : f64
  %a = arith.select %isPositive, %x, %y : f64
  pb.return %a : f64
}

// A condition is true where it chose the first of two values, and its negation where it chose the second.
// CHECK-LABEL: @chosen
// CHECK: arith.select %arg0, %true{{[_0-9]*}}, %true{{[_0-9]*}} : i1
// CHECK: pb.return
pb.func @chosen(%c: i1) -> i1 attributes {cxx_name = "chosen", role = "primal"} {
  %true = arith.constant true
  %not = arith.xori %c, %true : i1
  %both = arith.select %c, %true, %not : i1
  pb.return %both : i1
}
