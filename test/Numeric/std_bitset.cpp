// RUN: %numeric %s
// std::bitset: flags that decide what is summed up.
#include <bitset>
#include <cmath>
#include <cstddef>
#include <pullback/pullback.h>

// CHECK-INPUT: x = uniform(0.5, 1.5)[6], mask = 45
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double masked(const double (&x)[6], unsigned mask) {
  std::bitset<6> chosen(mask);
  chosen.flip(1);
  chosen[4] = !chosen[4];
  double sum = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen.test(i))
      sum += x[i] * x[i];
    else
      sum += std::sin(x[i]);
  return sum * chosen.count();
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], limit = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double visited(const double (&x)[4], double limit) {
  std::bitset<4> large, all;
  all.set();
  for (int i = 0; i < 4; ++i)
    large[i] = x[i] > limit;
  const std::bitset<4> small = ~large & all, shifted = (large << 1) | (small >> 2);
  double product = 1;
  for (int i = 0; i < 4; ++i) {
    if (small[i])
      product *= x[i];
    if (shifted[i])
      product += x[i] * x[3 - i];
  }
  return large.none() || large == shifted ? product : product * (1 + large.to_ulong());
}
