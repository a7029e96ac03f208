// RUN: pullback-opt %s --pb-emit -verify-diagnostics
// What has no form in C++ is an error at the operation.

pb.func @f(%x: f64 {pb.name = "x"}, %p: !pb.ptr<f64> {pb.name = "p"})
    attributes {cxx_name = "f", cxx_scope = "", role = "derivative"} {
  // expected-error @below {{cannot print 'pb.math' as C++: no function of <cmath> has this name [unprintable]}}
  %v = pb.math "riemann"(%x) : (f64) -> f64
  pb.store %v, %p : f64, !pb.ptr<f64>
  pb.return
}
