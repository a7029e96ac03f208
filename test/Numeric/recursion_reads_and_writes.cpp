// RUN: %numeric %s
// Recursive functions that read one array and write to another: what is only read is an input, also without const.
#include <pullback/pullback.h>

#include <cstddef>
#include <vector>

static double scale(const std::vector<double>& x, std::vector<double>& y, std::size_t left) {
  if (left == 0)
    return 0.0;
  const std::size_t i = left - 1;
  y[i] *= x[i];
  return y[i] * x[i] + scale(x, y, i);
}

// CHECK-INPUT: x = [0.4, -0.7, 1.1], y = [0.9, -0.3, 0.6]
// CHECK-INPUT: x = [], y = []
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x, y), of(y))
double vectors(const std::vector<double>& x, std::vector<double>& y) { return scale(x, y, x.size()); }

static void halves(double* a, double* out, int first, int last);
static void other(double* a, double* out, int first, int last) { halves(a, out, first, last); }

static void halves(double* a, double* out, int first, int last) {
  if (last - first == 1) {
    out[first] += a[first] * a[first];
    return;
  }
  const int middle = (first + last) / 2;
  halves(a, out, first, middle);
  other(a, out, middle, last);
  out[first] *= out[last - 1] + a[middle];
}

// CHECK-INPUT: a = [0.4, -0.7, 1.1, 0.3, 0.8], y = [0.9, -0.3, 0.6, 0.2, 0.1], n = 5
// CHECK-INPUT: a = [0.4], y = [0.9], n = 1
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[n], y[n]), of(y[n]))
void pointers(double* a, double* y, int n) { halves(a, y, 0, n); }

struct Point {
  double x, y;
};

static double polygon(Point* p, double* areas, int n) {
  if (n < 3)
    return 0.0;
  areas[n - 3] = 0.5 * (p[1].x - p[0].x) * (p[2].y - p[0].y) - 0.5 * (p[2].x - p[0].x) * (p[1].y - p[0].y);
  return areas[n - 3] * areas[n - 3] + polygon(p + 1, areas, n - 1);
}

// CHECK-INPUT: c = [0.4, -0.7, 1.1, 0.3, 0.8, 0.25, 0.1, 0.9], n = 4
PULLBACK(vjp, gradient, split, jvp, wrt(c[2 * n]))
double records(const double* c, int n) {
  std::vector<Point> points;
  std::vector<double> areas(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i)
    points.push_back({c[2 * i], c[2 * i + 1]});
  return polygon(points.data(), areas.data(), n);
}
