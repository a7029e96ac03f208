// RUN: %numeric %s
// Assignments of Eigen: rows to columns, sizes taken over, references to bases, moved vectors, triangles.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

#include <utility>
#include <vector>

// A row that is assigned to a column is turned, whatever the target is.

// CHECK-INPUT: A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double rowToBlocks(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = Eigen::MatrixXd::Zero(3, 3);
  B.col(1) = A.row(0);
  B.row(2) += A.col(1);
  B.row(0).tail(2) -= A.col(2).head(2).cwiseAbs2();
  Eigen::VectorXd v = Eigen::VectorXd::Ones(4);
  v.head(3) = A.row(2);
  v.tail<2>() = Eigen::RowVector2d(A(0, 0), v(0));
  return B(0, 1) + 2 * B(1, 1) + 3 * B(2, 1) * B(2, 2) + B.row(0).sum() + v(0) * v(1) + v(2) * v(3);
}

// CHECK-INPUT: r = uniform(-1, 1)[4], x = uniform(-1, 1)[4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double rowToObjects(const Eigen::RowVectorXd &r, Eigen::Map<const Eigen::VectorXd> x) {
  Eigen::VectorXd v = r;
  v += 2 * r + x.transpose();
  Eigen::RowVectorXd s(v);
  s = x.cwiseProduct(v);
  s -= v;
  Eigen::Vector4d f = s;
  f = r.cwiseProduct(s);
  Eigen::ArrayXd a = r.array().square();
  a *= r.array();
  a /= s.array().exp();
  return v(1) * f(2) + s(2) + f(1) * v(0) + a(3) * a(1) + v.size() * s(3);
}

// CHECK-INPUT: x = uniform(-1, 1)[3], y = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
void rowToMap(const Eigen::RowVector3d &x, double y[3]) {
  Eigen::Map<Eigen::Vector3d> m(y);
  m += x;
  m = x * m(1);
  Eigen::Ref<Eigen::VectorXd> part = m.tail(2);
  part = x.head(2);
}

// CHECK-INPUT: A = uniform(-1, 1)[9], x = uniform(-1, 1)[3]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double productsOfRows(const Eigen::MatrixXd &A, const Eigen::VectorXd &x) {
  Eigen::VectorXd v = A.row(0) * A;
  v = x.transpose() * A;
  v += A.row(1) * A;
  v.noalias() += x.transpose() * A.transpose();
  v.noalias() -= 0.5 * A.row(2) * A;
  Eigen::Vector3d f;
  f.noalias() = x.transpose() * A;
  Eigen::RowVectorXd r;
  r.noalias() = A * x;
  return v(0) + 2 * v(1) + 3 * v(2) * v.size() + f(1) * f(2) + r(1) * r(2);
}

// CHECK-INPUT: A = uniform(-1, 1)[6]
// CHECK-ROWS: A = 2
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double ownProduct(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = A;
  B = (B * B.transpose()) / 2;
  B = B * B - 2 * B;
  B *= B;
  return B(0, 1) * B(1, 0) + B(0, 0) * B.rows() + B.cols();
}

// An assigned product leaves the memory of its target where it was: what refers to it sees the new coefficients.

// CHECK-INPUT: x = uniform(-1, 1)[3], A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double seenThroughOthers(const Eigen::VectorXd &x, const Eigen::MatrixXd &A) {
  Eigen::VectorXd v = x;
  double *const first = v.data();
  Eigen::Map<Eigen::VectorXd> whole(v.data(), 3);
  Eigen::Ref<Eigen::VectorXd> part = v.tail(2);
  v = A * v;
  first[0] *= 2;
  part(1) += whole(0);
  v = A * v + x;
  Eigen::MatrixXd B = A;
  Eigen::Map<Eigen::MatrixXd> seen(B.data(), 3, 3);
  B *= A;
  B.applyOnTheLeft(A);
  B.transposeInPlace();
  B = (B + 3 * Eigen::MatrixXd::Identity(3, 3)).inverse();
  v = B.partialPivLu().solve(v);
  whole(1) += 1;
  v += B.colwise().sum();
  v = B.rowwise().norm() + v;
  seen(0, 1) *= v(0);
  return v.sum() * first[1] + part(0) * whole(2) + B.squaredNorm() + seen(1, 0);
}

// The diagonal of a matrix may come from a row as well.

