// RUN: %numeric %s
// Rotations and transformations of Eigen, and the rows and columns that a matrix gives as vectors.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

static Eigen::Vector3d at(const double *x) { return Eigen::Vector3d(x[0], x[1], x[2]); }

// A transformation from its linear part, from that with a translation, and from the whole matrix.
// CHECK-INPUT: x = uniform(0.3, 1)[18], n = 18
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double fromMatrices(const double *x, int n) {
  const Eigen::Matrix3d R = Eigen::AngleAxisd(x[0], at(x + 1)).toRotationMatrix();
  Eigen::Isometry3d I(R);
  I.translation() = at(x + 3);
  Eigen::Affine3d A(Eigen::Map<const Eigen::Matrix<double, 3, 4>>(x + 6).eval()), B;
  B = A.matrix() * I.matrix();
  return (I * (B * at(x + 2))).squaredNorm() + A.affine()(1, 3) + Eigen::Affine3d(A.linear()).matrix().sum();
}

// The inverse of an isometry is not that of its product with an affine transformation.
// CHECK-INPUT: x = uniform(0.3, 1)[12], n = 12
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double mixedKinds(const double *x, int n) {
  Eigen::Isometry3d I = Eigen::Isometry3d::Identity();
  I.rotate(Eigen::AngleAxisd(x[0], Eigen::Vector3d::UnitX())).pretranslate(at(x + 1));
  Eigen::Affine3d A(I);
  A.scale(1 + x[4]).prescale(at(x + 5)).translate(at(x + 7));
  const Eigen::Vector3d p = at(x + 9);
  return ((I * A).inverse() * p).sum() + ((A * I).inverse() * p).norm() + (I.inverse() * p)(1) +
         (I * I).inverse(Eigen::Isometry).translation().x();
}

// CHECK-INPUT: x = uniform(0.3, 1)[9], n = 9
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double imaginaryPart(const double *x, int n) {
  Eigen::Quaterniond q(x[0], x[1], x[2], x[3]);
  q.vec() *= 2;
  q.vec() += at(x + 4);
  const Eigen::Quaterniond r = q;
  q.vec() = r.vec().cross(at(x + 6));
  return q.norm() + r.vec().dot(q.vec()) + q.x() * q.w();
}

// CHECK-INPUT: x = uniform(0.3, 1)[14], n = 14
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double translations(const double *x, int n) {
  const Eigen::Translation3d t(at(x));
  const Eigen::Matrix3d M = at(x + 3) * at(x + 6).transpose() + Eigen::Matrix3d::Identity();
  const Eigen::AngleAxisd R(x[9], at(x + 1));
  const Eigen::Vector3d p = at(x + 10);
  Eigen::Matrix<double, 3, 2> points;
  points << p, t.vector();
  return (t * p).norm() + (t * M * p).sum() + (M * t * p).sum() + (t * R * p).norm() + (R * t * p).x() +
         (t.inverse() * Eigen::Translation3d(x[1], x[2], x[3])).y() + (t * R * points).squaredNorm();
}

// CHECK-INPUT: x = uniform(0.3, 1)[8], n = 8
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double inThePlane(const double *x, int n) {
  Eigen::Isometry2d T = Eigen::Isometry2d::Identity();
  T.rotate(x[0]).translate(Eigen::Vector2d(x[1], x[2])).prerotate(Eigen::Rotation2Dd(x[3]));
  return (T * Eigen::Vector2d(x[4], x[5])).prod() + (T.inverse() * Eigen::Vector2d(x[6], x[7])).x();
}

// The coefficients of a row of a matrix lie as far apart as its columns.
// CHECK-INPUT: x = uniform(0.3, 1)[12], n = 12
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double rowsByReference(const double *x, int n) {
  Eigen::MatrixXd A = Eigen::Map<const Eigen::MatrixXd>(x, 3, 4);
  Eigen::Ref<Eigen::RowVectorXd, 0, Eigen::InnerStride<>> row = A.row(1);
  row *= 3;
  Eigen::Ref<Eigen::VectorXd> column = A.col(2);
  column *= 2;
  const Eigen::Ref<const Eigen::RowVectorXd, 0, Eigen::InnerStride<>> last = A.row(2);
  A(2, 1) += 1;
  return row(0) + 2 * row(3) + A(1, 1) * A(1, 2) + last(1) * last(2) +
         x[0] * static_cast<double>(A.row(1).innerStride() + 10 * A.row(1).outerStride());
}
