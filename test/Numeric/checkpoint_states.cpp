// RUN: %numeric %s
// Loops with snapshots: states of all kinds, counters of all kinds.
#include <pullback/pullback.h>

#include <cassert>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

// Carried numbers that are no sums, an integer generator, a branch.
// CHECK-INPUT: x = 0.4, k = 1.7, steps = 0
// CHECK-INPUT: x = 0.4, k = 1.7, steps = 1
// CHECK-INPUT: x = 0.4, k = 1.7, steps = 2
// CHECK-INPUT: x = 0.4, k = 1.7, steps = 19
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double carried(double x, double k, int steps) {
  unsigned random = 17;
  double y = x, previous = 0;
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    random = random * 1664525u + 1013904223u;
    const double old = y;
    if (random >> 31)
      y = std::sin(k * y) + 0.1 * previous;
    else
      y = y * (1.2 - k * 0.1 * y);
    previous = old;
  }
  return y + k * previous;
}

// Two buffers that change places.
// CHECK-INPUT: u0 = uniform(0.2, 1)[6], n = 6, steps = 11, k = 3
// CHECK-INPUT: u0 = uniform(0.2, 1)[6], n = 6, steps = 11, k = 0
// CHECK-INPUT: u0 = uniform(0.2, 1)[6], n = 6, steps = 4, k = 100
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(u0[n]))
double swapped(const double* u0, int n, int steps, int k) {
  std::vector<double> a(n), b(n);
  double* u = a.data();
  double* next = b.data();
  for (int i = 0; i < n; ++i) u[i] = u0[i];
  PULLBACK_CHECKPOINT(k)
  for (int t = 0; t < steps; ++t) {
    next[0] = u[0];
    next[n - 1] = u[n - 1];
    for (int i = 1; i + 1 < n; ++i) {
      const double slope = u[i] > 0.5 ? u[i] - u[i - 1] : u[i + 1] - u[i];
      next[i] = u[i] - 0.1 * u[i] * slope + 0.05 * (u[i + 1] - 2 * u[i] + u[i - 1]);
    }
    std::swap(u, next);
  }
  double energy = 0;
  for (int i = 0; i < n; ++i) energy += 0.5 * u[i] * u[i];
  return energy;
}

struct Body {
  double position[2];
  double velocity[2];
  int visits;
};

// Records in an array, a matrix, a counter that runs down in steps of two; the state is changed again afterwards.
// CHECK-INPUT: start = uniform(-1, 1)[4], pull = 0.3, steps = 9
// CHECK-INPUT: start = uniform(-1, 1)[4], pull = 0.3, steps = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(start[4], pull))
double records(const double* start, double pull, int steps) {
  Body bodies[2] = {};
  double sum[2][2] = {{0, 0}, {0, 0}};
  for (int b = 0; b < 2; ++b)
    for (int d = 0; d < 2; ++d) bodies[b].position[d] = start[2 * b + d];
  PULLBACK_CHECKPOINT(4)
  for (int t = steps; t > 0; t -= 2) {
    const int b = t % 4 == 1 ? 0 : 1;
    Body& body = bodies[b];
    for (int d = 0; d < 2; ++d) {
      body.velocity[d] -= pull * (body.position[d] - 0.5 * bodies[1 - b].position[d]);
      body.position[d] += 0.5 * body.velocity[d];
      sum[b][d] += body.position[d] * sum[d][b] + body.visits;
    }
    ++body.visits;
  }
  double result = 0;
  for (int b = 0; b < 2; ++b)
    for (int d = 0; d < 2; ++d) result += bodies[b].position[d] * bodies[b].velocity[d] * sum[b][d];
  for (int b = 0; b < 2; ++b) bodies[b] = Body{};
  return result + bodies[0].position[0];
}

// Arrays of the caller: one in and out, one that every step writes to, one that is overwritten after the loop.
// CHECK-INPUT: x = uniform(0.5, 1)[3], w = uniform(0.5, 1)[3], n = 3, r = uniform(1, 2)[3], steps = 7
// CHECK-INPUT: x = uniform(0.5, 1)[3], w = uniform(0.5, 1)[3], n = 3, r = uniform(1, 2)[3], steps = 0
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n], w[n]), of(x[n], w[n], r[n]))
double of_caller(double* x, double* w, int n, double* r, unsigned steps) {
  for (int i = 0; i < n; ++i) r[i] = 0;
  double most = 0;
  PULLBACK_CHECKPOINT(2)
  for (unsigned t = steps; t > 0; --t) {
    for (int i = 0; i < n; ++i) {
      x[i] = std::tanh(x[i] * w[i] + 0.3);
      r[i] = x[i] * t;
    }
    most = std::fmax(most, x[t % 3]);
  }
  for (int i = 0; i < n; ++i) w[i] = w[i] * w[i];
  return most;
}

double power(double x, int n) {
  if (n < 0) throw std::invalid_argument("negative");
  return n == 0 ? 1 : x * power(x, n - 1);
}

// A recursive function, in the loop and in a loop of it; an object of one step.
// CHECK-INPUT: x = 0.9, steps = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double calls(double x, int steps) {
  double y = x;
  PULLBACK_CHECKPOINT(2)
  for (int t = 0; t < steps; ++t) {
    assert(y < 10);
    double terms[4];
    for (int j = 0; j < 4; ++j) terms[j] = power(y, j + t % 2) / (j + 1);
    double sum = power(x, 2);
    for (int j = 0; j < 4; ++j) sum += terms[j] * (j % 2 == 0 ? 0.3 : -0.2);
    y = std::sin(sum);
  }
  return y;
}

class Field {
public:
  explicit Field(int n) : values(n, 0.5), rate(0.1) {}
  void step(double force) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] += rate * (force - values[i] * values[i]);
      rate *= 1 + 0.01 * values[i];
    }
  }
  double norm() const {
    double sum = 0;
    for (double v : values) sum += v * v;
    return sum;
  }

private:
  std::vector<double> values;
  double rate;
};

constexpr int kSnapshots = 3;

// A class, in a helper that is told how many.
static double simulate(double force, int n, int steps, int snapshots) {
  Field field(n);
  PULLBACK_CHECKPOINT(snapshots)
  for (int t = 0; t < steps; ++t) field.step(force * (1 + 0.1 * t));
  return field.norm();
}

// CHECK-INPUT: force = 1.1, n = 3, steps = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double in_helper(double force, int n, int steps) { return simulate(force, n, steps, kSnapshots) * force; }
