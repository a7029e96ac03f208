// RUN: pullback-opt %s --pb-share-memory --verify-diagnostics
// A vector that grows element by element has no memory in common with others, where its elements are pointed to.
!size = !pb.int<"unsigned long", 64, false>
pb.func @kept(%n: !size) attributes {cxx_name = "kept", role = "primal"} {
  %cell = pb.local "cell" : !pb.ptr<!pb.ptr<f64>>
  %one = pb.constant 1 : !size
  %v = pb.alloc vector "v"[%one] : !size -> !pb.ptr<f64>
  %e = pb.element %v[%n] : !pb.ptr<f64>, !size
  // expected-error @below {{it points to one of several objects that lie side by side [pointer-member]}}
  // expected-note @below {{use an index}}
  pb.store %e, %cell : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  pb.resize %v[%n] : !pb.ptr<f64>, !size
  %p = pb.load %cell : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
  pb.return
}
