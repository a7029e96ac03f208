// RUN: pullback-opt %s --pb-merge-values --canonicalize | FileCheck %s
// What constants alone decide: bits of configurations, and comparisons of a seed that is 1.
!int = !pb.int<"int", 32, true>
!uchar = !pb.int<"unsigned char", 8, false>

// CHECK-LABEL: @bits
// CHECK-DAG: %[[RESULT:.*]] = pb.constant 1290 : !pb.int<"int", 32, true>
// CHECK: pb.return %[[RESULT]]
pb.func @bits() -> !int attributes {cxx_name = "bits", role = "primal"} {
  %one = pb.constant 1 : !int
  %three = pb.constant 3 : !int
  %ten = pb.constant 10 : !int
  %low = pb.binary shl %one, %three : !int
  %high = pb.binary shl %one, %ten : !int
  %both = pb.binary or %low, %high : !int
  %more = pb.constant 259 : !int
  %few = pb.constant 1 : !int
  %other = pb.binary xor %more, %few : !int
  %result = pb.binary or %both, %other : !int
  pb.return %result : !int
}

// A type of eight bits may be too narrow, and negative numbers are left to the compiler.
// CHECK-LABEL: @left
// CHECK: pb.binary or
// CHECK: pb.binary shr
pb.func @left(%n: !int) -> !int attributes {cxx_name = "left", role = "primal"} {
  %a = pb.constant 200 : !uchar
  %b = pb.constant 1 : !uchar
  %c = pb.binary or %a, %b : !uchar
  %wide = pb.cast %c implicit : !uchar to !int
  %minus = pb.constant -8 : !int
  %one = pb.constant 1 : !int
  %half = pb.binary shr %minus, %one : !int
  %sum = pb.binary add %wide, %half : !int
  pb.return %sum : !int
}

// CHECK-LABEL: @seed
// CHECK-SAME: (%[[X:.*]]: f64)
// CHECK-NEXT: pb.return %[[X]]
pb.func @seed(%x: f64) -> f64 attributes {cxx_name = "seed", role = "derivative"} {
  %one = pb.constant bits "3FF0000000000000" : f64
  %zero = pb.constant bits "0" : f64
  %is_zero = arith.cmpf oeq, %one, %zero : f64
  %part = arith.select %is_zero, %zero, %x : f64
  pb.return %part : f64
}
