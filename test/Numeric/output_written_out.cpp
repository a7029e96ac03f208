// RUN: %numeric %s
// A pure output that is written element by element in long straight-line code, without a length.
#include <pullback/pullback.h>

#define ONE(i) y[i] = x[(i) % 3] * x[(i) % 2] + (i);
#define FOUR(i) ONE(i) ONE((i) + 1) ONE((i) + 2) ONE((i) + 3)
#define SIXTEEN(i) FOUR(i) FOUR((i) + 4) FOUR((i) + 8) FOUR((i) + 12)
#define SIXTY_FOUR(i) SIXTEEN(i) SIXTEEN((i) + 16) SIXTEEN((i) + 32) SIXTEEN((i) + 48)

// CHECK-INPUT: x = uniform(0.5, 1)[3], y = output[256]
PULLBACK(vjp, value_and_vjp, split, jvp, of(y))
void table(const double* x, double* y) { SIXTY_FOUR(0) SIXTY_FOUR(64) SIXTY_FOUR(128) SIXTY_FOUR(192) }
