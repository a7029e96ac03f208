// RUN: %numeric %s
// CHECK-FLAGS: -std=c++20
// Operator <=>: of iterators, as the library compares them, of numbers, and of classes part by part.
#include <algorithm>
#include <compare>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[5], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double iterators(const double *x, int n) {
  std::vector<double> v(x, x + n);
  std::reverse(v.begin(), v.begin() + n / 2 + 1);
  double s = 0;
  for (auto it = v.begin(); it < v.end(); it += 2)
    s = s * *it + *it;
  return v.begin() >= v.end() ? 0 : s;
}

struct Version {
  int major, minor;
  auto operator<=>(const Version &) const = default;
};

struct Sample {
  double time, value;
  std::partial_ordering operator<=>(const Sample &) const = default;
};

// CHECK-INPUT: x = [0.7, 0.2, 0.9, 0.2], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double ordered(const double *x, int n) {
  std::vector<Sample> samples;
  for (int i = 0; i < n; ++i)
    samples.push_back({x[i], x[n - 1 - i]});
  std::sort(samples.begin(), samples.end());
  double s = samples[0].time * samples[1].value;
  if (samples[0] < samples[2] && samples[0] <= samples[1])
    s += x[0];
  if (Version{n, 2} > Version{4, 1})
    s *= x[1];
  const std::strong_ordering order = n <=> 3;
  return order > 0 ? s * x[2] : s;
}
