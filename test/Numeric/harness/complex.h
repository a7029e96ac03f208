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
  const dual::Dual<T> root = sqrt((abs(z) + fabs(z.real())) / dual::Dual<T>(2)), other = fabs(z.imag()) / (dual::Dual<T>(2) * root);
  const dual::Dual<T> imag = z.real() >= 0 ? other : root;
  return {z.real() >= 0 ? root : other, z.imag() < 0 ? -imag : imag};
}

template <class T> complex<dual::Dual<T>> pow(const complex<dual::Dual<T>> &z, const complex<dual::Dual<T>> &w) {
  return exp(w * log(z));
}
template <class T> complex<dual::Dual<T>> pow(const complex<dual::Dual<T>> &z, const dual::Dual<T> &w) {
  return pow(z, complex<dual::Dual<T>>(w));
}

} // namespace std

#endif // HARNESS_COMPLEX_H
