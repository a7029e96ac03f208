#include "parts.pullback.h"

#include <cstdio>
#include <stdexcept>

/// A throw leaves what was changed before.
template <typename Call> static double haltIn(Call call) {
  Eigen::MatrixXd large = Eigen::MatrixXd::Ones(4, 4), wanted = large;
  wanted(1, 1) = 2;
  try {
    call(large.block(1, 1, 2, 2));
    return 1;
  } catch (const std::runtime_error &) {
    return (large - wanted).norm();
  }
}

// d(x' A x) = x x' : dA + (A + A') x . dx, and A' v for the seed v of A u; all else in the large matrices stays.
int main() {
  const Eigen::MatrixXd large = Eigen::MatrixXd::Random(7, 6);
  const Eigen::VectorXd x = Eigen::VectorXd::Random(3);
  Eigen::MatrixXd largeBar = Eigen::MatrixXd::Ones(5, 8);
  Eigen::VectorXd xBar = Eigen::VectorXd::Zero(3);
  energy_vjp(large.block(2, 1, 3, 3), x, 2.0, largeBar.block(1, 4, 3, 3), xBar);
  const Eigen::MatrixXd A = large.block(2, 1, 3, 3);
  Eigen::MatrixXd wanted = Eigen::MatrixXd::Ones(5, 8);
  wanted.block(1, 4, 3, 3) += 2.0 * x * x.transpose();
  double error = (largeBar - wanted).norm() + (xBar - 2.0 * (A + A.transpose()) * x).norm();

  Eigen::MatrixXd u = large, uBar = Eigen::MatrixXd::Ones(4, 9), ABar = Eigen::MatrixXd::Zero(3, 3);
  const Eigen::MatrixXd before = u.block(0, 0, 3, 2), seed = Eigen::MatrixXd::Random(3, 2);
  uBar.block(1, 2, 3, 2) = seed;
  stepped_vjp(u.block(0, 0, 3, 2), A, uBar.block(1, 2, 3, 2), ABar);
  Eigen::MatrixXd after = large, afterBar = Eigen::MatrixXd::Ones(4, 9);
  after.block(0, 0, 3, 2) = A * before;
  afterBar.block(1, 2, 3, 2) = A.transpose() * seed;
  error += (u - after).norm() + (uBar - afterBar).norm() + (ABar - seed * before.transpose()).norm();

  using Matrix = Eigen::Ref<Eigen::MatrixXd>;
  Eigen::MatrixXd bar = Eigen::MatrixXd::Zero(2, 2);
  double kBar = 0, dot = 0;
  error += haltIn([](Matrix A) { halted(A, 2.0); });
  error += haltIn([&](Matrix A) { halted_vjp(A, 2.0, 1.0, bar, &kBar); });
  error += haltIn([](Matrix A) {
    halted_saved saved;
    halted_fwd(A, 2.0, saved);
  });
  error += haltIn([&](Matrix A) { halted_jvp(A, 2.0, bar, 1.0, &dot); });
  if (!(error < 1e-12))
    std::printf("wrong by %g\n", error);
  return error < 1e-12 ? 0 : 1;
}
