// What coefficient-wise expressions compute: the numeric functions, and the operators of the classes around them.
#ifndef PULLBACK_EIGEN_FUNCTORS
#define PULLBACK_EIGEN_FUNCTORS

#include "Forward.h"

namespace Eigen {
namespace internal {

#define PULLBACK_EIGEN_FUNCTION(name, value)                                                                           \
  struct scalar_##name {                                                                                               \
    template <class T> T operator()(T x) const { return value; }                                                       \
  };
PULLBACK_EIGEN_FUNCTION(opposite, -x)
PULLBACK_EIGEN_FUNCTION(same, x)
PULLBACK_EIGEN_FUNCTION(abs, std::abs(x))
PULLBACK_EIGEN_FUNCTION(abs2, x *x)
PULLBACK_EIGEN_FUNCTION(square, x *x)
PULLBACK_EIGEN_FUNCTION(cube, x *x *x)
PULLBACK_EIGEN_FUNCTION(inverse, T(1) / x)
PULLBACK_EIGEN_FUNCTION(sqrt, std::sqrt(x))
PULLBACK_EIGEN_FUNCTION(rsqrt, T(1) / std::sqrt(x))
PULLBACK_EIGEN_FUNCTION(exp, std::exp(x))
PULLBACK_EIGEN_FUNCTION(expm1, std::expm1(x))
PULLBACK_EIGEN_FUNCTION(log, std::log(x))
PULLBACK_EIGEN_FUNCTION(log1p, std::log1p(x))
PULLBACK_EIGEN_FUNCTION(log10, std::log10(x))
PULLBACK_EIGEN_FUNCTION(sin, std::sin(x))
PULLBACK_EIGEN_FUNCTION(cos, std::cos(x))
PULLBACK_EIGEN_FUNCTION(tan, std::tan(x))
PULLBACK_EIGEN_FUNCTION(asin, std::asin(x))
PULLBACK_EIGEN_FUNCTION(acos, std::acos(x))
PULLBACK_EIGEN_FUNCTION(atan, std::atan(x))
PULLBACK_EIGEN_FUNCTION(sinh, std::sinh(x))
PULLBACK_EIGEN_FUNCTION(cosh, std::cosh(x))
PULLBACK_EIGEN_FUNCTION(tanh, std::tanh(x))
PULLBACK_EIGEN_FUNCTION(asinh, std::asinh(x))
PULLBACK_EIGEN_FUNCTION(acosh, std::acosh(x))
PULLBACK_EIGEN_FUNCTION(atanh, std::atanh(x))
PULLBACK_EIGEN_FUNCTION(logistic, T(1) / (T(1) + std::exp(-x)))
PULLBACK_EIGEN_FUNCTION(floor, std::floor(x))
PULLBACK_EIGEN_FUNCTION(ceil, std::ceil(x))
PULLBACK_EIGEN_FUNCTION(round, std::round(x))
PULLBACK_EIGEN_FUNCTION(rint, std::rint(x))
PULLBACK_EIGEN_FUNCTION(sign, T((x > T(0)) - (x < T(0))))
#undef PULLBACK_EIGEN_FUNCTION

struct scalar_not {
  bool operator()(bool x) const { return !x; }
};
struct scalar_isnan {
  template <class T> bool operator()(T x) const { return std::isnan(x); }
};
struct scalar_isinf {
  template <class T> bool operator()(T x) const { return std::isinf(x); }
};
struct scalar_isfinite {
  template <class T> bool operator()(T x) const { return std::isfinite(x); }
};
template <class To> struct scalar_cast {
  template <class T> To operator()(T x) const { return static_cast<To>(x); }
};

#define PULLBACK_EIGEN_FUNCTION(name, value)                                                                           \
  struct scalar_##name {                                                                                               \
    template <class T> T operator()(T x, T y) const { return value; }                                                  \
  };
PULLBACK_EIGEN_FUNCTION(sum, x + y)
PULLBACK_EIGEN_FUNCTION(difference, x - y)
PULLBACK_EIGEN_FUNCTION(product, x *y)
PULLBACK_EIGEN_FUNCTION(quotient, x / y)
PULLBACK_EIGEN_FUNCTION(min, y < x ? y : x)
PULLBACK_EIGEN_FUNCTION(max, x < y ? y : x)
PULLBACK_EIGEN_FUNCTION(pow, std::pow(x, y))
#undef PULLBACK_EIGEN_FUNCTION

#define PULLBACK_EIGEN_COMPARISON(name, op)                                                                            \
  struct scalar_##name {                                                                                               \
    template <class T> bool operator()(T x, T y) const { return x op y; }                                              \
  };
PULLBACK_EIGEN_COMPARISON(less, <)
PULLBACK_EIGEN_COMPARISON(less_equal, <=)
PULLBACK_EIGEN_COMPARISON(greater, >)
PULLBACK_EIGEN_COMPARISON(greater_equal, >=)
PULLBACK_EIGEN_COMPARISON(equal, ==)
PULLBACK_EIGEN_COMPARISON(not_equal, !=)
PULLBACK_EIGEN_COMPARISON(and, &&)
PULLBACK_EIGEN_COMPARISON(or, ||)
#undef PULLBACK_EIGEN_COMPARISON

/// f(x, number) and f(number, x).
template <class F, class T> struct with_right {
  T number;
  auto operator()(T x) const { return F()(x, number); }
};
template <class F, class T> struct with_left {
  T number;
  auto operator()(T x) const { return F()(number, x); }
};

template <class T> struct constant_value {
  T value;
  T operator()(Index, Index) const { return value; }
};
template <class T> struct identity_value {
  T operator()(Index i, Index j) const { return i == j ? T(1) : T(0); }
};
template <class T> struct unit_value {
  Index place;
  T operator()(Index i, Index j) const { return i + j == place ? T(1) : T(0); }
};
template <class T> struct linspaced_value {
  T low, high, step;
  Index last;
  T operator()(Index i, Index j) const { return i + j == last ? high : low + (i + j) * step; }
};

/// Between integers, as Eigen spreads them: equal steps, or each number as many times as the next.
template <class T> struct integer_linspaced_value {
  T low, factor, divisor;
  bool isRepeated;
  T operator()(Index i, Index j) const { return low + (isRepeated ? T(i + j) / divisor : T(i + j) * factor); }
};
template <class T> auto spread(Index size, T low, T high, std::false_type) {
  const T step = size == 1 ? T(0) : (high - low) / T(size - 1);
  return linspaced_value<T>{low, high, step, size - 1};
}
template <class T> auto spread(Index size, T low, T high, std::true_type) {
  const T first = size == 1 ? high : low, range = high >= first ? high - first : first - high;
  return integer_linspaced_value<T>{first, (high - first) / T(size <= 1 ? 1 : size - 1),
                                    T(((high >= first ? size : -size) + (high - first)) / (range + 1)),
                                    size > 1 && range + 1 < size};
}

/// target Op= value.
struct assign_op {
  template <class T> static void run(T &target, T value) { target = value; }
};
struct add_op {
  template <class T> static void run(T &target, T value) { target += value; }
};
struct sub_op {
  template <class T> static void run(T &target, T value) { target -= value; }
};
struct mul_op {
  template <class T> static void run(T &target, T value) { target *= value; }
};
struct div_op {
  template <class T> static void run(T &target, T value) { target /= value; }
};

} // namespace internal
} // namespace Eigen

#endif // PULLBACK_EIGEN_FUNCTORS
