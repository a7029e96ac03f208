// RUN: pullback-opt %s --pb-raise-do-loops | FileCheck %s
// Loops that may begin beyond their bound and end all the same, that might wrap around, or whose bound changes.
// CHECK-NOT: pb.for
!uint = !pb.int<"unsigned int", 32, false>
!int = !pb.int<"int", 32, true>

// `do if (x) break; while (--n);`: n may be 0, and the break ends the loop.
pb.func @to_zero_with_break(%n: !int, %x: i1) attributes {cxx_name = "to_zero_with_break", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %n) : !int {
    pb.call @use(%i) : (!int) -> ()
    %next = pb.binary sub %i, %one : !int
    %c = pb.cmp ne %next, %zero : !int
    %go = arith.andi %c, %x : i1
    pb.yield if %go %next : !int
  }
  pb.return
}
pb.func private @use(%i: !int) attributes {cxx_name = "use", role = "external", pb.comes_back}

// The same that an exception leaves.
pb.func @to_zero_with_throw(%n: !int) attributes {cxx_name = "to_zero_with_throw", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %n) : !int {
    pb.call @raise(%i) : (!int) -> ()
    %next = pb.binary sub %i, %one : !int
    %c = pb.cmp ne %next, %zero : !int
    pb.yield if %c %next : !int
  }
  pb.return
}
pb.func private @raise(%i: !int) attributes {cxx_name = "raise", role = "helper", pb.throws}

// `do ... while (--n)` without sign runs 2^32 times for 0.
pb.func @unsigned_to_zero(%n: !uint) attributes {cxx_name = "unsigned_to_zero", role = "primal"} {
  %zero = pb.constant 0 : !uint
  %one = pb.constant 1 : !uint
  %l = pb.loop carry(%i = %n) : !uint {
    pb.call @use_unsigned(%i) : (!uint) -> ()
    %next = pb.binary sub %i, %one : !uint
    %c = pb.cmp ne %next, %zero : !uint
    pb.yield if %c %next : !uint
  }
  pb.return
}
pb.func private @use_unsigned(%i: !uint) attributes {cxx_name = "use_unsigned", role = "external", pb.comes_back}

// `do ... while (++i <= n)` without sign is endless for the greatest n.
pb.func @unsigned_le(%n: !uint) attributes {cxx_name = "unsigned_le", role = "primal"} {
  %zero = pb.constant 0 : !uint
  %one = pb.constant 1 : !uint
  %l = pb.loop carry(%i = %zero) : !uint {
    pb.call @use_unsigned(%i) : (!uint) -> ()
    %next = pb.binary add %i, %one : !uint
    %c = pb.cmp le %next, %n : !uint
    pb.yield if %c %next : !uint
  }
  pb.return
}

// `do *n = ...; while (++i < *n)`
pb.func @written_bound(%n: !pb.ptr<!int>, %m: !int) attributes {cxx_name = "written_bound", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    pb.store %m, %n : !int, !pb.ptr<!int>
    %next = pb.binary add %i, %one : !int
    %bound = pb.load %n : !pb.ptr<!int> -> !int
    %c = pb.cmp lt %next, %bound : !int
    pb.yield if %c %next : !int
  }
  pb.return
}

// A function of which nothing is known may end the program, and so may one that calls it.
pb.func @to_zero_with_call(%n: !int) attributes {cxx_name = "to_zero_with_call", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %n) : !int {
    pb.call @calls(%i) : (!int) -> ()
    %next = pb.binary sub %i, %one : !int
    %c = pb.cmp ne %next, %zero : !int
    pb.yield if %c %next : !int
  }
  pb.return
}
pb.func @calls(%i: !int) attributes {cxx_name = "calls", role = "primal"} {
  pb.call @calls(%i) : (!int) -> ()
  pb.call @unknown(%i) : (!int) -> ()
  pb.return
}
pb.func private @unknown(%i: !int) attributes {cxx_name = "unknown", role = "external"}
