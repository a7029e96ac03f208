// One path at a time, in one arena that all paths use: the rates before every step, their growth, the drift and the
// discount factors 1 / (1 + delta f), so that the reverse has neither exp nor division. A path without payoff ends
// before its reverse.
#include "hand.h"

#include <cmath>
#include <memory>

static double uniform(unsigned& state) {
  state = state * 1664525u + 1013904223u;
  return ((state >> 8) + 0.5) / 16777216.0;
}

void libor_hand(const double* __restrict rates, const double* __restrict volatility, int n, int maturity, int paths,
                double delta, double strike, unsigned seed, double result_bar, double* __restrict rates_bar,
                double* __restrict volatility_bar) {
  const std::size_t size = static_cast<std::size_t>(maturity) * n;
  const std::unique_ptr<double[]> arena(new double[4 * size + 4 * static_cast<std::size_t>(n) + maturity]);
  double* const rate = arena.get(); // [step][i], and one row for the end
  double* const growth = rate + size + n;
  double* const drifts = growth + size;
  double* const factor = drifts + size; // and one row for the end
  double* const discounts = factor + size + n;
  double* __restrict rate_bar = discounts + n;
  double* const shock = rate_bar + n;
  const double root = std::sqrt(delta), path_bar = result_bar / paths;
  unsigned state = seed;
  for (int path = 0; path < paths; ++path) {
    for (int i = 0; i < n; ++i) rate[i] = rates[i];
    for (int step = 0; step < maturity; ++step) {
      const std::size_t row = static_cast<std::size_t>(step) * n;
      const double* __restrict f = rate + row;
      double* __restrict next = rate + row + n, * __restrict e = growth + row, * __restrict w = factor + row;
      double* __restrict drift = drifts + row;
      const double u1 = uniform(state), u2 = uniform(state);
      shock[step] = root * (std::sqrt(-2 * std::log(u1)) * std::cos(6.283185307179586 * u2));
      double sum = 0;
      for (int i = step + 1; i < n; ++i) {
        const double v = volatility[i - step - 1];
        w[i] = 1 / (1 + delta * f[i]);
        sum += delta * f[i] * v * w[i];
        drift[i] = sum;
        e[i] = std::exp((sum * v - 0.5 * v * v) * delta + v * shock[step]);
        next[i] = f[i] * e[i];
      }
    }
    const double* __restrict last = rate + size;
    double* __restrict w = factor + size;
    double discount = 1, annuity = 0;
    for (int i = maturity; i < n; ++i) {
      w[i] = 1 / (1 + delta * last[i]);
      discount *= w[i];
      discounts[i] = discount;
      annuity += delta * discount;
    }
    if (!(1 - discount - strike * annuity > 0)) continue;

    const double annuity_bar = -strike * path_bar * delta;
    double discount_bar = -path_bar;
    for (int i = n - 1; i >= maturity; --i) {
      discount_bar += annuity_bar;
      rate_bar[i] = -delta * discounts[i] * w[i] * discount_bar;
      discount_bar *= w[i];
    }
    for (int i = 0; i < maturity; ++i) rate_bar[i] = 0;
    for (int step = maturity - 1; step >= 0; --step) {
      const std::size_t row = static_cast<std::size_t>(step) * n;
      const double* __restrict f = rate + row, * __restrict next = f + n;
      const double* __restrict e = growth + row, * __restrict d = factor + row, * __restrict drift = drifts + row;
      double drift_bar = 0;
      for (int i = n - 1; i > step; --i) {
        const double v = volatility[i - step - 1];
        const double exponent_bar = rate_bar[i] * next[i];
        drift_bar += exponent_bar * (delta * v);
        const double term_bar = drift_bar * (delta * d[i]);
        volatility_bar[i - step - 1] += exponent_bar * ((drift[i] - v) * delta + shock[step]) + term_bar * f[i];
        rate_bar[i] = rate_bar[i] * e[i] + term_bar * (v * d[i]);
      }
    }
    for (int i = 0; i < n; ++i) rates_bar[i] += rate_bar[i];
  }
}
