// Constants are exact, and keep a spelling that generated code may repeat.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <cfloat>
#include <cmath>
#include <limits>
#include <pullback/pullback.h>
#define TENTH 0.1

// CHECK-LABEL: cxx_name = "spellings"
// CHECK: spelled "M_PI" : f64
// CHECK: spelled "0.1" : f64
// CHECK: spelled "DBL_EPSILON" : f64
// CHECK: spelled "std::numeric_limits<double>::infinity()" : f64
// CHECK: spelled "std::numeric_limits<double>::max()" : f64
// CHECK: spelled "0x1.8p3" : f64
// CHECK: spelled "-2.5e-3" : f64
// CHECK: pb.constant bits "4038000000000000" : f64
PULLBACK(vjp)
double spellings(double x) {
  double a[3] = {M_PI, TENTH, DBL_EPSILON};
  double best = INFINITY;
  return x < best ? x * std::numeric_limits<double>::max() * 0x1.8p3 * -2.5e-3 * a[0] * sizeof(a) : x;
}
