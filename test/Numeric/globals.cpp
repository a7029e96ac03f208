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
