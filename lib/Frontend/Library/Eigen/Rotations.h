// Rotations by an angle, in the plane and about an axis.
#ifndef PULLBACK_EIGEN_ROTATIONS
#define PULLBACK_EIGEN_ROTATIONS

#include "Inverses.h"
#include "Maps.h"
#include "Scaling.h"

namespace Eigen {

template <class T, int Dim, int Mode> class Transform;
template <class T> class AngleAxis;
template <class D> class QuaternionBase;
template <class T> class Quaternion;
template <class T> class Rotation2D;
namespace internal {
template <class R> struct rotation_traits;
template <class T> struct rotation_traits<AngleAxis<T>> {
  typedef T Scalar;
  static constexpr int dimension = 3;
};
template <class T> struct rotation_traits<Rotation2D<T>> {
  typedef T Scalar;
  static constexpr int dimension = 2;
};
} // namespace internal

template <class D> class RotationBase {
public:
  typedef typename internal::rotation_traits<D>::Scalar Scalar;
  static constexpr int Dim = internal::rotation_traits<D>::dimension;
  typedef Matrix<Scalar, Dim, Dim> RotationMatrixType;
  const D &derived() const { return static_cast<const D &>(*this); }
  D &derived() { return static_cast<D &>(*this); }
  RotationMatrixType matrix() const { return derived().toRotationMatrix(); }
  RotationMatrixType toRotationMatrix() const { return derived().toRotationMatrix(); }
  Matrix<Scalar, Dim, 1> _transformVector(const Matrix<Scalar, Dim, 1> &x) const { return derived() * x; }
  template <class O> auto operator*(const MatrixBase<O> &x) const {
    return Matrix<Scalar, Dim, internal::traits<O>::cols>(derived().toRotationMatrix() * x.derived());
  }
  template <class M> friend RotationMatrixType operator*(const MatrixBase<M> &m, const RotationBase &r) {
    return m.derived() * r.derived().toRotationMatrix();
  }
  // With scalings.
  RotationMatrixType operator*(const UniformScaling<Scalar> &s) const { return toRotationMatrix() * s.factor(); }
  template <class T> auto operator*(const DiagonalMatrix<T, Dim> &scales) const {
    Transform<T, Dim, Affine> result(derived());
    result.linear() = result.linear() * scales;
    return result;
  }
  template <class T> friend auto operator*(const DiagonalMatrix<T, Dim> &scales, const RotationBase &r) {
    Transform<T, Dim, Affine> result(r.derived());
    result.linear() = scales * result.linear();
    return result;
  }
  template <class T> friend RotationMatrixType operator*(const UniformScaling<T> &s, const RotationBase &r) {
    return r.derived().toRotationMatrix() * s.factor();
  }
};

/// By an angle about an axis of length 1.
template <class T> class AngleAxis : public RotationBase<AngleAxis<T>> {
public:
  typedef RotationBase<AngleAxis> Base;
  typedef Matrix<T, 3, 1> Vector3;
  typedef Matrix<T, 3, 3> Matrix3;
  using Base::operator*;
  AngleAxis() = default;
  template <class D> AngleAxis(const T &angle, const MatrixBase<D> &axis) : axis_(axis), angle_(angle) {}
  template <class D> explicit AngleAxis(const QuaternionBase<D> &q) { *this = q; }
  template <class D> explicit AngleAxis(const MatrixBase<D> &matrix) { *this = Quaternion<T>(matrix); }
  static AngleAxis Identity() { return AngleAxis(T(0), Vector3::UnitX()); }
  template <class D> AngleAxis &operator=(const QuaternionBase<D> &q) {
    T length = q.vec().norm();
    if (length != T(0)) {
      angle_ = T(2) * std::atan2(length, std::abs(q.w()));
      if (q.w() < T(0))
        length = -length;
      axis_ = q.vec() / length;
    } else {
      angle_ = T(0);
      axis_ = Vector3::UnitX();
    }
    return *this;
  }
  template <class D> AngleAxis &operator=(const MatrixBase<D> &matrix) { return *this = Quaternion<T>(matrix); }
  T angle() const { return angle_; }
  T &angle() { return angle_; }
  const Vector3 &axis() const { return axis_; }
  Vector3 &axis() { return axis_; }
  AngleAxis inverse() const { return AngleAxis(-angle_, axis_); }
  Quaternion<T> operator*(const AngleAxis &other) const { return Quaternion<T>(*this) * Quaternion<T>(other); }
  Quaternion<T> operator*(const Quaternion<T> &other) const { return Quaternion<T>(*this) * other; }
  Matrix3 toRotationMatrix() const {
    Matrix3 r;
    const Vector3 sine = std::sin(angle_) * axis_;
    const T cosine = std::cos(angle_);
    const Vector3 rest = (T(1) - cosine) * axis_;
    const T xy = rest[0] * axis_[1], xz = rest[0] * axis_[2], yz = rest[1] * axis_[2];
    r.coeffRef(0, 1) = xy - sine[2];
    r.coeffRef(1, 0) = xy + sine[2];
    r.coeffRef(0, 2) = xz + sine[1];
    r.coeffRef(2, 0) = xz - sine[1];
    r.coeffRef(1, 2) = yz - sine[0];
    r.coeffRef(2, 1) = yz + sine[0];
    r.coeffRef(0, 0) = rest[0] * axis_[0] + cosine;
    r.coeffRef(1, 1) = rest[1] * axis_[1] + cosine;
    r.coeffRef(2, 2) = rest[2] * axis_[2] + cosine;
    return r;
  }

private:
  Vector3 axis_;
  T angle_;
};

template <class T> class Rotation2D : public RotationBase<Rotation2D<T>> {
public:
  typedef RotationBase<Rotation2D> Base;
  using Base::operator*;
  Rotation2D() = default;
  explicit Rotation2D(const T &angle) : angle_(angle) {}
  template <class D>
  explicit Rotation2D(const MatrixBase<D> &matrix)
      : angle_(std::atan2(matrix.derived().coeff(1, 0), matrix.derived().coeff(0, 0))) {}
  static Rotation2D Identity() { return Rotation2D(T(0)); }
  T angle() const { return angle_; }
  T &angle() { return angle_; }
  Rotation2D inverse() const { return Rotation2D(-angle_); }
  Rotation2D operator*(const Rotation2D &other) const { return Rotation2D(angle_ + other.angle_); }
  Rotation2D &operator*=(const Rotation2D &other) {
    angle_ += other.angle_;
    return *this;
  }
  Matrix<T, 2, 2> toRotationMatrix() const {
    const T sine = std::sin(angle_), cosine = std::cos(angle_);
    Matrix<T, 2, 2> r;
    r.coeffRef(0, 0) = cosine;
    r.coeffRef(0, 1) = -sine;
    r.coeffRef(1, 0) = sine;
    r.coeffRef(1, 1) = cosine;
    return r;
  }

private:
  T angle_;
};

typedef AngleAxis<double> AngleAxisd;
typedef AngleAxis<float> AngleAxisf;
typedef Rotation2D<double> Rotation2Dd;
typedef Rotation2D<float> Rotation2Df;

} // namespace Eigen

#endif // PULLBACK_EIGEN_ROTATIONS
