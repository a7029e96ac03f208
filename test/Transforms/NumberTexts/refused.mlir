// RUN: pullback-opt %s --pb-number-texts --split-input-file --verify-diagnostics
!int = !pb.int<"int", 32, true>
!string = !pb.record<"std::string", [], ()>

// Two strings of the caller's: both may be none of the literals.
pb.func @two(%a: !pb.ptr<!string>, %b: !pb.ptr<!string>) -> i1
    attributes {cxx_name = "two", cxx_scope = "", role = "primal", pb.modes = ["vjp"]} {
  %first = pb.field %a["number"] : !pb.ptr<!string> -> !pb.ptr<!int>
  %second = pb.field %b["number"] : !pb.ptr<!string> -> !pb.ptr<!int>
  %left = pb.load %first : !pb.ptr<!int> -> !int
  %right = pb.load %second : !pb.ptr<!int> -> !int
  // expected-error @below {{cannot differentiate the comparison of these strings: only literal text can be compared, and strings of the caller's with it [string]}}
  // expected-note @below {{leave text out of the function}}
  %same = pb.text.cmp eq %left, %right : !int
  pb.return %same : i1
}

// -----

!int = !pb.int<"int", 32, true>
!string = !pb.record<"std::string", [], ()>

// Elements of an array are several.
pb.func @elements(%a: !pb.ptr<!string>, %i: !int, %j: !int) -> i1
    attributes {cxx_name = "elements", cxx_scope = "", role = "primal", pb.modes = ["vjp"]} {
  %p = pb.element %a[%i] : !pb.ptr<!string>, !int
  %first = pb.field %p["number"] : !pb.ptr<!string> -> !pb.ptr<!int>
  %left = pb.load %first : !pb.ptr<!int> -> !int
  %local = pb.local "kept" : !pb.ptr<!int>
  pb.store %left, %local : !int, !pb.ptr<!int>
  %right = pb.load %local : !pb.ptr<!int> -> !int
  // expected-error @below {{cannot differentiate the comparison of these strings}}
  // expected-note @below {{leave text out of the function}}
  %same = pb.text.cmp eq %left, %right : !int
  pb.return %same : i1
}

// -----

!int = !pb.int<"int", 32, true>

pb.func @unknown() -> i1 attributes {cxx_name = "unknown", cxx_scope = "", role = "primal", pb.modes = ["vjp"]} {
  // expected-error @below {{cannot differentiate this text: only literal text can be compared, and strings of the caller's with it [string]}}
  // expected-note @below {{leave text out of the function}}
  %made = pb.text.unknown : !int
  %call = pb.text "call" : !int
  %same = pb.text.cmp eq %made, %call : !int
  pb.return %same : i1
}
