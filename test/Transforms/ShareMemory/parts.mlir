// Pointers to a part of objects that a loop makes become the places of these objects; what is downcast from it is one.
// RUN: pullback-opt %s --pb-share-memory --split-input-file --verify-diagnostics | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>
!base = !pb.record<"Base", ["x"], (f64)>
!derived = !pb.record<"Derived", ["Base_base"], (!base)>

// CHECK-LABEL: @bases
// CHECK: %[[SHARED:.*]] = pb.alloc vector {{.*}} -> !pb.ptr<!pb.record<"Derived"
// CHECK: pb.for {{.*}} carry(%[[USED:.*]] =
// CHECK:   %[[WHOLE:.*]] = pb.element %[[SHARED]][%[[USED]]]
// CHECK-NOT: pb.downcast
// CHECK:   %[[PLACE:.*]] = pb.ptrdiff %[[WHOLE]], %[[SHARED]]
// CHECK:   pb.store %[[PLACE]]
// CHECK: %[[KEPT:.*]] = pb.load {{.*}} -> !pb.int<"unsigned long", 64, false>
// CHECK: %[[LOADED:.*]] = pb.element %[[SHARED]][%[[KEPT]]]
// CHECK: pb.field %[[LOADED]]["Base_base"]
pb.func @bases(%n: !size, %m: !size) -> f64 attributes {cxx_name = "bases", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %v = pb.alloc vector "v"[%n] : !size -> !pb.ptr<!pb.ptr<!base>>
  pb.for %i = %zero while lt %n step 1 : !size {
    %new = pb.alloc new "made"[%one] : !size -> !pb.ptr<!derived>
    %part = pb.field %new["Base_base"] : !pb.ptr<!derived> -> !pb.ptr<!base>
    %e = pb.element %v[%i] : !pb.ptr<!pb.ptr<!base>>, !size
    pb.store %part, %e : !pb.ptr<!base>, !pb.ptr<!pb.ptr<!base>>
    pb.yield
  }
  %e = pb.element %v[%m] : !pb.ptr<!pb.ptr<!base>>, !size
  %p = pb.load %e : !pb.ptr<!pb.ptr<!base>> -> !pb.ptr<!base>
  %f = pb.field %p["x"] : !pb.ptr<!base> -> !pb.ptr<f64>
  %x = pb.load %f : !pb.ptr<f64> -> f64
  pb.return %x : f64
}

// -----
!size = !pb.int<"unsigned long", 64, false>
!base = !pb.record<"Base", ["x"], (f64)>
!derived = !pb.record<"Derived", ["Base_base"], (!base)>

// The object that is there is not the only one to which pointers are kept, though it stands in front of where one is
// read.
// CHECK-LABEL: @before
// CHECK: pb.alloc vector
// CHECK: pb.for
// CHECK:   pb.load {{.*}} -> !pb.int<"unsigned long", 64, false>
pb.func @before(%n: !size, %m: !size) attributes {cxx_name = "before", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %v = pb.alloc vector "v"[%n] : !size -> !pb.ptr<!pb.ptr<!base>>
  pb.for %i = %zero while lt %n step 1 : !size {
    %new = pb.alloc new "made"[%one] : !size -> !pb.ptr<!derived>
    %part = pb.field %new["Base_base"] : !pb.ptr<!derived> -> !pb.ptr<!base>
    %e = pb.element %v[%i] : !pb.ptr<!pb.ptr<!base>>, !size
    pb.store %part, %e : !pb.ptr<!base>, !pb.ptr<!pb.ptr<!base>>
    %first = pb.element %v[%m] : !pb.ptr<!pb.ptr<!base>>, !size
    %p = pb.load %first : !pb.ptr<!pb.ptr<!base>> -> !pb.ptr<!base>
    %f = pb.field %p["x"] : !pb.ptr<!base> -> !pb.ptr<f64>
    %x = pb.load %f : !pb.ptr<f64> -> f64
    pb.store %x, %f : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}

// -----
!size = !pb.int<"unsigned long", 64, false>
!pair = !pb.record<"Pair", ["x", "y"], (f64, f64)>

pb.func @both(%n: !size, %m: !size) attributes {cxx_name = "both", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %v = pb.alloc vector "v"[%n] : !size -> !pb.ptr<!pb.ptr<f64>>
  pb.for %i = %zero while lt %n step 1 : !size {
    %new = pb.alloc new "made"[%one] : !size -> !pb.ptr<!pair>
    %x = pb.field %new["x"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    %y = pb.field %new["y"] : !pb.ptr<!pair> -> !pb.ptr<f64>
    %e = pb.element %v[%i] : !pb.ptr<!pb.ptr<f64>>, !size
    // expected-error@below {{it points to a part of one of the objects that a loop makes [pointer-member]}}
    // expected-note@below {{use an index into one array}}
    pb.store %x, %e : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
    pb.store %y, %e : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
    pb.yield
  }
  pb.return
}

// -----
!size = !pb.int<"unsigned long", 64, false>
!four = !pb.array<4, f64>

// The part that a loop points to is taken at the loop's beginning; what it is a part of stays where others use it.
// CHECK-LABEL: @outside
// CHECK: %[[LOCAL:.*]] = pb.local "whole"
// CHECK: %[[FIELD:.*]] = pb.field %[[LOCAL]]["values"]
// CHECK: pb.zero %[[FIELD]]
// CHECK: pb.for
// CHECK-NEXT: pb.decay %[[FIELD]]
pb.func @outside(%n: !size) -> f64 attributes {cxx_name = "outside", role = "primal"} {
  %zero = pb.constant 0 : !size
  %one = pb.constant 1 : !size
  %whole = pb.local "whole" : !pb.ptr<!pb.record<"Whole", ["values"], (!four)>>
  %values = pb.field %whole["values"] : !pb.ptr<!pb.record<"Whole", ["values"], (!four)>> -> !pb.ptr<!four>
  pb.zero %values : !pb.ptr<!four>
  %sum = pb.local "sum" : !pb.ptr<f64>
  pb.for %i = %zero while lt %n step 1 : !size {
    %kept = pb.alloc vector "kept"[%n] : !size -> !pb.ptr<!pb.ptr<f64>>
    pb.for %j = %zero while lt %n step 1 : !size {
      %first = pb.decay %values : !pb.ptr<!four> -> !pb.ptr<f64>
      %place = pb.element %first[%one] : !pb.ptr<f64>, !size
      %e = pb.element %kept[%j] : !pb.ptr<!pb.ptr<f64>>, !size
      pb.store %place, %e : !pb.ptr<f64>, !pb.ptr<!pb.ptr<f64>>
      pb.yield
    }
    %e = pb.element %kept[%zero] : !pb.ptr<!pb.ptr<f64>>, !size
    %p = pb.load %e : !pb.ptr<!pb.ptr<f64>> -> !pb.ptr<f64>
    %x = pb.load %p : !pb.ptr<f64> -> f64
    pb.store %x, %sum : f64, !pb.ptr<f64>
    pb.yield
  }
  %x = pb.load %sum : !pb.ptr<f64> -> f64
  pb.return %x : f64
}