// CHECK-INPUT: A = uniform(0.5, 1)[9], r = uniform(0.5, 1)[3]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double rowsAsDiagonals(const Eigen::MatrixXd &A, const Eigen::RowVector3d &r) {
  const Eigen::MatrixXd B = A * A.colwise().norm().cwiseInverse().asDiagonal();
  const Eigen::MatrixXd C = A.row(0).asDiagonal() * A * r.asDiagonal();
  Eigen::Matrix3d D = r.asDiagonal();
  D += A.row(1).asDiagonal().inverse();
  D *= r.asDiagonal() * 2.0;
  return B(0, 1) + 2 * B(1, 0) + 3 * B(2, 1) * C(1, 2) + C(2, 1) * C(2, 2) + D(1, 1) * D(2, 2) + D.sum();
}

// References to bases are assigned as what they refer to.

template <class D> void twice(const Eigen::MatrixBase<D> &a, Eigen::MatrixBase<D> &b) { b = 2 * a; }
template <class D> void copyTo(const Eigen::MatrixBase<D> &a, Eigen::MatrixBase<D> &b) { b = a; }
template <class D> void copyAnyTo(const Eigen::DenseBase<D> &a, Eigen::DenseBase<D> &b) { b = a; }

// CHECK-INPUT: x = uniform(-1, 1)[3], A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double throughBases(const Eigen::VectorXd &x, const Eigen::MatrixXd &A) {
  Eigen::VectorXd v, w;
  twice(x, v);
  copyTo(x, w);
  w(0) *= v(1);
  Eigen::Vector3d f, g(x);
  copyTo(g, f);
  g(1) = f(2);
  Eigen::MatrixXd B = A;
  auto from = B.col(1), to = B.col(0);
  copyTo(from, to);
  B(0, 1) = 1;
  Eigen::ArrayXd a, b = x.array() * v.array();
  copyAnyTo(b, a);
  b(0) = w(0);
  return v.sum() + v.size() + w(0) * w(1) + f(1) * g(1) + B.col(0).squaredNorm() + a(0) * b(0) + x(0);
}

// CHECK-INPUT: x = uniform(-1, 1)[3]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double sizesOfOthers(const Eigen::RowVectorXd &x) {
  Eigen::VectorXd v;
  v.resizeLike(x);
  v.setConstant(x(1));
  Eigen::MatrixXd B;
  B.resizeLike(x);
  B.fill(x(0));
  return x.dot(v) + B.sum() * B.cols();
}

// A moved vector takes the other's memory; an assignment leaves its own there.

// CHECK-INPUT: x = uniform(-1, 1)[3], t = uniform(0.5, 1)[4]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double movedSteps(const Eigen::VectorXd &x, const Eigen::VectorXd &t) {
  Eigen::VectorXd current = x, next(3);
  for (int k = 0; k < 4; ++k) {
    next = current + current.cwiseProduct(current) * t(k);
    current = std::move(next);
  }
  next.resize(3);
  next.setConstant(t(1));
  next(1) = x(0);
  return current.squaredNorm() + next.prod();
}

// CHECK-INPUT: A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double movedAway(const Eigen::MatrixXd &A) {
  std::vector<Eigen::MatrixXd> powers;
  Eigen::MatrixXd last = A;
  for (int k = 0; k < 3; ++k) {
    Eigen::MatrixXd power = last * A;
    powers.push_back(std::move(power));
    last = powers.back() * 0.5;
  }
  Eigen::VectorXd a = A.col(0), b = A.col(1);
  a = std::move(b);
  Eigen::VectorXd c = std::move(a);
  Eigen::MatrixXd swapped = A.transpose();
  swapped.swap(last);
  return powers[2].sum() + powers[0](0, 1) + c(1) * c.size() + a.size() + swapped(0, 1) * last(1, 0);
}

// CHECK-INPUT: A = uniform(-1, 1)[9]
// CHECK-ROWS: A = 3
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double trianglesToTriangles(const Eigen::MatrixXd &A) {
  Eigen::MatrixXd B = Eigen::MatrixXd::Ones(3, 3);
  B.topRows(2).triangularView<Eigen::Upper>() = A.topRows(2).triangularView<Eigen::Upper>();
  B.triangularView<Eigen::StrictlyLower>() = A.transpose();
  return B.squaredNorm() + B(1, 0) * B(2, 1) + B(2, 2) * B(0, 0);
}
