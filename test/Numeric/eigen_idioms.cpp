// RUN: %numeric %s
// Eigen as it is used: quadratic forms, templates over expressions, selections, structs of vectors, time steps.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

#include <cmath>
#include <vector>

// CHECK-INPUT: x = uniform(-2, 2)[3], A = uniform(-2, 2)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double quadratic(const Eigen::VectorXd &x, const Eigen::MatrixXd &A) {
  const double e = x.transpose() * A * x;
  return e + (x.transpose() * x).value() + 0.5 * x.dot(x);
}

template <class D> typename D::Scalar penalty(const Eigen::MatrixBase<D> &v) {
  return v.squaredNorm() + v.template lpNorm<1>();
}

// CHECK-INPUT: x = uniform(-2, 2)[5]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double overExpressions(const Eigen::VectorXd &x) {
  auto difference = x.head(2) - x.tail(2);
  return penalty(difference) + penalty(x);
}

// CHECK-INPUT: A = uniform(-1, 1)[6], v = uniform(0.5, 1)[2]
// CHECK-ROWS: A = 2
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
float inFloat(const Eigen::MatrixXf &A, const Eigen::VectorXf &v) {
  const Eigen::ArrayXXf B = A.array().colwise() * v.array();
  return (B > 0.0f).select(B, 0.01f * B).sum() + static_cast<float>((A.array() > 0.0f).count());
}

// CHECK-INPUT: x = uniform(-2, 2)[4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double logSumExp(const Eigen::VectorXd &x) {
  Eigen::Index i;
  const double m = x.maxCoeff(&i);
  Eigen::VectorXd y = x.cwiseMax(0.0).array() + 1.0;
  y.array() *= 2.0;
  y(i) += m;
  return std::log((x.array() - m).exp().sum()) + m + y.prod();
}

struct Body {
  Eigen::Vector3d r, v;
  double m;
};

// CHECK-INPUT: x = uniform(0.5, 2)[21], n = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double bodies(const double *x, int n) {
  std::vector<Body> b(n);
  for (int i = 0; i < n; ++i) {
    b[i].r = Eigen::Map<const Eigen::Vector3d>(x + 7 * i);
    b[i].v = Eigen::Vector3d(x[7 * i + 3], x[7 * i + 4], x[7 * i + 5]);
    b[i].m = x[7 * i + 6];
  }
  double e = 0.0;
  for (int i = 0; i < n; ++i) {
    e += 0.5 * b[i].m * b[i].v.squaredNorm();
    for (int j = 0; j < i; ++j)
      e -= b[i].m * b[j].m / (b[i].r - b[j].r).norm();
  }
  return e;
}

// CHECK-INPUT: r = uniform(1, 2)[3], v = uniform(-1, 1)[3], h = 0.1
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
void orbit(Eigen::Vector3d &r, Eigen::Vector3d &v, double h) {
  for (int i = 0; i < 5; ++i) {
    const Eigen::Vector3d a = -r / std::pow(r.norm(), 3.0);
    v += h * a;
    r += h * v;
  }
}

// CHECK-INPUT: X = uniform(-1, 1)[8], y = [0, 1, 1, 0], w = uniform(-1, 1)[2]
// CHECK-ROWS: X = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double logistic(const Eigen::MatrixXd &X, const Eigen::VectorXd &y, const Eigen::VectorXd &w) {
  const Eigen::VectorXd z = X * w;
  const Eigen::ArrayXd p = 1.0 / (1.0 + (-z.array()).exp());
  return -(y.array() * p.log() + (1.0 - y.array()) * (1.0 - p).log()).mean() + 0.1 * w.squaredNorm();
}

// CHECK-INPUT: M = uniform(-1, 1)[9]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double orthogonal(const Eigen::Matrix3d &M) {
  Eigen::Matrix3d R;
  R.col(0) = M.col(0).normalized();
  R.col(1) = (M.col(1) - R.col(0) * R.col(0).dot(M.col(1))).normalized();
  R.col(2) = R.col(0).cross(R.col(1));
  return (R * M.transpose()).trace() + R.row(1).sum() + M.diagonal().asDiagonal().toDenseMatrix().sum();
}

// CHECK-INPUT: x = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double rows(const Eigen::VectorXd &x) {
  Eigen::MatrixXd D(x.size(), x.size());
  for (int i = 0; i < x.size(); ++i)
    D.row(i) = x.transpose() * x(i);
  D += x.asDiagonal();
  const Eigen::VectorXd g = D.colwise().sum();
  return g.dot(D.diagonal()) + (x.asDiagonal() * D).norm();
}

// CHECK-INPUT: w = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
Eigen::Matrix3d rotation(const Eigen::Vector3d &w) {
  Eigen::Matrix3d K;
  K << 0.0, -w(2), w(1), w(2), 0.0, -w(0), -w(1), w(0), 0.0;
  const double t = w.norm();
  return Eigen::Matrix3d::Identity() + std::sin(t) / t * K + (1.0 - std::cos(t)) / (t * t) * K * K;
}

// CHECK-INPUT: A = [3, 1, 0.5, 1, 4, -1, 0.5, -1, 5], b = uniform(-1, 1)[3]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double conjugateGradients(const Eigen::MatrixXd &A, const Eigen::VectorXd &b) {
  Eigen::VectorXd x = Eigen::VectorXd::Zero(b.size()), r = b - A * x, p = r;
  double rs = r.dot(r);
  for (int i = 0; i < 2; ++i) {
    const Eigen::VectorXd Ap = A * p;
    const double alpha = rs / p.dot(Ap);
    x += alpha * p;
    r -= alpha * Ap;
    const double next = r.dot(r);
    p = r + (next / rs) * p;
    rs = next;
  }
  return x.sum();
}
