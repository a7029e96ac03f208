// RUN: %numeric %s
// Eigen's functions for any argument: outputs that are a const MatrixBase whose const is cast away, and are given
// sizes.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

template <class D, class O> static void twice(const Eigen::MatrixBase<D> &a, const Eigen::MatrixBase<O> &out_) {
  Eigen::MatrixBase<O> &out = const_cast<Eigen::MatrixBase<O> &>(out_);
  out.derived().resize(a.rows(), a.cols());
  out = 2 * a + a.cwiseAbs2();
}

template <class D> static void addTo(const Eigen::MatrixBase<D> &out_, double s) {
  const_cast<Eigen::MatrixBase<D> &>(out_).derived().array() += s;
  const_cast<Eigen::MatrixBase<D> &>(out_) *= s;
}

// CHECK-INPUT: A = uniform(-1, 1)[9], s = uniform(0.5, 1)
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double objectsAndParts(const Eigen::MatrixXd &A, double s) {
  Eigen::MatrixXd B, C = A;
  twice(A, B);
  addTo(B.row(0), s);
  addTo(C.block(0, 0, 2, 2), 2 * s);
  twice(A.col(0), B.col(1));
  twice(A.row(1), C.row(2));
  twice(A.topLeftCorner(2, 2) * B.bottomRows(2), C.bottomRows(2));
  return B.squaredNorm() + C.sum() * C(2, 2);
}

template <class P, class R, class J>
static void project(const Eigen::MatrixBase<P> &p, double f, const Eigen::MatrixBase<R> &r,
                    const Eigen::MatrixBase<J> &jacobian_) {
  Eigen::MatrixBase<J> &jacobian = const_cast<Eigen::MatrixBase<J> &>(jacobian_);
  const_cast<Eigen::MatrixBase<R> &>(r) = f * p.template head<2>() / p(2);
  jacobian.setZero();
  jacobian(0, 0) = jacobian(1, 1) = f / p(2);
  jacobian.col(2) = -f / (p(2) * p(2)) * p.template head<2>();
  jacobian.template leftCols<2>() *= 3;
}

// CHECK-INPUT: p = uniform(1, 2)[6], f = uniform(0.5, 1)
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double jacobians(const Eigen::Matrix<double, 6, 1> &p, double f) {
  Eigen::Vector4d r;
  Eigen::Matrix<double, 4, 6> J;
  J.setZero();
  project(p.head<3>(), f, r.head<2>(), J.topLeftCorner<2, 3>());
  project(p.tail<3>() + p.head<3>(), f * f, r.tail<2>(), J.block<2, 3>(2, 3));
  return (J.transpose() * r).squaredNorm() + J.sum();
}

// CHECK-INPUT: x = uniform(-1, 1)[4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
void inPlace(Eigen::VectorXd &x) {
  addTo(x, 0.5);
  addTo(x.head(2), x(3));
  twice(x.tail(2).eval(), x.tail(2));
}
