// Rotations of two and three dimensions.
#ifndef PULLBACK_EIGEN_ROTATIONS
#define PULLBACK_EIGEN_ROTATIONS

#include "Inverses.h"
#include "Maps.h"

namespace Eigen {

template <class T> class AngleAxis;
template <class T> class Quaternion;
template <class T> class Rotation2D;
namespace internal {
template <class R> struct rotation_traits;
template <class T> struct rotation_traits<AngleAxis<T>> {
  typedef T Scalar;
  static constexpr int dimension = 3;
};
template <class T> struct rotation_traits<Quaternion<T>> : rotation_traits<AngleAxis<T>> {};
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
  RotationMatrixType matrix() const { return derived().toRotationMatrix(); }
  RotationMatrixType toRotationMatrix() const { return derived().toRotationMatrix(); }
  template <class O> auto operator*(const MatrixBase<O> &x) const {
    return Matrix<Scalar, Dim, internal::traits<O>::cols>(derived().toRotationMatrix() * x.derived());
  }
  template <class M> friend RotationMatrixType operator*(const MatrixBase<M> &m, const RotationBase &r) {
    return m.derived() * r.derived().toRotationMatrix();
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

template <class T> class Quaternion : public RotationBase<Quaternion<T>> {
public:
  typedef RotationBase<Quaternion> Base;
  typedef Matrix<T, 3, 1> Vector3;
  typedef Matrix<T, 3, 3> Matrix3;
  using Base::operator*;
  Quaternion() = default;
  Quaternion(const T &w, const T &x, const T &y, const T &z) : coeffs_(x, y, z, w) {}
  explicit Quaternion(const AngleAxis<T> &rotation) {
    const T half = T(0.5) * rotation.angle(), sine = std::sin(half);
    coeffs_[0] = sine * rotation.axis()[0];
    coeffs_[1] = sine * rotation.axis()[1];
    coeffs_[2] = sine * rotation.axis()[2];
    coeffs_[3] = std::cos(half);
  }
  static Quaternion Identity() { return Quaternion(T(1), T(0), T(0), T(0)); }
  T x() const { return coeffs_[0]; }
  T y() const { return coeffs_[1]; }
  T z() const { return coeffs_[2]; }
  T w() const { return coeffs_[3]; }
  T &x() { return coeffs_[0]; }
  T &y() { return coeffs_[1]; }
  T &z() { return coeffs_[2]; }
  T &w() { return coeffs_[3]; }
  const Matrix<T, 4, 1> &coeffs() const { return coeffs_; }
  Matrix<T, 4, 1> &coeffs() { return coeffs_; }
  auto vec() const { return coeffs_.template head<3>(); }
  auto vec() { return coeffs_.template head<3>(); }
  T dot(const Quaternion &other) const { return coeffs_.dot(other.coeffs_); }
  T squaredNorm() const { return coeffs_.squaredNorm(); }
  T norm() const { return coeffs_.norm(); }
  void normalize() { coeffs_.normalize(); }
  Quaternion normalized() const {
    Quaternion result(*this);
    result.coeffs_.normalize();
    return result;
  }
  Quaternion conjugate() const { return Quaternion(w(), -x(), -y(), -z()); }
  Quaternion inverse() const {
    const T squared = squaredNorm();
    return squared > T(0) ? Quaternion(w() / squared, -x() / squared, -y() / squared, -z() / squared)
                          : Quaternion(T(0), T(0), T(0), T(0));
  }
  Quaternion operator*(const Quaternion &b) const {
    return Quaternion(
        w() * b.w() - x() * b.x() - y() * b.y() - z() * b.z(), w() * b.x() + x() * b.w() + y() * b.z() - z() * b.y(),
        w() * b.y() + y() * b.w() + z() * b.x() - x() * b.z(), w() * b.z() + z() * b.w() + x() * b.y() - y() * b.x());
  }
  Quaternion operator*(const AngleAxis<T> &b) const { return *this * Quaternion(b); }
  Quaternion &operator*=(const Quaternion &b) { return *this = *this * b; }
  Matrix3 toRotationMatrix() const {
    Matrix3 r;
    const T tx = T(2) * x(), ty = T(2) * y(), tz = T(2) * z();
    const T twx = tx * w(), twy = ty * w(), twz = tz * w();
    const T txx = tx * x(), txy = ty * x(), txz = tz * x();
    const T tyy = ty * y(), tyz = tz * y(), tzz = tz * z();
    r.coeffRef(0, 0) = T(1) - (tyy + tzz);
    r.coeffRef(0, 1) = txy - twz;
    r.coeffRef(0, 2) = txz + twy;
    r.coeffRef(1, 0) = txy + twz;
    r.coeffRef(1, 1) = T(1) - (txx + tzz);
    r.coeffRef(1, 2) = tyz - twx;
    r.coeffRef(2, 0) = txz - twy;
    r.coeffRef(2, 1) = tyz + twx;
    r.coeffRef(2, 2) = T(1) - (txx + tyy);
    return r;
  }

private:
  Matrix<T, 4, 1> coeffs_;
};

template <class T> class Rotation2D : public RotationBase<Rotation2D<T>> {
public:
  typedef RotationBase<Rotation2D> Base;
  using Base::operator*;
  Rotation2D() = default;
  explicit Rotation2D(const T &angle) : angle_(angle) {}
  T angle() const { return angle_; }
  T &angle() { return angle_; }
  Rotation2D inverse() const { return Rotation2D(-angle_); }
  Rotation2D operator*(const Rotation2D &other) const { return Rotation2D(angle_ + other.angle_); }
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
typedef Quaternion<double> Quaterniond;
typedef Quaternion<float> Quaternionf;
typedef Rotation2D<double> Rotation2Dd;
typedef Rotation2D<float> Rotation2Df;

} // namespace Eigen

#endif // PULLBACK_EIGEN_ROTATIONS
