// RUN: %numeric %s
// The inner loop's counters are computed again and kept in the reverse sweep alone: nothing of them is in the struct.
#include <pullback/pullback.h>

#include <utility>

// CHECK-INPUT: u = uniform(-1, 1)[7], n = 6
// CHECK-INPUT: u = uniform(-1, 1)[2], n = 1
PULLBACK(vjp, value_and_vjp, split, jvp)
void f(double* u, int n) {
  for (unsigned j = 0; j != 3u; j++)
    for (int i = 0, k = n; i < k; ++i, --k)
      std::swap(u[i], u[k]);
}
