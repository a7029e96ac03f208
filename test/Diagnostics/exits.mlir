// An exit out of an operation that is no branch or loop of ours is an error, never dropped.
// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-structure-exits))' -verify-diagnostics
pb.func @f(%go: i1) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  pb.source_loop {
    pb.condition %go
  } body {
    // expected-error@+1 {{exits out of this operation are not structured [unsupported-exit]}}
    scf.execute_region {
      pb.exit break
      scf.yield
    }
    pb.yield
  } step {
    pb.yield
  }
  pb.return
}
