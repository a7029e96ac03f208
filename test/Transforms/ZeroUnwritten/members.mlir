// RUN: pullback-opt %s --pb-zero-unwritten | FileCheck %s
// A variable of which a member is read that nothing writes starts as zero; one of which all that is read is written, by
// itself or as a part of something that is, stays as it is, and so does one that others may write.
!inner = !pb.record<"Inner", ["first"], (f64)>
!form = !pb.record<"Form", ["held", "other"], (!inner, f64)>
!foreign = !pb.record<"std::complex<double>", ["real", "imag"], (f64, f64)>
module attributes {pb.source_records = ["Form", "Inner"]} {
  pb.func private @set(!pb.ptr<f64>) attributes {cxx_name = "set", cxx_scope = "", role = "primal"}

  // CHECK-LABEL: @unwritten
  // CHECK: %[[FORM:.*]] = pb.local "form"
  // CHECK-NEXT: pb.zero %[[FORM]]
  // CHECK: pb.local "whole"
  // CHECK-NOT: pb.zero
  // CHECK: pb.return
  pb.func @unwritten(%x: f64, %which: i1) -> f64 attributes {cxx_name = "unwritten", cxx_scope = "", role = "primal"} {
    %form = pb.local "form" : !pb.ptr<!form>
    %other = pb.field %form["other"] : !pb.ptr<!form> -> !pb.ptr<f64>
    pb.store %x, %other : f64, !pb.ptr<f64>
    %held = pb.field %form["held"] : !pb.ptr<!form> -> !pb.ptr<!inner>
    %first = pb.field %held["first"] : !pb.ptr<!inner> -> !pb.ptr<f64>
    %a = pb.load %first : !pb.ptr<f64> -> f64
    %b = pb.load %other : !pb.ptr<f64> -> f64
    %whole = pb.local "whole" : !pb.ptr<!form>
    %given_form = pb.local "given" : !pb.ptr<!form>
    pb.copy %given_form, %whole : !pb.ptr<!form>, !pb.ptr<!form>
    %part = pb.field %whole["other"] : !pb.ptr<!form> -> !pb.ptr<f64>
    %c = pb.load %part : !pb.ptr<f64> -> f64
    %handed = pb.local "handed" : !pb.ptr<!form>
    %given = pb.field %handed["other"] : !pb.ptr<!form> -> !pb.ptr<f64>
    pb.call @set(%given) : (!pb.ptr<f64>) -> ()
    %d = pb.load %given : !pb.ptr<f64> -> f64
    %foreign = pb.local "foreign" : !pb.ptr<!foreign>
    %real = pb.field %foreign["real"] : !pb.ptr<!foreign> -> !pb.ptr<f64>
    %e = pb.load %real : !pb.ptr<f64> -> f64
    %1 = arith.addf %a, %b : f64
    %2 = arith.addf %1, %c : f64
    %3 = arith.addf %2, %d : f64
    %4 = arith.addf %3, %e : f64
    pb.return %4 : f64
  }
}
