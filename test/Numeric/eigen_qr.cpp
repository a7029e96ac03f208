// RUN: %numeric %s
// Least squares and systems of equations by Eigen's HouseholderQR and ColPivHouseholderQR.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: A = uniform(-1, 1)[15], b = uniform(-1, 1)[5]
// CHECK-ROWS: A = 5
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double leastSquares(const Eigen::MatrixXd &A, const Eigen::VectorXd &b) {
  const Eigen::VectorXd x = A.colPivHouseholderQr().solve(b), y = A.householderQr().solve(2 * b);
  return x.squaredNorm() + y(0) * x(1) + (A * x - b).squaredNorm();
}

// CHECK-INPUT: A = uniform(-1, 1)[12], B = uniform(-1, 1)[6]
// CHECK-ROWS: A = 3, B = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double moreUnknowns(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B) {
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(A);
  Eigen::HouseholderQR<Eigen::MatrixXd> plain;
  plain.compute(A);
  const Eigen::MatrixXd X = qr.solve(B), Y = plain.solve(B + B);
  return X.squaredNorm() + Y.sum() * double(qr.rank()) + plain.matrixQR()(0, 1) + qr.matrixQR()(1, 2);
}

// CHECK-INPUT: A = uniform(-1, 1)[9], b = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double ofKnownSizes(const Eigen::Matrix3d &A, const Eigen::Vector3d &b) {
  const Eigen::ColPivHouseholderQR<Eigen::Matrix3d> qr(A);
  const Eigen::Matrix<double, 3, 2> C = A.leftCols<2>();
  const Eigen::Vector2d x = C.colPivHouseholderQr().solve(b);
  return qr.solve(b).sum() + qr.logAbsDeterminant() + A.householderQr().absDeterminant() + x.squaredNorm() +
         (qr.isInvertible() ? qr.inverse().trace() : 0.0);
}

// CHECK-INPUT: a = uniform(1, 2)[4], b = uniform(-1, 1)[4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double ofLowerRank(const Eigen::VectorXd &a, const Eigen::VectorXd &b) {
  Eigen::MatrixXd A(4, 3);
  A << a, 3 * a, Eigen::VectorXd::Zero(4);
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(A);
  const Eigen::VectorXd x = qr.solve(b);
  return x.sum() + double(qr.rank()) * x.squaredNorm();
}
