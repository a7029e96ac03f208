// RUN: %numeric %s
// A decomposition that fails is left unused: nothing of it reaches the gradient.
#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

// CHECK-INPUT: b = uniform(-1, 1)[3], A = [1, 2, 0.5, 2, 1, -1, 0.5, -1, 1]
// CHECK-INPUT: b = uniform(-1, 1)[3], A = [4, 2, 0.5, 2, 5, -1, 0.5, -1, 6]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double fallback(const Eigen::Vector3d &b, const Eigen::Matrix3d &A) {
  const Eigen::LLT<Eigen::Matrix3d> llt(A);
  if (llt.info() != Eigen::Success)
    return b.squaredNorm() + A(0, 0) * A(1, 0);
  return Eigen::Matrix3d(llt.matrixL()).diagonal().prod() + llt.solve(b).sum();
}

// CHECK-INPUT: b = uniform(-1, 1)[3], A = [1, 2, 0.5, 2, 1, -1, 0.5, -1, 1]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, split, jvp)
double jitter(const Eigen::Vector3d &b, const Eigen::Matrix3d &A) {
  Eigen::Matrix3d K = A;
  Eigen::LLT<Eigen::Matrix3d> llt(K);
  while (llt.info() != Eigen::Success) {
    K += 0.7 * Eigen::Matrix3d::Identity();
    llt.compute(K);
  }
  const Eigen::Matrix3d L = llt.matrixL();
  return 2 * std::log(L.diagonal().prod()) + b.dot(llt.solve(b));
}
