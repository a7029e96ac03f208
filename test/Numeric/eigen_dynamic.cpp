// RUN: %numeric %s
// Vectors and matrices of Eigen whose sizes are known when the program runs, maps and references to them.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: x = uniform(-2, 2)[4], A = uniform(-2, 2)[16]
// CHECK-ROWS: A = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double energy(const Eigen::VectorXd &x, const Eigen::MatrixXd &A) {
  return x.dot(A * x) + x.norm() + (A.transpose() * x).squaredNorm();
}

// CHECK-INPUT: x = uniform(-2, 2)[5], n = 5
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double mapped(const double *x, int n) {
  Eigen::Map<const Eigen::VectorXd> v(x, n);
  return (v.array().square() * v.array().exp()).sum();
}

// CHECK-INPUT: x = uniform(-2, 2)[5], n = 5
// CHECK-INPUT: x = [], n = 0
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double squares(const double *x, int n) {
  Eigen::VectorXd v(n);
  for (int i = 0; i < n; ++i)
    v[i] = x[i] * x[i];
  const Eigen::VectorXd w = v.array().sin().matrix() + 2 * v;
  return v.dot(w) + v.sum() * w.array().cube().sum();
}

// CHECK-INPUT: x = uniform(-2, 2)[6], y = uniform(-1, 1)[6], n = 6
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]), of(y[n]))
void written(const double *x, double *y, int n) {
  const Eigen::Map<const Eigen::ArrayXd> from(x, n);
  Eigen::Map<Eigen::ArrayXd> to(y, n);
  to = from.tanh() * from;
  to.head(2) += 3.0;
  to.tail(2) = to.head(2) * from.segment(1, 2);
}

// CHECK-INPUT: A = uniform(-2, 2)[12], B = uniform(-2, 2)[8], s = 0.5
// CHECK-ROWS: A = 3, B = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double products(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B, double s) {
  Eigen::MatrixXd C = A * B;
  C *= s;
  C.row(1) += 2.0 * C.row(0);
  Eigen::MatrixXd D(3, 3);
  D.setZero();
  D.topLeftCorner(3, 2) = C;
  D.col(2) = A.rowwise().sum();
  D.noalias() += A * A.transpose();
  D.diagonal().array() += s;
  return D.squaredNorm() + D.colwise().norm().sum() + (D - C * C.transpose()).cwiseAbs().maxCoeff();
}

// CHECK-INPUT: x = uniform(-2, 2)[4], A = uniform(-2, 2)[12], u = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double viewed(const Eigen::Ref<const Eigen::VectorXd> &x, Eigen::Map<const Eigen::Matrix<double, 3, Eigen::Dynamic>> A,
              Eigen::Ref<Eigen::Vector3d> u) {
  u += A * x;
  u *= u(0);
  return u.dot(A.col(1)) + x(2);
}

// CHECK-INPUT: A = uniform(-2, 2)[6], v = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, jvp)
double byRows(const Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor> &A, const Eigen::RowVectorXd &v) {
  const Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor> B = 2.0 * A + A.replicate(1, 1);
  return (B * v.transpose()).squaredNorm() + (A.rowwise() - v).array().square().sum() + B(1, 2) * v(1);
}

// CHECK-INPUT: A = uniform(-2, 2)[6]
// CHECK-ROWS: A = 2
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, jvp)
double directions(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A.rowwise().normalized();
  B.colwise().normalize();
  return A.rowwise().normalized()(1, 2) + B(0, 1) * B(1, 0);
}
