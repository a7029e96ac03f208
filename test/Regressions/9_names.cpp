// RUN: rm -rf %t && mkdir %t && pullback %s -o %t/out.cpp --header %t/9_names.pullback.h -- -std=c++17
// RUN: FileCheck %s < %t/9_names.pullback.h
// The header's name begins with a digit; its namespace for the source's own structs does not.
#include <pullback/pullback.h>
#include <vector>

struct Point {
  double x, y;
};

// CHECK: namespace of_9_names_pullback {
// CHECK: struct Point {
PULLBACK(split)
double walk(const double *x, int n) {
  std::vector<Point> points;
  for (int i = 0; i < n; ++i)
    points.push_back({x[i], x[i] * x[i]});
  double s = 0;
  for (const Point &p : points)
    s = s * p.x + p.y;
  return s;
}
