// RUN: %numeric %s
// continue in for, while and do loops.
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(-1, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double skipping(const double* x, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0) continue;
    s *= x[i] + 1;
    if (i % 3 == 0) continue;
    s += x[i] * x[i];
  }
  int k = 0;
  while (k < n) {
    const int i = k++;
    if (i == 2) continue;
    s += s * x[i] * 0.1;
  }
  do {
    --k;
    if (k % 2) continue;
    s -= x[k];
  } while (k > 0);
  return s;
}
