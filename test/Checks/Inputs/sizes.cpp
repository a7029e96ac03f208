#include "sizes.h"

#include <pullback/pullback.h>

PULLBACK(vjp, split, jvp)
double sum(const std::vector<double> &x, std::span<const double> y, std::vector<double> z) {
  z.push_back(x[0] * y[0]);
  return z.back() * z[0];
}

PULLBACK(vjp)
double form(const Eigen::VectorXd &x, const Eigen::Ref<const Eigen::MatrixXd> &A, Eigen::Matrix3Xd &B) {
  B *= x[0];
  return x.dot(A * x) * B(1, 0);
}

PULLBACK(vjp)
double evaluate(const nets::Net &net, const std::vector<std::vector<double>> &rows) {
  return net.layers[0].weights[0] * net.scales.first[0] * net.ends[1].weights[0] * net.extra[0].weights[0] *
         net.mixing(0, 0) * rows[0][0];
}

// Names that look like those of derivatives.
PULLBACK(vjp, jvp)
double named(const std::vector<double> &x, const std::vector<double> &x_dot_old, const std::vector<double> &x_bar_new) {
  return x[0] * x_dot_old[0] * x_bar_new[0];
}

namespace nets {
PULLBACK(vjp)
double layered(const Layer (&layers)[2]) { return layers[0].weights[0] * layers[1].weights[0]; }
} // namespace nets
