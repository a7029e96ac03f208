#include "spring.h"

namespace lab {
double Spring::energy(double x) const {
  const double d = x - rest_[0];
  return 0.5 * stiffness_ * d * d * uses_ + rest_[1] * x;
}

PULLBACK(vjp, value_and_vjp, jvp, wrt(springs[n], x))
double total(const Spring* springs, int n, double x) {
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += springs[i].energy(x);
  return sum;
}

PULLBACK(vjp)
void relaxed(Spring& spring, double rate) { spring.relax(rate * spring.stiffness()); }
} // namespace lab
PULLBACK_DIFFERENTIATE(lab::Spring::energy, vjp, wrt(self, x));
