// RUN: %numeric %s
// The adjoint of an array that a recursive function gets is cleared before the call that adds to it, also where the call
// and its reverse are one.
#include <pullback/pullback.h>

double odd(const double* a, int n, double c);

double even(const double* a, int n, double c) {
  if (n <= 0) return c;
  return a[0] * odd(a + 1, n - 1, c);
}

double odd(const double* a, int n, double c) {
  if (n <= 0) return c;
  return even(a, n - 1, a[0]) * 2;
}

// CHECK-INPUT: a = -0.904093
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double whole(double a) {
  double vec[3] = {a, 0.5, 0.3 * a};
  return odd(vec, 3, a);
}

// CHECK-INPUT: a = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double changed(double a) {
  double vec[3] = {a, 0.5, 0.3 * a};
  const double first = odd(vec, 3, a);
  vec[1] = first;
  return odd(vec, 3, a) + first * vec[2];
}

struct Pair {
  double weights[2];
  double scale;
};

double fold(const Pair* p, int n) { return n <= 0 ? p->scale : p->weights[n % 2] * fold(p, n - 1) + p->scale; }

// CHECK-INPUT: a = 0.4, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double record(double a, int n) {
  const Pair pair = {{a, a * a}, 2 * a};
  return fold(&pair, n);
}

// Cleared once more between two calls.
struct Two {
  double w[2];
};
double product(const Two& p, int n, double c) {
  if (n <= 0) return c;
  return p.w[n % 2] * product(p, n - 1, p.w[0] * c) * 2;
}
// CHECK-INPUT: a = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double cleared(double a) {
  Two p = {{a, 0.5 * a}};
  const double first = product(p, 2, a);
  p = Two{};
  p.w[1] = a * a;
  return product(p, 1, 2 * a) + 3 * first;
}
double power(const double& v, int n) { return n <= 0 ? v : v * power(v, n - 1); }
// CHECK-INPUT: a = 0.4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double number(double a) {
  double v = a;
  const double first = power(v, 2);
  v = 0;
  const double second = power(v, 0);
  v = 3 * a;
  return power(v, 3) + first + second;
}
