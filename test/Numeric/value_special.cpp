// RUN: %numeric %s
// Values with infinities, NaN and negative zero come out bit for bit as the primal has them.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-KINK: x = inf, y = 2, out = output[4]
// CHECK-KINK: x = nan, y = 2, out = output[4]
// CHECK-KINK: x = -0.0, y = 2, out = output[4]
// CHECK-KINK: x = 1e308, y = 2, out = output[4]
// CHECK-KINK: x = 5e-324, y = 0.5, out = output[4]
PULLBACK(value_and_vjp, jvp, split, of(out[4]))
void special(double x, double y, double* out) {
  out[0] = x * y - x;
  out[1] = x + 0.0;
  out[2] = -x;
  out[3] = std::fmax(x, y) / 3 * 3;
}
