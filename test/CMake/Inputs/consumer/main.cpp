// Compares the generated gradients with what they must be.
#include "energy.pullback.h"
#include "objective.pullback.h"

#include <cmath>
#include <cstdio>

int main() {
  const Spring spring{2.0, 0.5};
  Spring spring_bar{0.0, 0.0};
  energy_vjp(spring, 1.0, spring_bar);
  bool good = std::fabs(spring_bar.length - STIFFNESS * 1.5) < 1e-12 && std::fabs(spring_bar.rest + STIFFNESS * 1.5) < 1e-12;

  const double x[2] = {1.0, 2.0};
  double x_bar[2] = {0.0, 0.0};
  objective_vjp(x, 2, 1.0, x_bar);
  good = good && x_bar[0] == 2.0 && x_bar[1] == 4.0;
  std::puts(good ? "gradients are right" : "gradients are wrong");
  return good ? 0 : 1;
}
