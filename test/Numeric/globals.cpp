// RUN: %numeric %s
// Globals that are only read: constants, a table, a mutable one with external linkage, an enumerator.
#include <pullback/pullback.h>

double gain = 1.5;
extern const int kOrder;
const int kOrder = 3;
namespace table {
const double weights[4] = {0.1, 0.2, 0.3, 0.4};
static const double bias = 0.7;
} // namespace table

// CHECK-INPUT: x = uniform(-1, 1)[4]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double weighted(const double* x) {
  double s = table::bias;
  for (int i = 0; i < 4; ++i) s += table::weights[i] * x[i] * x[i] * gain;
  return s * kOrder;
}

enum class Shape { Line, Square, Cube };

// A table of an enumeration of the source, static in the function.
// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double shapes(const double *x, int n) {
  static const Shape kinds[] = {Shape::Cube, Shape::Line, Shape::Square};
  double s = 0;
  for (int i = 0; i < n; ++i)
    switch (kinds[i % 3]) {
    case Shape::Line: s += x[i]; break;
    case Shape::Square: s += x[i] * x[i]; break;
    case Shape::Cube: s += x[i] * x[i] * x[i]; break;
    }
  return s;
}
