#pragma once
#include <Eigen/Dense>

double energy(const Eigen::Ref<const Eigen::MatrixXd> &A, const Eigen::VectorXd &x);
void stepped(Eigen::Ref<Eigen::MatrixXd> u, const Eigen::MatrixXd &A);
double halted(Eigen::Ref<Eigen::MatrixXd> A, double k);
