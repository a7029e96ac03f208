// RUN: %numeric %s
// Programs with Eigen: a robot's arm, a Kalman filter, a pose graph of quaternions, a network, a Gaussian process.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

#include <cmath>

using Pose = Eigen::Transform<double, 3, Eigen::Isometry>;

// CHECK-INPUT: q = uniform(-1, 1)[3], lengths = uniform(0.5, 1)[3], target = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double arm(const Eigen::Vector3d &q, const Eigen::Vector3d &lengths, const Eigen::Vector3d &target) {
  Pose pose = Pose::Identity();
  pose.rotate(Eigen::AngleAxis<double>(q(0), Eigen::Vector3d::UnitZ()));
  pose.translate(Eigen::Vector3d(0, 0, lengths(0)));
  for (int i = 1; i < 3; ++i) {
    pose = pose * Eigen::AngleAxis<double>(q(i), Eigen::Vector3d::UnitY());
    pose.translate(Eigen::Vector3d(0, 0, lengths(i)));
  }
  return (pose.translation() - target).squaredNorm() + pose.linear()(0, 2);
}

// CHECK-INPUT: z = uniform(-1, 1)[6], n = 6, dt = 0.1, q = 0.3, r = 0.5
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double kalman(const double *z, int n, double dt, double q, double r) {
  using Matrix4 = Eigen::Matrix<double, 4, 4>;
  using Vector4 = Eigen::Matrix<double, 4, 1>;
  Matrix4 F = Matrix4::Identity();
  F(0, 2) = F(1, 3) = dt;
  Eigen::Matrix<double, 2, 4> H;
  H << 1, 0, 0, 0, 0, 1, 0, 0;
  const Matrix4 Q = q * Matrix4::Identity();
  const Eigen::Matrix2d R = r * Eigen::Matrix2d::Identity();
  Vector4 x = Vector4::Zero();
  Matrix4 P = Matrix4::Identity();
  double logLikelihood = 0;
  for (int k = 0; k + 1 < n; k += 2) {
    x = F * x;
    P = F * P * F.transpose() + Q;
    const Eigen::Vector2d y = Eigen::Vector2d(z[k], z[k + 1]) - H * x;
    const Eigen::Matrix2d S = H * P * H.transpose() + R;
    const Eigen::Matrix<double, 4, 2> K = P * H.transpose() * S.inverse();
    x += K * y;
    P = (Matrix4::Identity() - K * H) * P;
    logLikelihood -= 0.5 * (y.dot(S.inverse() * y) + std::log(S.determinant()));
  }
  return logLikelihood + x.sum();
}

// CHECK-INPUT: a = uniform(-1, 1)[4], b = uniform(-1, 1)[4], p = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double poses(const Eigen::Vector4d &a, const Eigen::Vector4d &b, const Eigen::Vector3d &p) {
  const Eigen::Quaternion<double> first = Eigen::Quaternion<double>(a(0), a(1), a(2), a(3)).normalized();
  const Eigen::Quaternion<double> second(b(0), b(1), b(2), b(3));
  const Eigen::Vector3d moved = first * p + second.inverse() * p;
  const Eigen::Quaternion<double> error = first.conjugate() * second;
  Eigen::Matrix2d turn;
  turn = Eigen::Rotation2D<double>(a(0) * b(1));
  return moved.dot(p) + error.vec().squaredNorm() + error.w() + (turn * p.head<2>()).x();
}

// CHECK-INPUT: w = uniform(-1, 1)[26], x = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double network(const Eigen::VectorXd &w, const Eigen::VectorXd &x) {
  const int sizes[] = {3, 4, 2};
  Eigen::VectorXd a = x;
  int used = 0;
  for (int layer = 0; layer < 2; ++layer) {
    const int rows = sizes[layer + 1], cols = sizes[layer];
    const Eigen::Map<const Eigen::MatrixXd> W(w.data() + used, rows, cols);
    const Eigen::VectorXd b = w.segment(used + rows * cols, rows);
    a = (W * a + b).array().tanh().matrix().eval();
    used += rows * cols + rows;
  }
  return a.squaredNorm() + std::log(a.array().exp().sum());
}

// CHECK-INPUT: X = uniform(-1, 1)[8], y = uniform(-1, 1)[4], scale = 0.7, noise = 0.2
// CHECK-ROWS: X = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double process(const Eigen::MatrixXd &X, const Eigen::VectorXd &y, double scale, double noise) {
  const int n = static_cast<int>(X.rows());
  Eigen::MatrixXd K(n, n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      K(i, j) = std::exp(-(X.row(i) - X.row(j)).squaredNorm() / (2 * scale * scale));
  K.diagonal().array() += noise;
  const Eigen::LLT<Eigen::MatrixXd> llt(K);
  const Eigen::VectorXd alpha = llt.solve(y);
  return -0.5 * y.dot(alpha) - llt.matrixLLT().diagonal().array().log().sum();
}
