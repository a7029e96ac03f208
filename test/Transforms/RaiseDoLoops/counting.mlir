// RUN: pullback-opt %s --pb-raise-do-loops | FileCheck %s
!int = !pb.int<"int", 32, true>
!uint = !pb.int<"unsigned int", 32, false>
!size = !pb.int<"unsigned long", 64, false>

// `do ... while (++i < n)` from 0: the first iteration runs in any case.
// CHECK-LABEL: @upward
// CHECK: %[[RUNS:.*]] = pb.cmp lt %{{.*}}, %arg0
// CHECK: %[[END:.*]] = arith.select %[[RUNS]], %arg0, %{{.*}}
// CHECK: pb.for %[[I:.*]] = %{{.*}} while lt %[[END]] step 1 : !pb.int<"int", 32, true> {
// CHECK-NEXT: pb.call @use(%[[I]])
// CHECK-NOT: pb.yield if
// CHECK: pb.return
pb.func @upward(%n: !int) attributes {cxx_name = "upward", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    pb.call @use(%i) : (!int) -> ()
    %next = pb.binary add %i, %one : !int
    %c = pb.cmp lt %next, %n : !int
    pb.yield if %c %next : !int
  }
  pb.return
}
pb.func private @use(%i: !int) attributes {cxx_name = "use", role = "external", pb.comes_back}

// `do ... while (--n)`: n is positive in every defined run, with 64 bits also without sign.
// CHECK-LABEL: @to_zero
// CHECK: %[[L:.*]] = pb.for %{{.*}} = %arg0 while ne %{{.*}} step -1 : !pb.int<"int", 32, true> carry(
// CHECK: pb.for %{{.*}} = %arg1 while ne %{{.*}} step -1 : !pb.int<"unsigned long", 64, false> {
// CHECK: pb.return %[[L]]
pb.func @to_zero(%n: !int, %m: !size) -> !int attributes {cxx_name = "to_zero", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %none = pb.constant 0 : !size
  %unit = pb.constant 1 : !size
  %l = pb.loop carry(%i = %n) : !int {
    pb.call @use(%i) : (!int) -> ()
    %next = pb.binary sub %i, %one : !int
    %c = pb.cmp ne %next, %zero : !int
    pb.yield if %c %next : !int
  }
  %k = pb.loop carry(%i = %m) : !size {
    pb.call @use_size(%i) : (!size) -> ()
    %next = pb.binary sub %i, %unit : !size
    %c = pb.cmp gt %next, %none : !size
    pb.yield if %c %next : !size
  }
  pb.return %l : !int
}
pb.func private @use_size(%i: !size) attributes {cxx_name = "use_size", role = "external", pb.comes_back}

// `do ... while (i++ < n && x)`: the variable is tested before its step, and x ends the loop as well.
// CHECK-LABEL: @before_step
// CHECK: pb.for %{{.*}} = %arg0 while le %{{.*}} step 1 : !pb.int<"int", 32, true> {
// CHECK: %[[GO:.*]] = arith.andi %{{.*}}, %arg2
// CHECK: pb.yield if %[[GO]]
pb.func @before_step(%a: !int, %n: !int, %x: i1) attributes {cxx_name = "before_step", role = "primal"} {
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %a) : !int {
    pb.call @use(%i) : (!int) -> ()
    %next = pb.binary add %i, %one : !int
    %c = pb.cmp lt %i, %n : !int
    %go = arith.andi %c, %x : i1
    pb.yield if %go %next : !int
  }
  pb.return
}

// `do ... while (!(++i == 4))`: constants need no other bound.
// CHECK-LABEL: @constants
// CHECK: pb.for %{{.*}} while ne %{{.*}} step 1 : !pb.int<"unsigned int", 32, false> {
pb.func @constants() attributes {cxx_name = "constants", role = "primal"} {
  %true = arith.constant true
  %zero = pb.constant 0 : !uint
  %one = pb.constant 1 : !uint
  %four = pb.constant 4 : !uint
  %l = pb.loop carry(%i = %zero) : !uint {
    pb.call @use_unsigned(%i) : (!uint) -> ()
    %next = pb.binary add %i, %one : !uint
    %ends = pb.cmp eq %next, %four : !uint
    %c = arith.xori %ends, %true : i1
    pb.yield if %c %next : !uint
  }
  pb.return
}
pb.func private @use_unsigned(%i: !uint) attributes {cxx_name = "use_unsigned", role = "external", pb.comes_back}
