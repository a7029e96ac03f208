// Constant globals are copied, others that are only read are declared extern.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <pullback/pullback.h>

constexpr double scale = 2.5;
const double sum = 0.1 + 0.2;
namespace config {
static const double table[2][2] = {{1, 0.1}, {-0.0, 1e300}};
int verbosity = 1;
} // namespace config

// CHECK-LABEL: cxx_name = "constants"
// CHECK: pb.constant bits "4004000000000000" spelled "2.5" : f64
// CHECK: pb.constant bits "3FD3333333333334" : f64
// CHECK: pb.global "config::table" in "config" declared "constexpr double table[2][2] = {{[{][{]}}1.0, 0.1}, {-0.0, 1e+300{{[}][}]}};" copied : !pb.ptr<!pb.array<2, !pb.array<2, f64>>, const>
// CHECK: pb.global "config::verbosity" in "config" declared "extern int verbosity;" : !pb.ptr<!pb.int<"int", 32, true>, const>
PULLBACK(vjp)
double constants(double x) { return x * scale + sum + config::table[1][1] + config::verbosity; }

// Two static locals of one name are two objects.
// CHECK-LABEL: cxx_name = "first"
// CHECK: pb.global "weights" in "" declared "constexpr double weights[2] = {1.0, 2.0};" copied
PULLBACK(vjp)
double first(double x) {
  static const double weights[2] = {1, 2};
  return x * weights[1];
}
// CHECK-LABEL: cxx_name = "second"
// CHECK: pb.global "weights2" in "" declared "constexpr double weights2[1] = {7.0};" copied
PULLBACK(vjp)
double second(double x) {
  static const double weights[1] = {7};
  return x * weights[0];
}
