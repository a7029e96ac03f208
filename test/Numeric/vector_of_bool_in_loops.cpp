// RUN: %numeric %s
// Loops over the elements of std::vector<bool>: as truth values, and as what refers to them.
#include <cstddef>
#include <pullback/pullback.h>
#include <vector>

static int count(const std::vector<bool> &mask) {
  int n = 0;
  for (const auto &isSet : mask)
    n += isSet ? 1 : 0;
  return n;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double f(const double *x, int n) {
  std::vector<bool> mask(n);
  for (int i = 0; i < n; ++i)
    mask[i] = x[i] > 1;
  double s = 0;
  std::size_t i = 0;
  for (bool isLarge : mask) {
    if (isLarge)
      s += x[i] * x[i];
    ++i;
  }
  i = 0;
  for (auto isLarge : mask) {
    if (!isLarge)
      s += x[i] * x[0];
    isLarge = i % 2 == 0;
    if (++i == 5)
      break;
  }
  for (auto &&one : mask)
    if (one)
      one = s > 2;
    else
      one = true;
  i = 0;
  for (const bool isSet : mask)
    s += (isSet ? 1 : 2) * x[i++];
  return s * count(mask);
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double assigned_in_a_row(const double *x, int n) {
  std::vector<bool> isLarge(n);
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    isLarge[0] = isLarge[i] = x[i] > 1;
    if (isLarge[0])
      sum += x[i] * x[i];
    isLarge[1] = isLarge[0] = isLarge[n - 1 - i];
    if (isLarge[1])
      sum *= x[i];
    else
      sum -= 0.5 * x[i];
  }
  return sum;
}
