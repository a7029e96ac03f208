// RUN: %python %S/refuse.py %s
// What is refused of Eigen.

//--- part-that-our-form-lacks
#include <eigen3/Eigen/Dense>
PULLBACK(vjp)
double f(const Eigen::Matrix3d &A) {                                         // ERROR: not-plain
  return Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(A).eigenvalues()(0); // ERROR: library
}

// NOTE: no member named 'SelfAdjointEigenSolver' in namespace 'Eigen'

//--- columns-apart
#include <eigen3/Eigen/Dense>
PULLBACK(vjp, workspace)
double f(const Eigen::Ref<const Eigen::MatrixXd> &A) { return A(0, 0); } // ERROR: needs-heap

//--- where-columns-lie
#include <eigen3/Eigen/Dense>
template <class D> static double third(const Eigen::MatrixBase<D> &m) {
  return m.derived().data()[2]; // ERROR: copied-view
}
static double stride(const Eigen::Ref<const Eigen::MatrixXd> &m) {
  return m.col(0).innerStride() + m.outerStride(); // ERROR: copied-view
}
PULLBACK(vjp)
double f(Eigen::Ref<Eigen::MatrixXd> A) {
  const double *below = &A(0, 1);                                 // ERROR: copied-view
  auto second = [p = A.data()] { return p[1]; };                  // ERROR: copied-view
  auto apart = [&] { return A.block(1, 1, 1, 1).outerStride(); }; // ERROR: copied-view
  return below[1] * second() * third(A) * apart() * stride(A);
}
using Strided = Eigen::Ref<const Eigen::MatrixXd, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>;
static double ofPart(const Strided &m) {
  return m.outerStride(); // ERROR: copied-view
}
static double ofRow(const Eigen::Ref<const Eigen::VectorXd, 0, Eigen::InnerStride<>> &x) {
  return x.innerStride(); // ERROR: copied-view
}
static double ofColumn(const Eigen::Ref<const Eigen::VectorXd> &x) { return x.data()[1]; }
static double behind(const Eigen::Ref<Eigen::MatrixXd> *m) {
  return m->data()[1]; // ERROR: copied-view
}
PULLBACK(vjp)
double h(Eigen::Ref<Eigen::MatrixXd> A) {
  double &bound = A(0, 1);
  const double *one = &bound;                  // ERROR: copied-view
  const double *two = std::addressof(A(1, 1)); // ERROR: copied-view
  return one[1] * two[1] * ofPart(A) * ofRow(A.row(0).transpose()) * ofColumn(A.col(0)) * behind(&A);
}
struct Derived : Eigen::Ref<Eigen::MatrixXd> {
  using Eigen::Ref<Eigen::MatrixXd>::Ref;
  double apart() const { return outerStride(); } // ERROR: copied-view
};
static double &at(Eigen::Ref<Eigen::MatrixXd> A, int i) { return A(i, 0); }
static double between(const double &a, const double &b) {
  return &b - &a; // ERROR: copied-view
}
struct Bound {
  double &value;
  double next() const { return (&value)[1]; } // ERROR: copied-view
};
PULLBACK(vjp)
double k(Eigen::Ref<Eigen::MatrixXd> A, std::vector<double> own, double *given, int n) {
  double local = own[0];
  const double *fine[] = {&local, &own[1], given, &given[1]};
  const double *returned = &at(A, 1);                   // ERROR: copied-view
  const double *chosen = &(n > 0 ? A(1, 0) : A(0, 0));  // ERROR: copied-view
  const double *assigned = &(A(1, 0) = n);              // ERROR: copied-view
  const double *builtin = __builtin_addressof(A(0, 1)); // ERROR: copied-view
  const double &larger = std::max(A(1, 0), A(0, 0));
  const double *bound = &larger; // ERROR: copied-view
  Bound first{A(1, 0)};
  return *fine[n] + *returned + *chosen + *assigned + *builtin + *bound + first.next() + between(A(0, 0), A(0, 1)) +
         Derived(A).apart();
}
// Elsewhere, and of vectors, it is known.
PULLBACK(vjp)
double g(const Eigen::MatrixXd &A, Eigen::Ref<Eigen::VectorXd> x) { return stride(A) * x.data()[1]; }

//--- changed-and-thrown
#include <eigen3/Eigen/Dense>
#include <stdexcept>
__attribute__((noinline)) static double walk(Eigen::Ref<Eigen::MatrixXd> A, int depth) {
  if (depth > 5)
    throw std::runtime_error("deep");
  A(0, 0) *= A(0, 1);
  return depth == 0 ? A(0, 0) : A(1, 1) * walk(A, depth - 1) + walk(A, depth / 2);
}
PULLBACK(vjp)
double f(Eigen::Ref<Eigen::MatrixXd> A, int n) {
  A(0, 1) *= 2;
  return walk(A, n); // ERROR: copied-view
}

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
  Eigen::Transform<double, 3, Eigen::Projective> T;  // ERROR: library
  T.matrix() = Eigen::Map<const Eigen::Matrix4d>(x); // ERROR: library
  return T.inverse().matrix()(0, 0);                 // ERROR: library
}

// NOTE: of the kinds of transformations, only isometries and affine ones

//--- settings
#define EIGEN_INITIALIZE_MATRICES_BY_ZERO
#include <eigen3/Eigen/Dense> // ERROR: library
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
double f(const Eigen::Matrix4d &A) {                              // ERROR: not-plain
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

//--- text-like-a-message
#include <eigen3/Eigen/Dense>
#include <iostream>
PULLBACK(vjp)
double f(const Eigen::MatrixXd &A) {                                // ERROR: not-plain
  std::cerr << "error: note: " << A.reshaped().sum() << " error: "; // ERROR: library
  return A(0, 0);
}

// NOTE: cannot differentiate this use of a library: no member named 'reshaped' in 'Eigen::Matrix<double, -1, -1>'
// [library]
