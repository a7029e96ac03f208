// RUN: %python %S/refuse.py %s
// What is refused of Eigen.

//--- part-that-our-form-lacks
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const Eigen::Matrix3d &A) { // ERROR: not-plain
  return Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(A).eigenvalues()(0); // ERROR: standard-library
}

// NOTE: no member named 'SelfAdjointEigenSolver' in namespace 'Eigen'

//--- columns-apart
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const Eigen::Ref<const Eigen::MatrixXd> &A) { return A(0, 0); } // ERROR: not-plain

//--- unusual-strides
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(Eigen::Map<const Eigen::VectorXd, 0, Eigen::InnerStride<2>> x) { return x.sum(); } // ERROR: not-plain
