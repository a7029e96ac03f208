// The triangle of a matrix, and the symmetric matrix that one triangle gives.
#ifndef PULLBACK_EIGEN_TRIANGULAR
#define PULLBACK_EIGEN_TRIANGULAR

#include "Plain.h"

namespace Eigen {
template <class A, class B> class SolveOnTheRight;

namespace internal {

template <class X, unsigned Mode>
struct traits<TriangularView<X, Mode>>
    : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols, traits<X>::order, false, false, false> {};
template <class X, unsigned Mode>
struct traits<SelfAdjointView<X, Mode>>
    : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols, traits<X>::order, false, false, false> {};

template <class A, class B> struct traits<Solve<A, B>> : traits<plain_t<B>> {
  static constexpr bool isPlace = false, isWritable = false;
};
template <class A, class B> class evaluator<Solve<A, B>> : public evaluator_of_whole<Solve<A, B>> {
public:
  using evaluator_of_whole<Solve<A, B>>::evaluator_of_whole;
};

template <class A, class B> struct traits<SolveOnTheRight<A, B>> : traits<plain_t<B>> {
  static constexpr bool isPlace = false, isWritable = false;
};
template <class A, class B> class evaluator<SolveOnTheRight<A, B>> : public evaluator_of_whole<SolveOnTheRight<A, B>> {
public:
  using evaluator_of_whole<SolveOnTheRight<A, B>>::evaluator_of_whole;
};

/// T x = b in the place of b, from the first row on or from the last one: each number as a sum over a row of T.
template <bool IsLower, bool IsUnit, class T, class X> void solve_by_rows(const T &t, X &x, Index size, Index j) {
  if (IsLower) {
    for (Index i = 0; i < size; ++i) {
      typename traits<X>::Scalar sum = x.coeff(i, j);
      for (Index k = 0; k < i; ++k)
        sum -= t.coeff(i, k) * x.coeff(k, j);
      x.coeffRef(i, j) = IsUnit ? sum : sum / t.coeff(i, i);
    }
  } else {
    for (Index i = size - 1; i >= 0; --i) {
      typename traits<X>::Scalar sum = x.coeff(i, j);
      for (Index k = i + 1; k < size; ++k)
        sum -= t.coeff(i, k) * x.coeff(k, j);
      x.coeffRef(i, j) = IsUnit ? sum : sum / t.coeff(i, i);
    }
  }
}

/// The same, each number taken away from all that follow as soon as it is known, along the columns of T.
template <bool IsLower, bool IsUnit, class T, class X> void solve_by_columns(const T &t, X &x, Index size, Index j) {
  if (IsLower) {
    for (Index k = 0; k < size; ++k) {
      if (!IsUnit)
        x.coeffRef(k, j) /= t.coeff(k, k);
      for (Index i = k + 1; i < size; ++i)
        x.coeffRef(i, j) -= t.coeff(i, k) * x.coeff(k, j);
    }
  } else {
    for (Index k = size - 1; k >= 0; --k) {
      if (!IsUnit)
        x.coeffRef(k, j) /= t.coeff(k, k);
      for (Index i = 0; i < k; ++i)
        x.coeffRef(i, j) -= t.coeff(i, k) * x.coeff(k, j);
    }
  }
}

/// Whether a matrix is large, as far as its type says, and lies in columns.
template <class X> constexpr bool has_long_columns = traits<X>::rows == Dynamic && traits<X>::order == ColMajor;

/// Of the first rows and columns of T.
template <unsigned Mode, class T, class X> void solve_triangular(const T &t, X &x, Index size) {
  constexpr bool isLower = (Mode & Lower) != 0, isUnit = (Mode & UnitDiag) != 0;
  const evaluator_t<T> values(t);
  for_each_column<X>(x.cols(), [&](Index j) {
    if (has_long_columns<T>)
      solve_by_columns<isLower, isUnit>(values, x, size, j);
    else
      solve_by_rows<isLower, isUnit>(values, x, size, j);
  });
}

} // namespace internal

/// x with a x = b; A is how a is held.
template <class A, class B> class Solve : public ReturnByValue<Solve<A, B>> {
public:
  Solve(A a, const B &b) : a_(a), b_(b) {}
  Index rows() const { return a_.cols(); }
  Index cols() const { return b_.cols(); }
  internal::plain_t<B> compute() const { return a_.solution(b_); }

private:
  A a_;
  internal::nested_t<const B> b_;
};

/// x with x a = b: a is a triangle.
template <class A, class B> class SolveOnTheRight : public ReturnByValue<SolveOnTheRight<A, B>> {
public:
  SolveOnTheRight(const A &a, const B &b) : a_(a), b_(b) {}
  Index rows() const { return b_.rows(); }
  Index cols() const { return b_.cols(); }
  internal::plain_t<B> compute() const { return a_.transpose().solution(b_.transpose()).transpose(); }

private:
  A a_;
  internal::nested_t<const B> b_;
};

template <class X, unsigned Mode> class TriangularView : public MatrixBase<TriangularView<X, Mode>> {
public:
  typedef typename internal::traits<X>::Scalar Scalar;
  explicit TriangularView(X &x) : x_(x) {}
  TriangularView(const TriangularView &) = default;
  TriangularView &operator=(const TriangularView &other) {
    return *this = static_cast<const DenseBase<TriangularView> &>(other);
  }
  Index rows() const { return x_.rows(); }
  Index cols() const { return x_.cols(); }
  const std::remove_const_t<X> &nestedExpression() const { return x_; }
  auto toDenseMatrix() const { return this->eval(); }
  static constexpr bool isLower = (Mode & Lower) != 0, isUnit = (Mode & UnitDiag) != 0,
                        isStrict = (Mode & (UnitDiag | ZeroDiag)) != 0;
  static bool holds(Index i, Index j) { return isLower ? (isStrict ? i > j : i >= j) : (isStrict ? i < j : i <= j); }
  template <class O> Solve<TriangularView, O> solve(const MatrixBase<O> &b) const {
    return Solve<TriangularView, O>(*this, b.derived());
  }
  template <class O> internal::plain_t<O> solution(const O &b) const {
    internal::plain_t<O> x(b);
    internal::solve_triangular<Mode>(nestedExpression(), x, x.rows());
    return x;
  }
  template <int Side, class O> auto solve(const MatrixBase<O> &b) const {
    return std::conditional_t < Side == OnTheLeft, Solve<TriangularView, O>, SolveOnTheRight < TriangularView,
           O >> (*this, b.derived());
  }
  template <int Side, class O> void solveInPlace(const MatrixBase<O> &b) const {
    internal::nested_t<O> x(const_cast<O &>(b.derived()));
    const internal::plain_t<O> right(x);
    internal::assign<internal::assign_op>(x, solve<Side>(right));
  }
  /// Also of a part of a matrix, which is passed as a temporary object.
  template <class O> void solveInPlace(const MatrixBase<O> &b) const {
    internal::nested_t<O> x(const_cast<O &>(b.derived()));
    internal::solve_triangular<Mode>(nestedExpression(), x, x.rows());
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
  Scalar determinant() const { return isUnit ? Scalar(1) : x_.diagonal().prod(); }
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
  SelfAdjointView(const SelfAdjointView &) = default;
  SelfAdjointView &operator=(const SelfAdjointView &) = delete;
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
    typedef TriangularView<X, Mode> View;
    typedef typename traits<X>::Scalar Scalar;
    return View::holds(i, j) ? values.coeff(i, j) : View::isUnit && i == j ? Scalar(1) : Scalar(0);
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
