#pragma once
#include <Eigen/Dense>
#include <vector>

struct Pose {
  Eigen::Matrix3d R;
  Eigen::Vector3d t;
};

double energy(const Eigen::VectorXd &x, const Eigen::MatrixXd &A);
Eigen::Vector3d moved(const Pose &pose, const std::vector<Eigen::Vector3d> &points);
void scaled(Eigen::Ref<Eigen::VectorXd> u, const Eigen::Ref<const Eigen::MatrixXd> &A,
            Eigen::Map<const Eigen::VectorXd> w);
double byRows(const Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor> &B, const Eigen::Array4d &a,
              const Eigen::MatrixXi &index);
