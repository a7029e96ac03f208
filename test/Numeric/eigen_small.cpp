// RUN: %numeric %s
// Vectors and matrices of Eigen whose sizes their types give, in signatures and inside.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: x = uniform(-2, 2)[3], A = uniform(-2, 2)[9]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double energy(const Eigen::Vector3d &x, const Eigen::Matrix3d &A) { return x.dot(A * x) + x.norm(); }

// CHECK-INPUT: x = uniform(-2, 2)[6]
// CHECK-VALUES: to rounding
PULLBACK(vjp, split, jvp)
double crossed(const double *x) {
  Eigen::Vector3d v(x[0], x[1], x[2]), w;
  w << x[3], x[4], x[5];
  const Eigen::Vector3d n = v.cross(w);
  return n.squaredNorm() + v(0) * w[1] - n.normalized().z() + (v - 2 * w).cwiseAbs().sum();
}

// CHECK-INPUT: x = uniform(-2, 2)[3], A = uniform(-2, 2)[9]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
Eigen::Vector3d turned(Eigen::Vector3d x, const Eigen::Matrix3d &A) {
  Eigen::Vector3d y = A.transpose() * x + x * 2;
  y += A * y;
  y(1) *= x.y();
  return y / 3.0;
}

// CHECK-INPUT: A = uniform(-1, 1)[9], y = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, jvp)
double changed(Eigen::Matrix3d &A, Eigen::Vector3d &y) {
  A = A * A.transpose() + Eigen::Matrix3d::Identity();
  y = A.inverse() * y;
  return A.determinant() + A.trace() + y.sum();
}

// CHECK-INPUT: x = uniform(0.5, 2)[4], s = uniform(1, 2)
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, jvp)
double arrays(const Eigen::Array4d &x, double s) {
  const Eigen::Array4d y = (x * s).exp() / (1.0 + x.square()) - x.pow(s).sin() * x.min(1.2);
  return (y > 0).select(y, y.cube()).sum() + (2 - x).log1p().maxCoeff() + y.matrix().lpNorm<1>();
}

// CHECK-INPUT: P = uniform(-1, 1)[36], x = uniform(-1, 1)[6]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double larger(const Eigen::Matrix<double, 6, 6> &P, const Eigen::Matrix<double, 6, 1> &x) {
  const Eigen::Matrix<double, 6, 6> Q = P * P.transpose() + P.cwiseProduct(P);
  Eigen::Matrix<double, 6, 1> y = Q * x;
  y.head<3>() -= Q.block<3, 3>(0, 3) * x.tail<3>();
  y.segment(2, 2) *= x(0);
  return y.squaredNorm() + Q.row(2).dot(x) + Q.diagonal().prod();
}
