// RUN: %numeric %s
// Pivots of Eigen's decompositions: which are chosen, and what is done where they are 0.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// Eigen takes the largest number of the diagonal of the matrix itself: 5, 4, 2 here, though 4 - 16/5 is less than 2.
// CHECK-INPUT: A = [5, 4, 0.3, 4, 4, 0.7, 0.3, 0.7, 2]
// CHECK-INPUT: A = [2, 0.3, 0.7, 0.3, -4, 1, 0.7, 1, 4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double orderOfLDLT(const Eigen::Matrix3d &A) {
  const Eigen::LDLT<Eigen::Matrix3d> ldlt(A);
  const Eigen::Matrix3d L = ldlt.matrixL();
  return ldlt.vectorD()(0) + 2 * ldlt.vectorD()(1) + 3 * ldlt.vectorD()(2) + L(1, 0) + 10 * L(2, 1);
}

// The same from the upper triangle, whose other half is not read.
// CHECK-INPUT: A = [5, 4, 0.3, 4, 4, 0.7, 0.3, 0.7, 2, 0, 7, 1.5, 0.2, 0.1, 1.5, 9]
// CHECK-ROWS: A = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double upperLDLT(const Eigen::MatrixXd &A) {
  const Eigen::LDLT<Eigen::MatrixXd, Eigen::Upper> ldlt(A);
  const Eigen::MatrixXd L = ldlt.matrixL();
  return ldlt.vectorD().dot(L.col(1)) + L(3, 2);
}

// CHECK-INPUT: A = [4, 2, 2, 2, 1, 1, 2, 1, 1], b = [1, 0.5, 0.5]
// CHECK-INPUT: A = [4, 2, 2, 2, 1, 3, 2, 3, 1], b = uniform(-1, 1)[3]
// CHECK-INPUT: A = [0, 2, 1, 2, 0, 3, 1, 3, 0], b = uniform(-1, 1)[3]
// CHECK-INPUT: A = [0, 0, 0, 0, 0, 0, 0, 0, 0], b = uniform(-1, 1)[3]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double singularLDLT(const Eigen::MatrixXd &A, const Eigen::VectorXd &b) {
  const Eigen::LDLT<Eigen::MatrixXd> ldlt(A);
  const Eigen::MatrixXd L = ldlt.matrixL();
  const Eigen::VectorXd x = ldlt.solve(b);
  const double sum = x.sum() + ldlt.vectorD().sum() + L.squaredNorm();
  return ldlt.info() == Eigen::Success ? sum : 2 * sum;
}

// CHECK-INPUT: A = [0, 0, 0, 1, 3, 2, 0.5, 1, 4]
// CHECK-INPUT: A = [1, 2, 0.5, 2, 4, 1, 3, 1, 2]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double singularLU(const Eigen::MatrixXd &A) {
  const Eigen::PartialPivLU<Eigen::MatrixXd> lu(A);
  return A.determinant() + lu.matrixLU().sum();
}

// CHECK-INPUT: A = [0, 0, 0, 0, 1, 3, 2, 0.5, 1, 4, -1, 2, 2, 1, 3, 1]
// CHECK-INPUT: A = uniform(-1, 1)[16]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double closedForm(const Eigen::Matrix4d &A) { return A.determinant() + (A.transpose() * A).determinant(); }
