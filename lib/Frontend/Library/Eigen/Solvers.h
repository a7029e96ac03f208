// Decompositions of square matrices, and what is solved with them. Where rows change places, a first pass finds out
// which; it yields integers alone, so the derivative has nothing to do with it. After that, every number is computed
// once, by a sum, from numbers that stay: that is what a reverse sweep finds at hand.
#ifndef PULLBACK_EIGEN_SOLVERS
#define PULLBACK_EIGEN_SOLVERS

#include "Triangular.h"

namespace Eigen {
namespace internal {
template <class M> using places_of = Matrix<Index, traits<M>::rows, 1>;
template <class X> using factor_of = factor<X, traits<X>::isPlace>;

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

/// A = L L^T, from the lower triangle of A.
template <class M, int UpLo> class LLT {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  LLT() : info_(InvalidInput) {}
  explicit LLT(Index size) : l_(size, size), info_(InvalidInput) {}
  template <class X> explicit LLT(const DenseBase<X> &a) : l_(a.rows(), a.cols()) { factorize(a.derived()); }
  template <class X> LLT &compute(const DenseBase<X> &a) {
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
    return matrixU().solution(matrixL().solution(b));
  }
  template <class B> void solveInPlace(const MatrixBase<B> &x) const {
    matrixL().solveInPlace(x);
    matrixU().solveInPlace(x);
  }
  M reconstructedMatrix() const {
    const M l(matrixL());
    return l * l.transpose();
  }

private:
  template <class X> void factorize(const X &source) {
    const internal::factor_of<X> a(source);
    const Index size = l_.rows();
    info_ = Success;
    for (Index j = 0; j < size; ++j) {
      Scalar pivot = a.coeff(j, j);
      for (Index k = 0; k < j; ++k)
        pivot -= l_.coeff(j, k) * l_.coeff(j, k);
      if (pivot <= Scalar(0))
        info_ = NumericalIssue;
      const Scalar root = std::sqrt(pivot);
      l_.coeffRef(j, j) = root;
      for (Index i = j + 1; i < size; ++i) {
        Scalar sum = UpLo == Lower ? a.coeff(i, j) : a.coeff(j, i);
        for (Index k = 0; k < j; ++k)
          sum -= l_.coeff(i, k) * l_.coeff(j, k);
        l_.coeffRef(i, j) = sum / root;
      }
    }
  }
  M l_;
  ComputationInfo info_;
};

/// P A P^T = L D L^T, from the lower triangle of A. Columns below a pivot of 0 are left as they are, as in Eigen.
template <class M, int UpLo> class LDLT {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  LDLT() = default;
  template <class X> explicit LDLT(const DenseBase<X> &a) : l_(a.rows(), a.cols()), d_(a.rows()) {
    factorize(a.derived());
  }
  template <class X> LDLT &compute(const DenseBase<X> &a) {
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
  template <class B> internal::plain_t<B> solution(const B &right) const {
    const internal::plain_t<B> b(right);
    const Index size = l_.rows(), cols = b.cols();
    internal::plain_t<B> turned(size, cols), scaled(size, cols), x(size, cols);
    for (Index j = 0; j < cols; ++j)
      for (Index i = 0; i < size; ++i)
        turned.coeffRef(i, j) = b.coeff(places_.coeff(i), j);
    const internal::plain_t<B> y(matrixL().solution(turned));
    for (Index j = 0; j < cols; ++j)
      for (Index i = 0; i < size; ++i) { // as Eigen does it, which solves what can be solved
        const bool isRegular = std::abs(d_.coeff(i)) > std::numeric_limits<Scalar>::min();
        scaled.coeffRef(i, j) = isRegular ? y.coeff(i, j) / d_.coeff(i) : Scalar(0);
      }
    const internal::plain_t<B> z(matrixU().solution(scaled));
    for (Index j = 0; j < cols; ++j)
      for (Index i = 0; i < size; ++i)
        x.coeffRef(places_.coeff(i), j) = z.coeff(i, j);
    return x;
  }

private:
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
      for (Index i = j + 1; i < size; ++i) {
        const Index row = places_.coeff(i);
        const bool isHeld = UpLo == Lower ? row > from : row < from;
        Scalar sum = isHeld ? a.coeff(row, from) : a.coeff(from, row);
        for (Index k = first; k < j; ++k)
          sum -= l_.coeff(i, k) * l_.coeff(j, k) * d_.coeff(k);
        l_.coeffRef(i, j) = sum / divisor;
      }
    }
  }
  M l_;
  Matrix<Scalar, internal::traits<M>::rows, 1> d_;
  internal::places_of<M> places_;
};

/// P A = L U. Columns below a pivot of 0 are left as they are, as in Eigen.
template <class M> class PartialPivLU {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  PartialPivLU() = default;
  template <class X> explicit PartialPivLU(const DenseBase<X> &a) : lu_(a.rows(), a.cols()) { factorize(a.derived()); }
  template <class X> PartialPivLU &compute(const DenseBase<X> &a) {
    lu_.resize(a.rows(), a.cols());
    factorize(a.derived());
    return *this;
  }
  Index rows() const { return lu_.rows(); }
  Index cols() const { return lu_.cols(); }
  const M &matrixLU() const { return lu_; }
  template <class B> Solve<const PartialPivLU &, B> solve(const MatrixBase<B> &b) const { return {*this, b.derived()}; }
  template <class B> internal::plain_t<B> solution(const B &right) const {
    const internal::plain_t<B> b(right);
    const Index size = lu_.rows(), cols = b.cols();
    internal::plain_t<B> turned(size, cols);
    for (Index j = 0; j < cols; ++j)
      for (Index i = 0; i < size; ++i)
        turned.coeffRef(i, j) = b.coeff(places_.coeff(i), j);
    return TriangularView<const M, Upper>(lu_).solution(TriangularView<const M, UnitLower>(lu_).solution(turned));
  }
  Scalar determinant() const {
    Scalar result(sign_);
    for (Index k = 0; k < lu_.rows(); ++k)
      result *= lu_.coeff(k, k);
    return result;
  }
  auto inverse() const { return solve(M::Identity(lu_.rows(), lu_.rows())); }

private:
  /// Which row of A becomes which of L U.
  void find_places(M a) {
    const Index size = a.rows();
    for (Index k = 0; k < size; ++k) {
      Index pivot = k;
      for (Index i = k + 1; i < size; ++i)
        if (std::abs(a.coeff(i, k)) > std::abs(a.coeff(pivot, k)))
          pivot = i;
      if (pivot != k) {
        sign_ = -sign_;
        std::swap(places_.coeffRef(k), places_.coeffRef(pivot));
        for (Index j = 0; j < size; ++j)
          std::swap(a.coeffRef(k, j), a.coeffRef(pivot, j));
      }
      if (a.coeff(k, k) == Scalar(0)) // and so is what stands below
        continue;
      for (Index i = k + 1; i < size; ++i) {
        const Scalar scale = a.coeff(i, k) / a.coeff(k, k);
        for (Index j = k + 1; j < size; ++j)
          a.coeffRef(i, j) -= scale * a.coeff(k, j);
      }
    }
  }
  template <class X> void factorize(const X &source) {
    const internal::factor_of<X> a(source);
    const Index size = lu_.rows();
    places_.resize(size);
    for (Index i = 0; i < size; ++i)
      places_.coeffRef(i) = i;
    sign_ = 1;
    find_places(M(source));
    for (Index j = 0; j < size; ++j) {
      for (Index i = 0; i <= j; ++i)
        lu_.coeffRef(i, j) = what_is_left(a, i, j, i);
      const Scalar pivot = lu_.coeff(j, j), divisor = pivot == Scalar(0) ? Scalar(1) : pivot;
      for (Index i = j + 1; i < size; ++i)
        lu_.coeffRef(i, j) = what_is_left(a, i, j, j) / divisor;
    }
  }
  /// Of a coefficient of P A, without the first terms of L U.
  template <class X> Scalar what_is_left(const X &a, Index i, Index j, Index terms) const {
    Scalar sum = a.coeff(places_.coeff(i), j);
    for (Index k = 0; k < terms; ++k)
      sum -= lu_.coeff(i, k) * lu_.coeff(k, j);
    return sum;
  }
  M lu_;
  internal::places_of<M> places_;
  int sign_ = 1;
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_SOLVERS
