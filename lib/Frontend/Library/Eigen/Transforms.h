// Transforms of space: a rotation or another linear map, and a translation.
#ifndef PULLBACK_EIGEN_TRANSFORMS
#define PULLBACK_EIGEN_TRANSFORMS

#include "Quaternions.h"

namespace Eigen {

template <class T, int Dim, int Mode> class Transform;

namespace internal {
/// The matrix of a rotation: of an object that stands for one, of an angle in the plane, or the matrix itself.
template <class T, int Dim, class R> Matrix<T, Dim, Dim> rotation_matrix(const RotationBase<R> &rotation) {
  return rotation.toRotationMatrix();
}
template <class T, int Dim, class D> Matrix<T, Dim, Dim> rotation_matrix(const MatrixBase<D> &matrix) {
  return matrix.derived();
}
template <class T, int Dim> Matrix<T, Dim, Dim> rotation_matrix(const T &angle) {
  return Rotation2D<T>(angle).toRotationMatrix();
}
} // namespace internal

template <class T, int Dim> class Translation {
public:
  typedef Matrix<T, Dim, 1> VectorType;
  typedef Transform<T, Dim, Affine> AffineTransformType;
  typedef Transform<T, Dim, Isometry> IsometryTransformType;
  Translation() = default;
  Translation(const T &x, const T &y) : vector_(x, y) {}
  Translation(const T &x, const T &y, const T &z) : vector_(x, y, z) {}
  template <class D> explicit Translation(const MatrixBase<D> &v) : vector_(v) {}
  static Translation Identity() { return Translation(VectorType::Zero()); }
  T x() const { return vector_.x(); }
  T y() const { return vector_.y(); }
  T z() const { return vector_.z(); }
  T &x() { return vector_.x(); }
  T &y() { return vector_.y(); }
  T &z() { return vector_.z(); }
  const VectorType &vector() const { return vector_; }
  VectorType &vector() { return vector_; }
  const VectorType &translation() const { return vector_; }
  VectorType &translation() { return vector_; }
  Translation inverse() const { return Translation(VectorType(-vector_)); }

  Translation operator*(const Translation &other) const { return Translation(VectorType(vector_ + other.vector_)); }
  /// Of a point, or of a linear map.
  template <class D> auto operator*(const MatrixBase<D> &x) const {
    return times(x.derived(), std::integral_constant<bool, internal::traits<D>::cols == 1>());
  }
  template <class D> friend AffineTransformType operator*(const MatrixBase<D> &linear, const Translation &t) {
    AffineTransformType result(linear);
    result.translation() = result.linear() * t.vector_;
    return result;
  }
  AffineTransformType operator*(const UniformScaling<T> &s) const {
    AffineTransformType result(s);
    result.translation() = vector_;
    return result;
  }
  friend AffineTransformType operator*(const UniformScaling<T> &s, const Translation &t) {
    AffineTransformType result(s);
    result.translation() = s.factor() * t.vector_;
    return result;
  }
  template <class R> IsometryTransformType operator*(const RotationBase<R> &rotation) const {
    return *this * IsometryTransformType(rotation);
  }
  template <class R> friend IsometryTransformType operator*(const RotationBase<R> &rotation, const Translation &t) {
    return IsometryTransformType(rotation) * t;
  }
  template <int Mode> Transform<T, Dim, Mode> operator*(const Transform<T, Dim, Mode> &other) const {
    Transform<T, Dim, Mode> result(other);
    result.pretranslate(vector_);
    return result;
  }

private:
  template <class X> VectorType times(const X &point, std::true_type) const { return vector_ + point; }
  template <class X> AffineTransformType times(const X &linear, std::false_type) const {
    AffineTransformType result(linear);
    result.translation() = vector_;
    return result;
  }
  VectorType vector_;
};

/// x -> linear() * x + translation(), as a matrix with 0 ... 0 1 below; of an isometry linear() is a rotation.
template <class T, int Dim, int Mode> class Transform {
  static_assert(Mode == Isometry || Mode == Affine, "of the kinds of transformations, only isometries and affine ones");

public:
  typedef T Scalar;
  typedef Matrix<T, Dim, Dim> LinearMatrixType;
  typedef Matrix<T, Dim, 1> VectorType;
  typedef Matrix<T, Dim + 1, Dim + 1> MatrixType;

  Transform() { matrix_.setIdentity(); }
  template <class R> Transform(const RotationBase<R> &rotation) : Transform(rotation.toRotationMatrix()) {}
  Transform(const Translation<T, Dim> &by) : Transform() { translation() = by.vector(); }
  explicit Transform(const UniformScaling<T> &s) : Transform() {
    static_assert(Mode == Affine, "");
    linear().diagonal().fill(s.factor());
  }
  /// From the linear part alone, from that and the translation, or from the whole matrix.
  template <class D> explicit Transform(const MatrixBase<D> &matrix) : Transform() {
    constexpr int rows = internal::traits<D>::rows, cols = internal::traits<D>::cols;
    static_assert((rows == Dim && cols == Dim) || ((rows == Dim || rows == Dim + 1) && cols == Dim + 1), "");
    matrix_.template topLeftCorner<rows, cols>() = matrix.derived();
  }
  template <int Other> Transform(const Transform<T, Dim, Other> &other) : Transform(other.affine()) {
    static_assert(Mode == Affine || Other == Isometry, "an affine transformation is no isometry");
  }
  template <class D> Transform &operator=(const MatrixBase<D> &matrix) { return *this = Transform(matrix); }
  Transform &operator=(const UniformScaling<T> &s) { return *this = Transform(s); }
  static Transform Identity() { return Transform(); }
  void setIdentity() { matrix_.setIdentity(); }

  const MatrixType &matrix() const { return matrix_; }
  MatrixType &matrix() { return matrix_; }
  T operator()(Index i, Index j) const { return matrix_.coeff(i, j); }
  T &operator()(Index i, Index j) { return matrix_.coeffRef(i, j); }
  auto affine() const { return matrix_.template topRows<Dim>(); }
  auto affine() { return matrix_.template topRows<Dim>(); }
  auto linear() const { return matrix_.template topLeftCorner<Dim, Dim>(); }
  auto linear() { return matrix_.template topLeftCorner<Dim, Dim>(); }
  auto rotation() const {
    static_assert(Mode == Isometry, "");
    return matrix_.template topLeftCorner<Dim, Dim>();
  }
  auto translation() const { return matrix_.template topRightCorner<Dim, 1>(); }
  auto translation() { return matrix_.template topRightCorner<Dim, 1>(); }

  template <int Other> auto operator*(const Transform<T, Dim, Other> &other) const {
    Transform<T, Dim, Mode == Affine ? Mode : Other> result;
    result.linear() = linear() * other.linear();
    result.translation() = linear() * other.translation() + translation();
    return result;
  }
  Transform<T, Dim, Affine> operator*(const UniformScaling<T> &s) const {
    return Transform<T, Dim, Affine>(*this).scale(s.factor());
  }
  friend Transform<T, Dim, Affine> operator*(const UniformScaling<T> &s, const Transform &other) {
    return Transform<T, Dim, Affine>(other).prescale(s.factor());
  }
  template <class X> Transform<T, Dim, Affine> operator*(const DiagonalWrapper<X> &scales) const {
    return Transform<T, Dim, Affine>(*this).scale(scales.diagonal());
  }
  Transform<T, Dim, Affine> operator*(const DiagonalMatrix<T, Dim> &scales) const { return *this * scales.wrapped(); }
  template <class X>
  friend Transform<T, Dim, Affine> operator*(const DiagonalWrapper<X> &scales, const Transform &other) {
    return Transform<T, Dim, Affine>(other).prescale(scales.diagonal());
  }
  friend Transform<T, Dim, Affine> operator*(const DiagonalMatrix<T, Dim> &scales, const Transform &other) {
    return scales.wrapped() * other;
  }
  template <class R> Transform operator*(const RotationBase<R> &rotation) const {
    return Transform(*this).rotate(rotation.derived());
  }
  Transform operator*(const Translation<T, Dim> &other) const { return Transform(*this).translate(other.vector()); }
  template <class R> friend Transform operator*(const RotationBase<R> &rotation, const Transform &other) {
    return Transform(other).prerotate(rotation.derived());
  }
  /// Of a point, or of every column of a matrix.
  template <class D> internal::plain_t<D> operator*(const MatrixBase<D> &x) const {
    static_assert(internal::traits<D>::rows == Dim, "");
    return times(x.derived(), std::integral_constant<bool, internal::traits<D>::cols == 1>());
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
    linear() = linear() * internal::rotation_matrix<T, Dim>(rotation);
    return *this;
  }
  template <class R> Transform &prerotate(const R &rotation) {
    affine() = internal::rotation_matrix<T, Dim>(rotation) * affine();
    return *this;
  }
  Transform &scale(const T &s) {
    linear() *= s;
    return *this;
  }
  Transform &prescale(const T &s) {
    affine() *= s;
    return *this;
  }
  template <class D> Transform &scale(const MatrixBase<D> &v) {
    linear() = linear() * v.derived().asDiagonal();
    return *this;
  }
  template <class D> Transform &prescale(const MatrixBase<D> &v) {
    affine() = v.derived().asDiagonal() * affine();
    return *this;
  }
  Transform inverse(TransformTraits hint = TransformTraits(Mode)) const {
    Transform result;
    if (hint == Isometry)
      result.linear() = linear().transpose();
    else
      result.linear() = linear().inverse();
    result.translation() = -(result.linear() * translation());
    return result;
  }

private:
  template <class X> VectorType times(const X &point, std::true_type) const { return linear() * point + translation(); }
  template <class X> internal::plain_t<X> times(const X &points, std::false_type) const {
    internal::plain_t<X> result(linear() * points);
    result.colwise() += translation();
    return result;
  }
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
