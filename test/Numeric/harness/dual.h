// The oracle's number: a value and a few tangents, carried through the primal's own text.
//
// `Dual<double>` stands where the primal says `double`. Its value is computed in that type, operation by operation, so
// that every branch, tie and truncation falls as in the primal; its tangents are long double. The formulas below are
// the oracle's own: nothing here is shared with, or generated from, the compiler's rule table. `check.py --self-check`
// compares them with central differences, for which DUAL_WIDE makes the values long double too.
//
// Kinks and poles follow the calling contract: fabs has derivative 0 at 0, ties go to the first argument, and a tangent
// of exactly 0 contributes exactly 0 even where the partial is infinite.

#ifndef PULLBACK_TEST_DUAL_H
#define PULLBACK_TEST_DUAL_H

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace dual {

using Real = long double;
constexpr int tangentCount = 4;

#ifdef DUAL_WIDE
template <class T> using Stored = long double;
#else
template <class T> using Stored = T;
#endif

template <class T> struct Dual;
template <class T> struct IsDual : std::false_type {};
template <class T> struct IsDual<Dual<T>> : std::true_type {};

template <class T> struct Dual {
  Stored<T> value;
  Real tangent[tangentCount];

  constexpr Dual() : value(), tangent{} {}
  template <class U, std::enable_if_t<std::is_arithmetic<U>::value || std::is_enum<U>::value, int> = 0>
  constexpr Dual(U v) : value(static_cast<Stored<T>>(v)), tangent{} {}
  template <class U> constexpr Dual(const Dual<U> &other) : value(static_cast<Stored<T>>(other.value)), tangent{} {
    for (int k = 0; k < tangentCount; ++k)
      tangent[k] = other.tangent[k];
  }
  template <class U, std::enable_if_t<std::is_integral<U>::value || std::is_enum<U>::value, int> = 0>
  explicit constexpr operator U() const {
    return static_cast<U>(value);
  }

  constexpr Dual operator+() const { return *this; }
  constexpr Dual operator-() const {
    Dual r;
    r.value = -value;
    for (int k = 0; k < tangentCount; ++k)
      r.tangent[k] = -tangent[k];
    return r;
  }
  template <class U> Dual &operator+=(const U &y) { return *this = Dual(*this + y); }
  template <class U> Dual &operator-=(const U &y) { return *this = Dual(*this - y); }
  template <class U> Dual &operator*=(const U &y) { return *this = Dual(*this * y); }
  template <class U> Dual &operator/=(const U &y) { return *this = Dual(*this / y); }
  Dual &operator++() { return *this += 1; }
  Dual &operator--() { return *this -= 1; }
  Dual operator++(int) {
    Dual old = *this;
    ++*this;
    return old;
  }
  Dual operator--(int) {
    Dual old = *this;
    --*this;
    return old;
  }
};

/// The arithmetic type behind an operand: T for Dual<T>, int for enumerations; double for integers as arguments of
/// functions.
template <class T> struct Underlying { using type = std::conditional_t<std::is_enum<T>::value, int, T>; };
template <class T> struct Underlying<Dual<T>> { using type = T; };
template <class T> using Plain = typename Underlying<std::decay_t<T>>::type;
template <class T> using Promoted = std::conditional_t<std::is_integral<Plain<T>>::value, double, Plain<T>>;

template <class X, class Y>
using Mixed = std::enable_if_t<(IsDual<X>::value || IsDual<Y>::value) &&
                                   (std::is_arithmetic<Plain<X>>::value && std::is_arithmetic<Plain<Y>>::value),
                               int>;
/// The result of an operator, and of a function, on two operands.
template <class X, class Y> using OperatorType = Dual<std::common_type_t<Plain<X>, Plain<Y>>>;
template <class X, class Y> using FunctionType = Dual<std::common_type_t<Promoted<X>, Promoted<Y>>>;

inline Real contribution(Real partial, Real tangent) { return tangent == 0 ? 0 : partial * tangent; }

template <class T> Dual<T> make(Stored<T> value, const Dual<T> &x, Real dx) {
  Dual<T> r;
  r.value = value;
  for (int k = 0; k < tangentCount; ++k)
    r.tangent[k] = contribution(dx, x.tangent[k]);
  return r;
}
template <class T> Dual<T> make(Stored<T> value, const Dual<T> &x, Real dx, const Dual<T> &y, Real dy) {
  Dual<T> r;
  r.value = value;
  for (int k = 0; k < tangentCount; ++k)
    r.tangent[k] = contribution(dx, x.tangent[k]) + contribution(dy, y.tangent[k]);
  return r;
}

template <class X, class Y, Mixed<X, Y> = 0> auto operator+(const X &a, const Y &b) {
  const OperatorType<X, Y> x(a), y(b);
  return make(x.value + y.value, x, 1, y, 1);
}
template <class X, class Y, Mixed<X, Y> = 0> auto operator-(const X &a, const Y &b) {
  const OperatorType<X, Y> x(a), y(b);
  return make(x.value - y.value, x, 1, y, -1);
}
template <class X, class Y, Mixed<X, Y> = 0> auto operator*(const X &a, const Y &b) {
  const OperatorType<X, Y> x(a), y(b);
  return make(x.value * y.value, x, y.value, y, x.value);
}
template <class X, class Y, Mixed<X, Y> = 0> auto operator/(const X &a, const Y &b) {
  const OperatorType<X, Y> x(a), y(b);
  return make(x.value / y.value, x, 1 / Real(y.value), y, -Real(x.value) / (Real(y.value) * Real(y.value)));
}

#define DUAL_COMPARISON(op)                                                                                            \
  template <class X, class Y, Mixed<X, Y> = 0> bool operator op(const X &a, const Y &b) {                              \
    const OperatorType<X, Y> x(a), y(b);                                                                               \
    return x.value op y.value;                                                                                         \
  }
DUAL_COMPARISON(<)
DUAL_COMPARISON(<=)
DUAL_COMPARISON(>)
DUAL_COMPARISON(>=)
DUAL_COMPARISON(==)
DUAL_COMPARISON(!=)
#undef DUAL_COMPARISON

/// d/dx log Gamma(x): reflection below 1/2, then the recurrence up to 20 and the asymptotic series.
inline Real digamma(Real x) {
  const Real pi = 3.14159265358979323846264338327950288L;
  if (x < 0.5L)
    return digamma(1 - x) - pi / std::tan(pi * x);
  Real shift = 0;
  for (; x < 20; x += 1)
    shift -= 1 / x;
  const Real w = 1 / (x * x);
  const Real series =
      w * (1 / 12.0L -
           w * (1 / 120.0L -
                w * (1 / 252.0L -
                     w * (1 / 240.0L - w * (1 / 132.0L - w * (691 / 32760.0L - w * (1 / 12.0L - w * 3617 / 8160.0L)))))));
  return shift + std::log(x) - 0.5L / x - series;
}

// One row per function of one argument: its value and, in terms of v (the argument), r (the result), the partial.
#define DUAL_UNARY(name, partial)                                                                                      \
  template <class T> Dual<T> name(const Dual<T> &x) {                                                                  \
    const Stored<T> value = std::name(x.value);                                                                        \
    const Real v = x.value, r = value;                                                                                 \
    static_cast<void>(v);                                                                                              \
    static_cast<void>(r);                                                                                              \
    return make(value, x, partial);                                                                                    \
  }
constexpr Real ln2 = 0.693147180559945309417232121458176568L;
constexpr Real ln10 = 2.30258509299404568401799145468436421L;
constexpr Real twoOverSqrtPi = 1.12837916709551257389615890312154517L;
DUAL_UNARY(sqrt, 1 / (2 * std::sqrt(v)))
DUAL_UNARY(cbrt, 1 / (3 * std::cbrt(v) * std::cbrt(v)))
DUAL_UNARY(exp, std::exp(v))
DUAL_UNARY(exp2, ln2 * std::exp2(v))
DUAL_UNARY(expm1, std::exp(v))
DUAL_UNARY(log, 1 / v)
DUAL_UNARY(log2, 1 / (v * ln2))
DUAL_UNARY(log10, 1 / (v * ln10))
DUAL_UNARY(log1p, 1 / (1 + v))
DUAL_UNARY(sin, std::cos(v))
DUAL_UNARY(cos, -std::sin(v))
DUAL_UNARY(tan, 1 / (std::cos(v) * std::cos(v)))
DUAL_UNARY(asin, 1 / std::sqrt((1 - v) * (1 + v)))
DUAL_UNARY(acos, -1 / std::sqrt((1 - v) * (1 + v)))
DUAL_UNARY(atan, 1 / (1 + v * v))
DUAL_UNARY(sinh, std::cosh(v))
DUAL_UNARY(cosh, std::sinh(v))
DUAL_UNARY(tanh, 1 / (std::cosh(v) * std::cosh(v)))
DUAL_UNARY(asinh, 1 / std::sqrt(v * v + 1))
DUAL_UNARY(acosh, 1 / std::sqrt((v - 1) * (v + 1)))
DUAL_UNARY(atanh, 1 / ((1 - v) * (1 + v)))
DUAL_UNARY(erf, twoOverSqrtPi * std::exp(-v * v))
DUAL_UNARY(erfc, -twoOverSqrtPi * std::exp(-v * v))
DUAL_UNARY(lgamma, digamma(v))
DUAL_UNARY(tgamma, std::tgamma(v) * digamma(v))
DUAL_UNARY(fabs, v > 0 ? 1 : v < 0 ? -1 : 0)
DUAL_UNARY(abs, v > 0 ? 1 : v < 0 ? -1 : 0)
DUAL_UNARY(floor, 0)
DUAL_UNARY(ceil, 0)
DUAL_UNARY(trunc, 0)
DUAL_UNARY(round, 0)
DUAL_UNARY(rint, 0)
DUAL_UNARY(nearbyint, 0)
DUAL_UNARY(logb, 0)
#undef DUAL_UNARY

// What glibc has beside the standard's functions: for each type under a name of its own.
#define DUAL_GLOBAL(name, partial)                                                                                     \
  inline Dual<float> name##f(const Dual<float> &x) {                                                                   \
    const Real v = x.value;                                                                                            \
    return make(::name##f(x.value), x, partial);                                                                       \
  }                                                                                                                    \
  inline Dual<double> name(const Dual<double> &x) {                                                                    \
    const Real v = x.value;                                                                                            \
    return make(::name(x.value), x, partial);                                                                          \
  }                                                                                                                    \
  inline Dual<long double> name##l(const Dual<long double> &x) {                                                       \
    const Real v = x.value;                                                                                            \
    return make(::name##l(x.value), x, partial);                                                                       \
  }
DUAL_GLOBAL(exp10, ln10 *std::pow(Real(10), v))
DUAL_GLOBAL(j0, -::jnl(1, v))
DUAL_GLOBAL(j1, (::jnl(0, v) - ::jnl(2, v)) / 2)
DUAL_GLOBAL(y0, -::ynl(1, v))
DUAL_GLOBAL(y1, (::ynl(0, v) - ::ynl(2, v)) / 2)
#undef DUAL_GLOBAL
inline Dual<float> lgammaf_r(const Dual<float> &x, int *sign) {
  return make(::lgammaf_r(x.value, sign), x, digamma(x.value));
}
inline Dual<double> lgamma_r(const Dual<double> &x, int *sign) {
  return make(::lgamma_r(x.value, sign), x, digamma(x.value));
}
inline Dual<long double> lgammal_r(const Dual<long double> &x, int *sign) {
  return make(::lgammal_r(x.value, sign), x, digamma(x.value));
}
inline void sincosf(Dual<float> x, Dual<float> *s, Dual<float> *c) { *s = sin(x), *c = cos(x); }
inline void sincos(Dual<double> x, Dual<double> *s, Dual<double> *c) { *s = sin(x), *c = cos(x); }
inline void sincosl(Dual<long double> x, Dual<long double> *s, Dual<long double> *c) { *s = sin(x), *c = cos(x); }

// The same for two arguments, with partials in v and w.
#define DUAL_BINARY(name, partialX, partialY)                                                                          \
  template <class X, class Y, Mixed<X, Y> = 0> auto name(const X &a, const Y &b) {                                     \
    const FunctionType<X, Y> x(a), y(b);                                                                               \
    const auto value = std::name(x.value, y.value);                                                                    \
    const Real v = x.value, w = y.value;                                                                               \
    return make(value, x, partialX, y, partialY);                                                                      \
  }
inline bool secondWins(Real v, Real w, bool wGreater) { return std::isnan(v) || (!std::isnan(w) && wGreater); }
DUAL_BINARY(pow, w *std::pow(v, w - 1), v == 0 && w > 0 ? 0 : std::pow(v, w) * std::log(v))
DUAL_BINARY(hypot, v / std::hypot(v, w), w / std::hypot(v, w))
DUAL_BINARY(atan2, w / (v * v + w * w), -v / (v * v + w * w))
DUAL_BINARY(fmin, secondWins(v, w, w < v) ? 0 : 1, secondWins(v, w, w < v) ? 1 : 0)
DUAL_BINARY(fmax, secondWins(v, w, w > v) ? 0 : 1, secondWins(v, w, w > v) ? 1 : 0)
DUAL_BINARY(fdim, v > w ? 1 : 0, v > w ? -1 : 0)
DUAL_BINARY(fmod, 1, -std::trunc(v / w))
DUAL_BINARY(remainder, 1, -std::rint((v - std::remainder(v, w)) / w))
DUAL_BINARY(copysign, std::signbit(v) == std::signbit(w) ? 1 : -1, 0 * w)
DUAL_BINARY(nextafter, 1, 0 * w)
#undef DUAL_BINARY

template <class X, class Y, class Z,
          std::enable_if_t<IsDual<X>::value || IsDual<Y>::value || IsDual<Z>::value, int> = 0>
auto fma(const X &a, const Y &b, const Z &c) {
  using T = std::common_type_t<Promoted<X>, Promoted<Y>, Promoted<Z>>;
  const Dual<T> x(a), y(b), z(c);
  Dual<T> r = make(std::fma(x.value, y.value, z.value), x, y.value, y, x.value);
  for (int k = 0; k < tangentCount; ++k)
    r.tangent[k] += z.tangent[k];
  return r;
}

template <class X, class Y, class Z,
          std::enable_if_t<IsDual<X>::value || IsDual<Y>::value || IsDual<Z>::value, int> = 0>
auto hypot(const X &a, const Y &b, const Z &c) {
  using T = std::common_type_t<Promoted<X>, Promoted<Y>, Promoted<Z>>;
  const Dual<T> x(a), y(b), z(c);
  const auto value = std::hypot(x.value, y.value, z.value);
  const Real norm = std::hypot(Real(x.value), Real(y.value), Real(z.value));
  Dual<T> r = make(value, x, x.value / norm, y, y.value / norm);
  for (int k = 0; k < tangentCount; ++k)
    r.tangent[k] += contribution(z.value / norm, z.tangent[k]);
  return r;
}

template <class T> Dual<T> ldexp(const Dual<T> &x, int n) {
  return make(std::ldexp(x.value, n), x, std::ldexp(Real(1), n));
}
template <class T> Dual<T> scalbn(const Dual<T> &x, int n) { return ldexp(x, n); }
template <class T> Dual<T> scalbln(const Dual<T> &x, long n) { return ldexp(x, static_cast<int>(n)); }
template <class T> Dual<T> frexp(const Dual<T> &x, int *exponent) {
  const auto fraction = std::frexp(x.value, exponent);
  return make(fraction, x, std::ldexp(Real(1), -*exponent));
}
template <class T> Dual<T> modf(const Dual<T> &x, Dual<T> *integer) {
  const auto fraction = std::modf(x.value, &integer->value);
  for (int k = 0; k < tangentCount; ++k)
    integer->tangent[k] = 0;
  return make(fraction, x, 1);
}

template <class X, class Y, Mixed<X, Y> = 0> auto remquo(const X &a, const Y &b, int *quotient) {
  const FunctionType<X, Y> x(a), y(b);
  const auto value = std::remquo(x.value, y.value, quotient);
  return make(value, x, 1, y, -std::rint((Real(x.value) - Real(value)) / Real(y.value)));
}

#define DUAL_QUERY(result, name)                                                                                       \
  template <class T> result name(const Dual<T> &x) { return std::name(x.value); }
DUAL_QUERY(bool, isnan)
DUAL_QUERY(bool, isinf)
DUAL_QUERY(bool, isfinite)
DUAL_QUERY(bool, isnormal)
DUAL_QUERY(bool, signbit)
DUAL_QUERY(int, fpclassify)
DUAL_QUERY(int, ilogb)
DUAL_QUERY(long, lround)
DUAL_QUERY(long long, llround)
DUAL_QUERY(long, lrint)
DUAL_QUERY(long long, llrint)
#undef DUAL_QUERY

#define DUAL_RELATION(name)                                                                                            \
  template <class X, class Y, Mixed<X, Y> = 0> bool name(const X &a, const Y &b) {                                     \
    const FunctionType<X, Y> x(a), y(b);                                                                               \
    return std::name(x.value, y.value);                                                                                \
  }
DUAL_RELATION(isgreater)
DUAL_RELATION(isgreaterequal)
DUAL_RELATION(isless)
DUAL_RELATION(islessequal)
DUAL_RELATION(islessgreater)
DUAL_RELATION(isunordered)
#undef DUAL_RELATION

// C's names for float and long double, found by argument-dependent look-up.
#define DUAL_SUFFIXED(name)                                                                                            \
  template <class... X> Dual<float> name##f(const X &...x) { return name(Dual<float>(x)...); }                         \
  template <class... X> Dual<long double> name##l(const X &...x) { return name(Dual<long double>(x)...); }
DUAL_SUFFIXED(sqrt)
DUAL_SUFFIXED(pow)
DUAL_SUFFIXED(exp)
DUAL_SUFFIXED(log)
DUAL_SUFFIXED(sin)
DUAL_SUFFIXED(cos)
DUAL_SUFFIXED(tanh)
DUAL_SUFFIXED(atan2)
DUAL_SUFFIXED(fabs)
DUAL_SUFFIXED(fmin)
DUAL_SUFFIXED(fmax)
#undef DUAL_SUFFIXED

} // namespace dual

