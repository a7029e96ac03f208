// Sums and their like of every column or row, and operations of a vector with every column or row.
#ifndef PULLBACK_EIGEN_VECTORWISE
#define PULLBACK_EIGEN_VECTORWISE

#include "Plain.h"

namespace Eigen {

template <class X, bool ByColumns> class VectorwiseOp {
public:
  typedef internal::traits<X> Traits;
  typedef typename Traits::Scalar Scalar;
  typedef typename internal::plain_type<Scalar, ByColumns ? 1 : Traits::rows, ByColumns ? Traits::cols : 1,
                                        Traits::order, Traits::isArray>::type Result;

  explicit VectorwiseOp(X &x) : x_(x) {}

  Result sum() const {
    return each([](const auto &part) { return part.sum(); });
  }
  Result prod() const {
    return each([](const auto &part) { return part.prod(); });
  }
  Result mean() const {
    return each([](const auto &part) { return part.mean(); });
  }
  Result minCoeff() const {
    return each([](const auto &part) { return part.minCoeff(); });
  }
  Result maxCoeff() const {
    return each([](const auto &part) { return part.maxCoeff(); });
  }
  Result squaredNorm() const {
    return each([](const auto &part) { return part.matrix().squaredNorm(); });
  }
  Result norm() const {
    return each([](const auto &part) { return part.matrix().norm(); });
  }

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
  internal::plain_t<X> normalized() const {
    const Result lengths = norm();
    internal::plain_t<X> result(whole());
    for (Index j = 0; j < result.cols(); ++j)
      for (Index i = 0; i < result.rows(); ++i)
        result.coeffRef(i, j) /= lengths.coeff(ByColumns ? 0 : i, ByColumns ? j : 0);
    return result;
  }
  void normalize() { x_ = normalized(); }

private:
  const std::remove_const_t<X> &whole() const { return x_; }
  template <class V> auto spread(const DenseBase<V> &v) const {
    return Replicate<V, ByColumns ? 1 : Dynamic, ByColumns ? Dynamic : 1>(v.derived(), ByColumns ? 1 : x_.rows(),
                                                                          ByColumns ? x_.cols() : 1);
  }
  template <class F> Result each(F f) const {
    const internal::plain_t<X> values(whole());
    Result result(ByColumns ? 1 : x_.rows(), ByColumns ? x_.cols() : 1);
    for (Index k = 0; k < result.size(); ++k)
      result.coeffRef(k) = f(part(values, k, std::integral_constant<bool, ByColumns>()));
    return result;
  }
  template <class P> static auto part(const P &values, Index k, std::true_type) { return values.col(k); }
  template <class P> static auto part(const P &values, Index k, std::false_type) { return values.row(k); }

  internal::nested_t<X> x_;
};

} // namespace Eigen

#endif // PULLBACK_EIGEN_VECTORWISE
