// RUN: %numeric %s
// The only write in the loops is behind a comparison that fails in every run: nothing of them is left in the reverse sweep.
#include <pullback/pullback.h>

enum Level { low, middle = 3, high };

// CHECK-INPUT: x = uniform(-1, 1)[4], k = 5
// CHECK-INPUT: x = uniform(-1, 1)[4], k = 2
PULLBACK(vjp, value_and_vjp, split, jvp)
double f(double x[4], unsigned k) {
  if (k > 4) {
    int i = 0;
    do {
      int j = 0;
      do {
        const Level level = high;
        if (level != high)
          x[1] = 0.5;
      } while (++j < 3);
    } while (++i < 3);
  }
  return x[1] * x[0];
}
