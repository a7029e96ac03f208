// RUN: %numeric %s
// LIBOR market model: Monte Carlo over forward rates that are updated in place, payoff of a swaption portfolio.
#include <pullback/pullback.h>

#include <cmath>
#include <vector>

// A uniform number in (0, 1) from a linear congruential generator.
static double uniform(unsigned& state) {
  state = state * 1664525u + 1013904223u;
  return ((state >> 8) + 0.5) / 16777216.0;
}

// CHECK-INPUT: rates = uniform(0.04, 0.06)[6], volatility = uniform(0.15, 0.25)[6], n = 6, maturity = 3, paths = 4, delta = 0.25, strike = 0.045, seed = 7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(rates[n], volatility[n]))
double libor(const double* rates, const double* volatility, int n, int maturity, int paths, double delta,
             double strike, unsigned seed) {
  std::vector<double> forward(n);
  double total = 0;
  unsigned state = seed;
  for (int path = 0; path < paths; ++path) {
    for (int i = 0; i < n; ++i) forward[i] = rates[i];
    for (int step = 0; step < maturity; ++step) {
      const double u1 = uniform(state), u2 = uniform(state);
      const double z = std::sqrt(-2 * std::log(u1)) * std::cos(6.283185307179586 * u2);
      double drift = 0;
      for (int i = step + 1; i < n; ++i) {
        const double v = volatility[i - step - 1];
        drift += delta * forward[i] * v / (1 + delta * forward[i]);
        forward[i] *= std::exp((drift * v - 0.5 * v * v) * delta + v * std::sqrt(delta) * z);
      }
    }
    double discount = 1, annuity = 0;
    for (int i = maturity; i < n; ++i) {
      discount /= 1 + delta * forward[i];
      annuity += delta * discount;
    }
    const double payoff = 1 - discount - strike * annuity;
    if (payoff > 0) total += payoff;
  }
  return total / paths;
}
