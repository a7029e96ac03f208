// Text that is printed on the way comes out once in each mode, in the primal's order, with its numbers.
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: pullback %s -o logging.pullback.cpp -- -std=c++17 -I%include
// RUN: FileCheck %s < logging.pullback.cpp
// RUN: %clangxx %warnflags -Wno-unused-parameter -I%include -I. -DMAIN %s logging.pullback.cpp -o main && ./main 2>&1 | FileCheck %s --check-prefix=PRINTED
#include <cstdio>
#include <iomanip>
#include <iostream>
#include <string>
#include <utility>
#include <pullback/pullback.h>

PULLBACK(vjp, gradient)
double energy(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += x[i] * x[i];
    std::fprintf(stderr, "step %d: %g\n", i, s);
  }
  std::cerr << "energy " << std::setprecision(3) << s << " of " << n << std::endl;
  return s;
}

// Nothing else would keep this loop from running with its reverse.
PULLBACK(vjp)
double counted(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    std::fprintf(stderr, "point %d\n", i);
    s += x[i] * x[i] * x[i];
  }
  return s;
}

// Text of the caller's, in C's way.
static void warn(const char *what, double value) { std::fprintf(stderr, "%s: %g\n", what, value); }
PULLBACK(vjp)
double warned(double x, const char *name) {
  if (x < 2)
    warn("small", x);
  warn(name, x * x);
  std::puts(name);
  return x * x * x;
}

// Loggers that take whatever there is: literals by reference, numbers, strings.
template <class... Items> void print(int level, Items &&...items) {
  if (level > 0) {
    ((std::cerr << items << ' '), ...);
    std::cerr << std::endl;
  }
}
template <class First, class... Rest> void printConst(const First &first, const Rest &...rest) {
  std::cerr << first << ";";
  if constexpr (sizeof...(rest) > 0)
    printConst(rest...);
}
template <class... Items> void passOn(Items &&...items) { print(1, std::forward<Items>(items)...); }
struct Layer {
  std::string name;
  double weight;
};
static double run(const Layer &layer, double x) {
  print(1, "layer", layer.name, layer.weight * x);
  return layer.weight * x;
}
PULLBACK(vjp)
double logged(double x, int n, const std::string &title) {
  print(n, "iteration", n, 'c', 2.5, true);
  print(n - 2, "not printed", x);
  printConst("x =", x, 3, title);
  passOn(" then", x * 2, title);
  const Layer first{"first", x}, second{n > 1 ? "second" : "last", x * x};
  return run(first, x) * run(second, x);
}

// CHECK: void energy_vjp
// CHECK: std::fprintf(stderr, "step %d: %g\n", i, s);
// CHECK: std::cerr << "energy " << std::setprecision(3) << s << " of " << n << std::endl;
// CHECK: double energy_gradient
// CHECK: void counted_vjp
// CHECK: std::fprintf(stderr, "point %d\n", i);
// CHECK: void warned_vjp
// CHECK: std::fprintf(stderr, "%s: %g\n", "small", x);
// CHECK: std::fprintf(stderr, "%s: %g\n", name, product);
// CHECK: std::puts(name);
// CHECK: void logged_vjp
// CHECK: std::cerr << "iteration" << ' ';
// CHECK: std::cerr << title << ";";

#ifdef MAIN
#include "logging.pullback.h"
int main() {
  const double x[2] = {1, 2};
  double bar[2] = {};
  energy_gradient(x, 2, bar);
  std::cerr << bar[0] << " " << bar[1] << "\n";
  counted_vjp(x, 2, 1, bar);
  warned_vjp(x[0], "square", 1, bar);
  double x_bar = 0;
  logged_vjp(2, 2, "title", 1, &x_bar);
  std::cerr << "\n" << x_bar << "\n"; // of x^5
}
#endif
// PRINTED: step 0: 1
// PRINTED-NEXT: step 1: 5
// PRINTED-NEXT: energy 5 of 2
// PRINTED-NEXT: 2 4
// PRINTED-NEXT: point 0
// PRINTED-NEXT: point 1
// PRINTED-NEXT: small: 1
// PRINTED-NEXT: square: 1
// PRINTED: square
// PRINTED: iteration 2 c 2.5 1
// PRINTED-NEXT: x =;2;3;title; then 4 title
// PRINTED-NEXT: layer first 4
// PRINTED-NEXT: layer second 8
// PRINTED-EMPTY:
// PRINTED-NEXT: 80
