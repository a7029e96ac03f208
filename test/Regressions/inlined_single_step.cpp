// RUN: %numeric %s
// A loop that runs once after inlining: what its branches were is kept in small arrays, of which gcc 12 at -O3 says that
// they may be used before they are written where the loop is left as it is.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

namespace {
struct Edge {
  int i, j;
  double rest, lambda;
};

struct Cloth {
  int n;
  double memory[96];
  double *x, *p, *v, *im;
  std::vector<Edge> edges;

  double length(int i, int j) const {
    double s = 0;
    for (int k = 0; k < 3; ++k)
      s += (x[3 * i + k] - x[3 * j + k]) * (x[3 * i + k] - x[3 * j + k]);
    return std::sqrt(s);
  }

  void step(double dt, int count) {
    for (int s = 0; s < count; ++s) {
      for (int i = 0; i < n; ++i)
        if (im[i] > 0) {
          v[3 * i + 1] -= 9.8 * dt;
          for (int k = 0; k < 3; ++k) {
            p[3 * i + k] = x[3 * i + k];
            x[3 * i + k] += dt * v[3 * i + k];
          }
        }
      for (Edge& e : edges)
        e.lambda = 0;
      for (int it = 0; it < 2; ++it)
        for (Edge& e : edges) {
          const double l = length(e.i, e.j), wsum = im[e.i] + im[e.j];
          if (wsum == 0 || l < 1e-9)
            continue;
          const double dl = (e.rest - l - 0.1 * e.lambda) / (wsum + 0.1);
          e.lambda += dl;
          for (int k = 0; k < 3; ++k) {
            const double normal = (x[3 * e.i + k] - x[3 * e.j + k]) / l;
            x[3 * e.i + k] += im[e.i] * dl * normal;
            x[3 * e.j + k] -= im[e.j] * dl * normal;
          }
        }
      for (int i = 0; i < n; ++i)
        if (im[i] > 0)
          for (int k = 0; k < 3; ++k)
            v[3 * i + k] = (x[3 * i + k] - p[3 * i + k]) / dt;
    }
  }
};
} // namespace

// CHECK-INPUT: x = uniform(-1, 1)[18], dt = 0.05
PULLBACK(vjp, value_and_vjp, split, jvp)
double cloth(const double* x, double dt) {
  Cloth c;
  c.n = 6;
  for (double& one : c.memory)
    one = 0;
  c.x = c.memory;
  c.p = c.x + 32;
  c.v = c.p + 32;
  c.im = c.v + 18;
  for (int i = 0; i < 18; ++i) {
    c.x[i] = x[i] + i;
    c.v[i] = 0;
  }
  for (int i = 0; i < 6; ++i)
    c.im[i] = i < 2 ? 0.0 : 1.0;
  for (int i = 0; i + 1 < 6; ++i)
    c.edges.push_back({i, i + 1, 0.9 * c.length(i, i + 1), 0});
  c.step(dt, 2);
  c.step(dt, 1);
  double s = 0;
  for (int i = 0; i < 18; ++i)
    s += c.x[i] * c.x[i] * (1 + 0.1 * i);
  return s;
}
