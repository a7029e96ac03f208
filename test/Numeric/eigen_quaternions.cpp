// RUN: %numeric %s
// Quaternions of Eigen and what they are made from and into: matrices, angles and axes, memory of others.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

static Eigen::Vector3d at(const double *x) { return Eigen::Vector3d(x[0], x[1], x[2]); }

// CHECK-INPUT: x = uniform(0.3, 1)[12], n = 12
// CHECK-INPUT: x = [3, 0.2, 0.5, 1, -0.5, 0.3, 0.7, -0.4, 0.4, 1, 2, 3], n = 12
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double interpolated(const double *x, int n) {
  const Eigen::Quaterniond p(Eigen::AngleAxisd(x[0], at(x + 1).normalized()));
  const Eigen::Quaterniond q = Eigen::Quaterniond(x[4], x[5], x[6], x[7]).normalized();
  const Eigen::Quaterniond r = p.slerp(x[8], q);
  return (r * at(x + 9)).x() + r.angularDistance(q) + (p * q.conjugate()).w() + p.slerp(x[8], p).w();
}

// A rotation by a large angle has its greatest coefficient elsewhere than in w.
// CHECK-INPUT: x = [0.5, 0.3, 0.4, 0.7], n = 4
// CHECK-INPUT: x = [3, 0.9, 0.2, 0.1], n = 4
// CHECK-INPUT: x = [3, 0.2, 0.9, 0.1], n = 4
// CHECK-INPUT: x = [-3, 0.2, 0.3, 0.9], n = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double fromMatrix(const double *x, int n) {
  const Eigen::Matrix3d R = Eigen::AngleAxisd(x[0], at(x + 1).normalized()).matrix();
  const Eigen::Quaterniond q(R);
  const Eigen::AngleAxisd a(q);
  Eigen::AngleAxisd b = Eigen::AngleAxisd::Identity();
  b = R.transpose();
  return q.w() + 2 * q.x() + 3 * q.y() * q.z() + a.angle() * a.axis().sum() + b.axis().y();
}

// CHECK-INPUT: x = uniform(0.3, 1)[11], n = 11
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double inMemory(const double *x, int n) {
  double state[4] = {x[0], x[1], x[2], x[3]};
  Eigen::Map<Eigen::Quaterniond> q(state);
  Eigen::Map<const Eigen::Quaterniond> other(x + 4);
  q.normalize();
  q = q * other;
  q *= Eigen::Quaterniond(x + 5);
  Eigen::Quaterniond r;
  r = Eigen::AngleAxisd(x[9], Eigen::Vector3d::UnitZ());
  r.coeffs() += q.coeffs();
  return state[1] * q.w() + (other * at(x + 8)).sum() + r.norm() + (q.isApprox(r) ? 1 : 2) * r.z();
}

// CHECK-INPUT: x = [0.4, 0.3, -0.8], n = 3
// CHECK-INPUT: x = [-0.4, 2, 2.8], n = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double anglesOfEuler(const double *x, int n) {
  const Eigen::Matrix3d R =
      (Eigen::AngleAxisd(x[0], Eigen::Vector3d::UnitZ()) * Eigen::AngleAxisd(x[1], Eigen::Vector3d::UnitY()) *
       Eigen::AngleAxisd(x[2], Eigen::Vector3d::UnitX()))
          .toRotationMatrix();
  return R.eulerAngles(2, 1, 0).dot(at(x)) + R.eulerAngles(0, 1, 2).squaredNorm() + R.eulerAngles(2, 0, 2)(1) +
         R.eulerAngles(0, 2, 0).sum();
}

// CHECK-INPUT: x = uniform(0.5, 1)[15], n = 15
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double projected(const double *x, int n) {
  const Eigen::Map<const Eigen::Matrix<double, 3, 4>> P(x);
  const Eigen::Vector2d pixel = (P * at(x + 12).homogeneous()).hnormalized();
  const Eigen::VectorXd v = Eigen::Map<const Eigen::VectorXd>(x, 5), h = v.homogeneous();
  return pixel.x() * pixel.y() + h.sum() + v.hnormalized().norm() + (pixel.isZero() ? 1 : 0);
}

// CHECK-INPUT: x = uniform(0.3, 1)[3], n = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double inThePlane(const double *x, int n) {
  Eigen::Rotation2Dd r(x[0]);
  r *= Eigen::Rotation2Dd(Eigen::Rotation2Dd(x[1]).toRotationMatrix());
  return (r * Eigen::Vector2d(x[2], x[1])).x();
}

using Pose = Eigen::Isometry3d;

// A long chain, which is many small functions.
// CHECK-INPUT: x = uniform(0.3, 1)[13], n = 13
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double chain(const double *x, int n) {
  Pose T = Pose::Identity();
  for (int i = 0; i < 3; ++i) {
    T = T * Eigen::Translation3d(x[i], x[i + 1], x[i + 2]) * Eigen::AngleAxisd(x[i + 3], Eigen::Vector3d::UnitY());
    T.pretranslate(Eigen::Vector3d(0, 0, x[i + 4]));
  }
  Pose U;
  U.setIdentity();
  U.linear() = Eigen::AngleAxisd(x[9], Eigen::Vector3d::UnitX()).toRotationMatrix();
  U.translation() << x[10], x[11], x[12];
  Pose D = T.inverse() * U;
  const Eigen::Quaterniond q(D.rotation()), r(D.linear());
  const Eigen::Vector4d h = D.matrix() * Eigen::Vector4d(x[0], x[1], x[2], 1);
  return D.translation().norm() + q.vec().norm() + h.head<3>().sum() + r.w() + (D * Eigen::Vector3d::Zero()).x();
}
