// RUN: %python %S/refuse.py %s
// What is refused of Eigen.

//--- part-that-our-form-lacks
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const Eigen::Matrix3d &A) { // ERROR: not-plain
  return Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(A).eigenvalues()(0); // ERROR: library
}

// NOTE: no member named 'SelfAdjointEigenSolver' in namespace 'Eigen'

//--- columns-apart
#include <eigen3/Eigen/Dense>
PULLBACK(vjp, workspace)
double f(const Eigen::Ref<const Eigen::MatrixXd> &A) { return A(0, 0); } // ERROR: needs-heap

//--- unusual-strides
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(Eigen::Map<const Eigen::VectorXd, 0, Eigen::InnerStride<2>> x) { return x.sum(); } // ERROR: not-plain

//--- perhaps-a-vector
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const double *x) {
  const Eigen::Map<const Eigen::MatrixXd> A(x, 3, 3);
  const Eigen::Ref<const Eigen::VectorXd> r = A.leftCols(1); // ERROR: not-plain
  return r(0);
}

// NOTE: a matrix that has one column or row is not known to be a vector

//--- other-transformations
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const double *x) {
  Eigen::Transform<double, 3, Eigen::Projective> T;    // ERROR: library
  T.matrix() = Eigen::Map<const Eigen::Matrix4d>(x);   // ERROR: library
  return T.inverse().matrix()(0, 0); // ERROR: library
}

// NOTE: of the kinds of transformations, only isometries and affine ones

//--- settings
#define EIGEN_INITIALIZE_MATRICES_BY_ZERO
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const double *x) {
  Eigen::Matrix3d A;
  A(0, 1) = x[0];
  return A.squaredNorm(); // ERROR: library
}

// NOTE: this setting of Eigen's is not known here

//--- order-of-steps
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const Eigen::Matrix4d &A) { // ERROR: not-plain
  return A.redux([](double a, double b) { return 0.5 * a + b; }); // ERROR: library
}

// NOTE: Eigen's order of the steps is not known

//--- const-output
#include <eigen3/Eigen/Dense>
template <class D> void addTo(const Eigen::MatrixBase<D> &out, double s) {
  const_cast<Eigen::MatrixBase<D> &>(out)(0) += s; // ERROR: const-cast
}
PULLBACK(vjp, jvp, wrt(s))
double f(const Eigen::VectorXd &a, double s) {
  addTo(a, s);
  return a.squaredNorm();
}

//--- const-input
#include <eigen3/Eigen/Dense>
template <class D> void addTo(const Eigen::MatrixBase<D> &out, double s) {
  const_cast<Eigen::MatrixBase<D> &>(out)(0) += s; // ERROR: wrt-written
}
PULLBACK(vjp, jvp)
double f(const Eigen::VectorXd &a, double s) {
  addTo(a, s);
  return a.squaredNorm();
}

//--- const-cast-of-objects
#include <eigen3/Eigen/Dense>
static void change(const Eigen::VectorXd &a) {
  const_cast<Eigen::VectorXd &>(a)(0) = 2; // ERROR: const-cast
}
PULLBACK(vjp)
double f(const double *x) {
  Eigen::VectorXd a = Eigen::Map<const Eigen::VectorXd>(x, 3);
  change(a);
  return a.squaredNorm();
}
