// RUN: pullback-opt %s --pb-emit=functions-as=primal | FileCheck %s
// Precedence, literals, and the casts that C++ or the warning flags want.
!int = !pb.int<"int", 32, true>
!long = !pb.int<"long", 64, true>
!unsigned = !pb.int<"unsigned int", 32, false>
!size = !pb.int<"unsigned long", 64, false>
!short = !pb.int<"short", 16, true>
!colour = !pb.int<"ns::Colour", 32, true>

// The order of evaluation is the IR's.
// CHECK-LABEL: double order(double a, double b, double c) {
// CHECK-NEXT:    return a + (b + c) - (a - (b - c)) - a / (b * c) * (a / b / c) * (a * (b * c));
pb.func @order(%a: f64 {pb.name = "a"}, %b: f64 {pb.name = "b"}, %c: f64 {pb.name = "c"}) -> f64
    attributes {cxx_name = "order", cxx_scope = "", role = "primal"} {
  %1 = arith.addf %b, %c : f64
  %2 = arith.addf %a, %1 : f64
  %3 = arith.subf %b, %c : f64
  %4 = arith.subf %a, %3 : f64
  %5 = arith.subf %2, %4 : f64
  %6 = arith.mulf %b, %c : f64
  %7 = arith.divf %a, %6 : f64
  %8 = arith.divf %a, %b : f64
  %9 = arith.divf %8, %c : f64
  %10 = arith.mulf %7, %9 : f64
  %11 = arith.mulf %b, %c : f64
  %12 = arith.mulf %a, %11 : f64
  %13 = arith.mulf %10, %12 : f64
  %14 = arith.subf %5, %13 : f64
  pb.return %14 : f64
}

// Signs move through products; an integer has no negative zero, so its product is negated as a whole.
// CHECK-LABEL: double signs(double a, double b, int n) {
// CHECK-NEXT:    return a - b * a + (b - a) - a / b + std::fabs(-(n * a));
pb.func @signs(%a: f64 {pb.name = "a"}, %b: f64 {pb.name = "b"}, %n: !int {pb.name = "n"}) -> f64
    attributes {cxx_name = "signs", cxx_scope = "", role = "primal"} {
  %minus = arith.negf %b : f64
  %1 = arith.mulf %minus, %a : f64
  %2 = arith.addf %a, %1 : f64
  %3 = arith.negf %a : f64
  %4 = arith.addf %3, %b : f64
  %5 = arith.addf %2, %4 : f64
  %6 = arith.negf %b : f64
  %7 = arith.divf %a, %6 : f64
  %8 = arith.addf %5, %7 : f64
  %9 = pb.cast %n implicit : !int to f64
  %10 = arith.mulf %9, %a : f64
  %11 = arith.negf %10 : f64
  %12 = pb.math "fabs"(%11) : (f64) -> f64
  %13 = arith.addf %8, %12 : f64
  pb.return %13 : f64
}

// CHECK-LABEL: double literals(double x) {
// CHECK-NEXT:    return x + 0.1 + 1e-3 + 2 + 1e100 + 0.1F + M_PI + std::numeric_limits<double>::infinity() -
// CHECK-NEXT:           5e-324 - 0.0;
pb.func @literals(%x: f64 {pb.name = "x"}) -> f64 attributes {cxx_name = "literals", cxx_scope = "", role = "primal"} {
  %tenth = pb.constant bits "3FB999999999999A" : f64
  %spelled = pb.constant bits "3F50624DD2F1A9FC" spelled "1e-3" : f64
  %two = pb.constant bits "4000000000000000" : f64
  %large = pb.constant bits "54B249AD2594C37D" : f64
  %float = pb.constant bits "3DCCCCCD" : f32
  %pi = pb.constant bits "400921FB54442D18" spelled "M_PI" : f64
  %inf = pb.constant bits "7FF0000000000000" : f64
  %tiny = pb.constant bits "8000000000000001" : f64
  %zero = pb.constant bits "8000000000000000" : f64
  %1 = arith.addf %x, %tenth : f64
  %2 = arith.addf %1, %spelled : f64
  %3 = arith.addf %2, %two : f64
  %4 = arith.addf %3, %large : f64
  %wide = pb.cast %float implicit : f32 to f64
  %5 = arith.addf %4, %wide : f64
  %6 = arith.addf %5, %pi : f64
  %7 = arith.addf %6, %inf : f64
  %8 = arith.addf %7, %tiny : f64
  %9 = arith.addf %8, %zero : f64
  pb.return %9 : f64
}

