// RUN: pullback-opt %s --pb-emit | FileCheck %s
// A counter that is converted for subscripts alone is written as it is, however often.
!int = !pb.int<"int", 32, true>
!size = !pb.int<"unsigned long", 64, false>

// CHECK:      void f(int n, double* __restrict x, double* __restrict y) {
// CHECK-NEXT:   for (int i = 0; i < n; ++i) {
// CHECK-NEXT:     y[i] += x[i];
// CHECK-NEXT:     x[i] = 0;
// CHECK-NEXT:     x[i] += y[i];
// CHECK-NEXT:     y[i] = 0;
// CHECK-NEXT:     y[i] += x[i];
// CHECK-NEXT:   }
// CHECK-NEXT: }
pb.func @f(%n: !int {pb.name = "n"}, %x: !pb.ptr<f64> {pb.name = "x"}, %y: !pb.ptr<f64> {pb.name = "y"})
    attributes {cxx_name = "f", role = "derivative"} {
  %c0 = pb.constant 0 : !int
  %zero = pb.constant bits "0" : f64
  pb.for %i = %c0 while lt %n step 1 : !int {
    %index = pb.cast %i : !int to !size
    %to_x = pb.element %x[%index] : !pb.ptr<f64>, !size
    %to_y = pb.element %y[%index] : !pb.ptr<f64>, !size
    %a = pb.load %to_x : !pb.ptr<f64> -> f64
    pb.accumulate %a, %to_y : f64, !pb.ptr<f64>
    pb.store %zero, %to_x : f64, !pb.ptr<f64>
    %to_y_2 = pb.element %y[%index] : !pb.ptr<f64>, !size
    %to_x_2 = pb.element %x[%index] : !pb.ptr<f64>, !size
    %b = pb.load %to_y_2 : !pb.ptr<f64> -> f64
    pb.accumulate %b, %to_x_2 : f64, !pb.ptr<f64>
    pb.store %zero, %to_y_2 : f64, !pb.ptr<f64>
    %to_x_3 = pb.element %x[%index] : !pb.ptr<f64>, !size
    %to_y_3 = pb.element %y[%index] : !pb.ptr<f64>, !size
    %c = pb.load %to_x_3 : !pb.ptr<f64> -> f64
    pb.accumulate %c, %to_y_3 : f64, !pb.ptr<f64>
    pb.yield
  }
  pb.return
}
