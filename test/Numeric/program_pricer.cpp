// RUN: %numeric %s
// A Monte Carlo pricer with a random generator class.
#include <cmath>
#include <cstdint>
#include <pullback/pullback.h>

class Rng {
  std::uint64_t s_;

public:
  explicit Rng(std::uint64_t seed) : s_(seed) {}
  std::uint64_t next() {
    s_ ^= s_ << 13;
    s_ ^= s_ >> 7;
    s_ ^= s_ << 17;
    return s_;
  }
  double uniform() { return (next() >> 11) * 0x1.0p-53; }
  double normal() {
    double u = uniform(), v = uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v);
  }
};
struct Option {
  double strike;
  bool call;
  double payoff(double s) const { return call ? std::max(s - strike, 0.0) : std::max(strike - s, 0.0); }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double price(const double *x, int n) {
  Rng rng(42);
  Option o{x[0], true};
  double sum = 0;
  for (int i = 0; i < 20; ++i) {
    double s = x[1];
    for (int k = 0; k < 3; ++k)
      s *= std::exp((x[2] - 0.5 * x[3] * x[3]) / 3 + x[3] * std::sqrt(1.0 / 3) * rng.normal());
    sum += o.payoff(s);
  }
  return std::exp(-x[2]) * sum / 20;
}