namespace std {
using dual::abs;
using dual::acos;
using dual::acosh;
using dual::asin;
using dual::asinh;
using dual::atan;
using dual::atan2;
using dual::atanh;
using dual::cbrt;
using dual::ceil;
using dual::copysign;
using dual::cos;
using dual::cosh;
using dual::erf;
using dual::erfc;
using dual::exp;
using dual::exp10;
using dual::exp10f;
using dual::exp10l;
using dual::exp2;
using dual::expm1;
using dual::fabs;
using dual::fdim;
using dual::floor;
using dual::fma;
using dual::fmax;
using dual::fmin;
using dual::fmod;
using dual::fpclassify;
using dual::frexp;
using dual::hypot;
using dual::ilogb;
using dual::isfinite;
using dual::isgreater;
using dual::isgreaterequal;
using dual::isinf;
using dual::isless;
using dual::islessequal;
using dual::islessgreater;
using dual::isnan;
using dual::isnormal;
using dual::isunordered;
using dual::j0;
using dual::j0f;
using dual::j0l;
using dual::j1;
using dual::j1f;
using dual::j1l;
using dual::ldexp;
using dual::lgamma;
using dual::lgamma_r;
using dual::lgammaf_r;
using dual::lgammal_r;
using dual::llrint;
using dual::llround;
using dual::log;
using dual::log10;
using dual::log1p;
using dual::log2;
using dual::logb;
using dual::lrint;
using dual::lround;
using dual::modf;
using dual::nearbyint;
using dual::nextafter;
using dual::pow;
using dual::remainder;
using dual::remquo;
using dual::rint;
using dual::round;
using dual::scalbln;
using dual::scalbn;
using dual::signbit;
using dual::sin;
using dual::sincos;
using dual::sincosf;
using dual::sincosl;
using dual::sinh;
using dual::sqrt;
using dual::tan;
using dual::tanh;
using dual::tgamma;
using dual::trunc;
using dual::y0;
using dual::y0f;
using dual::y0l;
using dual::y1;
using dual::y1f;
using dual::y1l;

template <class T> class numeric_limits<dual::Dual<T>> : public numeric_limits<T> {};
} // namespace std

#endif
