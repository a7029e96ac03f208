#pragma once
#include <eigen3/Eigen/Dense>

struct Layer {
  Eigen::MatrixXd weights;
  Eigen::VectorXd bias;
  Eigen::Matrix2d mix;
};
