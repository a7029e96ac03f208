// RUN: %numeric %s
// Maps that are copied and moved by assignment, also as members.
#include <pullback/pullback.h>

#include <map>
#include <utility>

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double copied(double x) {
  std::map<int, double> a, b;
  a[3] = x;
  a[1] = x * x;
  b[7] = 2 * x;
  b = a;
  a[3] *= x;
  b[2] = a[3] * b[1];
  double r = a[3];
  for (const auto& [k, v] : b)
    r = 0.9 * r + k * v;
  return r;
}

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double moved(double x) {
  std::map<int, double> a, b;
  a[3] = x;
  a[1] = x * x;
  b[7] = 2 * x;
  double& e = a[3];
  b = std::move(a);
  e *= x; // stays the same element
  a[5] = x;
  double r = a.size() == 1 ? a[5] : 0.0;
  for (const auto& [k, v] : b)
    r = 0.9 * r + k * v;
  return r;
}

struct Table {
  std::map<int, double> values;
  double scale;
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double members(double x) {
  Table a{{}, x}, b{{}, 2.0};
  a.values[1] = x;
  b.values[2] = x * x;
  b = a;
  b.values[1] *= b.scale;
  Table c = b;
  c.values[4] = 1 + x;
  b = std::move(c);
  double r = a.values[1] * b.scale;
  for (const auto& [k, v] : b.values)
    r = 0.9 * r + k * v;
  return r;
}
