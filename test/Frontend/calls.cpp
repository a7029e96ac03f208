// Calls by value, pointer, reference, reference to a temporary; recursion; each callee is lowered once.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

namespace tools {
inline namespace v1 {
namespace {
void add(double &to, const double &what) { to += what; }
} // namespace
} // namespace v1
} // namespace tools
static double &at(double *a, int i) { return a[i]; }
static double power(double x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }

// CHECK-LABEL: cxx_name = "caller"
// CHECK: %[[WHAT:.*]] = pb.local "what" : !pb.ptr<f64>
// CHECK: pb.store %{{.*}}, %[[WHAT]]
// CHECK: %[[CONST:.*]] = pb.cast %[[WHAT]] implicit
// CHECK: pb.call @[[ADD:[^(]*]](%{{.*}}, %[[CONST]]) : (!pb.ptr<f64>, !pb.ptr<f64, const>) -> ()
// CHECK: %[[PLACE:.*]] = pb.call @{{.*}} -> !pb.ptr<f64>
// CHECK: pb.store %{{.*}}, %[[PLACE]]
// CHECK: pb.call @[[POWER:[^(]*]](
// CHECK: pb.call @[[POWER]](
PULLBACK(vjp)
double caller(double *a, double x) {
  tools::add(a[0], x + 1);
  at(a, 1) = x;
  return power(x, 2) + power(x, 3);
}
// CHECK-DAG: pb.func @[[POWER]]({{.*}}cxx_name = "power"
// CHECK-DAG: cxx_name = "at"
// CHECK-DAG: cxx_name = "add", cxx_scope = ""
