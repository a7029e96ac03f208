// RUN: %numeric %s
// std::optional of vectors and of classes that hold them: returned, kept, moved, reset, set again.
#include <optional>
#include <utility>
#include <vector>

#include <pullback/pullback.h>

struct Fit {
  std::vector<double> weights;
  double error = 0;
};

static std::optional<std::vector<double>> solve(const std::vector<double> &v, double k) {
  if (v[0] < 0)
    return std::nullopt;
  std::vector<double> y(v.size());
  for (std::size_t i = 0; i < v.size(); ++i)
    y[i] = k * v[i] * v[0];
  return y;
}

static std::optional<Fit> fit(const std::vector<double> &v) {
  Fit made;
  for (double one : v)
    made.weights.push_back(one * one);
  made.error = v[0] * v[1];
  if (made.error > 100)
    return {};
  return made;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3, k = 0.7
// CHECK-INPUT: x = [-0.4, -0.3, 1.1], n = 3, k = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n], k))
double solved(const double *x, int n, double k) {
  const std::vector<double> v(x, x + n);
  const auto y = solve(v, k);
  if (!y)
    return x[1] * k;
  double s = y->back() * (*y)[1];
  if (auto again = solve(*y, k * k); again.has_value())
    s += again->at(2);
  return s;
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double kept(const double *x, int n) {
  std::optional<std::vector<double>> last, none;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (last)
      s += (*last)[0] * x[i];
    std::vector<double> next(2, x[i] * x[i]);
    if (i == 1) {
      next.push_back(x[0]);
      last = std::move(next);
    } else if (i == 0) {
      last = next;
    } else {
      last.reset();
    }
  }
  std::optional<std::vector<double>> copy = std::vector<double>(x, x + n);
  last = copy;
  last->front() *= 3;
  none = std::move(copy);
  s += last->front() * none->front() + static_cast<double>(last->size());
  std::optional<Fit> made = fit(*none);
  const std::optional<Fit> other = made;
  made->weights[1] += made->error;
  return s + made->weights[1] * other->weights[1] + other->error + none.value().size();
}
