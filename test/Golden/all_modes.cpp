// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %bless %t/all_modes.pullback.cpp %S/Expected/all_modes.pullback.cpp
// RUN: %bless %t/all_modes.pullback.h %S/Expected/all_modes.pullback.h
// RUN: %numeric %s
// Every mode of one function.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: a = 0.7, b = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double wave(double a, double b) {
  const double phase = a * b;
  return std::sin(phase) * std::exp(-a);
}
