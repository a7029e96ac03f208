#include "energy.pullback.h"
#include "kept.pullback.h"

int main() {
  const double x[] = {1, 2};
  double x_bar[] = {0, 0}, y_bar = 0;
  energy_vjp(x, 2, 1, x_bar);
  kept_vjp(2, 1, &y_bar);
  return x_bar[1] == 12 && y_bar == 12 ? 0 : 1;
}
