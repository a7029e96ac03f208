// RUN: %numeric %s
// std::sort and std::stable_sort: of numbers, of structs by a key, of subscripts by what they refer to, downwards.
#include <algorithm>
#include <functional>
#include <numeric>
#include <pullback/pullback.h>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[9], n = 9
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double trimmedMean(const double *x, int n) {
  std::vector<double> v(x, x + n);
  std::sort(v.begin(), v.end());
  double s = 0;
  for (int i = 1; i + 1 < n; ++i)
    s += v[i] * i;
  return s / (n - 2);
}

// CHECK-INPUT: x = uniform(0.5, 1)[9], n = 9
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double quantiles(const double *x, int n) {
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return x[a] < x[b]; });
  double copy[9];
  std::copy(x, x + n, copy);
  std::sort(copy, copy + n, std::greater<double>());
  return x[order[n / 4]] * x[order[n - 1]] + copy[1] * copy[1];
}

struct Point {
  double x, y;
  int id;
};

// CHECK-INPUT: x = uniform(0.5, 1)[12], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2 * n]))
double area(const double *x, int n) {
  std::vector<Point> points;
  for (int i = 0; i < n; ++i)
    points.push_back({x[2 * i], x[2 * i + 1], i});
  std::sort(points.begin(), points.end(), [](const Point &a, const Point &b) { return a.x < b.x; });
  double s = 0;
  for (std::size_t i = 1; i < points.size(); ++i)
    s += (points[i].x - points[i - 1].x) * (points[i].y + points[i - 1].y) / 2;
  std::stable_sort(points.begin(), points.end(), [](const Point &a, const Point &b) { return a.y > b.y; });
  return s + points.front().x * points.back().y + points[1].id;
}
