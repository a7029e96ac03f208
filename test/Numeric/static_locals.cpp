// RUN: %numeric %s
// Static locals that the function only reads, const or not, and tables of structs that stand in the source.
#include <cmath>
#include <pullback/pullback.h>

enum Kind { Cosine, Sine };
struct Term {
  double amplitude, rate;
  Kind kind;
};

static double horner(const double* c, int n, double x) {
  double sum = 0;
  for (int i = n - 1; i >= 0; --i) sum = sum * x + c[i];
  return sum;
}

// CHECK-INPUT: x = uniform(1, 3)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double log_gamma(double x) {
  static double c[6] = {76.18009172947146,  -86.50532032941677,    24.01409824083091,
                        -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5};
  static double root = 2.5066282746310005;
  static int count = sizeof(c) / sizeof(c[0]);
  double y = x, sum = 1.000000000190015;
  const double t = x + 5.5 - (x + 0.5) * std::log(x + 5.5);
  for (int j = 0; j < count; ++j) sum += c[j] / ++y;
  return -t + std::log(root * sum / x);
}

namespace series {
const Term kLong[] = {{1.5, 0.25, Cosine}, {-0.5, 2, Sine}};

// CHECK-INPUT: x = uniform(-1, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double longitude(double x) {
  static const struct { double a; int power; } kShort[] = {{0.75, 1}, {2, 3}};
  static double grid[2][2] = {{1, 2}, {3, 4}};
  double sum = 0;
  for (const Term& t : kLong) sum += t.amplitude * (t.kind == Sine ? std::sin(t.rate * x) : std::cos(t.rate * x));
  for (int i = 0; i < 2; ++i) sum += kShort[i].a * std::pow(x, kShort[i].power) * grid[i][1];
  return sum * horner(grid[1], 2, x);
}
} // namespace series

// CHECK-INPUT: x = uniform(-1, 1), n = 2
// CHECK-INPUT: x = uniform(-1, 1), n = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chosen(double x, int n) {
  static double first[2] = {1, 2}, second[2] = {0.5, -3};
  static const double* table = second;
  const double* picked = n > 1 ? first : table;
  auto scaled = [](double v) {
    static double factor = 3;
    return factor * v;
  };
  double sum = 0;
  for (int i = 0; i < 2; ++i) sum += picked[i] * scaled(x * x) + table[i] * x;
  return sum;
}
