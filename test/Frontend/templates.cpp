// Instances of templates have their arguments in the name; a template parameter is its value.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

template <class T, int N> T horner(const T (&c)[N], T x) {
  T r = 0;
  for (int i = N - 1; i >= 0; --i)
    r = r * x + c[i];
  return r;
}

// CHECK-LABEL: cxx_name = "use"
// CHECK: pb.call @{{.*}} : (!pb.ptr<!pb.array<2, f64>, const>, f64) -> f64
// CHECK: cxx_name = "horner<double, 2>"
// CHECK: pb.constant 2 : !pb.int<"int", 32, true>
PULLBACK(vjp)
double use(double x) {
  const double c[] = {x, 2};
  return horner(c, x);
}
