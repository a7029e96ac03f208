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

//--- rows-copied
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const double *x) {
  const Eigen::Matrix3d A = Eigen::Map<const Eigen::Matrix3d>(x);
  const Eigen::Ref<const Eigen::RowVector3d> r = A.row(1); // ERROR: standard-library
  return r(0);
}

//--- other-transformations
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const double *x) {
  Eigen::Transform<double, 3, Eigen::Projective> T;    // ERROR: standard-library
  T.matrix() = Eigen::Map<const Eigen::Matrix4d>(x);   // ERROR: standard-library
  return T.inverse().matrix()(0, 0); // ERROR: standard-library
}

// NOTE: of the kinds of transformations, only isometries and affine ones

//--- settings
#define EIGEN_INITIALIZE_MATRICES_BY_ZERO
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const double *x) {
  Eigen::Matrix3d A;
  A(0, 1) = x[0];
  return A.squaredNorm(); // ERROR: standard-library
}

// NOTE: this setting of Eigen's is not known here

//--- order-of-steps
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const Eigen::Matrix4d &A) { // ERROR: not-plain
  return A.redux([](double a, double b) { return 0.5 * a + b; });
}

// NOTE: Eigen's order of the steps is not known
