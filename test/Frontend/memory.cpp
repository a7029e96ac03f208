// Work arrays: new[], delete[] and local vectors whose length is set once.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>
#include <vector>

// CHECK-LABEL: cxx_name = "heap"
// CHECK: %[[W:.*]] = pb.alloc new "w"[%{{.*}}] : !pb.int<"unsigned long", 64, false> -> !pb.ptr<f64>
// CHECK: pb.zero %[[W]][
// CHECK: pb.free
PULLBACK(vjp)
double heap(double x, std::size_t n) {
  double *w = new double[n]();
  w[0] += x;
  double r = w[0];
  delete[] w;
  return r;
}

// CHECK-LABEL: cxx_name = "vectors"
// CHECK: %[[COUNT:.*]] = pb.cast %{{.*}} implicit : !pb.int<"int", 32, true> to !pb.int<"unsigned long", 64, false>
// CHECK: pb.alloc vector "v"[%[[COUNT]]]
// CHECK: pb.source_loop
// CHECK:   pb.store %{{.*}}, %{{.*}} : f64, !pb.ptr<f64>
// CHECK: %[[THREE:.*]] = pb.constant 3 : !pb.int<"unsigned long", 64, false>
// CHECK: %[[LIST:.*]] = pb.alloc vector "list"[%[[THREE]]] {{.*}} -> !pb.ptr<!pb.int<"int", 32, true>>
// CHECK: pb.field %{{.*}}["size"]
// CHECK: pb.cmp{{ +}}lt
// CHECK: pb.field %{{.*}}["data"]
// CHECK: pb.element %{{.*}}[
PULLBACK(vjp)
double vectors(double x, int n) {
  std::vector<double> v(n, x);
  std::vector<int> list = {2, 0, 1};
  double s = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    s += v[i] * list[i % 3];
  return s + v.data()[0];
}
