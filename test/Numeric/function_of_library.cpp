// RUN: %numeric %s
// std::function of the library's function objects, and of functions whose parameters are references.
#include <functional>
#include <vector>

#include <pullback/pullback.h>

static double scaled(const double &a, const int &k) { return a * k; }

// CHECK-INPUT: x = 0.7, y = -1.3, k = 2
// CHECK-INPUT: x = 0.7, y = -1.3, k = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chosen(double x, double y, int k) {
  std::function<double(double, double)> g = std::multiplies<double>();
  if (k > 1)
    g = std::plus<double>();
  std::function<double(float, double)> cut = [](const double &a, const double &b) { return a * b; };
  std::function<double(double, int)> f = scaled;
  const std::vector<std::function<double(double, double)>> all = {std::minus<double>(), std::divides<>(), g};
  double s = 0;
  for (const auto &one : all)
    s += one(x, y) * x;
  return s + g(x, y) + cut(2, y) + f(x, k + 1);
}
