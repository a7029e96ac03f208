// RUN: pullback-opt %s --pass-pipeline='builtin.module(pb.func(pb-name-memory))' | FileCheck %s
!int = !pb.int<"int", 32, true>
!vector = !pb.record<"vector", ["data", "size"], (!pb.ptr<f64>, !int)>
!only = !pb.record<"Vec", ["data_"], (!pb.record<"vector", ["data", "size"], (!pb.ptr<f64>, !int)>)>
!matrix = !pb.record<"Matrix", ["rows", "d_"], (!int, !pb.record<"vector", ["data", "size"], (!pb.ptr<f64>, !int)>)>

// The only member is called as the object is; others by both names; a vector of the function's own keeps its name.
// CHECK: pb.alloc vector "y"
// CHECK: pb.alloc vector "A_d"
// CHECK: pb.alloc vector "v"
pb.func @f(%n: !int) attributes {cxx_name = "f", role = "primal"} {
  %y = pb.local "y" : !pb.ptr<!only>
  %a = pb.local "A" : !pb.ptr<!matrix>
  %v = pb.local "v" : !pb.ptr<!vector>
  %my = pb.alloc vector "data_"[%n] : !int -> !pb.ptr<f64>
  %fy = pb.field %y["data_"] : !pb.ptr<!only> -> !pb.ptr<!vector>
  %dy = pb.field %fy["data"] : !pb.ptr<!vector> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %my, %dy : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %ma = pb.alloc vector "d_"[%n] : !int -> !pb.ptr<f64>
  %fa = pb.field %a["d_"] : !pb.ptr<!matrix> -> !pb.ptr<!vector>
  %da = pb.field %fa["data"] : !pb.ptr<!vector> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %ma, %da : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  %mv = pb.alloc vector "v"[%n] : !int -> !pb.ptr<f64>
  %dv = pb.field %v["data"] : !pb.ptr<!vector> -> !pb.ptr<!pb.ptr<f64>>
  pb.store %mv, %dv : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
  pb.return
}
