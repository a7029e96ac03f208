// RUN: %numeric %s
// A model that takes its data as std::initializer_list, and fits it by algorithms of the library.
#include <algorithm>
#include <array>
#include <numeric>
#include <pullback/pullback.h>
#include <vector>
struct Obs {
  double t, v;
};
class Model {
  std::vector<Obs> data_;
  std::array<double, 3> p_;

public:
  Model(std::initializer_list<Obs> d, const double *p) : data_(d), p_{p[0], p[1], p[2]} {}
  std::vector<double> residuals() const {
    std::vector<double> r(data_.size());
    std::transform(data_.begin(), data_.end(), r.begin(),
                   [this](const Obs &o) { return p_[0] + p_[1] * o.t + p_[2] * o.t * o.t - o.v; });
    return r;
  }
  double cost() const {
    const auto r = residuals();
    return 0.5 * std::inner_product(r.begin(), r.end(), r.begin(), 0.0) + *std::max_element(r.begin(), r.end());
  }
};
// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double cost(const double *x, int n) {
  Model m({{0, x[3]}, {0.5, 1.0}, {1.0, x[4]}, {2.0, x[5]}}, x);
  return m.cost();
}
