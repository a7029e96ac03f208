// Arrays: every operation is one on coefficients.
#ifndef PULLBACK_EIGEN_ARRAYBASE
#define PULLBACK_EIGEN_ARRAYBASE

#include "Expressions.h"

namespace Eigen {

template <class D> class ArrayBase : public DenseBase<D> {
public:
  typedef DenseBase<D> Base;
  typedef typename Base::Scalar Scalar;
  using Base::derived;
  using Base::operator=;
  using Base::operator+;
  using Base::operator-;
  using Base::operator*;
  using Base::operator/;
  using Base::operator+=;
  using Base::operator-=;
  using Base::operator*=;
  using Base::operator/=;

  ArrayBase() = default;
  ArrayBase(Index rows, Index cols) : Base(rows, cols) {}

#define PULLBACK_EIGEN_FUNCTION(name, op)                                                                              \
  auto name() const { return Base::unaryExpr(internal::scalar_##op()); }
  PULLBACK_EIGEN_FUNCTION(abs, abs)
  PULLBACK_EIGEN_FUNCTION(abs2, abs2)
  PULLBACK_EIGEN_FUNCTION(square, square)
  PULLBACK_EIGEN_FUNCTION(cube, cube)
  PULLBACK_EIGEN_FUNCTION(inverse, inverse)
  PULLBACK_EIGEN_FUNCTION(sqrt, sqrt)
  PULLBACK_EIGEN_FUNCTION(rsqrt, rsqrt)
  PULLBACK_EIGEN_FUNCTION(exp, exp)
  PULLBACK_EIGEN_FUNCTION(expm1, expm1)
  PULLBACK_EIGEN_FUNCTION(log, log)
  PULLBACK_EIGEN_FUNCTION(log1p, log1p)
  PULLBACK_EIGEN_FUNCTION(log10, log10)
  PULLBACK_EIGEN_FUNCTION(sin, sin)
  PULLBACK_EIGEN_FUNCTION(cos, cos)
  PULLBACK_EIGEN_FUNCTION(tan, tan)
  PULLBACK_EIGEN_FUNCTION(asin, asin)
  PULLBACK_EIGEN_FUNCTION(acos, acos)
  PULLBACK_EIGEN_FUNCTION(atan, atan)
  PULLBACK_EIGEN_FUNCTION(sinh, sinh)
  PULLBACK_EIGEN_FUNCTION(cosh, cosh)
  PULLBACK_EIGEN_FUNCTION(tanh, tanh)
  PULLBACK_EIGEN_FUNCTION(asinh, asinh)
  PULLBACK_EIGEN_FUNCTION(acosh, acosh)
  PULLBACK_EIGEN_FUNCTION(atanh, atanh)
  PULLBACK_EIGEN_FUNCTION(logistic, logistic)
  PULLBACK_EIGEN_FUNCTION(floor, floor)
  PULLBACK_EIGEN_FUNCTION(ceil, ceil)
  PULLBACK_EIGEN_FUNCTION(round, round)
  PULLBACK_EIGEN_FUNCTION(rint, rint)
  PULLBACK_EIGEN_FUNCTION(sign, sign)
  PULLBACK_EIGEN_FUNCTION(isNaN, isnan)
  PULLBACK_EIGEN_FUNCTION(isInf, isinf)
  PULLBACK_EIGEN_FUNCTION(isFinite, isfinite)
#undef PULLBACK_EIGEN_FUNCTION
  auto operator!() const { return Base::unaryExpr(internal::scalar_not()); }

/// Of two arrays, and of an array and a number.
#define PULLBACK_EIGEN_FUNCTION(name, op)                                                                              \
  template <class O> auto name(const ArrayBase<O> &other) const {                                                      \
    return Base::binaryExpr(other, internal::scalar_##op());                                                           \
  }                                                                                                                    \
  template <class T, internal::if_number<T> = 0> auto name(T s) const {                                                \
    return Base::template with<internal::with_right<internal::scalar_##op, Scalar>>(s);                                \
  }
  PULLBACK_EIGEN_FUNCTION(min, min)
  PULLBACK_EIGEN_FUNCTION(max, max)
  PULLBACK_EIGEN_FUNCTION(pow, pow)
  PULLBACK_EIGEN_FUNCTION(operator<, less)
  PULLBACK_EIGEN_FUNCTION(operator<=, less_equal)
  PULLBACK_EIGEN_FUNCTION(operator>, greater)
  PULLBACK_EIGEN_FUNCTION(operator>=, greater_equal)
  PULLBACK_EIGEN_FUNCTION(operator==, equal)
  PULLBACK_EIGEN_FUNCTION(operator!=, not_equal)
  PULLBACK_EIGEN_FUNCTION(operator&&, and)
  PULLBACK_EIGEN_FUNCTION(operator||, or)
#undef PULLBACK_EIGEN_FUNCTION

  template <class O> auto operator*(const ArrayBase<O> &other) const {
    return Base::binaryExpr(other, internal::scalar_product());
  }
  template <class O> auto operator/(const ArrayBase<O> &other) const {
    return Base::binaryExpr(other, internal::scalar_quotient());
  }
  template <class T, internal::if_number<T> = 0> auto operator+(T s) const {
    return Base::template with<internal::with_right<internal::scalar_sum, Scalar>>(s);
  }
  template <class T, internal::if_number<T> = 0> auto operator-(T s) const {
    return Base::template with<internal::with_right<internal::scalar_difference, Scalar>>(s);
  }
#define PULLBACK_EIGEN_FUNCTION(name, op)                                                                              \
  template <class T, internal::if_number<T> = 0> friend auto name(T s, const ArrayBase &x) {                           \
    return x.template with<internal::with_left<internal::scalar_##op, Scalar>>(s);                                     \
  }
  PULLBACK_EIGEN_FUNCTION(operator+, sum)
  PULLBACK_EIGEN_FUNCTION(operator-, difference)
  PULLBACK_EIGEN_FUNCTION(operator/, quotient)
  PULLBACK_EIGEN_FUNCTION(operator<, less)
  PULLBACK_EIGEN_FUNCTION(operator<=, less_equal)
  PULLBACK_EIGEN_FUNCTION(operator>, greater)
  PULLBACK_EIGEN_FUNCTION(operator>=, greater_equal)
  PULLBACK_EIGEN_FUNCTION(pow, pow)
#undef PULLBACK_EIGEN_FUNCTION

  template <class O> D &operator*=(const ArrayBase<O> &other) {
    return Base::template set<internal::mul_op>(other.derived());
  }
  template <class O> D &operator/=(const ArrayBase<O> &other) {
    return Base::template set<internal::div_op>(other.derived());
  }
  D &operator+=(const Scalar &s) { return Base::template set_value<internal::add_op>(s); }
  D &operator-=(const Scalar &s) { return Base::template set_value<internal::sub_op>(s); }
};

#define PULLBACK_EIGEN_FUNCTION(name)                                                                                  \
  template <class D> auto name(const ArrayBase<D> &x) { return x.name(); }
PULLBACK_EIGEN_FUNCTION(abs)
PULLBACK_EIGEN_FUNCTION(abs2)
PULLBACK_EIGEN_FUNCTION(square)
PULLBACK_EIGEN_FUNCTION(cube)
PULLBACK_EIGEN_FUNCTION(inverse)
PULLBACK_EIGEN_FUNCTION(sqrt)
PULLBACK_EIGEN_FUNCTION(rsqrt)
PULLBACK_EIGEN_FUNCTION(exp)
PULLBACK_EIGEN_FUNCTION(expm1)
PULLBACK_EIGEN_FUNCTION(log)
PULLBACK_EIGEN_FUNCTION(log1p)
PULLBACK_EIGEN_FUNCTION(log10)
PULLBACK_EIGEN_FUNCTION(sin)
PULLBACK_EIGEN_FUNCTION(cos)
PULLBACK_EIGEN_FUNCTION(tan)
PULLBACK_EIGEN_FUNCTION(asin)
PULLBACK_EIGEN_FUNCTION(acos)
PULLBACK_EIGEN_FUNCTION(atan)
PULLBACK_EIGEN_FUNCTION(sinh)
PULLBACK_EIGEN_FUNCTION(cosh)
PULLBACK_EIGEN_FUNCTION(tanh)
PULLBACK_EIGEN_FUNCTION(asinh)
PULLBACK_EIGEN_FUNCTION(acosh)
PULLBACK_EIGEN_FUNCTION(atanh)
PULLBACK_EIGEN_FUNCTION(floor)
PULLBACK_EIGEN_FUNCTION(ceil)
PULLBACK_EIGEN_FUNCTION(round)
PULLBACK_EIGEN_FUNCTION(rint)
#undef PULLBACK_EIGEN_FUNCTION
template <class D, class E> auto pow(const ArrayBase<D> &x, const E &y) { return x.pow(y); }
template <class D, class E> auto min(const ArrayBase<D> &x, const E &y) { return x.min(y); }
template <class D, class E> auto max(const ArrayBase<D> &x, const E &y) { return x.max(y); }

} // namespace Eigen

#endif // PULLBACK_EIGEN_ARRAYBASE
