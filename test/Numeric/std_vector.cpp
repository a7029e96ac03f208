// RUN: %numeric %s
// std::vector inside primals: growing, copied, moved, assigned, returned, iterated, of structs, in classes.
#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>
#include <pullback/pullback.h>

struct Point {
  double x = 0;
  double weight = 1;
};

std::vector<double> powers(double x, int n) {
  std::vector<double> result;
  result.reserve(n);
  double power = 1;
  for (int i = 0; i < n; ++i) {
    result.push_back(power);
    power *= x;
  }
  return result;
}

// CHECK-INPUT: a = uniform(-1, 1)[4], n = 4, x = 0.7
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[n], x))
double polynomial(const double* a, int n, double x) {
  const std::vector<double> p = powers(x, n);
  std::vector<double> terms(a, a + n);
  for (std::size_t i = 0; i < terms.size(); ++i)
    terms[i] *= p[i];
  return std::accumulate(terms.begin(), terms.end(), 0.0) + p.back() * terms.front();
}

// CHECK-INPUT: a = uniform(-1, 1)[5], n = 5, k = 0.3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[n], k))
double selected(const double* a, int n, double k) {
  std::vector<double> positive, copy{1, k};
  for (int i = 0; i < n; ++i)
    if (a[i] > 0)
      positive.push_back(a[i] * k);
    else
      copy.push_back(a[i] * a[i]);
  positive.resize(positive.size() + 2, k);
  copy = positive;
  copy.pop_back();
  std::vector<double> moved = std::move(positive);
  positive.assign(3, k * k);
  std::swap(moved, copy);
  double sum = 0;
  for (double v : copy)
    sum += v * v;
  for (auto& v : moved)
    v += sum;
  return sum + moved.at(0) * positive[2] + static_cast<double>(moved.size() + positive.size()) * k +
         *std::max_element(moved.begin(), moved.end());
}

class Cloud {
public:
  explicit Cloud(int n) : points_(n) {}
  void add(double x, double weight) { points_.push_back({x, weight}); }
  double mean() const {
    double sum = 0, total = 0;
    for (const Point& p : points_) {
      sum += p.weight * p.x;
      total += p.weight;
    }
    return sum / total;
  }

private:
  std::vector<Point> points_;
};

// CHECK-INPUT: a = uniform(0.5, 1)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(a[n]))
double centre(const double* a, int n) {
  Cloud cloud(1);
  for (int i = 0; i < n; ++i)
    cloud.add(a[i], a[i] * a[i]);
  const Cloud other = cloud;
  cloud.add(2, a[0]);
  return cloud.mean() + other.mean();
}

// CHECK-INPUT: a = uniform(-1, 1)[4], n = 4, steps = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[n]))
double diffuse(const double* a, int n, int steps) {
  std::vector<double> u(a, a + n), next(n);
  for (int s = 0; s < steps; ++s) {
    next.front() = u.front();
    next.back() = u.back();
    for (int i = 1; i + 1 < n; ++i)
      next[i] = u[i] + 0.2 * (u[i - 1] - 2 * u[i] + u[i + 1]) * u[i];
    u.swap(next);
  }
  std::vector<double> last;
  last = u;
  return last[1] * last[2];
}
