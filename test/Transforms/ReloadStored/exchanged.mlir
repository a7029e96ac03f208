// What stays in place is known where it is known which object a pointer means.
// RUN: pullback-opt %s --pb-reload-stored | FileCheck %s

!int = !pb.int<"int", 32, true>

// The pointers are exchanged in each iteration, so what was stored through the one is overwritten through the other.
// CHECK-LABEL: @exchanged
// CHECK: %[[E:.*]] = pb.math "exp"
// CHECK-NEXT: pb.mark %[[E]]
pb.func @exchanged(%a: !pb.ptr<f64> {pb.name = "a", pb.role = "passive"}, %b: !pb.ptr<f64> {pb.name = "b", pb.role = "passive"},
        %x: f64 {pb.name = "x", pb.role = "wrt"}, %n: !int {pb.name = "n", pb.role = "passive"},
        %x_bar: !pb.ptr<f64> {pb.name = "x_bar"})
    attributes {cxx_name = "exchanged_vjp", role = "derivative", pb.mode = "vjp"} {
  %c0 = pb.constant 0 : !int
  %c1 = pb.constant 1 : !int
  pb.for %i = %c1 while lt %n step 1 : !int carry(%p = %a, %q = %b) : !pb.ptr<f64>, !pb.ptr<f64> {
    pb.mark %i id 0[] {counter} : !int
    %e = pb.math "exp"(%x) : (f64) -> f64
    pb.mark %e id 1[] : f64
    %at = pb.element %p[%i] : !pb.ptr<f64>, !int
    pb.store %e, %at : f64, !pb.ptr<f64>
    %before = pb.binary sub %i, %c1 : !int
    %last = pb.element %q[%before] : !pb.ptr<f64>, !int
    pb.store %x, %last : f64, !pb.ptr<f64>
    pb.yield %q, %p : !pb.ptr<f64>, !pb.ptr<f64>
  } {pb.mirror = 2 : i64}
  pb.reverse
  %end = pb.binary sub %n, %c1 : !int
  pb.for %j = %end while ge %c1 step -1 : !int {
    %r = pb.recall id 1[] : f64
    pb.mark %j id 0[] {counter} : !int
    pb.accumulate %r, %x_bar : f64, !pb.ptr<f64>
    pb.yield
  } {pb.mirror = 2 : i64}
  pb.return
}
