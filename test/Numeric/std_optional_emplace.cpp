// RUN: %numeric %s
// Values that are made in a std::optional: of classes with constructors, of numbers, over a value that is there.
#include <optional>
#include <pullback/pullback.h>

struct Spring {
  double k = 1, rest = 2;
  Spring() = default;
  Spring(double k, double rest) : k(k * k), rest(rest) {}
};

// CHECK-INPUT: x = 0.7, n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double made(double x, int n) {
  std::optional<Spring> spring;
  std::optional<double> length;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (i % 2 == 0)
      spring.emplace(x * i, x * x);
    else
      spring.emplace();
    length.emplace(x * spring->rest);
    s += spring->k * *length;
  }
  return s + spring.emplace(Spring(x, x)).k;
}
