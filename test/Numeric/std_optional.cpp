// RUN: %numeric %s
// std::optional: returned, tested, read, given a value later.
#include <optional>
#include <pullback/pullback.h>

static std::optional<double> inverse(double x) {
  if (x == 0)
    return std::nullopt;
  return 1 / x;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double inverses(const double* x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (auto r = inverse(x[i]))
      s += *r;
    else
      s += 1;
  std::optional<double> last;
  if (!last.has_value())
    last = x[n - 1] * x[0];
  return s + inverse(x[0]).value() * inverse(s).value_or(2.0) + *last;
}
