// RUN: %numeric %s
// Loops that test behind their body and may begin beyond their bound: something else ends them then.
#include <cmath>
#include <pullback/pullback.h>

// CHECK-INPUT: a = uniform(0.5, 1)[8], n = 3
// CHECK-INPUT: a = uniform(0.5, 1)[8], n = 0
// CHECK-INPUT: a = uniform(0.5, 1)[8], n = -2
PULLBACK(vjp, gradient, split, jvp)
double ended_by_value(const double* a, int n) {
  double s = 1;
  const double* p = a;
  do {
    s += std::sin(*p++) * s;
    if (s > 10) break;
  } while (--n);
  return s;
}

// CHECK-INPUT: a = uniform(-1, 1)[8], n = 3
// CHECK-INPUT: a = uniform(-1, 1)[8], n = 7
PULLBACK(vjp, gradient, jvp)
double bound_changes(const double* a, int n) {
  double s = 1;
  int i = 0;
  do {
    s += std::sin(a[i]) * s;
    if (i == 2) n = 5;
  } while (++i < n);
  return s;
}

// CHECK-INPUT: a = uniform(0.1, 0.2)[3], n = 250
PULLBACK(vjp, gradient, jvp)
double narrow(const double* a, int n) {
  double s = 1;
  unsigned char i = static_cast<unsigned char>(n);
  do s += std::sin(a[i % 3]) * s * 0.1;
  while (++i != 4);
  return s;
}

// CHECK-INPUT: a = uniform(-1, 1)[8], n = 8
PULLBACK(vjp, gradient, jvp)
double tested_in_the_middle(const double* a, int n) {
  double s = 1;
  int i = 0;
  for (;;) {
    s += std::sin(a[i]) * s;
    if (++i == n) break;
    s *= a[i];
  }
  return s;
}
