#include "spring.pullback.h"

#include <cstdio>

namespace lab {
double total(const Spring* springs, int n, double x);
}

static bool near(double a, double b) { return a - b < 1e-7 && b - a < 1e-7; }

int main() {
  const double x = 2.5, h = 1e-6;
  const lab::Spring springs[2] = {{3, 0.5}, {1.5, 1}};
  lab::Spring bars[2] = {{0, 0}, {0, 0}};
  double x_bar = 0;
  lab::total_vjp(springs, 2, x, 1, bars, &x_bar);
  const double along = (lab::total(springs, 2, x + h) - lab::total(springs, 2, x - h)) / (2 * h);
  bool good = near(x_bar, along);
  for (int i = 0; i < 2; ++i) {
    const double d = x - springs[i].rest();
    good = good && near(bars[i].stiffness(), 1.5 * d * d) && near(bars[i].rest(), -3 * springs[i].stiffness() * d);
  }
  lab::Spring self_bar(0, 0);
  x_bar = 0;
  lab::energy_vjp(springs[0], x, 1, self_bar, &x_bar);
  good = good && near(self_bar.stiffness(), bars[0].stiffness());
  lab::Spring spring(3, 0.5), spring_bar(0, 1);
  double rate_bar = 0;
  lab::relaxed_vjp(spring, 2, spring_bar, &rate_bar);
  good = good && near(spring.rest(), 18.5) && near(spring_bar.stiffness(), 12) && near(rate_bar, 9);
  std::puts(good ? "private members are reached" : "wrong");
}
