// Decompositions by Householder's reflections, and least squares.
//
// The derivative of a solution is a rule, as for systems: x is where A^T (b - A x) = 0, so with A = Q R
//
//   R dx = Q^T (db - dA x) + R^-T dA^T (b - A x)
//
// where x, b - A x, Q and R count as constants. (Golub and Pereyra 1973, The differentiation of pseudo-inverses and
// nonlinear least squares problems whose variables separate.)
#ifndef PULLBACK_EIGEN_QR
#define PULLBACK_EIGEN_QR

#include "Solvers.h"

namespace Eigen {
template <class Q, class B> class LeastSquares;

namespace internal {
template <class Q> struct matrix_of;
template <class M> struct matrix_of<HouseholderQR<M>> {
  typedef M type;
};
template <class M> struct matrix_of<ColPivHouseholderQR<M>> {
  typedef M type;
};
template <class Q, class B>
struct traits<LeastSquares<Q, B>> : traits_of<typename traits<B>::Scalar, traits<typename matrix_of<Q>::type>::cols,
                                              traits<B>::cols, ColMajor, false, false, false> {};
template <class Q, class B> class evaluator<LeastSquares<Q, B>> : public evaluator_of_whole<LeastSquares<Q, B>> {
public:
  using evaluator_of_whole<LeastSquares<Q, B>>::evaluator_of_whole;
};

constexpr int known_least(int rows, int cols) {
  return rows == Dynamic || cols == Dynamic ? Dynamic : rows < cols ? rows : cols;
}

/// Reflects what lies in and below row k of column j of x, by the reflection that column k of `of` holds.
template <class M, class X, class T> void reflect(const M &of, Index rows, Index k, const T &scale, X &x, Index j) {
  T sum = x.coeff(k, j);
  for (Index i = k + 1; i < rows; ++i)
    sum += of.coeff(i, k) * x.coeff(i, j);
  sum *= scale;
  x.coeffRef(k, j) -= sum;
  for (Index i = k + 1; i < rows; ++i)
    x.coeffRef(i, j) -= of.coeff(i, k) * sum;
}

/// Takes the reflection that leaves nothing below row k of column j of x: what it leaves above, and how it reflects, is
/// written to column k of `to`.
template <class X, class M> typename traits<M>::Scalar find_reflection(const X &x, Index j, Index k, M &to) {
  typedef typename traits<M>::Scalar T;
  const Index rows = to.rows();
  T below(0);
  for (Index i = k + 1; i < rows; ++i)
    below += x.coeff(i, j) * x.coeff(i, j);
  const bool isReflected = below > std::numeric_limits<T>::min();
  const T first = x.coeff(k, j);
  T left = first, divisor(1), scale(0);
  if (isReflected) {
    const T length = std::sqrt(first * first + below);
    left = first >= T(0) ? -length : length;
    divisor = first - left;
    scale = (left - first) / left;
  }
  to.coeffRef(k, k) = left;
  for (Index i = k + 1; i < rows; ++i)
    to.coeffRef(i, k) = isReflected ? x.coeff(i, j) / divisor : T(0);
  return scale;
}

/// A P = Q R, where R is the upper triangle and Q the reflections. Column by column, so that each number is written
/// once.
template <class M> class reflections {
public:
  typedef typename traits<M>::Scalar Scalar;
  reflections() = default;
  reflections(Index rows, Index cols) : a_(rows, cols), qr_(rows, cols), scales_(rows < cols ? rows : cols) {}
  Index rows() const { return qr_.rows(); }
  Index cols() const { return qr_.cols(); }
  ComputationInfo info() const { return Success; }
  const M &matrixQR() const { return qr_; }
  Scalar absDeterminant() const { return std::abs(qr_.diagonal().prod()); }
  Scalar logAbsDeterminant() const { return qr_.diagonal().cwiseAbs().array().log().sum(); }

protected:
  Index size() const { return rows() < cols() ? rows() : cols(); }
  void resize(Index rows, Index cols) {
    a_.resize(rows, cols);
    qr_.resize(rows, cols);
    scales_.resize(rows < cols ? rows : cols);
  }
  /// Of A with its columns in the order `places`.
  template <class X, class P> void factorize(const X &a, const P &places) {
    const Index size = scales_.rows(), cols = qr_.cols();
    for_each<M>(qr_.rows(), cols, [&](Index i, Index j) { a_.coeffRef(i, j) = a.coeff(i, j); });
    for (Index j = 0; j < size; ++j) {
      const auto column = reflected_column(a, places(j), j);
      for (Index i = 0; i < j; ++i)
        qr_.coeffRef(i, j) = column.coeff(i);
      scales_.coeffRef(j) = find_reflection(column, 0, j, qr_);
    }
    for (Index j = size; j < cols; ++j) {
      const auto column = reflected_column(a, places(j), size);
      for (Index i = 0; i < size; ++i)
        qr_.coeffRef(i, j) = column.coeff(i);
    }
  }
  template <class X> Matrix<Scalar, traits<M>::rows, 1> reflected_column(const X &a, Index j, Index reflections) {
    const Index rows = qr_.rows();
    Matrix<Scalar, traits<M>::rows, 1> column(rows);
    for (Index i = 0; i < rows; ++i)
      column.coeffRef(i) = a.coeff(i, j);
    for (Index k = 0; k < reflections; ++k)
      reflect(qr_, rows, k, scales_.coeff(k), column, 0);
    return column;
  }
  /// x of the columns in the order `places`, of which the first `rank` count; the others get 0.
  template <class B, class X, class P> void solution(const B &b, X &x, Index rank, const P &places) const {
    typedef Matrix<Scalar, known_least(traits<M>::rows, traits<M>::cols), 1> Scales;
    X values(x.rows(), x.cols()), sources(x.rows(), x.cols());
    solve(qr_, scales_, b, values, rank, places);
    const plain_t<B> left(what_is_left<false>(a_, b, values));
    solve(constant<M>(qr_), constant<Scales>(scales_), left, sources, rank, places);
    if (rank < rows())
      add_normal(left, sources, rank, places);
    x = with_derivatives(values, sources);
  }

private:
  /// x = R^-1 Q^T b
  template <class Q, class S, class B, class X, class P>
  void solve(const Q &qr, const S &scales, const B &b, X &x, Index rank, const P &places) const {
    const evaluator_t<Q> values(qr);
    const evaluator_t<S> factors(scales);
    plain_t<B> c(b);
    for_each_column<plain_t<B>>(c.cols(), [&](Index j) {
      for (Index k = 0; k < rank; ++k)
        reflect(values, rows(), k, factors.coeff(k, 0), c, j);
    });
    solve_triangular<Upper>(qr, c, rank);
    for_each_column<X>(x.cols(), [&](Index j) {
      for (Index i = 0; i < rank; ++i)
        x.coeffRef(places(i), j) = c.coeff(i, j);
      for (Index i = rank; i < x.rows(); ++i)
        x.coeffRef(places(i), j) = Scalar(0);
    });
  }
  /// x += R^-1 R^-T A^T left
  template <class B, class X, class P> void add_normal(const B &left, X &x, Index rank, const P &places) const {
    const constant<M> r(qr_);
    const evaluator_t<constant<B>> known{constant<B>(left)};
    X normal(x.rows(), x.cols());
    for_each_column<X>(x.cols(), [&](Index j) {
      for (Index k = 0; k < rank; ++k) {
        Scalar sum(0);
        for (Index i = 0; i < rows(); ++i)
          sum += a_.coeff(i, places(k)) * known.coeff(i, j);
        normal.coeffRef(k, j) = sum;
      }
    });
    solve_triangular<Lower>(r.transpose(), normal, rank);
    solve_triangular<Upper>(r, normal, rank);
    for_each_column<X>(x.cols(), [&](Index j) {
      for (Index k = 0; k < rank; ++k)
        x.coeffRef(places(k), j) += normal.coeff(k, j);
    });
  }

protected:
  M a_;
  M qr_;
  Matrix<Scalar, known_least(traits<M>::rows, traits<M>::cols), 1> scales_;
};
} // namespace internal

/// x for which A x is next to b.
template <class Q, class B> class LeastSquares : public ReturnByValue<LeastSquares<Q, B>> {
public:
  LeastSquares(const Q &a, const B &b) : a_(a), b_(b) {}
  Index rows() const { return a_.cols(); }
  Index cols() const { return b_.cols(); }
  internal::plain_t<LeastSquares> compute() const {
    internal::plain_t<LeastSquares> x(rows(), cols());
    a_.solution(b_, x);
    return x;
  }

private:
  const Q &a_;
  internal::nested_t<const B> b_;
};

template <class M> class HouseholderQR : public internal::reflections<M> {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  HouseholderQR() = default;
  template <class X> explicit HouseholderQR(const DenseBase<X> &a) : internal::reflections<M>(a.rows(), a.cols()) {
    factorize_all(a.derived());
  }
  template <class X> HouseholderQR &compute(const DenseBase<X> &a) {
    this->resize(a.rows(), a.cols());
    factorize_all(a.derived());
    return *this;
  }
  template <class B> LeastSquares<HouseholderQR, B> solve(const MatrixBase<B> &b) const { return {*this, b.derived()}; }
  template <class B, class X> void solution(const B &b, X &x) const {
    internal::reflections<M>::solution(b, x, this->size(), [](Index j) { return j; });
  }

private:
  template <class X> void factorize_all(const X &source) {
    const internal::factor<X, internal::traits<X>::isPlace> a(source);
    this->factorize(a, [](Index j) { return j; });
  }
};

/// With the longest of the columns that are left next. Which they are is found out first, and yields integers alone.
template <class M> class ColPivHouseholderQR : public internal::reflections<M> {
public:
  typedef typename internal::traits<M>::Scalar Scalar;
  ColPivHouseholderQR() = default;
  template <class X>
  explicit ColPivHouseholderQR(const DenseBase<X> &a)
      : internal::reflections<M>(a.rows(), a.cols()), places_(a.cols()) {
    factorize_all(a.derived());
  }
  template <class X> ColPivHouseholderQR &compute(const DenseBase<X> &a) {
    this->resize(a.rows(), a.cols());
    places_.resize(a.cols());
    factorize_all(a.derived());
    return *this;
  }
  Index nonzeroPivots() const { return rank_; }
  Scalar maxPivot() const { return this->qr_.diagonal().cwiseAbs().maxCoeff(); }
  Scalar threshold() const { return std::numeric_limits<Scalar>::epsilon() * Scalar(this->size()); }
  Index rank() const {
    const Scalar least = maxPivot() * threshold();
    Index result = 0;
    for (Index k = 0; k < rank_; ++k)
      result += std::abs(this->qr_.coeff(k, k)) > least ? 1 : 0;
    return result;
  }
  bool isInvertible() const { return rank() == this->rows() && rank() == this->cols(); }
  auto inverse() const { return solve(M::Identity(this->rows(), this->cols())); }
  template <class B> LeastSquares<ColPivHouseholderQR, B> solve(const MatrixBase<B> &b) const {
    return {*this, b.derived()};
  }
  template <class B, class X> void solution(const B &b, X &x) const {
    internal::reflections<M>::solution(b, x, rank_, [&](Index j) { return places_.coeff(j); });
  }

private:
  template <class X> void factorize_all(const X &source) {
    const internal::factor<X, internal::traits<X>::isPlace> a(source);
    for (Index j = 0; j < this->cols(); ++j)
      places_.coeffRef(j) = j;
    find_places(M(source));
    this->factorize(a, [&](Index j) { return places_.coeff(j); });
  }
  typedef Matrix<Scalar, internal::traits<M>::cols, 1> Lengths;

  static Scalar length(const M &a, Index from, Index j) {
    Scalar sum(0);
    for (Index i = from; i < a.rows(); ++i)
      sum += a.coeff(i, j) * a.coeff(i, j);
    return std::sqrt(sum);
  }
  /// Lengths below row k from those below the row above, or computed anew where too little is left of them.
  static void shorten(const M &a, Index k, Lengths &lengths, Lengths &computed) {
    const Scalar least = std::sqrt(std::numeric_limits<Scalar>::epsilon());
    for (Index j = k + 1; j < a.cols(); ++j) {
      if (lengths.coeff(j) == Scalar(0))
        continue;
      const Scalar part = std::abs(a.coeff(k, j)) / lengths.coeff(j), rest = (1 + part) * (1 - part);
      const Scalar left = rest < Scalar(0) ? Scalar(0) : rest, ratio = lengths.coeff(j) / computed.coeff(j);
      if (left * (ratio * ratio) <= least) {
        computed.coeffRef(j) = length(a, k + 1, j);
        lengths.coeffRef(j) = computed.coeff(j);
      } else {
        lengths.coeffRef(j) *= std::sqrt(left);
      }
    }
  }
  void find_places(M a) {
    const Index rows = a.rows(), cols = a.cols(), size = rows < cols ? rows : cols;
    Lengths lengths(cols), computed(cols);
    Scalar longest(0);
    for (Index j = 0; j < cols; ++j) {
      computed.coeffRef(j) = length(a, 0, j);
      lengths.coeffRef(j) = computed.coeff(j);
      longest = lengths.coeff(j) > longest ? lengths.coeff(j) : longest;
    }
    const Scalar smallest = longest * std::numeric_limits<Scalar>::epsilon();
    const Scalar least = smallest * smallest / Scalar(rows);
    rank_ = size;
    for (Index k = 0; k < size; ++k) {
      Index next = k;
      for (Index j = k + 1; j < cols; ++j)
        if (lengths.coeff(j) > lengths.coeff(next))
          next = j;
      if (rank_ == size && lengths.coeff(next) * lengths.coeff(next) < least * Scalar(rows - k))
        rank_ = k;
      if (next != k) {
        std::swap(places_.coeffRef(k), places_.coeffRef(next));
        std::swap(lengths.coeffRef(k), lengths.coeffRef(next));
        std::swap(computed.coeffRef(k), computed.coeffRef(next));
        for (Index i = 0; i < rows; ++i)
          std::swap(a.coeffRef(i, k), a.coeffRef(i, next));
      }
      const Scalar scale = internal::find_reflection(a, k, k, a);
      for (Index j = k + 1; j < cols; ++j)
        internal::reflect(a, rows, k, scale, a, j);
      shorten(a, k, lengths, computed);
    }
  }
  Matrix<Index, internal::traits<M>::cols, 1> places_;
  Index rank_ = 0;
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_QR
