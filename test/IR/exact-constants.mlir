// Floating-point constants keep every bit through the text: subnormals, signed zeros, NaN payloads, the extended type.
// RUN: pullback-opt %s | pullback-opt --canonicalize --cse | FileCheck %s
pb.func @constants(%p: !pb.ptr<f64>, %q: !pb.ptr<f32>, %r: !pb.ptr<f80>)
    attributes {cxx_name = "constants", cxx_scope = "", role = "primal"} {
  // CHECK: pb.constant bits "3FB999999999999A" spelled "0.1" : f64
  %tenth = pb.constant bits "3FB999999999999A" spelled "0.1" : f64
  pb.store %tenth, %p : f64, !pb.ptr<f64>
  // CHECK: pb.constant bits "8000000000000000" : f64
  %minus_zero = pb.constant bits "8000000000000000" : f64
  pb.store %minus_zero, %p : f64, !pb.ptr<f64>
  // CHECK: pb.constant bits "1" : f64
  %smallest = pb.constant bits "1" : f64
  pb.store %smallest, %p : f64, !pb.ptr<f64>
  // CHECK: pb.constant bits "7FF8000000000123" : f64
  %nan = pb.constant bits "7FF8000000000123" : f64
  pb.store %nan, %p : f64, !pb.ptr<f64>
  // CHECK: pb.constant bits "3DCCCCCD" spelled "0.1f" : f32
  %single = pb.constant bits "3DCCCCCD" spelled "0.1f" : f32
  pb.store %single, %q : f32, !pb.ptr<f32>
  // CHECK: pb.constant bits "3FFBCCCCCCCCCCCCCCCD" spelled "0.1L" : f80
  %extended = pb.constant bits "3FFBCCCCCCCCCCCCCCCD" spelled "0.1L" : f80
  pb.store %extended, %r : f80, !pb.ptr<f80>
  pb.return
}
