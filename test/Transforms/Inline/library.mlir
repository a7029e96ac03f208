// RUN: pullback-opt %s --pb-inline --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s

// What comes from the text of a library has the place of the call, and keeps the names of variables.
// CHECK-LABEL: @top
// CHECK: pb.math "sin"(%arg0) : (f64) -> f64 loc("inner"("user.cpp":7:3))
// CHECK: arith.mulf %{{.*}} : f64 loc("user.cpp":7:3)
// CHECK: arith.addf %{{.*}} : f64 loc("user.cpp":2:1)
pb.func @outer(%x: f64) -> f64 attributes {cxx_name = "outer", pb.of_library, role = "primal"} {
  %s = pb.math "sin"(%x) : (f64) -> f64 loc("inner"("header.h":100:1))
  %r = arith.mulf %s, %s : f64 loc("header.h":101:1)
  pb.return %r : f64
}
pb.func @own(%x: f64) -> f64 attributes {cxx_name = "own", role = "primal"} {
  %r = arith.addf %x, %x : f64 loc("user.cpp":2:1)
  pb.return %r : f64
}
pb.func @top(%x: f64) -> f64 attributes {cxx_name = "top", role = "primal", pb.modes = ["vjp"]} {
  %a = pb.call @outer(%x) : (f64) -> f64 loc("user.cpp":7:3)
  %b = pb.call @own(%a) : (f64) -> f64 loc("user.cpp":8:3)
  pb.return %b : f64
}
