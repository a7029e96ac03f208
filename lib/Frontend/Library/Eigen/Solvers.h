// Decompositions of square matrices, and what is solved with them. Where rows change places, a first pass finds out
// which; it yields integers alone, so the derivative has nothing to do with it. After that, every number is computed
// once, by a sum, from numbers that stay: that is what a reverse sweep finds at hand.
//
// The derivative of a solution is a rule: A x = b makes A dx = db - dA x, so dx is the solution, with the same factors,
// of what is left of b without A x, where x and the factors count as constants. What is left is 0 but for rounding: its
// derivative alone is used.
#ifndef PULLBACK_EIGEN_SOLVERS
#define PULLBACK_EIGEN_SOLVERS

#include "Triangular.h"

namespace Eigen {
namespace internal {
template <class M> using places_of = Matrix<Index, traits<M>::rows, 1>;
template <class X> using factor_of = factor<X, traits<X>::isPlace>;

/// Column j of a factor, below the diagonal: of a(i), what is left without the columns before, each times scale(k),
/// divided by the pivot. Of large matrices column after column, as they lie in memory.
template <class M, class S, class A, class F>
void fill_below(M &l, Index j, S pivot, Index first, const A &a, const F &scale) {
  const Index size = l.rows();
  if (has_long_columns<M>) {
    for (Index i = j + 1; i < size; ++i)
      l.coeffRef(i, j) = a(i);
    for (Index k = first; k < j; ++k) {
      const S factor = scale(k);
      for (Index i = j + 1; i < size; ++i)
        l.coeffRef(i, j) -= l.coeff(i, k) * factor;
    }
    for (Index i = j + 1; i < size; ++i)
      l.coeffRef(i, j) /= pivot;
    return;
  }
  for (Index i = j + 1; i < size; ++i) {
    S sum = a(i);
    for (Index k = first; k < j; ++k)
      sum -= l.coeff(i, k) * scale(k);
    l.coeffRef(i, j) = sum / pivot;
  }
}

/// A matrix whose numbers count as constants.
template <class X> class constant : public MatrixBase<constant<X>> {
public:
  explicit constant(const X &x) : x_(x) {}
  Index rows() const { return x_.rows(); }
  Index cols() const { return x_.cols(); }
  const X &nestedExpression() const { return x_; }

private:
  const X &x_;
};
template <class X>
struct traits<constant<X>>
    : traits_of<typename traits<X>::Scalar, traits<X>::rows, traits<X>::cols, traits<X>::order, false, false, false> {};
template <class X> class evaluator<constant<X>> {
public:
  explicit evaluator(const constant<X> &x) : values(x.nestedExpression()) {}
  auto coeff(Index i, Index j) const { return without_derivative(values.coeff(i, j)); }

private:
  evaluator_t<X> values;
};

/// b - A x, where x counts as constant; of a symmetric A the lower triangle is there.
template <bool IsSymmetric, class M, class B, class X> plain_t<B> what_is_left(const M &a, const B &b, const X &x) {
  const evaluator_t<constant<X>> known{constant<X>(x)};
  plain_t<B> left(b);
  for_each_column<X>(x.cols(), [&](Index j) {
    for (Index k = 0; k < a.cols(); ++k) {
      if (IsSymmetric)
        left.coeffRef(k, j) -= a.coeff(k, k) * known.coeff(k, j);
      for (Index i = IsSymmetric ? k + 1 : 0; i < a.rows(); ++i) {
        left.coeffRef(i, j) -= a.coeff(i, k) * known.coeff(k, j);
        if (IsSymmetric)
          left.coeffRef(k, j) -= a.coeff(i, k) * known.coeff(i, j);
      }
    }
  });
  return left;
}

/// The lower triangle of the symmetric matrix that UpLo of `a` gives.
template <int UpLo, class M, class A> void fill_triangle(M &target, const A &a) {
  for (Index j = 0; j < target.cols(); ++j)
    for (Index i = j; i < target.rows(); ++i)
      target.coeffRef(i, j) = UpLo == Lower ? a.coeff(i, j) : a.coeff(j, i);
}

/// The values of the one, with the derivatives of the other.
template <class X> X with_derivatives(const X &values, const X &sources) {
  X x(values.rows(), values.cols());
  for_each<X>(x.rows(), x.cols(),
              [&](Index i, Index j) { x.coeffRef(i, j) = with_derivative(values.coeff(i, j), sources.coeff(i, j)); });
  return x;
}

/// L in the matrix that Eigen leaves it in; what stands above is not here.
template <class M> class lower_part {
public:
  explicit lower_part(const M &l) : l_(l) {}
  Index rows() const { return l_.rows(); }
  Index cols() const { return l_.cols(); }
  auto diagonal() const { return l_.diagonal(); }
  template <unsigned Mode> auto triangularView() const {
    static_assert((Mode & Lower) != 0, "");
    return l_.template triangularView<Mode>();
  }

private:
  const M &l_;
};
} // namespace internal

/// A = L L^T, from the lower triangle of A. Where a pivot is not positive, Eigen stops, and what the factors are then means
/// nothing; here 1 takes its place, so that no adjoint of 0 becomes NaN in what a program leaves unused.
template <class M, int UpLo> class LLT {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  LLT() : info_(InvalidInput) {}
  explicit LLT(Index size) : a_(size, size), l_(size, size), info_(InvalidInput) {}
  template <class X> explicit LLT(const DenseBase<X> &a) : a_(a.rows(), a.cols()), l_(a.rows(), a.cols()) {
    factorize(a.derived());
  }
  template <class X> LLT &compute(const DenseBase<X> &a) {
    a_.resize(a.rows(), a.cols());
    l_.resize(a.rows(), a.cols());
    factorize(a.derived());
    return *this;
  }
  ComputationInfo info() const { return info_; }
  Index rows() const { return l_.rows(); }
  Index cols() const { return l_.cols(); }
  auto matrixL() const { return TriangularView<const M, Lower>(l_); }
  auto matrixU() const { return matrixL().transpose(); }
  internal::lower_part<M> matrixLLT() const { return internal::lower_part<M>(l_); }
  template <class B> Solve<const LLT &, B> solve(const MatrixBase<B> &b) const { return {*this, b.derived()}; }
  template <class B> internal::plain_t<B> solution(const B &b) const {
    typedef internal::plain_t<B> X;
    const X x(solved(l_, b));
    return internal::with_derivatives(x, solved(internal::constant<M>(l_), internal::what_is_left<true>(a_, b, x)));
  }
  template <class B> void solveInPlace(const MatrixBase<B> &b) const {
    internal::nested_t<B> x(const_cast<B &>(b.derived()));
    const internal::plain_t<B> right(x);
    internal::assign<internal::assign_op>(x, solution(right));
  }
  M reconstructedMatrix() const {
    const M l(matrixL());
    return l * l.transpose();
  }

private:
  template <class L, class B> static internal::plain_t<B> solved(const L &l, const B &b) {
    const TriangularView<const L, Lower> lower(l);
    internal::plain_t<B> x(b);
    lower.solveInPlace(x);
    lower.transpose().solveInPlace(x);
    return x;
  }
  template <class X> void factorize(const X &source) {
    const internal::factor_of<X> a(source);
    const Index size = l_.rows();
    internal::fill_triangle<UpLo>(a_, a);
    info_ = Success;
    for (Index j = 0; j < size; ++j) {
      Scalar pivot = a.coeff(j, j);
      for (Index k = 0; k < j; ++k)
        pivot -= l_.coeff(j, k) * l_.coeff(j, k);
      if (pivot <= Scalar(0))
        info_ = NumericalIssue;
      const Scalar root = std::sqrt(pivot <= Scalar(0) ? Scalar(1) : pivot);
      l_.coeffRef(j, j) = root;
      internal::fill_below<M>(
          l_, j, root, 0, [&](Index i) { return UpLo == Lower ? a.coeff(i, j) : a.coeff(j, i); },
          [&](Index k) { return l_.coeff(j, k); });
    }
  }
  M a_, l_;
  ComputationInfo info_;
};

/// P A P^T = L D L^T, from the lower triangle of A. Columns below a pivot of 0 are left as they are, as in Eigen.
template <class M, int UpLo> class LDLT {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  LDLT() = default;
  template <class X>
  explicit LDLT(const DenseBase<X> &a)
      : a_(a.rows(), a.cols()), l_(a.rows(), a.cols()), d_(a.rows()), places_(a.rows()) {
    factorize(a.derived());
  }
  template <class X> LDLT &compute(const DenseBase<X> &a) {
    a_.resize(a.rows(), a.cols());
    l_.resize(a.rows(), a.cols());
    d_.resize(a.rows());
    factorize(a.derived());
    return *this;
  }
  /// Whether A is what the factors give: nothing stands below a pivot of 0, and no other pivot comes after it.
  ComputationInfo info() const {
    for (Index j = 0; j < d_.size(); ++j)
      for (Index i = j + 1; i < d_.size(); ++i)
        if (d_.coeff(j) == Scalar(0) && (d_.coeff(i) != Scalar(0) || l_.coeff(i, j) != Scalar(0)))
          return NumericalIssue;
    return Success;
  }
  Index rows() const { return l_.rows(); }
  Index cols() const { return l_.cols(); }
  auto matrixL() const { return TriangularView<const M, UnitLower>(l_); }
  auto matrixU() const { return matrixL().transpose(); }
  auto vectorD() const { return d_.col(0); }
  bool isPositive() const { return (d_.array() >= Scalar(0)).all(); }
  bool isNegative() const { return (d_.array() <= Scalar(0)).all(); }
  template <class B> Solve<const LDLT &, B> solve(const MatrixBase<B> &b) const { return {*this, b.derived()}; }
  template <class B> internal::plain_t<B> solution(const B &b) const {
    typedef internal::plain_t<B> X;
    typedef Matrix<Scalar, internal::traits<M>::rows, 1> D;
    const X x(solved(l_, d_, b));
    return internal::with_derivatives(
        x, solved(internal::constant<M>(l_), internal::constant<D>(d_), internal::what_is_left<true>(a_, b, x)));
  }

private:
  template <class L, class D, class B>
  internal::plain_t<B> solved(const L &factor, const D &diagonal, const B &b) const {
    typedef internal::plain_t<B> X;
    const internal::factor<B, internal::traits<B>::isPlace> right(b);
    const internal::evaluator_t<D> d(diagonal);
    const TriangularView<const L, UnitLower> l(factor);
    const Index size = l_.rows(), cols = b.cols();
    X turned(size, cols), x(size, cols);
    internal::for_each<X>(size, cols,
                          [&](Index i, Index j) { turned.coeffRef(i, j) = right.coeff(places_.coeff(i), j); });
    l.solveInPlace(turned);
    internal::for_each<X>(size, cols, [&](Index i, Index j) { // as Eigen does it, which solves what can be solved
      const bool isRegular = std::abs(d.coeff(i, 0)) > std::numeric_limits<Scalar>::min();
      turned.coeffRef(i, j) = isRegular ? turned.coeff(i, j) / d.coeff(i, 0) : Scalar(0);
    });
    l.transpose().solveInPlace(turned);
    internal::for_each<X>(size, cols, [&](Index i, Index j) { x.coeffRef(places_.coeff(i), j) = turned.coeff(i, j); });
    return x;
  }
  /// Which row of A becomes which of L: the largest number that is left on the diagonal of A comes next. As in Eigen,
  /// what the columns before leave of A makes no difference.
  template <class X> void find_places(const X &a) {
    const Index size = l_.rows();
    places_.resize(size);
    for (Index i = 0; i < size; ++i)
      places_.coeffRef(i) = i;
    auto length = [&](Index i) { return std::abs(a.coeff(places_.coeff(i), places_.coeff(i))); };
    for (Index k = 0; k < size; ++k) {
      Index pivot = k;
      for (Index i = k + 1; i < size; ++i)
        if (length(i) > length(pivot))
          pivot = i;
      std::swap(places_.coeffRef(k), places_.coeffRef(pivot));
    }
  }
  template <class X> void factorize(const X &source) {
    const internal::factor_of<X> a(source);
    const Index size = l_.rows();
    internal::fill_triangle<UpLo>(a_, a);
    find_places(a);
    const bool isHollow = size > 1 && a.coeff(places_.coeff(0), places_.coeff(0)) == Scalar(0);
    const Index first = isHollow ? size : 0; // below a diagonal of zeros, nothing is taken away from A
    for (Index j = 0; j < size; ++j) {
      const Index from = places_.coeff(j);
      Scalar pivot = a.coeff(from, from);
      for (Index k = first; k < j; ++k)
        pivot -= l_.coeff(j, k) * l_.coeff(j, k) * d_.coeff(k);
      d_.coeffRef(j) = pivot;
      const Scalar divisor = d_.coeff(j) == Scalar(0) ? Scalar(1) : d_.coeff(j);
      auto held = [&](Index i) {
        const Index row = places_.coeff(i);
        const bool isHeld = UpLo == Lower ? row > from : row < from;
        return isHeld ? a.coeff(row, from) : a.coeff(from, row);
      };
      internal::fill_below<M>(l_, j, divisor, first, held, [&](Index k) { return l_.coeff(j, k) * d_.coeff(k); });
    }
  }
  M a_, l_;
  Matrix<Scalar, internal::traits<M>::rows, 1> d_;
  internal::places_of<M> places_;
};

/// P A = L U. Columns below a pivot of 0 are left as they are, as in Eigen. The factors are there twice: as constants,
/// for systems of equations, and with derivatives, for all else that asks for them.
template <class M> class PartialPivLU {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  PartialPivLU() = default;
  template <class X>
  explicit PartialPivLU(const DenseBase<X> &a)
      : a_(a.rows(), a.cols()), known_(a.rows(), a.cols()), lu_(a.rows(), a.cols()), places_(a.rows()) {
    factorize(a.derived());
  }
  template <class X> PartialPivLU &compute(const DenseBase<X> &a) {
    a_.resize(a.rows(), a.cols());
    known_.resize(a.rows(), a.cols());
    lu_.resize(a.rows(), a.cols());
    places_.resize(a.rows());
    factorize(a.derived());
    return *this;
  }
  Index rows() const { return lu_.rows(); }
  Index cols() const { return lu_.cols(); }
  const M &matrixLU() const { return lu_; }
  template <class B> Solve<const PartialPivLU &, B> solve(const MatrixBase<B> &b) const { return {*this, b.derived()}; }
  template <class B> internal::plain_t<B> solution(const B &b) const {
    typedef internal::plain_t<B> X;
    const X x(solved(b));
    return internal::with_derivatives(x, solved(internal::what_is_left<false>(a_, b, x)));
  }
  Scalar determinant() const {
    Scalar result(sign_);
    for (Index k = 0; k < lu_.rows(); ++k)
      result *= lu_.coeff(k, k);
    return result;
  }
  auto inverse() const { return solve(M::Identity(lu_.rows(), lu_.rows())); }

private:
  template <class B> internal::plain_t<B> solved(const B &b) const {
    typedef internal::plain_t<B> X;
    const internal::factor<B, internal::traits<B>::isPlace> right(b);
    X turned(b.rows(), b.cols());
    internal::for_each<X>(b.rows(), b.cols(),
                          [&](Index i, Index j) { turned.coeffRef(i, j) = right.coeff(places_.coeff(i), j); });
    TriangularView<const M, UnitLower>(known_).solveInPlace(turned);
    TriangularView<const M, Upper>(known_).solveInPlace(turned);
    return turned;
  }
  /// The factors as constants, and which row of A becomes which of them.
  template <class A> void eliminate(const A &a) {
    const Index size = known_.rows();
    internal::for_each<M>(
        size, size, [&](Index i, Index j) { known_.coeffRef(i, j) = internal::without_derivative(a.coeff(i, j)); });
    for (Index k = 0; k < size; ++k) {
      Index pivot = k;
      for (Index i = k + 1; i < size; ++i)
        if (std::abs(known_.coeff(i, k)) > std::abs(known_.coeff(pivot, k)))
          pivot = i;
      if (pivot != k) {
        sign_ = -sign_;
        std::swap(places_.coeffRef(k), places_.coeffRef(pivot));
        for (Index j = 0; j < size; ++j)
          std::swap(known_.coeffRef(k, j), known_.coeffRef(pivot, j));
      }
      if (known_.coeff(k, k) == Scalar(0)) // and so is what stands below
        continue;
      for (Index i = k + 1; i < size; ++i)
        known_.coeffRef(i, k) /= known_.coeff(k, k);
      constexpr bool byRows = internal::traits<M>::order == RowMajor; // as they lie in memory
      for (Index outer = k + 1; outer < size; ++outer) {
        const Scalar scale = byRows ? known_.coeff(outer, k) : known_.coeff(k, outer);
        for (Index inner = k + 1; inner < size; ++inner)
          known_.coeffRef(byRows ? outer : inner, byRows ? inner : outer) -=
              scale * (byRows ? known_.coeff(k, inner) : known_.coeff(inner, k));
      }
    }
  }
  template <class X> void factorize(const X &source) {
    const internal::factor_of<X> a(source);
    const Index size = lu_.rows();
    internal::for_each<M>(size, size, [&](Index i, Index j) { a_.coeffRef(i, j) = a.coeff(i, j); });
    for (Index i = 0; i < size; ++i)
      places_.coeffRef(i) = i;
    sign_ = 1;
    eliminate(a);
    for (Index j = 0; j < size; ++j) {
      fill_column(j);
      const Scalar pivot = lu_.coeff(j, j), divisor = pivot == Scalar(0) ? Scalar(1) : pivot;
      for (Index i = j + 1; i < size; ++i)
        lu_.coeffRef(i, j) /= divisor;
    }
  }
  /// What is left of column j of P A without the columns before.
  void fill_column(Index j) {
    const Index size = lu_.rows();
    if (!internal::has_long_columns<M>) {
      for (Index i = 0; i < size; ++i)
        lu_.coeffRef(i, j) = what_remains(i, j, i < j ? i : j);
      return;
    }
    for (Index i = 0; i < size; ++i)
      lu_.coeffRef(i, j) = a_.coeff(places_.coeff(i), j);
    for (Index k = 0; k < j; ++k) {
      const Scalar scale = lu_.coeff(k, j);
      for (Index i = k + 1; i < size; ++i)
        lu_.coeffRef(i, j) -= lu_.coeff(i, k) * scale;
    }
  }
  /// Of a coefficient of P A, without the first terms of L U.
  Scalar what_remains(Index i, Index j, Index terms) const {
    Scalar sum = a_.coeff(places_.coeff(i), j);
    for (Index k = 0; k < terms; ++k)
      sum -= lu_.coeff(i, k) * lu_.coeff(k, j);
    return sum;
  }
  M a_, known_, lu_;
  internal::places_of<M> places_;
  int sign_ = 1;
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_SOLVERS
