// RUN: %numeric %s
// Pointers to elements of a std::array that are kept in a loop, where the array is used in front of the loop as well.
#include <pullback/pullback.h>

#include <array>

struct Slot {
  double weight = 0.5;
  const double *extra = nullptr;
};

// CHECK-INPUT: x = 0.7, y = uniform(0.5, 1)[4], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x, y[n]))
double elementsOfFilled(double x, const double *y, int n) {
  std::array<double, 4> values = {x, x * y[0]};
  double sum = 0;
  for (int k = 0; k < n; ++k) {
    Slot slots[2];
    for (int i = 0; i < 2; ++i)
      slots[i].extra = &values[i + 2];
    sum += *slots[0].extra * y[k];
    values.fill(x * y[k]);
    for (int i = 0; i < 2; ++i)
      sum += *slots[i].extra * slots[1].weight * y[i];
  }
  return sum + values[1];
}
