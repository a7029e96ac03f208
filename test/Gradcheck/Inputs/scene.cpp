#include "scene.h"

#include <pullback/pullback.h>

namespace geo {

PULLBACK(vjp, value_and_vjp, gradient, split, wrt(rays, gain))
double hits(const Ray* rays, int count, const int* order, double gain) {
  double sum = 0;
  for (int i = 0; i < count; ++i) {
    const Ray& ray = rays[order[i]];
    sum += gain * ray.origin[0] * ray.slope + ray.origin[1] * ray.id;
  }
  return sum;
}

PULLBACK(vjp, jvp, of(out[n]))
void roots(const float* x, int n, bool negative, float* out, double* total) {
  for (int i = 0; i < n; ++i) {
    out[i] = negative ? -x[i] * x[i] : x[i] * x[i];
    *total += out[i];
  }
}

} // namespace geo
