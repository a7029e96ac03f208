// RUN: pullback-opt %s --pb-tabulate-invariants | FileCheck %s
!int = !pb.int<"int", 32, true>

// The exponentials of q are the same for every %i.
// CHECK-LABEL: @repeated
// CHECK: %[[TABLE:.*]] = pb.alloc saved "power_table"
// CHECK: pb.for
// CHECK: %[[E:.*]] = pb.math "exp"
// CHECK: pb.store %[[E]]
// CHECK: pb.for
// CHECK: pb.for
// CHECK-NOT: pb.math
// CHECK: pb.element %[[TABLE]]
pb.func @repeated(%q: !pb.ptr<f64, const> {pb.name = "q", pb.length = "d"}, %n: !int {pb.name = "n"}, %d: !int {pb.name = "d"}, %y: !pb.ptr<f64> {pb.name = "y"}) attributes {cxx_name = "f", role = "primal", pb.modes = ["vjp"]} {
  %zero = pb.constant 0 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    pb.for %j = %zero while lt %d step 1 : !int {
      %p = pb.element %q[%j] : !pb.ptr<f64, const>, !int
      %v = pb.load %p : !pb.ptr<f64, const> -> f64
      %e = pb.math "exp"(%v) : (f64) -> f64
      %to = pb.element %y[%i] : !pb.ptr<f64>, !int
      pb.store %e, %to : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}

// Nobody knows how long q is; and here it depends on %i.
// CHECK-LABEL: @unknown_length
// CHECK-NOT: pb.alloc
// CHECK-LABEL: @changing
// CHECK-NOT: pb.alloc
// CHECK-LABEL: @moving
// CHECK-NOT: pb.alloc
pb.func @unknown_length(%q: !pb.ptr<f64, const> {pb.name = "q"}, %n: !int {pb.name = "n"}, %d: !int {pb.name = "d"}, %y: !pb.ptr<f64> {pb.name = "y"}) attributes {cxx_name = "g", role = "primal", pb.modes = ["vjp"]} {
  %zero = pb.constant 0 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    pb.for %j = %zero while lt %d step 1 : !int {
      %p = pb.element %q[%j] : !pb.ptr<f64, const>, !int
      %v = pb.load %p : !pb.ptr<f64, const> -> f64
      %e = pb.math "exp"(%v) : (f64) -> f64
      %to = pb.element %y[%i] : !pb.ptr<f64>, !int
      pb.store %e, %to : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}
pb.func @changing(%q: !pb.ptr<f64> {pb.name = "q", pb.length = "d"}, %n: !int {pb.name = "n"}, %d: !int {pb.name = "d"}) attributes {cxx_name = "h", role = "primal", pb.modes = ["vjp"]} {
  %zero = pb.constant 0 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    pb.for %j = %zero while lt %d step 1 : !int {
      %p = pb.element %q[%j] : !pb.ptr<f64>, !int
      %v = pb.load %p : !pb.ptr<f64> -> f64
      %e = pb.math "exp"(%v) : (f64) -> f64
      pb.store %e, %p : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}
// The next iteration of %i finds other elements.
pb.func @moving(%q: !pb.ptr<f64> {pb.name = "q", pb.length = "d"}, %n: !int {pb.name = "n"}, %d: !int {pb.name = "d"}) attributes {cxx_name = "m", role = "primal", pb.modes = ["vjp"]} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  pb.for %i = %zero while lt %n step 1 : !int {
    pb.for %j = %one while lt %d step 1 : !int {
      %p = pb.element %q[%j] : !pb.ptr<f64>, !int
      %v = pb.load %p : !pb.ptr<f64> -> f64
      %e = pb.math "exp"(%v) : (f64) -> f64
      %before = pb.binary sub %j, %one : !int
      %to = pb.element %q[%before] : !pb.ptr<f64>, !int
      pb.store %e, %to : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  pb.return
}
