// y is kept once a step, the stages are computed again. The four slopes' share of x_bar is added in one loop.
#include "hand.h"

#include <memory>

// stage = y + step * slope(from), where slope(y) = (x0, x1 y0, x2 y1, ...).
static void advance(int n, const double* __restrict x, const double* __restrict y, double step,
                    const double* __restrict from, double* __restrict stage) {
  stage[0] = y[0] + step * x[0];
  for (int i = 1; i < n; ++i) stage[i] = y[i] + step * (x[i] * from[i - 1]);
}

// Adjoint of the stage that a slope was taken of, whose adjoint is a y_bar + b stage_bar.
static void transpose(int n, const double* __restrict x, double a, const double* __restrict y_bar, double b,
                      const double* __restrict stage_bar, double* __restrict from_bar) {
  for (int i = 1; i < n; ++i) from_bar[i - 1] = x[i] * (a * y_bar[i] + b * stage_bar[i]);
  from_bar[n - 1] = 0;
}

static void stepForward(int n, double h, const double* __restrict x, const double* __restrict y,
                        const double* __restrict s1, const double* __restrict s2, const double* __restrict s3,
                        double* __restrict next) {
  next[0] = y[0] + h * x[0];
  for (int i = 1; i < n; ++i) next[i] = y[i] + h / 6 * (x[i] * (y[i - 1] + 2 * s1[i - 1] + 2 * s2[i - 1] + s3[i - 1]));
}

// The last part of a step's reverse: x_bar, and y_bar of the step before in before_bar.
static void stepReverse(int n, double h, const double* __restrict x, const double* __restrict y,
                        const double* __restrict s1, const double* __restrict s2, const double* __restrict s3,
                        const double* __restrict y_bar, const double* __restrict s1_bar,
                        const double* __restrict s2_bar, const double* __restrict s3_bar, double* __restrict before_bar,
                        double* __restrict x_bar) {
  x_bar[0] += h * (y_bar[0] + 0.5 * (s1_bar[0] + s2_bar[0]) + s3_bar[0]);
  for (int i = 1; i < n; ++i) {
    const double k1_bar = h / 6 * y_bar[i] + h / 2 * s1_bar[i], k2_bar = h / 3 * y_bar[i] + h / 2 * s2_bar[i];
    const double k3_bar = h / 3 * y_bar[i] + h * s3_bar[i], k4_bar = h / 6 * y_bar[i];
    x_bar[i] += k1_bar * y[i - 1] + k2_bar * s1[i - 1] + k3_bar * s2[i - 1] + k4_bar * s3[i - 1];
    before_bar[i - 1] = y_bar[i - 1] + s1_bar[i - 1] + s2_bar[i - 1] + s3_bar[i - 1] + x[i] * k1_bar;
  }
  before_bar[n - 1] = y_bar[n - 1] + s1_bar[n - 1] + s2_bar[n - 1] + s3_bar[n - 1];
}

void ode_hand(int n, int s, const double* __restrict x, double* __restrict x_bar, const double* __restrict y_bar) {
  const std::unique_ptr<double[]> arena(new double[static_cast<std::size_t>(s + 8) * n]);
  double* const s1 = arena.get();
  double* const s2 = s1 + n;
  double* const s3 = s2 + n;
  double* const s1_bar = s3 + n;
  double* const s2_bar = s1_bar + n;
  double* const s3_bar = s2_bar + n;
  double* after_bar = s3_bar + n;
  double* before_bar = after_bar + n;
  double* const y = before_bar + n; // y before every step
  const double h = 2.0 / s;
  const auto stages = [=](const double* now) {
    advance(n, x, now, h / 2, now, s1);
    advance(n, x, now, h / 2, s1, s2);
    advance(n, x, now, h, s2, s3);
  };

  for (int i = 0; i < n; ++i) {
    y[i] = 0;
    after_bar[i] = y_bar[i];
  }
  for (int step = 0; step + 1 < s; ++step) {
    const double* now = y + static_cast<std::size_t>(step) * n;
    stages(now);
    stepForward(n, h, x, now, s1, s2, s3, y + static_cast<std::size_t>(step + 1) * n);
  }
  for (int step = s - 1; step >= 0; --step) {
    const double* now = y + static_cast<std::size_t>(step) * n;
    stages(now);
    transpose(n, x, h / 6, after_bar, 0, after_bar, s3_bar);
    transpose(n, x, h / 3, after_bar, h, s3_bar, s2_bar);
    transpose(n, x, h / 3, after_bar, h / 2, s2_bar, s1_bar);
    stepReverse(n, h, x, now, s1, s2, s3, after_bar, s1_bar, s2_bar, s3_bar, before_bar, x_bar);
    double* const free = after_bar;
    after_bar = before_bar;
    before_bar = free;
  }
}
