// RUN: %numeric %s
// A whole function in float.
#include <pullback/pullback.h>

#include <cmath>

// CHECK-INPUT: x = uniform(-1, 1)[6], n = 6, k = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], k))
float smooth(const float* x, int n, float k) {
  float s = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const float d = x[i + 1] - x[i];
    s += std::sqrt(1.0f + d * d) * k;
  }
  return s / static_cast<float>(n);
}
