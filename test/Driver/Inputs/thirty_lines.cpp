#include <pullback/pullback.h>

#include <cmath>

static double smooth(double x, double y) {
  return std::sqrt(x * x + y * y + 1e-6);
}

PULLBACK(vjp, value_and_vjp, wrt(u[n], k), of(flux[n]))
double diffuse(const double* u, int n, double k, double* flux) {
  double energy = 0;
  for (int i = 0; i < n; ++i) {
    const double left = i > 0 ? u[i - 1] : u[i];
    const double right = i + 1 < n ? u[i + 1] : u[i];
    const double slope = (right - left) / 2;
    const double curvature = left - 2 * u[i] + right;
    flux[i] = k * curvature / smooth(slope, 1);
    energy += slope * slope + flux[i] * flux[i];
  }
  double step = energy;
  for (int m = 0; m < 20; ++m) {
    const double next = 0.5 * (step + energy / step);
    if (std::fabs(next - step) < 1e-12)
      break;
    step = next;
  }
  return step;
}

// 30 lines
