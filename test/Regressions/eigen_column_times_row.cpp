// RUN: %numeric %s
// The elements of a column times a row are computed where they are read, unless both are long or not stored.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: a = [0.3, -0.7, 1.1, 0.4, 0.2, -0.5], q = [0.9, -1.2, 0.8]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[6], q[3]))
double shortRow(const double *a, const double *q) {
  Eigen::MatrixXd A = Eigen::Map<const Eigen::Matrix<double, 2, 3>>(a);
  const Eigen::RowVector3d Q(q[0], q[1], q[2]);
  A += (A.col(1) * Q).array().cos().matrix();
  return A.squaredNorm();
}

// CHECK-INPUT: a = [0.3, -0.7, 1.1, 0.4, 0.2, -0.5], q = [0.9, -1.2, 0.8], n = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[2 * n], q[n]))
double longRow(const double *a, const double *q, int n) {
  Eigen::MatrixXd A = Eigen::Map<const Eigen::MatrixXd>(a, 2, n);
  const Eigen::RowVectorXd Q = Eigen::Map<const Eigen::RowVectorXd>(q, n);
  A += (A.col(1) * Q).array().cos().matrix();
  return A.squaredNorm();
}

// CHECK-INPUT: a = [0.3, -0.7, 1.1, 0.4, 0.2, -0.5], q = [0.9, -1.2]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(a[6], q[2]))
double fixedSizes(const double *a, const double *q) {
  Eigen::Matrix<double, 2, 3> A = Eigen::Map<const Eigen::Matrix<double, 2, 3>>(a);
  const Eigen::Vector2d column(q[0], q[1]);
  A.array() -= (column * A.row(0)).array().sin() * 0.5;
  return A.squaredNorm();
}