// int converts to double by itself, long does not without a warning; a function takes its arguments as they are.
// CHECK-LABEL: double conversions(int i, long l, float f, double x, short) {
// CHECK-NEXT:    return i * x + static_cast<double>(l) / x + f * x + std::pow(x, static_cast<double>(i)) +
// CHECK-NEXT:           i / static_cast<double>(l) * std::pow(x, 2.0);
pb.func @conversions(%i: !int {pb.name = "i"}, %l: !long {pb.name = "l"}, %f: f32 {pb.name = "f"}, %x: f64 {pb.name = "x"},
                     %s: !short {pb.name = "s"}) -> f64
    attributes {cxx_name = "conversions", cxx_scope = "", role = "primal"} {
  %1 = pb.cast %i implicit : !int to f64
  %2 = arith.mulf %1, %x : f64
  %3 = pb.cast %l implicit : !long to f64
  %4 = arith.divf %3, %x : f64
  %5 = arith.addf %2, %4 : f64
  %6 = pb.cast %f implicit : f32 to f64
  %7 = arith.mulf %6, %x : f64
  %8 = arith.addf %5, %7 : f64
  %9 = pb.math "pow"(%x, %1) : (f64, f64) -> f64
  %10 = arith.addf %8, %9 : f64
  %11 = arith.divf %1, %3 : f64
  %two = pb.constant bits "4000000000000000" : f64
  %12 = pb.math "pow"(%x, %two) : (f64, f64) -> f64
  %13 = arith.mulf %11, %12 : f64
  %14 = arith.addf %10, %13 : f64
  pb.return %14 : f64
}

// CHECK-LABEL: std::size_t integers(int i, unsigned int u, short s, std::size_t n, ns::Colour c) {
// CHECK-NEXT:    const short next = static_cast<short>(s + 1);
// CHECK-NEXT:    return i * n + 2 * (u >> (i & 3)) + (u & ~u) + static_cast<std::size_t>(next) / i + next * n +
// CHECK-NEXT:           static_cast<std::size_t>(c == static_cast<ns::Colour>(0) && u < 2);
pb.func @integers(%i: !int {pb.name = "i"}, %u: !unsigned {pb.name = "u"}, %s: !short {pb.name = "s"},
                  %n: !size {pb.name = "n"}, %c: !colour {pb.name = "c"}) -> !size
    attributes {cxx_name = "integers", cxx_scope = "", role = "primal"} {
  %one = pb.constant 1 : !int
  %two = pb.constant 2 : !unsigned
  %three = pb.constant 3 : !int
  %red = pb.constant 0 : !colour
  %1 = pb.cast %s implicit : !short to !int
  %2 = pb.binary add %1, %one : !int
  %next = pb.cast %2 : !int to !short loc("next")
  %3 = pb.cast %i implicit : !int to !size
  %4 = pb.binary mul %3, %n : !size
  %5 = pb.binary and %i, %three : !int
  %6 = pb.cast %5 implicit : !int to !unsigned
  %7 = pb.binary shr %u, %6 : !unsigned
  %8 = pb.binary mul %two, %7 : !unsigned
  %9 = pb.cast %8 implicit : !unsigned to !size
  %10 = pb.binary add %4, %9 : !size
  %11 = pb.unary not %u : !unsigned
  %12 = pb.binary and %u, %11 : !unsigned
  %13 = pb.cast %12 implicit : !unsigned to !size
  %14 = pb.binary add %10, %13 : !size
  %15 = pb.cast %next : !short to !size
  %16 = pb.cast %next : !short to !size
  %17 = pb.binary div %15, %3 : !size
  %18 = pb.binary add %14, %17 : !size
  %19 = pb.binary mul %16, %n : !size
  %20 = pb.binary add %18, %19 : !size
  %same = pb.cmp eq %c, %red : !colour
  %less = pb.cmp lt %u, %two : !unsigned
  %both = arith.andi %same, %less : i1
  %21 = pb.cast %both : i1 to !size
  %22 = pb.binary add %20, %21 : !size
  pb.return %22 : !size
}

// Types narrower than int: no implicit conversion back from int.
// CHECK-LABEL: double narrow(const double* x, short n) {
// CHECK-NEXT:    double s = 0;
// CHECK-NEXT:    for (short i = 1; i < n; i = static_cast<short>(i + 2))
// CHECK-NEXT:      s += x[i];
pb.func @narrow(%x: !pb.ptr<f64, const> {pb.name = "x"}, %n: !short {pb.name = "n"}) -> f64
    attributes {cxx_name = "narrow", cxx_scope = "", role = "primal"} {
  %one = pb.constant 1 : !short
  %none = pb.constant bits "0" : f64
  %s = pb.for %i = %one while lt %n step 2 : !short carry(%a loc("s") = %none) : f64 {
    %p = pb.element %x[%i] : !pb.ptr<f64, const>, !short
    %v = pb.load %p : !pb.ptr<f64, const> -> f64
    %b = arith.addf %a, %v : f64
    pb.yield %b : f64
  }
  pb.return %s : f64
}
