// RUN: pullback-opt %s --pb-raise-loops | FileCheck %s
!int = !pb.int<"int", 32, true>
!uint = !pb.int<"unsigned int", 32, false>

// The bound is loaded in the condition; nothing in the loop writes it, so the load moves in front.
// CHECK-LABEL: @upward
// CHECK: %[[N:.*]] = pb.load %arg0
// CHECK: pb.for %[[I:.*]] = %{{.*}} while lt %[[N]] step 2 : !pb.int<"int", 32, true> {
// CHECK-NEXT: pb.call @use(%[[I]])
// CHECK-NEXT: pb.yield
pb.func @upward(%n: !pb.ptr<!int, const>) attributes {cxx_name = "upward", role = "primal"} {
  %zero = pb.constant 0 : !int
  %two = pb.constant 2 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %bound = pb.load %n : !pb.ptr<!int, const> -> !int
    %c = pb.cmp gt %bound, %i : !int
    %b:2 = scf.if %c -> (i1, !int) {
      %true = arith.constant true
      pb.call @use(%i) : (!int) -> ()
      %next = pb.binary add %i, %two : !int
      scf.yield %true, %next : i1, !int
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !int
    }
    pb.yield if %b#0 %b#1 : !int
  }
  pb.return
}
pb.func private @use(%i: !int) attributes {cxx_name = "use", role = "external", pb.comes_back}

// `for (unsigned i = n; i-- > 0;)`: the body sees the next value.
// CHECK-LABEL: @downward
// CHECK: pb.for %[[I:.*]] = %arg0 while gt %{{.*}} step -1 : !pb.int<"unsigned int", 32, false> {
// CHECK: %[[J:.*]] = pb.binary sub %[[I]]
// CHECK-NEXT: pb.call @use_unsigned(%[[J]])
pb.func @downward(%n: !uint) attributes {cxx_name = "downward", role = "primal"} {
  %zero = pb.constant 0 : !uint
  %one = pb.constant 1 : !uint
  %l = pb.loop carry(%i = %n) : !uint {
    %next = pb.binary sub %i, %one : !uint
    %c = pb.cmp gt %i, %zero : !uint
    scf.if %c {
      pb.call @use_unsigned(%next) : (!uint) -> ()
    }
    pb.yield if %c %next : !uint
  }
  pb.return
}
pb.func private @use_unsigned(%i: !uint) attributes {cxx_name = "use_unsigned", role = "external", pb.comes_back}

// `while (more && i < n)`: the counter bounds the trips, the rest ends the loop early. `i` is read after the loop.
// CHECK-LABEL: @conjunction
// CHECK: %[[L:.*]]:2 = pb.for %[[I:.*]] = %{{.*}} while lt %arg0 step 1 : {{.*}} carry(
// CHECK: %[[C:.*]] = arith.cmpf
// CHECK: %[[B:.*]]:3 = scf.if %[[C]]
// CHECK: pb.yield if %[[B]]#0 %[[B]]#1, %[[B]]#2
pb.func @conjunction(%n: !int, %x: f64, %eps: f64) -> !int attributes {cxx_name = "conjunction", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l:2 = pb.loop carry(%i = %zero, %y = %x) : !int, f64 {
    %more = arith.cmpf ogt, %y, %eps : f64
    %c = scf.if %more -> (i1) {
      %counts = pb.cmp lt %i, %n : !int
      scf.yield %counts : i1
    } else {
      %false = arith.constant false
      scf.yield %false : i1
    }
    %b:3 = scf.if %c -> (i1, !int, f64) {
      %true = arith.constant true
      %z = arith.mulf %y, %y : f64
      %next = pb.binary add %i, %one : !int
      scf.yield %true, %next, %z : i1, !int, f64
    } else {
      %false = arith.constant false
      scf.yield %false, %i, %y : i1, !int, f64
    }
    pb.yield if %b#0 %b#1, %b#2 : !int, f64
  }
  pb.return %l#0 : !int
}
