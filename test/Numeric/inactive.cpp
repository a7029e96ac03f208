// RUN: %numeric %s
// inactive(...) in the request, and PULLBACK_INACTIVE on a parameter and a function.
#include <pullback/pullback.h>

#include <cmath>

#ifdef PULLBACK_ORACLE
#define PASSIVE(x) withoutTangent(x)
#else
#define PASSIVE(x) x
#endif

// CHECK-INPUT: x = 0.7, t = 1.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, inactive(t))
double byRequest(double x, double t) { return x * t * t + x * x; }

// CHECK-INPUT: x = 0.7, t = uniform(-1, 1)[2]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double byDeclaration(double x, PULLBACK_INACTIVE double* t) {
  t[0] += 1;
  return x * t[0] * t[1];
}

PULLBACK_INACTIVE double table(int key) { return key == 2 ? 0.5 : 1.5; }
PULLBACK_INACTIVE double noise(double x) { return PASSIVE(x) * 1e-3; }

// CHECK-KINK: x = 0.7, key = 2
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double byFunction(double x, int key) { return x * x * table(key) + noise(x); }

double weighted(double x, PULLBACK_INACTIVE double w) {
  w *= x;
  return PASSIVE(w) * x;
}

// CHECK-KINK: x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double byParameterOfCallee(double x) { return weighted(x, PASSIVE(x) * x) + weighted(x * x, 2); }

// CHECK-KINK: x = 0.7, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double byVariable(double x, int n) {
  PULLBACK_INACTIVE double step = x;
  for (int i = 0; i < n; ++i) {
    step = step * x;
    x += PASSIVE(step) * x;
  }
  return x * x;
}
