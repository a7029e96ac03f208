// Sums and their like of every column or row, and operations of a vector with every column or row.
#ifndef PULLBACK_EIGEN_VECTORWISE
#define PULLBACK_EIGEN_VECTORWISE

#include "Plain.h"

namespace Eigen {
namespace internal {

#define PULLBACK_EIGEN_REDUCTION(name, value)                                                                          \
  struct member_##name {                                                                                               \
    template <class P> auto operator()(const P &part) const { return value; }                                          \
  };
PULLBACK_EIGEN_REDUCTION(sum, part.sum())
PULLBACK_EIGEN_REDUCTION(prod, part.prod())
PULLBACK_EIGEN_REDUCTION(mean, part.mean())
PULLBACK_EIGEN_REDUCTION(minCoeff, part.minCoeff())
PULLBACK_EIGEN_REDUCTION(maxCoeff, part.maxCoeff())
PULLBACK_EIGEN_REDUCTION(squaredNorm, part.matrix().squaredNorm())
PULLBACK_EIGEN_REDUCTION(norm, part.matrix().norm())
#undef PULLBACK_EIGEN_REDUCTION

template <class X, class F, bool ByColumns>
struct traits<PartialReduxExpr<X, F, ByColumns>>
    : traits_of<typename traits<X>::Scalar, (ByColumns ? 1 : traits<X>::rows), (ByColumns ? traits<X>::cols : 1),
                (ByColumns ? RowMajor : ColMajor), traits<X>::isArray, false, false> {};
template <class X, class F, bool ByColumns>
class evaluator<PartialReduxExpr<X, F, ByColumns>> : public evaluator_of_whole<PartialReduxExpr<X, F, ByColumns>> {
public:
  using evaluator_of_whole<PartialReduxExpr<X, F, ByColumns>>::evaluator_of_whole;
};

} // namespace internal

/// f of every column or row.
template <class X, class F, bool ByColumns>
class PartialReduxExpr : public ReturnByValue<PartialReduxExpr<X, F, ByColumns>> {
public:
  typedef ReturnByValue<PartialReduxExpr> Base;
  typedef internal::plain_t<PartialReduxExpr> Result;
  explicit PartialReduxExpr(const X &x) : x_(x) {}
  Index rows() const { return ByColumns ? 1 : x_.rows(); }
  Index cols() const { return ByColumns ? x_.cols() : 1; }
  using Base::coeff;
  typename internal::traits<X>::Scalar coeff(Index i, Index j) const {
    return F()(part(x_, ByColumns ? j : i, std::integral_constant<bool, ByColumns>()));
  }
  Result compute() const {
    const internal::plain_t<X> values(x_);
    Result result(rows(), cols());
    for (Index k = 0; k < result.size(); ++k)
      result.coeffRef(k) = F()(part(values, k, std::integral_constant<bool, ByColumns>()));
    return result;
  }

private:
  template <class P> static auto part(const P &values, Index k, std::true_type) { return values.col(k); }
  template <class P> static auto part(const P &values, Index k, std::false_type) { return values.row(k); }
  internal::nested_t<const X> x_;
};

template <class X, bool ByColumns> class VectorwiseOp {
public:
  template <class F> using Each = PartialReduxExpr<std::remove_const_t<X>, F, ByColumns>;

  explicit VectorwiseOp(X &x) : x_(x) {}

  auto sum() const { return Each<internal::member_sum>(whole()); }
  auto prod() const { return Each<internal::member_prod>(whole()); }
  auto mean() const { return Each<internal::member_mean>(whole()); }
  auto minCoeff() const { return Each<internal::member_minCoeff>(whole()); }
  auto maxCoeff() const { return Each<internal::member_maxCoeff>(whole()); }
  auto squaredNorm() const { return Each<internal::member_squaredNorm>(whole()); }
  auto norm() const { return Each<internal::member_norm>(whole()); }

  // With a vector for every column or row.
  template <class V> auto operator+(const DenseBase<V> &v) const { return whole() + spread(v); }
  template <class V> auto operator-(const DenseBase<V> &v) const { return whole() - spread(v); }
  template <class V> auto operator*(const DenseBase<V> &v) const { return whole() * spread(v); }
  template <class V> auto operator/(const DenseBase<V> &v) const { return whole() / spread(v); }
  template <class V> X &operator=(const DenseBase<V> &v) { return x_ = spread(v); }
  template <class V> X &operator+=(const DenseBase<V> &v) { return x_ += spread(v); }
  template <class V> X &operator-=(const DenseBase<V> &v) { return x_ -= spread(v); }
  template <class V> X &operator*=(const DenseBase<V> &v) { return x_ *= spread(v); }
  template <class V> X &operator/=(const DenseBase<V> &v) { return x_ /= spread(v); }
  auto reverse() const { return Reverse<const std::remove_const_t<X>, ByColumns, !ByColumns>(whole()); }
  auto replicate(Index n) const {
    return Replicate<std::remove_const_t<X>, ByColumns ? Dynamic : 1, ByColumns ? 1 : Dynamic>(
        whole(), ByColumns ? n : 1, ByColumns ? 1 : n);
  }
  /// Every column or row divided by its length.
  auto normalized() const {
    typedef Replicate<Each<internal::member_norm>, ByColumns ? Dynamic : 1, ByColumns ? 1 : Dynamic> Lengths;
    return whole().binaryExpr(Lengths(norm(), ByColumns ? x_.rows() : 1, ByColumns ? 1 : x_.cols()),
                              internal::scalar_quotient());
  }
  void normalize() { x_ = normalized(); }

private:
  const std::remove_const_t<X> &whole() const { return x_; }
  template <class V> auto spread(const DenseBase<V> &v) const {
    return Replicate<V, ByColumns ? 1 : Dynamic, ByColumns ? Dynamic : 1>(v.derived(), ByColumns ? 1 : x_.rows(),
                                                                          ByColumns ? x_.cols() : 1);
  }

  internal::nested_t<X> x_;
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_VECTORWISE
