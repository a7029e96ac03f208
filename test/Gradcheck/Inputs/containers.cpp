#include "containers.h"

#include <cmath>
#include <pullback/pullback.h>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double weighted(const std::vector<Point> &points, std::array<double, 2> scale, const std::complex<double> &z,
                std::pair<double, int> power, std::vector<float> extra) {
  double sum = std::norm(z * z);
  for (const Point &p : points)
    sum += std::sin(p.x * scale[0]) * p.y[0] + p.y[1] * scale[1] * p.weight;
  for (int i = 0; i < power.second; ++i)
    sum *= power.first;
  for (float &e : extra)
    e *= e;
  return sum + extra[0] * extra[1];
}

PULLBACK(vjp, value_and_vjp, split, jvp)
void relaxed(std::vector<double> &u, const std::vector<double> &f) {
  for (std::size_t i = 1; i < u.size(); ++i)
    u[i] = 0.5 * (u[i - 1] * u[i] + f[i]);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double damped(const std::valarray<double> &x, std::valarray<double> &v, std::valarray<float> extra) {
  v -= x * v;
  extra *= extra;
  return (x * x).sum() + extra.sum();
}

#ifdef GROWN
PULLBACK(vjp)
double grown(std::vector<double> &u, double x) {
  u.push_back(x);
  return u[0] * x;
}
#endif
