// The reducer keeps what the script looks for, a multiplication, and drops the rest.
// RUN: printf '#!/bin/sh\ngrep -q pb.accumulate "$1" && exit 1\nexit 0\n' > %t.sh && chmod +x %t.sh
// RUN: pullback-reduce %s -reduction-tree='traversal-mode=0 test=%t.sh' | FileCheck %s
// CHECK: pb.func
// CHECK-NOT: @unused
// CHECK: pb.accumulate
// CHECK-NOT: @unused
pb.func @unused(%x: f64) -> f64 attributes {cxx_name = "unused", cxx_scope = "", role = "primal"} {
  pb.return %x : f64
}
pb.func @kept(%x: f64, %p: !pb.ptr<f64>) attributes {cxx_name = "kept", cxx_scope = "", role = "primal"} {
  pb.accumulate %x, %p : f64, !pb.ptr<f64>
  pb.return
}
