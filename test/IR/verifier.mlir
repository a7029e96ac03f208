// What the verifier refuses.
// RUN: pullback-opt %s -split-input-file -verify-diagnostics
// expected-error@+1 {{has the unknown role 'other'}}
pb.func @f() attributes {cxx_name = "f", cxx_scope = "", role = "other"} {
  pb.return
}
// -----
pb.func @f(%x: f64) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{calls the unknown function @g}}
  pb.call @g(%x) : (f64) -> ()
  pb.return
}
// -----
pb.func private @g(f32) attributes {cxx_name = "g", cxx_scope = "", role = "external"}
pb.func @f(%x: f64) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{passes arguments that do not fit @g}}
  pb.call @g(%x) : (f64) -> ()
  pb.return
}
// -----
pb.func private @g(f64) -> f64 attributes {cxx_name = "g", cxx_scope = "", role = "external"}
pb.func @f(%x: f64) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{expects another result than @g has}}
  pb.call @g(%x) : (f64) -> ()
  pb.return
}
// -----
pb.func @f(%p: !pb.ptr<f64>) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{yields another type than its pointer points to}}
  %x = pb.load %p : !pb.ptr<f64> -> f32
  pb.return
}
// -----
pb.func @f(%p: !pb.ptr<f64>, %x: f32) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{stores another type than its pointer points to}}
  pb.store %x, %p : f32, !pb.ptr<f64>
  pb.return
}
// -----
pb.func @f(%p: !pb.ptr<!pb.record<"R", ["a"], (f64)>>) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{names no field of that type in the record}}
  %b = pb.field %p["b"] : !pb.ptr<!pb.record<"R", ["a"], (f64)>> -> !pb.ptr<f64>
  pb.return
}
// -----
pb.func @f(%p: !pb.ptr<f64>) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{takes a pointer to a record}}
  %b = pb.field %p["b"] : !pb.ptr<f64> -> !pb.ptr<f64>
  pb.return
}
// -----
pb.func @f(%p: !pb.ptr<!pb.array<2, f64>>) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{does not yield a pointer to the array's element}}
  %b = pb.decay %p : !pb.ptr<!pb.array<2, f64>> -> !pb.ptr<f32>
  pb.return
}
// -----
pb.func @f(%n: !pb.int<"int", 32, true>) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{has the step 0}}
  pb.for %i = %n while lt %n step 0 : !pb.int<"int", 32, true> {
    pb.yield
  }
  pb.return
}
// -----
pb.func @f(%x: f64, %n: !pb.int<"int", 32, true>) attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{yields other types than it carries}}
  %s = pb.for %i = %n while lt %n step 1 : !pb.int<"int", 32, true> carry(%c = %x) : f64 {
    pb.yield
  }
  pb.return
}
// -----
pb.func @f() attributes {cxx_name = "f", cxx_scope = "", role = "primal"} {
  // expected-error@+1 {{yields no condition to go on}}
  pb.loop {
    pb.yield
  }
  pb.return
}

// -----

pb.func @without_yield(%n: !pb.int<"int", 32, true>, %x: f64, %p: !pb.ptr<f64>) attributes {cxx_name = "f", role = "primal"} {
  %zero = pb.constant 0 : !pb.int<"int", 32, true>
  // expected-error@+1 {{ends with something else than pb.yield}}
  pb.for %i = %zero while lt %n step 1 : !pb.int<"int", 32, true> {
    pb.store %x, %p : f64, !pb.ptr<f64>
  }
  pb.return
}
