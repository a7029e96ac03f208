// RUN: %numeric %s
// Decompositions of Eigen: LLT, LDLT and PartialPivLU, their factors, triangular systems, inverses and determinants.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: x = uniform(-1, 1)[4], B = uniform(-1, 1)[16]
// CHECK-ROWS: B = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double gaussian(const Eigen::VectorXd &x, const Eigen::MatrixXd &B) {
  const Eigen::MatrixXd A = B * B.transpose() + Eigen::MatrixXd::Identity(4, 4);
  const Eigen::LLT<Eigen::MatrixXd> llt(A);
  if (llt.info() != Eigen::Success)
    return 0;
  const Eigen::MatrixXd L = llt.matrixL();
  const double logDeterminant = 2 * L.diagonal().array().log().sum();
  return -0.5 * (x.dot(llt.solve(x)) + logDeterminant);
}

// CHECK-INPUT: b = uniform(-1, 1)[4], A = [0.1, 2, 3, 1, 2, 0.5, 1, -1, 1, 3, 0.2, 2, -1, 1, 4, 1]
// CHECK-ROWS: A = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double pivoted(const Eigen::VectorXd &b, const Eigen::MatrixXd &A) {
  const Eigen::PartialPivLU<Eigen::MatrixXd> lu(A);
  return lu.solve(b).squaredNorm() + lu.determinant() + A.inverse().cwiseProduct(A).sum();
}

// CHECK-INPUT: b = uniform(-1, 1)[4], A = [1, 0.5, 0.2, 0, 0.5, -3, 1, 0.1, 0.2, 1, 4, 0.7, 0, 0.1, 0.7, 2]
// CHECK-ROWS: A = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double indefinite(const Eigen::VectorXd &b, const Eigen::MatrixXd &A) {
  const Eigen::VectorXd x = A.ldlt().solve(b);
  return x.sum() * x.norm();
}

// CHECK-INPUT: b = uniform(-1, 1)[3], A = [4, 1, 0.5, 1, 3, -1, 0.5, -1, 5]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double small(const Eigen::Vector3d &b, const Eigen::Matrix3d &A) {
  const Eigen::Vector3d x = A.llt().solve(b), y = A.partialPivLu().solve(x), z = A.ldlt().solve(y);
  return z.dot(b) + A.inverse()(0, 1) + A.topLeftCorner<2, 2>().determinant();
}

// CHECK-INPUT: L = uniform(0.5, 1.5)[9], B = uniform(-1, 1)[6]
// CHECK-ROWS: L = 3, B = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double triangles(const Eigen::MatrixXd &L, const Eigen::MatrixXd &B) {
  const Eigen::MatrixXd X = L.triangularView<Eigen::Lower>().solve(B);
  const Eigen::MatrixXd Y = L.triangularView<Eigen::UnitUpper>() * B;
  const Eigen::MatrixXd S = L.selfadjointView<Eigen::Lower>();
  Eigen::MatrixXd Z = L.transpose().triangularView<Eigen::Upper>().solve(X);
  L.triangularView<Eigen::UnitLower>().solveInPlace(Z);
  return (X - Y).squaredNorm() + (S * Z).sum();
}
