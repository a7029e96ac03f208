// The functions of <complex> on complex numbers of dual parts, by their definitions. The library's own call the
// compiler's, which know nothing of dual numbers.
#ifndef HARNESS_COMPLEX_H
#define HARNESS_COMPLEX_H

#include "dual.h"

#include <complex>

namespace std {

template <class T> dual::Dual<T> abs(const complex<dual::Dual<T>> &z) { return hypot(z.real(), z.imag()); }
template <class T> dual::Dual<T> arg(const complex<dual::Dual<T>> &z) { return atan2(z.imag(), z.real()); }

template <class T> complex<dual::Dual<T>> exp(const complex<dual::Dual<T>> &z) {
  return {exp(z.real()) * cos(z.imag()), exp(z.real()) * sin(z.imag())};
}

template <class T> complex<dual::Dual<T>> log(const complex<dual::Dual<T>> &z) { return {log(abs(z)), arg(z)}; }

template <class T> complex<dual::Dual<T>> sqrt(const complex<dual::Dual<T>> &z) {
  const bool isRight = z.real() >= 0, isBelow = signbit(z.imag());
  const dual::Dual<T> root = sqrt((abs(z) + (isRight ? z.real() : -z.real())) / dual::Dual<T>(2));
  const dual::Dual<T> other = z.imag() / (dual::Dual<T>(2) * root);
  if (isRight)
    return {root, other};
  return {isBelow ? -other : other, isBelow ? -root : root};
}

template <class T> complex<dual::Dual<T>> pow(const complex<dual::Dual<T>> &z, const complex<dual::Dual<T>> &w) {
  return exp(w * log(z));
}
template <class T> complex<dual::Dual<T>> pow(const complex<dual::Dual<T>> &z, const dual::Dual<T> &w) {
  return pow(z, complex<dual::Dual<T>>(w));
}

template <class T> complex<dual::Dual<T>> timesI(const complex<dual::Dual<T>> &z) { return {-z.imag(), z.real()}; }

template <class T> complex<dual::Dual<T>> sinh(const complex<dual::Dual<T>> &z) {
  return {sinh(z.real()) * cos(z.imag()), cosh(z.real()) * sin(z.imag())};
}
template <class T> complex<dual::Dual<T>> cosh(const complex<dual::Dual<T>> &z) {
  return {cosh(z.real()) * cos(z.imag()), sinh(z.real()) * sin(z.imag())};
}
template <class T> complex<dual::Dual<T>> tanh(const complex<dual::Dual<T>> &z) { return sinh(z) / cosh(z); }
template <class T> complex<dual::Dual<T>> sin(const complex<dual::Dual<T>> &z) { return -timesI(sinh(timesI(z))); }
template <class T> complex<dual::Dual<T>> cos(const complex<dual::Dual<T>> &z) { return cosh(timesI(z)); }
template <class T> complex<dual::Dual<T>> tan(const complex<dual::Dual<T>> &z) { return sin(z) / cos(z); }

template <class T> complex<dual::Dual<T>> asinh(const complex<dual::Dual<T>> &z) {
  return log(z + sqrt(z * z + dual::Dual<T>(1)));
}
template <class T> complex<dual::Dual<T>> acosh(const complex<dual::Dual<T>> &z) {
  return log(z + sqrt(z + dual::Dual<T>(1)) * sqrt(z - dual::Dual<T>(1)));
}
template <class T> complex<dual::Dual<T>> atanh(const complex<dual::Dual<T>> &z) {
  return (log(dual::Dual<T>(1) + z) - log(dual::Dual<T>(1) - z)) / dual::Dual<T>(2);
}
template <class T> complex<dual::Dual<T>> asin(const complex<dual::Dual<T>> &z) { return -timesI(asinh(timesI(z))); }
template <class T> complex<dual::Dual<T>> acos(const complex<dual::Dual<T>> &z) {
  return acos(dual::Dual<T>(0)) - asin(z);
}
template <class T> complex<dual::Dual<T>> atan(const complex<dual::Dual<T>> &z) { return -timesI(atanh(timesI(z))); }

template <class T> complex<dual::Dual<T>> proj(const complex<dual::Dual<T>> &z) { return z; }

} // namespace std

#endif // HARNESS_COMPLEX_H
