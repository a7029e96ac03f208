// RUN: %numeric %s
// Results of Eigen that are computed when they are assigned, from what their operands are then.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: x = uniform(0.3, 1)[9], n = 9
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double reductions(const double *x, int n) {
  Eigen::Matrix3d A = Eigen::Map<const Eigen::Matrix3d>(x);
  auto sums = A.colwise().sum();
  auto largest = A.rowwise().maxCoeff();
  auto unit = A.rowwise().normalized();
  const double before = sums(0) * largest(2);
  A(0, 0) = 5 * x[1];
  const Eigen::Matrix3d B = unit;
  A.row(2) = sums;
  return before + sums(0) * sums(1) + largest(0) + B(0, 0) + B(0, 1) * A(2, 1);
}

// CHECK-INPUT: x = uniform(0.3, 1)[12], n = 12
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double ofDynamicSize(const double *x, int n) {
  Eigen::MatrixXd A = Eigen::Map<const Eigen::MatrixXd>(x, 3, 4);
  auto means = A.colwise().mean();
  auto lengths = (2 * A).rowwise().norm();
  A.rowwise() -= means;
  A.col(1) += lengths;
  const Eigen::VectorXd m = means, scaled = lengths.array() / (1 + lengths.array());
  A.colwise().normalize();
  return m.squaredNorm() + scaled.sum() + A.row(0).sum();
}

// CHECK-INPUT: x = uniform(0.3, 1)[9], n = 9
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double inverses(const double *x, int n) {
  Eigen::Matrix3d A = Eigen::Map<const Eigen::Matrix3d>(x) + 2 * Eigen::Matrix3d::Identity();
  auto inverse = A.inverse();
  A(0, 0) = 5 * x[1] + 2;
  const Eigen::Matrix3d B = inverse, C = inverse.transpose() * A;
  Eigen::MatrixXd D = A;
  D = D.inverse();
  return B(0, 0) * B(0, 1) + C(0, 2) + (D - inverse).sum() + D.inverse().trace() + (inverse * A.col(0)).y();
}

// CHECK-INPUT: x = uniform(0.3, 1)[9], n = 9
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double solutions(const double *x, int n) {
  Eigen::Matrix3d A = Eigen::Map<const Eigen::Matrix3d>(x) + 3 * Eigen::Matrix3d::Identity();
  const Eigen::PartialPivLU<Eigen::Matrix3d> lu(A);
  Eigen::LLT<Eigen::Matrix3d> llt(A);
  const Eigen::LDLT<Eigen::Matrix3d> ldlt(A);
  const auto lower = A.triangularView<Eigen::Lower>();
  Eigen::Vector3d b(x[0], x[1], x[2]);
  auto p = lu.solve(b);
  auto q = llt.solve(b);
  auto r = ldlt.solve(b);
  auto s = lower.solve(b);
  b(0) = 7 * x[6];
  A(1, 1) = 4;
  llt.compute(A);
  Eigen::Vector3d y = p - q;
  y += r;
  y -= s;
  return y(0) + 2 * y.dot(q) + lu.inverse()(0, 1);
}

template <class D> void solveWith(const Eigen::MatrixXd &A, Eigen::MatrixBase<D> &x) {
  A.triangularView<Eigen::Lower>().solveInPlace(x);
}

// CHECK-INPUT: A = uniform(0.5, 1)[9], b = uniform(-1, 1)[3]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double inPlace(const Eigen::MatrixXd &A, const Eigen::VectorXd &b) {
  Eigen::MatrixXd B(3, 2);
  B << b, A.col(1);
  Eigen::VectorXd x = b;
  solveWith(A, x);
  A.triangularView<Eigen::UnitUpper>().solveInPlace(B.col(1));
  const Eigen::LLT<Eigen::MatrixXd> llt(A * A.transpose());
  llt.solveInPlace(B);
  return x.sum() + B.squaredNorm();
}
