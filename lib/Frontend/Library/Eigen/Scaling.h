// Diagonal matrices that hold their coefficients, and scalings of space.
#ifndef PULLBACK_EIGEN_SCALING
#define PULLBACK_EIGEN_SCALING

#include "Plain.h"

namespace Eigen {
namespace internal {
template <class T, int N> struct traits<DiagonalMatrix<T, N>> : traits_of<T, N, N, ColMajor, false, false, false> {};

template <class T, int N> class kept_diagonal;
template <class T, int N> struct traits<kept_diagonal<T, N>> : traits_of<T, N, 1, ColMajor, false, false, false> {};

/// The diagonal that a matrix had when it became a factor: Eigen's products hold diagonal matrices as they are then.
template <class T, int N> class kept_diagonal : public MatrixBase<kept_diagonal<T, N>> {
public:
  explicit kept_diagonal(const Matrix<T, N, 1> &values) : held_(values) {}
  Index rows() const { return held_.rows(); }
  Index cols() const { return 1; }
  const Matrix<T, N, 1> &held() const { return held_; }

private:
  Matrix<T, N, 1> held_;
};
template <class T, int N> class evaluator<kept_diagonal<T, N>> : public evaluator<Matrix<T, N, 1>> {
public:
  explicit evaluator(const kept_diagonal<T, N> &x) : evaluator<Matrix<T, N, 1>>(x.held()) {}
};
} // namespace internal

/// In expressions, it is what asDiagonal() of its coefficients is.
template <class T, int N> class DiagonalMatrix : public MatrixBase<DiagonalMatrix<T, N>> {
public:
  typedef Matrix<T, N, 1> DiagonalVectorType;
  typedef Matrix<T, N, N> DenseMatrixType;
  DiagonalMatrix() = default;
  DiagonalMatrix(const DiagonalMatrix &other) : diagonal_(other.diagonal_) {}
  explicit DiagonalMatrix(Index size) : diagonal_(size) {}
  DiagonalMatrix(const T &x, const T &y) : diagonal_(x, y) {}
  template <class... Rest>
  DiagonalMatrix(const T &x, const T &y, const T &z, const Rest &...rest) : diagonal_(x, y, z, rest...) {}
  template <class X> DiagonalMatrix(const DiagonalWrapper<X> &other) : diagonal_(other.diagonal()) {}
  template <class X> explicit DiagonalMatrix(const MatrixBase<X> &diagonal) : diagonal_(diagonal.derived()) {
    static_assert(internal::traits<X>::rows == 1 || internal::traits<X>::cols == 1,
                  "the diagonal of a matrix is meant");
  }
  DiagonalMatrix &operator=(const DiagonalMatrix &other) {
    diagonal_ = other.diagonal_;
    return *this;
  }
  template <class X> DiagonalMatrix &operator=(const DiagonalWrapper<X> &other) {
    diagonal_ = other.diagonal();
    return *this;
  }
  const DiagonalVectorType &diagonal() const { return diagonal_; }
  DiagonalVectorType &diagonal() { return diagonal_; }
  Index rows() const { return diagonal_.size(); }
  Index cols() const { return diagonal_.size(); }
  DenseMatrixType toDenseMatrix() const { return DenseMatrixType(*this); }
  void resize(Index size) { diagonal_.resize(size); }
  void setZero() { diagonal_.setZero(); }
  void setZero(Index size) { diagonal_.setZero(size); }
  void setIdentity() { diagonal_.setOnes(); }
  void setIdentity(Index size) { diagonal_.setOnes(size); }

  template <class O> auto operator*(const MatrixBase<O> &other) const { return kept() * other; }
  template <class S, internal::if_number<S> = 0> auto operator*(S s) const { return wrapped() * s; }
  template <class S, internal::if_number<S> = 0> friend auto operator*(S s, const DiagonalMatrix &d) { return d * s; }
  template <class X> auto operator+(const DiagonalWrapper<X> &other) const {
    return (diagonal_ + other.diagonal()).asDiagonal();
  }
  template <class X> auto operator-(const DiagonalWrapper<X> &other) const {
    return (diagonal_ - other.diagonal()).asDiagonal();
  }
  auto operator+(const DiagonalMatrix &other) const { return *this + other.wrapped(); }
  auto operator-(const DiagonalMatrix &other) const { return *this - other.wrapped(); }
  auto inverse() const { return wrapped().inverse(); }
  DiagonalWrapper<internal::kept_diagonal<T, N>> kept() const {
    return DiagonalWrapper<internal::kept_diagonal<T, N>>(internal::kept_diagonal<T, N>(diagonal_));
  }
  DiagonalWrapper<DiagonalVectorType> wrapped() const { return DiagonalWrapper<DiagonalVectorType>(diagonal_); }

private:
  DiagonalVectorType diagonal_;
};

namespace internal {
template <class T, int N> class evaluator<DiagonalMatrix<T, N>> : public evaluator<DiagonalWrapper<Matrix<T, N, 1>>> {
public:
  explicit evaluator(const DiagonalMatrix<T, N> &x) : evaluator<DiagonalWrapper<Matrix<T, N, 1>>>(x.wrapped()) {}
};
} // namespace internal

/// By the same factor in all directions.
template <class T> class UniformScaling {
public:
  typedef T Scalar;
  UniformScaling() = default;
  explicit UniformScaling(const T &factor) : factor_(factor) {}
  const T &factor() const { return factor_; }
  T &factor() { return factor_; }
  UniformScaling inverse() const { return UniformScaling(T(1) / factor_); }
  UniformScaling operator*(const UniformScaling &other) const { return UniformScaling(factor_ * other.factor_); }
  template <class D> internal::plain_t<D> operator*(const MatrixBase<D> &x) const { return x.derived() * factor_; }
  template <class D> friend auto operator*(const MatrixBase<D> &x, const UniformScaling &s) {
    return x.derived() * s.factor_;
  }

private:
  T factor_;
};

inline UniformScaling<float> Scaling(float s) { return UniformScaling<float>(s); }
inline UniformScaling<double> Scaling(double s) { return UniformScaling<double>(s); }
template <class T> DiagonalMatrix<T, 2> Scaling(const T &x, const T &y) { return DiagonalMatrix<T, 2>(x, y); }
template <class T> DiagonalMatrix<T, 3> Scaling(const T &x, const T &y, const T &z) {
  return DiagonalMatrix<T, 3>(x, y, z);
}
template <class D> auto Scaling(const MatrixBase<D> &factors) { return factors.asDiagonal(); }
typedef DiagonalMatrix<double, 2> AlignedScaling2d;
typedef DiagonalMatrix<double, 3> AlignedScaling3d;
typedef DiagonalMatrix<float, 2> AlignedScaling2f;
typedef DiagonalMatrix<float, 3> AlignedScaling3f;

} // namespace Eigen

#endif // PULLBACK_EIGEN_SCALING
