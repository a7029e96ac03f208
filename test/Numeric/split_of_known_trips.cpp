// RUN: %numeric %s
// RUN: pullback %s --no-heap -o - | FileCheck %s

// What loops with a known number of trips save are arrays in the struct, with no memory of their own.
#include <pullback/pullback.h>

#include <cmath>

// CHECK: struct power_saved {
// CHECK-NEXT: double s_saved[4];
// CHECK-INPUT: x = 0.8
// CHECK-INPUT: x = -0.3
PULLBACK(split)
double power(double x) {
  double s = x;
  for (int i = 0; i < 4; ++i)
    s = std::sin(s) * x;
  return s;
}

// CHECK: struct steps_saved {
// CHECK-NOT: std::vector
// CHECK-LABEL: power_fwd(
// CHECK-INPUT: u = uniform(-1, 1)[3], k = 0.7
PULLBACK(split)
void steps(double (&u)[3], double k) {
  for (int t = 0; t < 5; ++t)
    for (int i = 0; i < 3; ++i)
      u[i] += k * std::sin(u[(i + 1) % 3]) * u[i];
}
