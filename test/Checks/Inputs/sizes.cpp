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
