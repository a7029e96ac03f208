// RUN: %numeric %s
// Systems of equations: the derivative of a solution is a rule, from the factors that there are.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// Only one triangle of A is read.
// CHECK-INPUT: A = uniform(-1, 1)[25], b = uniform(-1, 1)[5]
// CHECK-ROWS: A = 5
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double lowerTriangle(const Eigen::MatrixXd &A, const Eigen::VectorXd &b) {
  Eigen::MatrixXd M = A;
  M.diagonal().array() += 6;
  const Eigen::VectorXd x = M.llt().solve(b);
  return x.squaredNorm() + x(0);
}

// CHECK-INPUT: A = uniform(-1, 1)[16], b = uniform(-1, 1)[8]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double upperTriangle(const Eigen::Matrix4d &A, const Eigen::Matrix<double, 4, 2> &b) {
  Eigen::Matrix4d M = A;
  M.diagonal().array() += 5;
  const Eigen::LLT<Eigen::Matrix4d, Eigen::Upper> llt(M);
  const Eigen::LDLT<Eigen::Matrix4d, Eigen::Upper> ldlt(M);
  const Eigen::Matrix<double, 4, 2> X = llt.solve(b);
  return X.squaredNorm() + ldlt.solve(b).col(1).sum();
}

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Rows in memory, several right sides, factors that are used otherwise as well.
// CHECK-INPUT: M = uniform(-1, 1)[16], N = uniform(-1, 1)[12]
// CHECK-ROWS: M = 4, N = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double byRows(const Eigen::MatrixXd &M, const Eigen::MatrixXd &N) {
  const Rows A = M, B = N;
  const Rows S = A * A.transpose() + 2 * Rows::Identity(4, 4);
  const Eigen::LLT<Rows> llt(S);
  const Eigen::PartialPivLU<Rows> lu(A);
  const Eigen::LDLT<Rows> ldlt(S);
  const Rows X = llt.solve(B), Y = lu.solve(X), Z = ldlt.solve(Y);
  const Rows L = llt.matrixL();
  return X.squaredNorm() + Y.sum() + Z.norm() + lu.determinant() + L.diagonal().array().log().sum();
}

// A filter: systems in a loop, solved in place and with an inverse.
// CHECK-INPUT: F = uniform(-1, 1)[9], R = uniform(0.5, 1)[3], z = uniform(-1, 1)[12], steps = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(F, R, z[3 * steps]))
double filter(const Eigen::Matrix3d &F, const Eigen::Vector3d &R, const double *z, int steps) {
  Eigen::MatrixXd P = Eigen::MatrixXd::Identity(3, 3);
  Eigen::VectorXd x = Eigen::VectorXd::Zero(3);
  double likelihood = 0;
  for (int t = 0; t < steps; ++t) {
    x = F * x;
    P = F * P * F.transpose() + 0.1 * Eigen::MatrixXd::Identity(3, 3);
    Eigen::MatrixXd S = P;
    S.diagonal() += R;
    const Eigen::Map<const Eigen::VectorXd> observed(z + 3 * t, 3);
    Eigen::VectorXd residual = observed - x;
    const Eigen::LLT<Eigen::MatrixXd> llt(S);
    Eigen::VectorXd whitened = residual;
    llt.solveInPlace(whitened);
    likelihood -= 0.5 * residual.dot(whitened);
    x += P * whitened;
    P -= P * S.inverse() * P;
  }
  return likelihood + x.sum();
}

// CHECK-INPUT: A = uniform(-1, 1)[36], b = uniform(-1, 1)[6]
// CHECK-ROWS: A = 6
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
float single(const Eigen::MatrixXf &A, const Eigen::VectorXf &b) {
  Eigen::MatrixXf M = A;
  M.diagonal().array() += 4.0f;
  const Eigen::VectorXf x = M.partialPivLu().solve(b), y = M.transpose().lu().solve(x);
  return x.dot(y);
}

// The matrix is no input; the right side is none.
// CHECK-INPUT: A = uniform(-1, 1)[16], b = uniform(-1, 1)[4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, split, jvp, wrt(b))
double ofRightSide(const Eigen::Matrix4d &A, const Eigen::Vector4d &b) {
  Eigen::Matrix4d M = A;
  M.diagonal().array() += 3;
  return M.partialPivLu().solve(b).squaredNorm();
}

// CHECK-INPUT: A = uniform(-1, 1)[16], b = uniform(-1, 1)[4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, split, jvp, wrt(A))
double ofMatrix(const Eigen::Matrix4d &A, const Eigen::Vector4d &b) {
  Eigen::Matrix4d M = A;
  M.diagonal().array() += 3;
  return M.ldlt().solve(b).squaredNorm();
}

// The matrix changes behind its decomposition.
// CHECK-INPUT: A = uniform(-1, 1)[9], b = uniform(-1, 1)[3]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double changedLater(const Eigen::MatrixXd &A, const Eigen::VectorXd &b) {
  Eigen::MatrixXd M = A;
  M.diagonal().array() += 3;
  const Eigen::PartialPivLU<Eigen::MatrixXd> lu(M);
  M *= 0.5;
  M(0, 0) = b(1);
  const Eigen::VectorXd x = lu.solve(b);
  return x.squaredNorm() + M.sum() + (M * x).norm();
}
