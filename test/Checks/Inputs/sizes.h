#pragma once
#include <array>
#include <span>
#include <utility>
#include <vector>

#include <Eigen/Dense>

namespace nets {
struct Layer {
  std::vector<double> weights;
  double bias;
  std::vector<int> inputs; // no gradient
};
struct Net {
  std::vector<Layer> layers;
  std::pair<std::vector<double>, double> scales;
  std::array<Layer, 2> ends;
  Layer extra[2];
  Eigen::MatrixXd mixing;
};
} // namespace nets

double sum(const std::vector<double> &x, std::span<const double> y, std::vector<double> z);
double form(const Eigen::VectorXd &x, const Eigen::Ref<const Eigen::MatrixXd> &A, Eigen::Matrix3Xd &B);
double evaluate(const nets::Net &net, const std::vector<std::vector<double>> &rows);
double named(const std::vector<double> &x, const std::vector<double> &x_dot_old, const std::vector<double> &x_bar_new);

namespace nets {
/// These hide functions of generated code.
void checkSize(int);
void checkSizes(int);
void checkContract(int);
double layered(const Layer (&layers)[2]);
} // namespace nets
