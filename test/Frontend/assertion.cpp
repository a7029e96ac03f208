// A failed assertion calls what it calls in the primal; the file is named without its folder.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include <cassert>
#include <pullback/pullback.h>

// CHECK-LABEL: cxx_name = "checked"
// CHECK: scf.if
// CHECK: } else {
// CHECK:   pb.global "\22x > 0 && \\\22positive\\\22\22"
// CHECK:   pb.global "\22assertion.cpp\22"
// CHECK:   pb.call @__assert_fail
// CHECK: pb.func private @__assert_fail{{.*}}cxx_name = "__assert_fail"{{.*}}extern_c, inactive{{.*}}role = "external"
PULLBACK(vjp)
double checked(double x) {
  assert(x > 0 && "positive");
  return x;
}
