// RUN: %numeric %s
// Containers of vectors that are assigned to themselves, under the same name, another one, or at places that may be
// one.
#include <list>
#include <map>
#include <optional>
#include <vector>

#include <pullback/pullback.h>

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double own_value(const double *x, int n) {
  std::optional<std::vector<double>> a = std::vector<double>(x, x + n);
  a = *a;
  return a->back() * x[1];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3, i = 0, j = 1
// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3, i = 1, j = 1
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double places(const double *x, int n, int i, int j) {
  std::vector<std::optional<std::vector<double>>> all(2);
  all[0] = std::vector<double>(x, x + n);
  all[1] = std::vector<double>(x, x + 2);
  all[i] = all[j];
  return all[i]->back() * all[1]->front();
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9], n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double under_other_names(const double *x, int n) {
  std::optional<std::vector<double>> o = std::vector<double>(x, x + n);
  o = *o;
  const auto &same = o;
  o = same;
  o->push_back(x[0] * x[1]);
  return o->back() * (*o)[1];
}

struct Row {
  std::vector<double> values;
};

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double vectors(const double *x, int n) {
  std::vector<Row> all = {Row{std::vector<double>(x, x + n)}};
  std::vector<Row> &same = all;
  all = same;
  return all[0].values[1] * x[0];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double lists(const double *x, int n) {
  std::list<std::vector<double>> all = {std::vector<double>(x, x + n)};
  std::list<std::vector<double>> &same = all;
  all = same;
  return all.front()[1] * x[0];
}

// CHECK-INPUT: x = [0.4, -0.3, 1.1], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double maps(const double *x, int n) {
  std::map<int, std::vector<double>> all;
  all[1] = std::vector<double>(x, x + n);
  std::map<int, std::vector<double>> &same = all;
  all = same;
  return all[1][1] * x[0];
}
