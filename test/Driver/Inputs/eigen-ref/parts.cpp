#include "parts.h"

#include <pullback/pullback.h>

PULLBACK(vjp)
double energy(const Eigen::Ref<const Eigen::MatrixXd> &A, const Eigen::VectorXd &x) { return x.dot(A * x); }

PULLBACK(vjp)
void stepped(Eigen::Ref<Eigen::MatrixXd> u, const Eigen::MatrixXd &A) { u = A * u; }
