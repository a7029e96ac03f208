// What a signature needs to be printed again: references, names of types, extents.
// RUN: pullback %s --emit=ir --stop-after=frontend -o - -- -std=c++17 -I%include | FileCheck %s
#include "Inputs/plain.h"
#include <cstdint>
#include <pullback/pullback.h>

// CHECK: %{{.*}}: !pb.ptr<f64, const> {pb.name = "x"{{.*}}pb.spelling = "real"}
// CHECK-SAME: %{{.*}}: !pb.int<"unsigned long", 64, false> {pb.name = "n"{{.*}}pb.spelling = "std::size_t"}
// CHECK-SAME: %{{.*}}: !pb.int<"unsigned long", 64, false> {pb.name = "m"{{.*}}pb.spelling = "lib::Count"}
// CHECK-SAME: %{{.*}}: !pb.int<"int", 32, true> {{[{]}}{{.*}}pb.spelling = "std::int32_t"}
// CHECK-SAME: %{{.*}}: !pb.int<"Kind", 8, false> {pb.name = "kind"
// CHECK-SAME: %{{.*}}: !pb.ptr<f64> {pb.name = "out", pb.ref
// CHECK: pb.constant 3 spelled "Kind::square" : !pb.int<"Kind", 8, false>
PULLBACK(vjp, of(out))
void parameters(const real *x, std::size_t n, lib::Count m, std::int32_t, Kind kind, double &out) {
  out = kind == Kind::square ? x[n] : x[m];
}
