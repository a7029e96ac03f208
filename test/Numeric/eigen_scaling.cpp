// RUN: %numeric %s
// Eigen's diagonal matrices and scalings, alone and in transformations, and triangular systems solved from the right.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: d = uniform(0.5, 2)[3], A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double diagonals(const Eigen::VectorXd &d, const Eigen::MatrixXd &A) {
  Eigen::DiagonalMatrix<double, 3> D(d(0), d(1), d(2)), E(d);
  Eigen::DiagonalMatrix<double, Eigen::Dynamic> F = A.col(0).asDiagonal(), G(3);
  G = 2 * F;
  G.diagonal()(1) = d(0);
  E.diagonal() *= 3;
  auto lazy = D * A;
  D.diagonal()(0) += 1;
  Eigen::MatrixXd M = lazy + A * E.inverse();
  M = F * M * G;
  M += D;
  const Eigen::DiagonalMatrix<double, 3> sum(D + E), difference(D - d.asDiagonal());
  const Eigen::Vector3d v = sum * A.col(1) - difference * d;
  return M.squaredNorm() + v.sum() + (D.toDenseMatrix() * A).trace() + F.diagonal().prod() + double(G.rows());
}

// CHECK-INPUT: t = uniform(-1, 1)[3], s = uniform(0.5, 2)[3], angle = uniform(-1, 1), p = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double transformations(const Eigen::Vector3d &t, const Eigen::Vector3d &s, double angle, const Eigen::Vector3d &p) {
  const Eigen::AngleAxisd turn(angle, Eigen::Vector3d::UnitY());
  const Eigen::Affine3d a = Eigen::Translation3d(t) * turn * Eigen::Scaling(s);
  const Eigen::Affine3d b = Eigen::Translation3d(t) * Eigen::Quaterniond(turn) * Eigen::Scaling(s(0), 2.0, s(2));
  const Eigen::Affine3d c = Eigen::Translation3d(t) * turn * Eigen::Scaling(s(1));
  Eigen::Affine3d d(Eigen::Scaling(angle));
  d = Eigen::Scaling(s) * d * Eigen::Translation3d(p);
  Eigen::Affine3d e = Eigen::Scaling(2.0, s(1), s(2)) * a * Eigen::Scaling(t(0));
  e = Eigen::Scaling(s(2)) * e;
  const Eigen::Affine3d f = Eigen::Scaling(angle) * Eigen::Translation3d(t),
                        g = Eigen::Translation3d(p) * Eigen::Scaling(angle);
  const Eigen::Affine3d h = turn * Eigen::Scaling(s(0), s(1), angle), i = Eigen::Scaling(s(0), s(1), angle) * turn;
  const Eigen::Matrix3d J = turn * Eigen::Scaling(s(0)) * Eigen::Scaling(2.0);
  const Eigen::Vector3d q =
      Eigen::Scaling(s) * p + Eigen::Scaling(s(0)) * t + J * p + Eigen::Scaling(s(1)).inverse() * p;
  return (a * p).dot(b * p) + (c * d * p).squaredNorm() + (e * f * g * q).sum() + (h * p).dot(i * q);
}

// CHECK-INPUT: T = uniform(1, 2)[9], B = uniform(-1, 1)[6]
// CHECK-ROWS: T = 3, B = 2
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double fromTheRight(const Eigen::MatrixXd &T, const Eigen::MatrixXd &B) {
  Eigen::MatrixXd X = T.triangularView<Eigen::Upper>().solve<Eigen::OnTheRight>(B);
  X += T.triangularView<Eigen::UnitLower>().solve<Eigen::OnTheRight>(2 * B);
  T.triangularView<Eigen::Lower>().transpose().solveInPlace<Eigen::OnTheRight>(X);
  T.topLeftCorner(2, 2).triangularView<Eigen::Lower>().solveInPlace<Eigen::OnTheLeft>(X.leftCols(2));
  const Eigen::Matrix3d known = T;
  const Eigen::RowVector3d row = known.triangularView<Eigen::Lower>().solve<Eigen::OnTheRight>(B.row(1));
  return X.squaredNorm() + row.sum();
}
