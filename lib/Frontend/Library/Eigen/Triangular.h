// The triangle of a matrix, and the symmetric matrix that one triangle gives.
#ifndef PULLBACK_EIGEN_TRIANGULAR
#define PULLBACK_EIGEN_TRIANGULAR

#include "Plain.h"

namespace Eigen {
namespace internal {

template <class X, unsigned Mode>
struct traits<TriangularView<X, Mode>>
    : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols, traits<X>::order, false, false, false> {};
template <class X, unsigned Mode>
struct traits<SelfAdjointView<X, Mode>>
    : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols, traits<X>::order, false, false, false> {};

/// x = T^-1 x for every column of x, with the triangle of a matrix.
template <unsigned Mode, class T, class D> void solve_triangular(const T &t, D &x) {
  const evaluator_t<T> values(t);
  const Index size = t.rows(), cols = x.cols();
  for (Index j = 0; j < cols; ++j)
    for (Index k = 0; k < size; ++k) {
      const Index i = (Mode & Lower) ? k : size - 1 - k;
      const Index first = (Mode & Lower) ? 0 : i + 1, last = (Mode & Lower) ? i : size;
      typename traits<D>::Scalar sum = x.coeff(i, j);
      for (Index l = first; l < last; ++l)
        sum -= values.coeff(i, l) * x.coeff(l, j);
      x.coeffRef(i, j) = (Mode & UnitDiag) ? sum : sum / values.coeff(i, i);
    }
}

} // namespace internal

template <class X, unsigned Mode> class TriangularView : public MatrixBase<TriangularView<X, Mode>> {
public:
  typedef typename internal::traits<X>::Scalar Scalar;
  explicit TriangularView(X &x) : x_(x) {}
  Index rows() const { return x_.rows(); }
  Index cols() const { return x_.cols(); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }
  auto toDenseMatrix() const { return this->eval(); }
  static bool holds(Index i, Index j) {
    return (Mode & (UnitDiag | ZeroDiag)) ? ((Mode & Lower) ? i > j : i < j) : ((Mode & Lower) ? i >= j : i <= j);
  }
  template <class O> internal::plain_t<O> solve(const MatrixBase<O> &b) const {
    internal::plain_t<O> x(b.derived());
    internal::solve_triangular<Mode>(nestedExpression(), x);
    return x;
  }
  template <class O> void solveInPlace(const MatrixBase<O> &b) const {
    O x(b.derived());
    internal::solve_triangular<Mode>(nestedExpression(), x);
  }
  template <class O> void solveInPlace(PlainObjectBase<O> &x) const {
    internal::solve_triangular<Mode>(nestedExpression(), x.derived());
  }
  /// Of the triangle alone.
  template <class O> TriangularView &operator=(const DenseBase<O> &other) {
    const internal::evaluator<O> values(other.derived());
    for (Index j = 0; j < cols(); ++j)
      for (Index i = 0; i < rows(); ++i)
        if (holds(i, j))
          x_.coeffRef(i, j) = values.coeff(i, j);
    return *this;
  }
  auto transpose() const {
    constexpr unsigned turned =
        (Mode & ~unsigned(Lower | Upper)) | ((Mode & Lower) ? unsigned(Upper) : unsigned(Lower));
    typedef Transpose<const std::remove_const_t<X>> T;
    return TriangularView<T, turned>::of(nestedExpression());
  }
  auto adjoint() const { return transpose(); }
  template <class Y> static TriangularView of(const Y &y) {
    X whole(y);
    return TriangularView(whole);
  }

private:
  internal::nested_t<X> x_;
};

template <class X, unsigned Mode> class SelfAdjointView : public MatrixBase<SelfAdjointView<X, Mode>> {
public:
  typedef typename internal::traits<X>::Scalar Scalar;
  explicit SelfAdjointView(X &x) : x_(x) {}
  Index rows() const { return x_.rows(); }
  Index cols() const { return x_.cols(); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }
  auto toDenseMatrix() const { return this->eval(); }
  /// The triangle of x += s * u * u^T.
  template <class U> SelfAdjointView &rankUpdate(const MatrixBase<U> &u, const Scalar &s = Scalar(1)) {
    const internal::plain_t<U> values(u.derived());
    for (Index j = 0; j < cols(); ++j)
      for (Index i = Mode == Lower ? j : 0; i < (Mode == Lower ? rows() : j + 1); ++i)
        for (Index k = 0; k < values.cols(); ++k)
          x_.coeffRef(i, j) += s * values.coeff(i, k) * values.coeff(j, k);
    return *this;
  }

private:
  internal::nested_t<X> x_;
};

namespace internal {
template <class X, unsigned Mode> class evaluator<TriangularView<X, Mode>> {
public:
  explicit evaluator(const TriangularView<X, Mode> &x) : values(x.nestedExpression()) {}
  typename traits<X>::Scalar coeff(Index i, Index j) const {
    typedef typename traits<X>::Scalar Scalar;
    return TriangularView<X, Mode>::holds(i, j) ? values.coeff(i, j)
           : (Mode & UnitDiag) && i == j        ? Scalar(1)
                                                : Scalar(0);
  }

private:
  evaluator_t<X> values;
};
template <class X, unsigned Mode> class evaluator<SelfAdjointView<X, Mode>> {
public:
  explicit evaluator(const SelfAdjointView<X, Mode> &x) : values(x.nestedExpression()) {}
  auto coeff(Index i, Index j) const {
    const bool isHeld = Mode == Lower ? i >= j : i <= j;
    return values.coeff(isHeld ? i : j, isHeld ? j : i);
  }

private:
  evaluator_t<X> values;
};
} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_TRIANGULAR
