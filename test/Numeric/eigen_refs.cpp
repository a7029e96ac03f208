// RUN: %numeric %s
// Eigen's Ref as parameters of helper functions: of objects, parts and rows, and of expressions, which it holds.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

#include <cmath>

static double length(const Eigen::Ref<const Eigen::VectorXd> &x) { return std::sqrt(1 + x.squaredNorm()); }

static double bilinear(const Eigen::Ref<const Eigen::VectorXd> &x, const Eigen::Ref<const Eigen::MatrixXd> &A,
                       Eigen::Ref<const Eigen::VectorXd> y) {
  return x.dot(A * y) + A(0, 1) * x(0);
}

// CHECK-INPUT: a = uniform(-1, 1)[3], b = uniform(-1, 1)[3], A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double ofVectors(const Eigen::VectorXd &a, const Eigen::VectorXd &b, const Eigen::MatrixXd &A) {
  double sum = length(a) + 2 * length(a + b) + 3 * length(A.row(1).transpose()) + 5 * length(A.col(1));
  sum += 7 * length(a.head(2)) + 11 * length(A * b) + 13 * length(A.diagonal()) + 17 * length(A.row(0));
  sum += 19 * length(b.cwiseProduct(A.col(2)).reverse()) + 23 * length(b.transpose());
  return sum + 29 * length(2 * a - Eigen::VectorXd::Ones(3));
}

// CHECK-INPUT: a = uniform(-1, 1)[2], A = uniform(-1, 1)[6]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double ofMatrices(const Eigen::VectorXd &a, const Eigen::MatrixXd &A) {
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> byRows = A;
  double sum = bilinear(A.col(0), A, a) + bilinear(a, A.topRows(2), a) + bilinear(a, A.bottomRows(2), 2 * a);
  sum += bilinear(a, A.transpose() * A, a) + bilinear(a, A.transpose(), A.col(1)) + bilinear(A.col(1), byRows, a);
  return sum + bilinear(a, byRows.block(1, 0, 2, 2), byRows.row(1)) + bilinear(a, a * a.transpose(), byRows.row(2));
}

// CHECK-INPUT: a = uniform(-1, 1)[3], A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double heldOrNot(Eigen::VectorXd &a, Eigen::MatrixXd &A) {
  const Eigen::Ref<const Eigen::VectorXd> column = A.col(1), row = A.row(1), sum = a + A.col(0);
  const Eigen::Ref<const Eigen::RowVectorXd> turned = a;
  const Eigen::Ref<const Eigen::MatrixXd> whole = a, turnedMatrix = a.transpose(), same = whole, product = A * A;
  A *= 2;
  a(1) = std::sin(a(1));
  const Eigen::VectorXd mixed = column + 2 * row + 3 * sum + 5 * turned.transpose();
  return mixed.squaredNorm() + whole(1, 0) + 3 * turnedMatrix(0, 1) * same(0, 0) + product.sum() * column(1);
}

struct Line {
  Eigen::Vector3d from, to;
};

static Eigen::Vector3d middle(const Eigen::Ref<const Eigen::Vector3d> &a, const Eigen::Ref<const Eigen::Vector3d> &b) {
  return 0.5 * (a + b).array().sin();
}

// CHECK-INPUT: a = uniform(-1, 1)[3], b = uniform(-1, 1)[3], A = uniform(-1, 1)[9]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double ofKnownSizes(const Eigen::Vector3d &a, const Eigen::Vector3d &b, const Eigen::Matrix3d &A) {
  const Line line{a, b};
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (int i = 0; i < 3; ++i)
    sum += middle(line.from, A.row(i)) + middle(A.col(i), i * line.to + sum);
  return sum.dot(middle(A * sum, A.diagonal()));
}

static double weigh(const Eigen::Ref<const Eigen::VectorXd> &x, double w) { return w * x.array().exp().sum(); }

// CHECK-INPUT: X = uniform(-1, 1)[12], w = uniform(-1, 1)[4]
// CHECK-ROWS: X = 4
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double inLoops(const Eigen::MatrixXd &X, const Eigen::VectorXd &w) {
  double sum = 0;
  for (int i = 0; i < X.rows(); ++i)
    if (w(i) > 0)
      sum += weigh(X.row(i).transpose() * sum, w(i)) + weigh(X.row(i), 1);
    else
      sum -= weigh(X.col(i % 3), w(i));
  return sum;
}
