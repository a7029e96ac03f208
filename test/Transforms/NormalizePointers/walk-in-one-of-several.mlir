// RUN: pullback-opt %s --pb-normalize-pointers | FileCheck %s
!int = !pb.int<"int", 32, true>

// The inner loop moves a pointer on that begins in one of two arrays: its offset counts from there, without the number of
// the array, and is compared with that of its end.
// CHECK-LABEL: @walk_in_swapped
// CHECK: pb.for {{.*}} carry(%[[OBJECT:.*]] = %{{.*}}, %{{.*}} = %{{.*}}) : !pb.int<"int", 32, true>, !pb.int<"int", 32, true> {
// CHECK: pb.loop carry(%[[K:.*]] = %{{.*}}) : !pb.int<"long", 64, true> {
// CHECK: pb.cmp ne %[[K]], %{{.*}} : !pb.int<"long", 64, true>
// CHECK: pb.binary add %[[K]], %{{.*}} : !pb.int<"long", 64, true>
pb.func @walk_in_swapped(%x: !pb.ptr<f64>, %y: !pb.ptr<f64>, %n: !int, %steps: !int, %v: f64) attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !int
  %one = pb.constant 1 : !int
  %l:2 = pb.for %i = %zero while lt %steps step 1 : !int carry(%p = %x, %q = %y) : !pb.ptr<f64>, !pb.ptr<f64> {
    %end = pb.element %p[%n] : !pb.ptr<f64>, !int
    %w = pb.loop carry(%r = %p) : !pb.ptr<f64> {
      %c = pb.cmp ne %r, %end : !pb.ptr<f64>
      %next = scf.if %c -> !pb.ptr<f64> {
        pb.store %v, %r : f64, !pb.ptr<f64>
        %after = pb.element %r[%one] : !pb.ptr<f64>, !int
        scf.yield %after : !pb.ptr<f64>
      } else {
        scf.yield %r : !pb.ptr<f64>
      }
      pb.yield if %c %next : !pb.ptr<f64>
    }
    pb.yield %q, %p : !pb.ptr<f64>, !pb.ptr<f64>
  }
  pb.return
}
