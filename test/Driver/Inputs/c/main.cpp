// Compares the gradient of the C function with differences, and its value with the function's own.
#include "program.pullback.h"

#include <cmath>
#include <cstdio>
#include <initializer_list>

extern "C" double energy(const body* bodies, int n, kind k);

int main() {
  const int n = 3;
  body bodies[n], bars[n] = {}, other[n] = {};
  double* numbers[n];
  for (int i = 0; i < n; ++i) {
    numbers[i] = &bodies[i].position.x;
    for (int j = 0; j < 7; ++j) numbers[i][j] = std::sin(i * 7.0 + j + 1) + (j == 6 ? 1.75 : 0);
    bars[i].id = bodies[i].id = 40 + i;
  }
  for (kind k : {LINEAR, QUADRATIC}) {
    for (body& bar : bars) bar = body{{}, {}, 0, 7};
    energy_vjp(bodies, n, k, 1, bars);
    if (energy_value_and_vjp(bodies, n, k, 1, other) != energy(bodies, n, k)) return 1;
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < 7; ++j) {
        const double kept = numbers[i][j], h = 1e-6;
        numbers[i][j] = kept + h;
        const double above = energy(bodies, n, k);
        numbers[i][j] = kept - h;
        const double below = energy(bodies, n, k);
        numbers[i][j] = kept;
        const double wanted = (above - below) / (2 * h), got = (&bars[i].position.x)[j];
        if (!(std::fabs(wanted - got) < 1e-7 * (1 + std::fabs(wanted))) || bars[i].id != 7) {
          std::printf("body %d, number %d: %.12g, wanted %.12g\n", i, j, got, wanted);
          return 1;
        }
      }
  }
  std::puts("the gradient is right");
}
