// RUN: pullback-opt %s --pb-small-arrays | FileCheck %s
!size = !pb.int<"unsigned long", 64, false>

// Three times five numbers, zeroed if they are adjoints; an array of unknown or great size stays on the heap.
// CHECK-LABEL: @arrays
// CHECK: %[[SAVED:.*]] = pb.local "saved" : !pb.ptr<!pb.array<15, f64>>
// CHECK-NOT: pb.zero %[[SAVED]]
// CHECK: %[[BAR:.*]] = pb.local "bar" : !pb.ptr<!pb.array<5, f64>>
// CHECK: pb.zero %[[BAR]]
// CHECK: pb.alloc saved "unknown"
// CHECK: pb.alloc saved "great"
pb.func @arrays(%n: !size, %v: f64) attributes {cxx_name = "f_vjp", role = "derivative"} {
  %three = pb.constant 3 : !size
  %five = pb.constant 5 : !size
  %million = pb.constant 1000000 : !size
  %count = pb.binary mul %three, %five : !size
  %a = pb.alloc saved "saved"[%count] : !size -> !pb.ptr<f64>
  %b = pb.alloc shadow "bar"[%five] : !size -> !pb.ptr<f64>
  %c = pb.alloc saved "unknown"[%n] : !size -> !pb.ptr<f64>
  %d = pb.alloc saved "great"[%million] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  pb.store %v, %b : f64, !pb.ptr<f64>
  pb.store %v, %c : f64, !pb.ptr<f64>
  pb.store %v, %d : f64, !pb.ptr<f64>
  pb.return
}

// A function that may call itself would pile them up.
// CHECK-LABEL: @helper
// CHECK: pb.alloc
pb.func @helper(%v: f64) attributes {cxx_name = "g_sweep_both", role = "helper"} {
  %five = pb.constant 5 : !size
  %a = pb.alloc saved "saved"[%five] : !size -> !pb.ptr<f64>
  pb.store %v, %a : f64, !pb.ptr<f64>
  pb.return
}

// A pointer in front of an array of known size is refused when compilers check for it.
// CHECK-LABEL: @before
// CHECK: pb.alloc shadow "bar"
pb.func @before(%v: f64, %nl: !pb.int<"long", 64, true>) attributes {cxx_name = "h_vjp", role = "derivative"} {
  %five = pb.constant 5 : !size
  %a = pb.alloc shadow "bar"[%five] : !size -> !pb.ptr<f64>
  %minus = pb.unary neg %nl : !pb.int<"long", 64, true>
  %b = pb.element %a[%minus] : !pb.ptr<f64>, !pb.int<"long", 64, true>
  %c = pb.element %b[%nl] : !pb.ptr<f64>, !pb.int<"long", 64, true>
  pb.store %v, %c : f64, !pb.ptr<f64>
  pb.return
}

// What a loop with moving bounds keeps starts with zeros: gcc does not see that it is read where it was written.
// CHECK-LABEL: @triangle
// CHECK: %[[SAVED:.*]] = pb.local "x_saved" : !pb.ptr<!pb.array<3, f64>>
// CHECK-NEXT: pb.zero %[[SAVED]]
pb.func @triangle(%v: f64) attributes {cxx_name = "triangle_vjp", role = "derivative"} {
  %c0 = pb.constant 0 : !pb.int<"int", 32, true>
  %c3 = pb.constant 3 : !pb.int<"int", 32, true>
  %n = pb.constant 3 : !pb.int<"unsigned long", 64, false>
  %saved = pb.alloc saved "x_saved"[%n] : !pb.int<"unsigned long", 64, false> -> !pb.ptr<f64>
  pb.for %i = %c0 while lt %c3 step 1 : !pb.int<"int", 32, true> {
    pb.for %j = %c0 while lt %i step 1 : !pb.int<"int", 32, true> {
      %p = pb.element %saved[%j] : !pb.ptr<f64>, !pb.int<"int", 32, true>
      pb.store %v, %p : f64, !pb.ptr<f64>
      pb.yield
    }
    pb.yield
  }
  %first = pb.element %saved[%c0] : !pb.ptr<f64>, !pb.int<"int", 32, true>
  %x = pb.load %first : !pb.ptr<f64> -> f64
  pb.return
}
