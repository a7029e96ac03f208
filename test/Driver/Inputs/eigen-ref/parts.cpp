#include "parts.h"

#include <pullback/pullback.h>
#include <stdexcept>

PULLBACK(vjp)
double energy(const Eigen::Ref<const Eigen::MatrixXd> &A, const Eigen::VectorXd &x) { return x.dot(A * x); }

PULLBACK(vjp)
void stepped(Eigen::Ref<Eigen::MatrixXd> u, const Eigen::MatrixXd &A) { u = A * u; }

PULLBACK(vjp, split, jvp)
double halted(Eigen::Ref<Eigen::MatrixXd> A, double k) {
  A(0, 0) *= k;
  if (k > 1)
    throw std::runtime_error("half way");
  A *= k;
  return A.sum();
}
