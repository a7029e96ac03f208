// Transforms of space: a rotation or another linear map, and a translation.
#ifndef PULLBACK_EIGEN_TRANSFORMS
#define PULLBACK_EIGEN_TRANSFORMS

#include "Rotations.h"

namespace Eigen {

template <class T, int Dim, int Mode> class Transform;

template <class T, int Dim> class Translation {
public:
  typedef Matrix<T, Dim, 1> VectorType;
  Translation() = default;
  Translation(const T &x, const T &y) : vector_(x, y) {}
  Translation(const T &x, const T &y, const T &z) : vector_(x, y, z) {}
  template <class D> explicit Translation(const MatrixBase<D> &v) : vector_(v) {}
  const VectorType &vector() const { return vector_; }
  const VectorType &translation() const { return vector_; }
  Translation operator*(const Translation &other) const { return Translation(VectorType(vector_ + other.vector_)); }
  template <class D> VectorType operator*(const MatrixBase<D> &x) const { return vector_ + x.derived(); }
  template <class R> Transform<T, Dim, Isometry> operator*(const RotationBase<R> &rotation) const {
    Transform<T, Dim, Isometry> result;
    result.linear() = rotation.toRotationMatrix();
    result.translation() = vector_;
    return result;
  }
  template <int Mode> Transform<T, Dim, Mode> operator*(const Transform<T, Dim, Mode> &other) const {
    Transform<T, Dim, Mode> result(other);
    result.pretranslate(vector_);
    return result;
  }

private:
  VectorType vector_;
};

template <class T, int Dim, int Mode> class Transform {
public:
  typedef Matrix<T, Dim, Dim> LinearMatrixType;
  typedef Matrix<T, Dim, 1> VectorType;
  typedef Matrix<T, Dim + 1, Dim + 1> MatrixType;

  Transform() { matrix_.setIdentity(); }
  template <class R> Transform(const RotationBase<R> &rotation) {
    matrix_.setIdentity();
    linear() = rotation.toRotationMatrix();
  }
  Transform(const Translation<T, Dim> &translation_by) {
    matrix_.setIdentity();
    translation() = translation_by.vector();
  }
  template <class D> explicit Transform(const MatrixBase<D> &matrix) : matrix_(matrix) {}
  template <int Other> Transform(const Transform<T, Dim, Other> &other) : matrix_(other.matrix()) {}
  static Transform Identity() { return Transform(); }
  void setIdentity() { matrix_.setIdentity(); }

  const MatrixType &matrix() const { return matrix_; }
  MatrixType &matrix() { return matrix_; }
  T operator()(Index i, Index j) const { return matrix_.coeff(i, j); }
  T &operator()(Index i, Index j) { return matrix_.coeffRef(i, j); }
  auto linear() const { return matrix_.template topLeftCorner<Dim, Dim>(); }
  auto linear() { return matrix_.template topLeftCorner<Dim, Dim>(); }
  auto rotation() const {
    static_assert(Mode == Isometry, "");
    return matrix_.template topLeftCorner<Dim, Dim>();
  }
  auto translation() const { return matrix_.template topRightCorner<Dim, 1>(); }
  auto translation() { return matrix_.template topRightCorner<Dim, 1>(); }

  Transform operator*(const Transform &other) const {
    Transform result;
    result.linear() = linear() * other.linear();
    result.translation() = linear() * other.translation() + translation();
    return result;
  }
  template <class R> Transform operator*(const RotationBase<R> &rotation) const { return *this * Transform(rotation); }
  Transform operator*(const Translation<T, Dim> &other) const { return *this * Transform(other); }
  template <class R> friend Transform operator*(const RotationBase<R> &rotation, const Transform &other) {
    return Transform(rotation) * other;
  }
  template <class D> VectorType operator*(const MatrixBase<D> &x) const {
    static_assert(internal::traits<D>::rows == Dim && internal::traits<D>::cols == 1, "");
    return linear() * x.derived() + translation();
  }
  template <class O> Transform &operator*=(const O &other) { return *this = *this * other; }

  template <class D> Transform &translate(const MatrixBase<D> &v) {
    translation() += linear() * v.derived();
    return *this;
  }
  template <class D> Transform &pretranslate(const MatrixBase<D> &v) {
    translation() += v.derived();
    return *this;
  }
  template <class R> Transform &rotate(const R &rotation) {
    linear() = linear() * LinearMatrixType(rotation);
    return *this;
  }
  template <class R> Transform &prerotate(const R &rotation) {
    const LinearMatrixType r(rotation);
    linear() = r * linear();
    translation() = r * translation();
    return *this;
  }
  Transform &scale(const T &s) {
    linear() *= s;
    return *this;
  }
  Transform inverse() const {
    Transform result;
    if (Mode == Isometry)
      result.linear() = linear().transpose();
    else
      result.linear() = LinearMatrixType(linear()).inverse();
    result.translation() = -(result.linear() * translation());
    return result;
  }

private:
  MatrixType matrix_;
};

typedef Transform<double, 2, Isometry> Isometry2d;
typedef Transform<double, 3, Isometry> Isometry3d;
typedef Transform<double, 2, Affine> Affine2d;
typedef Transform<double, 3, Affine> Affine3d;
typedef Transform<float, 2, Isometry> Isometry2f;
typedef Transform<float, 3, Isometry> Isometry3f;
typedef Transform<float, 2, Affine> Affine2f;
typedef Transform<float, 3, Affine> Affine3f;
typedef Translation<double, 2> Translation2d;
typedef Translation<double, 3> Translation3d;
typedef Translation<float, 2> Translation2f;
typedef Translation<float, 3> Translation3f;

} // namespace Eigen

#endif // PULLBACK_EIGEN_TRANSFORMS
