// RUN: %numeric %s
// Eigen's Ref of matrices in signatures: read, written, column by column and row by row.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: A = uniform(-2, 2)[12], x = uniform(-2, 2)[4]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double energy(const Eigen::Ref<const Eigen::MatrixXd> &A, const Eigen::Ref<const Eigen::VectorXd> &x) {
  return 0.5 * (A * x).squaredNorm() + A.row(1).sum() * A(2, 3);
}

// CHECK-INPUT: u = uniform(-2, 2)[6], A = uniform(-1, 1)[9], k = 0.5
// CHECK-ROWS: u = 3, A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, split, jvp)
void stepped(Eigen::Ref<Eigen::MatrixXd> u, Eigen::Ref<const Eigen::MatrixXd> A, double k) {
  for (int i = 0; i < 2; ++i)
    u = u + k * (A * u);
}

// CHECK-INPUT: A = uniform(-2, 2)[6], y = [0, 0]
// CHECK-VALUES: to rounding
PULLBACK(vjp, jvp)
void byRows(const Eigen::Ref<const Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor>> &A, double y[2]) {
  for (int i = 0; i < 2; ++i)
    y[i] = A.row(i).squaredNorm() * A(1 - i, 2);
}

// CHECK-INPUT: w = uniform(-1, 1)[8], x = uniform(-1, 1)[4]
// CHECK-ROWS: w = 2
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double early(Eigen::Ref<Eigen::MatrixXd> w, const Eigen::VectorXd &x) {
  if (w(0, 0) > 5)
    return w.sum();
  w.row(1) *= x(0);
  if (x(1) > 7)
    return x(2);
  w(0, 1) += w(1, 1) * w(0, 0);
  return (w * x).sum();
}
