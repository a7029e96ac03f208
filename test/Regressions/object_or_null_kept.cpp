// RUN: %numeric %s
// Members point to nothing first, and to variables later.
#include <pullback/pullback.h>

#include <vector>

struct Curve {
  double slope, level;
  double value(double t) const { return slope * t + level; }
};
struct Helper {
  double weight = 0;
  const Curve *curve = nullptr;
};

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double always(const double *x, int n) {
  const Curve curve{x[0], x[1] * x[1]};
  std::vector<Helper> helpers(n);
  double sum = 0;
  for (Helper &one : helpers) {
    one.weight = x[2];
    one.curve = &curve;
    sum += one.curve->value(x[3]) * one.weight;
  }
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[4], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[4]))
double someOfThem(const double *x, int n) {
  const Curve curve{x[0], x[1] * x[1]}, other{x[2], x[3]};
  std::vector<Helper> helpers;
  for (int i = 0; i < n; ++i) {
    Helper one;
    one.weight = x[i % 4];
    if (i % 3 != 0)
      one.curve = i % 2 == 0 ? &curve : &other;
    helpers.push_back(one);
  }
  double sum = 0;
  for (const Helper &one : helpers) {
    if (one.curve)
      sum += one.curve->value(one.weight);
    if (one.curve == nullptr)
      sum += one.weight * one.weight;
  }
  return sum;
}

struct Table {
  const double *first = nullptr;
  int count = 0;
};

// Into the middle of arrays.
// CHECK-INPUT: x = uniform(-1, 1)[6]
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[6]))
double parts(const double *x) {
  const double squares[3] = {x[0] * x[0], x[1] * x[1], x[2] * x[2]};
  Table tables[4];
  tables[1].first = x + 3;
  tables[1].count = 3;
  tables[2].first = &squares[1];
  tables[2].count = 2;
  tables[3].first = x + 4;
  tables[3].count = 1;
  double sum = 0;
  for (int t = 0; t < 4; ++t)
    for (int i = 0; i < tables[t].count; ++i)
      sum += tables[t].first != nullptr ? tables[t].first[i] * squares[i] : 0;
  return sum;
}

// CHECK-INPUT: x = uniform(-1, 1)[2], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[2]))
double fromTheHeap(const double *x, int n) {
  const Curve curve{x[0], x[1]};
  Helper *all = new Helper[n]();
  for (int i = 1; i < n; ++i)
    all[i].curve = &curve;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += all[i].curve ? all[i].curve->value(i * x[1]) : x[0];
  delete[] all;
  return sum;
}
