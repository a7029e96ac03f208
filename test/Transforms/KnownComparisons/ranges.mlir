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

// What both conditions of a conjunction say of one value; and a condition that was computed in front of a branch around.
// CHECK-LABEL: @both
// CHECK: %[[TWO:.*]] = pb.cmp eq %arg1, %{{.*}} : !pb.int<"int", 32, true>
// CHECK: pb.call @use(%false{{.*}})
// CHECK: pb.call @use(%[[TWO]])
// CHECK: pb.call @use(%true{{.*}})
// CHECK: scf.if %[[TWO]]
// CHECK: scf.if %{{false.*}} {
pb.func @both(%x: f64, %n: !int) attributes {cxx_name = "both", cxx_scope = "", role = "primal"} {
  %one = pb.constant 1 : !int
  %two = pb.constant 2 : !int
  %isTwo = pb.cmp eq %n, %two : !int
  %isOne = pb.cmp eq %n, %one : !int
  %isAbove = pb.cmp gt %n, %one : !int
  %isBelow = pb.cmp lt %n, %two : !int
  %never = arith.andi %isTwo, %isOne : i1
  %same = arith.andi %isAbove, %isTwo : i1
  %always = arith.ori %isAbove, %isBelow : i1
  pb.call @use(%never) : (i1) -> ()
  pb.call @use(%same) : (i1) -> ()
  pb.call @use(%always) : (i1) -> ()
  scf.if %isTwo {
    scf.if %isOne {
      pb.call @use(%isTwo) : (i1) -> ()
    }
  }
  pb.return
}
pb.func private @use(%c: i1) attributes {cxx_name = "use", role = "external"}

// A selection lies between what its two sides do where they are chosen.
// CHECK-LABEL: @selected
// CHECK: %[[TRUE:.*]] = arith.constant true
// CHECK: arith.select %[[TRUE]], %arg0, %{{.*}}
// CHECK: %[[OPEN:.*]] = pb.cmp gt
// CHECK: arith.select %[[OPEN]], %arg0, %{{.*}}
pb.func @selected(%x: f64, %n: !int) -> f64 attributes {cxx_name = "selected", cxx_scope = "", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %isPositive = pb.cmp lt %zero, %n : !int
  %end = arith.select %isPositive, %n, %one : !int
  %isNone = pb.cmp gt %end, %zero : !int
  %y = arith.addf %x, %x : f64
  %a = arith.select %isNone, %x, %y : f64
  %other = arith.select %isPositive, %one, %n : !int
  %isOpen = pb.cmp gt %other, %zero : !int
  %z = arith.mulf %x, %y : f64
  %b = arith.select %isOpen, %x, %z : f64
  %c = arith.addf %a, %b : f64
  pb.return %c : f64
}
