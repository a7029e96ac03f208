// RUN: %numeric %s
// insert, erase, std::vector<bool>, and vectors of std::pair.
#include <pullback/pullback.h>
#include <utility>
#include <vector>

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double edited(const double *x, int n) {
  std::vector<double> v(x, x + n);
  v.insert(v.begin(), x[0] * 2);
  v.insert(v.end(), x, x + 2);
  v.erase(v.begin() + 1);
  std::vector<bool> flags(n, false);
  for (int i = 0; i < n; ++i)
    flags[i] = x[i] > 0.7;
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (flags[i])
      s += v[i] * v[i];
  if (!v.empty() && v == v)
    s += 1;
  return s + v.front() * v.back() + *v.begin() + *(v.end() - 1) + v.begin()[1];
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double weighted(const double *x, int n) {
  std::vector<std::pair<int, double>> v;
  for (int i = 0; i < n; ++i)
    v.emplace_back(i, x[i] * x[i]);
  v.push_back({2, x[0]});
  v.push_back(std::make_pair(1, x[1]));
  double s = 0;
  for (const auto &[i, w] : v)
    s += i * w * w;
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[3], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double resizedPairs(const double *x, int n) {
  std::vector<std::pair<double, int>> v(1);
  v[0].first = x[0];
  v.resize(n + 1);
  for (int i = 1; i < n; ++i)
    v[i] = {x[i] * v[i - 1].first, v[i].second + i};
  v.resize(2);
  double s = 0;
  for (const auto &[value, index] : v)
    s += value * (index + 1);
  return s;
}

// CHECK-INPUT: x = uniform(0.5, 1.5)[4], k = [1, 2, 3], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double convertedRanges(const float *x, const int *k, int n) {
  std::vector<double> v(x, x + n);
  v.insert(v.begin() + 1, k, k + 3);
  v.insert(v.end(), x + 1, x + n);
  std::vector<float> back;
  back.assign(v.begin(), v.end());
  double s = 0;
  for (float f : back)
    s = 0.5 * s + f * f;
  return s * v[2];
}
