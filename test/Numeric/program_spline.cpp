// RUN: %numeric %s
// A B-spline curve evaluated by the algorithm of de Boor.
#include <array>
#include <pullback/pullback.h>
#include <vector>

using Point = std::array<double, 2>;
class BSpline {
  int degree_;
  std::vector<double> knots_;
  std::vector<Point> ctrl_;

public:
  BSpline(int degree, std::vector<double> knots, std::vector<Point> ctrl)
      : degree_(degree), knots_(std::move(knots)), ctrl_(std::move(ctrl)) {}
  int span(double u) const {
    int k = degree_;
    while (k < static_cast<int>(ctrl_.size()) - 1 && u >= knots_[k + 1])
      ++k;
    return k;
  }
  Point evaluate(double u) const {
    const int k = span(u);
    std::vector<Point> d;
    for (int j = 0; j <= degree_; ++j)
      d.push_back(ctrl_[j + k - degree_]);
    for (int r = 1; r <= degree_; ++r)
      for (int j = degree_; j >= r; --j) {
        const double a = (u - knots_[j + k - degree_]) / (knots_[j + 1 + k - r] - knots_[j + k - degree_]);
        for (int c = 0; c < 2; ++c)
          d[j][c] = (1 - a) * d[j - 1][c] + a * d[j][c];
      }
    return d[degree_];
  }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double bent(const double *x, int n) {
  std::vector<Point> ctrl{{x[0], x[1]}, {x[2], x[3]}, {x[4], x[5]}, {1.0, 2.0}};
  BSpline s(2, {0, 0, 0, 0.5, 1, 1, 1}, ctrl);
  double len = 0;
  Point prev = s.evaluate(0);
  for (int i = 1; i <= 5; ++i) {
    Point p = s.evaluate(0.19 * i);
    len += (p[0] - prev[0]) * (p[0] - prev[0]) + (p[1] - prev[1]) * (p[1] - prev[1]);
    prev = p;
  }
  return len;
}
