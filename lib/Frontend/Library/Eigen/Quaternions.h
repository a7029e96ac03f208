// Quaternions, as objects and in memory of others.
#ifndef PULLBACK_EIGEN_QUATERNIONS
#define PULLBACK_EIGEN_QUATERNIONS

#include "Rotations.h"

namespace Eigen {
namespace internal {
template <class T> struct rotation_traits<Quaternion<T>> : rotation_traits<AngleAxis<T>> {};
template <class T, int O> struct rotation_traits<Map<Quaternion<T>, O>> : rotation_traits<AngleAxis<T>> {};
template <class T, int O> struct rotation_traits<Map<const Quaternion<T>, O>> : rotation_traits<AngleAxis<T>> {};
} // namespace internal

/// w + x i + y j + z k, as the coefficients x, y, z, w.
template <class D> class QuaternionBase : public RotationBase<D> {
public:
  typedef RotationBase<D> Base;
  typedef typename Base::Scalar Scalar;
  typedef Scalar T;
  typedef Matrix<T, 3, 1> Vector3;
  typedef Matrix<T, 3, 3> Matrix3;
  typedef AngleAxis<T> AngleAxisType;
  using Base::derived;
  using Base::operator*;

  T x() const { return derived().coeffs().coeff(0, 0); }
  T y() const { return derived().coeffs().coeff(1, 0); }
  T z() const { return derived().coeffs().coeff(2, 0); }
  T w() const { return derived().coeffs().coeff(3, 0); }
  auto &x() { return derived().coeffs().coeffRef(0, 0); }
  auto &y() { return derived().coeffs().coeffRef(1, 0); }
  auto &z() { return derived().coeffs().coeffRef(2, 0); }
  auto &w() { return derived().coeffs().coeffRef(3, 0); }
  auto vec() const { return derived().coeffs().template head<3>(); }
  auto vec() { return derived().coeffs().template head<3>(); }

  static Quaternion<T> Identity() { return Quaternion<T>(T(1), T(0), T(0), T(0)); }
  D &setIdentity() { return derived() = Identity(); }
  QuaternionBase() = default;
  QuaternionBase(const QuaternionBase &) = default;
  QuaternionBase &operator=(const QuaternionBase &other) {
    derived().coeffs() = other.derived().coeffs();
    return *this;
  }
  template <class O> D &operator=(const QuaternionBase<O> &other) {
    derived().coeffs() = other.derived().coeffs();
    return derived();
  }
  D &operator=(const AngleAxis<T> &rotation) {
    const T half = T(0.5) * rotation.angle();
    w() = std::cos(half);
    vec() = std::sin(half) * rotation.axis();
    return derived();
  }
  /// From the four coefficients, or from the matrix of a rotation.
  template <class M> D &operator=(const MatrixBase<M> &matrix) {
    constexpr int rows = internal::traits<M>::rows, cols = internal::traits<M>::cols;
    static_assert((rows == 4 && cols == 1) || (rows == 3 && cols == 3), "");
    take(matrix.derived(), std::integral_constant<int, cols>());
    return derived();
  }

  template <class O> T dot(const QuaternionBase<O> &other) const {
    return derived().coeffs().dot(other.derived().coeffs());
  }
  T squaredNorm() const { return derived().coeffs().squaredNorm(); }
  T norm() const { return derived().coeffs().norm(); }
  void normalize() { derived().coeffs().normalize(); }
  Quaternion<T> normalized() const { return Quaternion<T>(derived().coeffs().normalized()); }
  Quaternion<T> conjugate() const { return Quaternion<T>(w(), -x(), -y(), -z()); }
  Quaternion<T> inverse() const {
    const T squared = squaredNorm();
    return squared > T(0) ? Quaternion<T>(w() / squared, -x() / squared, -y() / squared, -z() / squared)
                          : Quaternion<T>(T(0), T(0), T(0), T(0));
  }
  template <class O> Quaternion<T> operator*(const QuaternionBase<O> &b) const {
    return Quaternion<T>(
        w() * b.w() - x() * b.x() - y() * b.y() - z() * b.z(), w() * b.x() + x() * b.w() + y() * b.z() - z() * b.y(),
        w() * b.y() + y() * b.w() + z() * b.x() - x() * b.z(), w() * b.z() + z() * b.w() + x() * b.y() - y() * b.x());
  }
  Quaternion<T> operator*(const AngleAxis<T> &b) const { return *this * Quaternion<T>(b); }
  template <class O> D &operator*=(const QuaternionBase<O> &b) { return derived() = *this * b; }
  template <class To> Quaternion<To> cast() const { return Quaternion<To>(derived().coeffs().template cast<To>()); }
  template <class O>
  bool isApprox(const QuaternionBase<O> &other, const T &precision = NumTraits<T>::dummy_precision()) const {
    return derived().coeffs().isApprox(other.derived().coeffs(), precision);
  }
  template <class O> T angularDistance(const QuaternionBase<O> &other) const {
    const Quaternion<T> between = *this * other.conjugate();
    return T(2) * std::atan2(between.vec().norm(), std::abs(between.w()));
  }
  /// From this one (t = 0) to the other one (t = 1) by a rotation of constant speed.
  template <class O> Quaternion<T> slerp(const T &t, const QuaternionBase<O> &other) const {
    const T cosine = dot(other);
    T here = T(1) - t, there = t;
    if (std::abs(cosine) < T(1) - NumTraits<T>::epsilon()) {
      const T angle = std::acos(std::abs(cosine)), sine = std::sin(angle);
      here = std::sin((T(1) - t) * angle) / sine;
      there = std::sin(t * angle) / sine;
    }
    if (cosine < T(0))
      there = -there;
    return Quaternion<T>(here * derived().coeffs() + there * other.derived().coeffs());
  }
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
  template <class M> void take(const M &coefficients, std::integral_constant<int, 1>) {
    derived().coeffs() = coefficients;
  }
  /// K. Shoemake, Quaternion Calculus and Fast Animation, SIGGRAPH course notes 1987: from the trace, or, where that is
  /// not positive, from the largest number on the diagonal.
  template <class M> void take(const M &matrix, std::integral_constant<int, 3>) {
    const Matrix3 m(matrix);
    const T trace = m.trace();
    if (trace > T(0)) {
      const T root = std::sqrt(trace + T(1)), scale = T(0.5) / root;
      w() = T(0.5) * root;
      x() = (m.coeff(2, 1) - m.coeff(1, 2)) * scale;
      y() = (m.coeff(0, 2) - m.coeff(2, 0)) * scale;
      z() = (m.coeff(1, 0) - m.coeff(0, 1)) * scale;
      return;
    }
    if (m.coeff(1, 1) > m.coeff(0, 0))
      take_from<1>(m, m.coeff(2, 2) > m.coeff(1, 1));
    else
      take_from<0>(m, m.coeff(2, 2) > m.coeff(0, 0));
  }
  template <int I> void take_from(const Matrix3 &m, bool isThird) {
    if (isThird)
      take_from_diagonal<2>(m);
    else
      take_from_diagonal<I>(m);
  }
  template <int I> void take_from_diagonal(const Matrix3 &m) {
    constexpr int J = (I + 1) % 3, K = (J + 1) % 3;
    const T root = std::sqrt(m.coeff(I, I) - m.coeff(J, J) - m.coeff(K, K) + T(1)), scale = T(0.5) / root;
    auto &q = derived().coeffs();
    q.coeffRef(I, 0) = T(0.5) * root;
    q.coeffRef(3, 0) = (m.coeff(K, J) - m.coeff(J, K)) * scale;
    q.coeffRef(J, 0) = (m.coeff(J, I) + m.coeff(I, J)) * scale;
    q.coeffRef(K, 0) = (m.coeff(K, I) + m.coeff(I, K)) * scale;
  }
};

template <class T> class Quaternion : public QuaternionBase<Quaternion<T>> {
public:
  typedef QuaternionBase<Quaternion> Base;
  typedef Matrix<T, 4, 1> Coefficients;
  using Base::operator=;
  Quaternion() = default;
  Quaternion(const Quaternion &) = default;
  Quaternion &operator=(const Quaternion &other) {
    coeffs_ = other.coeffs_;
    return *this;
  }
  Quaternion(const T &w, const T &x, const T &y, const T &z) : coeffs_(x, y, z, w) {}
  explicit Quaternion(const T *data) : coeffs_(data) {}
  template <class O> Quaternion(const QuaternionBase<O> &other) : coeffs_(other.derived().coeffs()) {}
  explicit Quaternion(const AngleAxis<T> &rotation) { *this = rotation; }
  template <class M> explicit Quaternion(const MatrixBase<M> &matrix) { *this = matrix; }
  const Coefficients &coeffs() const { return coeffs_; }
  Coefficients &coeffs() { return coeffs_; }

private:
  Coefficients coeffs_;
};

template <class T, int O> class Map<Quaternion<T>, O> : public QuaternionBase<Map<Quaternion<T>, O>> {
public:
  typedef QuaternionBase<Map> Base;
  typedef Map<Matrix<T, 4, 1>> Coefficients;
  using Base::operator=;
  explicit Map(T *data) : coeffs_(data) {}
  Map(const Map &) = default;
  Map &operator=(const Map &other) {
    coeffs_ = other.coeffs_;
    return *this;
  }
  const Coefficients &coeffs() const { return coeffs_; }
  Coefficients &coeffs() { return coeffs_; }

private:
  Coefficients coeffs_;
};

template <class T, int O> class Map<const Quaternion<T>, O> : public QuaternionBase<Map<const Quaternion<T>, O>> {
public:
  typedef Map<const Matrix<T, 4, 1>> Coefficients;
  explicit Map(const T *data) : coeffs_(data) {}
  Map(const Map &) = default;
  Map &operator=(const Map &) = delete;
  const Coefficients &coeffs() const { return coeffs_; }
  Coefficients &coeffs() { return coeffs_; }

private:
  Coefficients coeffs_;
};

namespace internal {
/// Of rotations about three axes; K. Shoemake, Euler Angle Conversion, Graphics Gems IV, 1994.
template <class M> struct euler_angles {
  typedef typename traits<M>::Scalar T;
  static Matrix<T, 3, 1> run(const M &m, Index first, Index second, Index third) {
    const bool isOdd = (first + 1) % 3 != second;
    const Index i = first, j = (first + 1 + isOdd) % 3, k = (first + 2 - isOdd) % 3;
    const Matrix<T, 3, 1> angles = first == third ? of_two_axes(m, isOdd, i, j, k) : of_three_axes(m, isOdd, i, j, k);
    return isOdd ? angles : Matrix<T, 3, 1>(-angles);
  }

private:
  /// The first angle, and whether it has been moved to the range that Eigen gives it.
  static bool move(T &angle, bool isOdd) {
    const bool isMoved = isOdd ? angle < T(0) : angle > T(0);
    if (isMoved)
      angle += angle > T(0) ? -T(EIGEN_PI) : T(EIGEN_PI);
    return isMoved;
  }
  static T length(T x, T y) { return std::sqrt(x * x + y * y); }
  static Matrix<T, 3, 1> of_two_axes(const M &m, bool isOdd, Index i, Index j, Index k) {
    T angle = std::atan2(m.coeff(j, i), m.coeff(k, i));
    const T side = move(angle, isOdd) ? T(-1) : T(1);
    const T sine = std::sin(angle), cosine = std::cos(angle);
    return Matrix<T, 3, 1>(
        angle, side * std::atan2(length(m.coeff(j, i), m.coeff(k, i)), m.coeff(i, i)),
        std::atan2(cosine * m.coeff(j, k) - sine * m.coeff(k, k), cosine * m.coeff(j, j) - sine * m.coeff(k, j)));
  }
  static Matrix<T, 3, 1> of_three_axes(const M &m, bool isOdd, Index i, Index j, Index k) {
    T angle = std::atan2(m.coeff(j, k), m.coeff(k, k));
    const T side = move(angle, isOdd) ? T(-1) : T(1);
    const T sine = std::sin(angle), cosine = std::cos(angle);
    return Matrix<T, 3, 1>(
        angle, std::atan2(-m.coeff(i, k), side * length(m.coeff(i, i), m.coeff(i, j))),
        std::atan2(sine * m.coeff(k, i) - cosine * m.coeff(j, i), cosine * m.coeff(j, j) - sine * m.coeff(k, j)));
  }
};

template <class X>
struct traits<Homogeneous<X>>
    : traits_of<typename traits<X>::Scalar, (traits<X>::rows == Dynamic ? Dynamic : traits<X>::rows + 1), 1, ColMajor,
                false, false, false> {};
template <class X> class evaluator<Homogeneous<X>> : public evaluator_of_whole<Homogeneous<X>> {
public:
  using evaluator_of_whole<Homogeneous<X>>::evaluator_of_whole;
};
} // namespace internal

/// The coefficients of a vector, and 1.
template <class X> class Homogeneous : public ReturnByValue<Homogeneous<X>> {
public:
  static_assert(internal::traits<X>::cols == 1, "");
  typedef internal::plain_t<Homogeneous> Result;
  explicit Homogeneous(const X &x) : x_(x) {}
  Index rows() const { return x_.rows() + 1; }
  Index cols() const { return 1; }
  Result compute() const {
    Result result(rows(), 1);
    result.template head<internal::traits<X>::rows>(x_.rows()) = x_;
    result.coeffRef(x_.rows()) = 1;
    return result;
  }

private:
  internal::nested_t<const X> x_;
};

typedef Quaternion<double> Quaterniond;
typedef Quaternion<float> Quaternionf;

} // namespace Eigen

#endif // PULLBACK_EIGEN_QUATERNIONS
