#include "matrices.h"

#include <pullback/pullback.h>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double energy(const Eigen::VectorXd &x, const Eigen::MatrixXd &A) {
  return 0.5 * x.dot(A * x) + (A.transpose() * A).trace();
}

PULLBACK(vjp, jvp)
Eigen::Vector3d moved(const Pose &pose, const std::vector<Eigen::Vector3d> &points) {
  Eigen::Vector3d sum = pose.t;
  for (const Eigen::Vector3d &p : points)
    sum += pose.R * p;
  return sum;
}

PULLBACK(vjp, split, jvp)
void scaled(Eigen::Ref<Eigen::VectorXd> u, const Eigen::Ref<const Eigen::MatrixXd> &A,
            Eigen::Map<const Eigen::VectorXd> w) {
  u = A * u + w;
}

PULLBACK(vjp)
double byRows(const Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor> &B, const Eigen::Array4d &a,
              const Eigen::MatrixXi &index) {
  return B.row(1).sum() * B(index(0, 1), 2) * a.square().sum();
}
