// RUN: pullback-opt %s --pb-raise-loops | FileCheck %s
// Loops whose variable might wrap in a run that ends, or whose bound changes, keep an unknown number of trips.
// CHECK-NOT: pb.for
!uint = !pb.int<"unsigned int", 32, false>
!int = !pb.int<"int", 32, true>

// `for (unsigned i = 0; i <= n; ++i)`: endless for the greatest n.
pb.func @unsigned_le(%n: !uint, %p: !pb.ptr<!uint>) attributes {cxx_name = "unsigned_le", role = "primal"} {
  %zero = pb.constant 0 : !uint
  %one = pb.constant 1 : !uint
  %l = pb.loop carry(%i = %zero) : !uint {
    %c = pb.cmp le %i, %n : !uint
    %b:2 = scf.if %c -> (i1, !uint) {
      %true = arith.constant true
      pb.store %i, %p : !uint, !pb.ptr<!uint>
      %next = pb.binary add %i, %one : !uint
      scf.yield %true, %next : i1, !uint
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !uint
    }
    pb.yield if %b#0 %b#1 : !uint
  }
  pb.return
}

// `for (int i = 0; i < *n; ++i) *n = ...`
pb.func @written_bound(%n: !pb.ptr<!int>, %m: !int) attributes {cxx_name = "written_bound", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %bound = pb.load %n : !pb.ptr<!int> -> !int
    %c = pb.cmp lt %i, %bound : !int
    %b:2 = scf.if %c -> (i1, !int) {
      %true = arith.constant true
      pb.store %m, %n : !int, !pb.ptr<!int>
      %next = pb.binary add %i, %one : !int
      scf.yield %true, %next : i1, !int
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !int
    }
    pb.yield if %b#0 %b#1 : !int
  }
  pb.return
}

// `for (int i = a; i != n; ++i) if (x) break;` may start beyond n and end by the break.
pb.func @ne_with_break(%a: !int, %n: !int, %x: i1, %p: !pb.ptr<!int>) attributes {cxx_name = "ne_with_break", role = "primal"} {
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %a) : !int {
    %c = pb.cmp ne %i, %n : !int
    %b:2 = scf.if %c -> (i1, !int) {
      pb.store %i, %p : !int, !pb.ptr<!int>
      %next = pb.binary add %i, %one : !int
      scf.yield %x, %next : i1, !int
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !int
    }
    pb.yield if %b#0 %b#1 : !int
  }
  pb.return
}

// `for (int i = a; i != n; ++i) raise();` may start beyond n and end by the exception.
pb.func @ne_with_throw(%a: !int, %n: !int, %p: !pb.ptr<!int>) attributes {cxx_name = "ne_with_throw", role = "primal"} {
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %a) : !int {
    %c = pb.cmp ne %i, %n : !int
    %next = scf.if %c -> !int {
      pb.store %i, %p : !int, !pb.ptr<!int>
      pb.call @raise() : () -> ()
      %step = pb.binary add %i, %one : !int
      scf.yield %step : !int
    } else {
      scf.yield %i : !int
    }
    pb.yield if %c %next : !int
  }
  pb.return
}

// `while (++i != n) if (x) break;` from 0: n may be 0, and the break ends the loop.
pb.func @shifted_ne_with_break(%n: !int, %x: i1, %p: !pb.ptr<!int>) attributes {cxx_name = "shifted_ne_with_break", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %next = pb.binary add %i, %one : !int
    %c = pb.cmp ne %next, %n : !int
    %b:2 = scf.if %c -> (i1, !int) {
      pb.store %i, %p : !int, !pb.ptr<!int>
      scf.yield %x, %next : i1, !int
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !int
    }
    pb.yield if %b#0 %b#1 : !int
  }
  pb.return
}

// The same with constants: the first value that is compared is 1, which is beyond 0.
pb.func @shifted_ne_beyond(%x: i1, %p: !pb.ptr<!int>) attributes {cxx_name = "shifted_ne_beyond", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %next = pb.binary add %i, %one : !int
    %c = pb.cmp ne %next, %zero : !int
    %b:2 = scf.if %c -> (i1, !int) {
      pb.store %i, %p : !int, !pb.ptr<!int>
      scf.yield %x, %next : i1, !int
    } else {
      %false = arith.constant false
      scf.yield %false, %i : i1, !int
    }
    pb.yield if %b#0 %b#1 : !int
  }
  pb.return
}

// The same that an exception leaves.
pb.func @shifted_ne_with_throw(%n: !int, %x: i1, %p: !pb.ptr<!int>) attributes {cxx_name = "shifted_ne_with_throw", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l = pb.loop carry(%i = %zero) : !int {
    %next = pb.binary add %i, %one : !int
    %c = pb.cmp ne %next, %n : !int
    scf.if %c {
      pb.store %i, %p : !int, !pb.ptr<!int>
      scf.if %x {
        pb.call @raise() : () -> ()
      }
    }
    pb.yield if %c %next : !int
  }
  pb.return
}
pb.func private @raise() attributes {cxx_name = "raise", role = "helper", pb.throws}
