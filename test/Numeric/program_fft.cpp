// RUN: %numeric %s
// A fast Fourier transform in place, and the spectrum of a windowed signal.
#include <cmath>
#include <complex>
#include <cstddef>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

namespace {

using Complex = std::complex<double>;

void transform(std::vector<Complex> &a, bool isInverse) {
  const std::size_t n = a.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) { // bit reversal
    std::size_t bit = n >> 1;
    for (; j & bit; bit >>= 1)
      j ^= bit;
    j ^= bit;
    if (i < j)
      std::swap(a[i], a[j]);
  }
  for (std::size_t length = 2; length <= n; length <<= 1) {
    const double angle = 2 * M_PI / static_cast<double>(length) * (isInverse ? -1 : 1);
    const Complex step(std::cos(angle), std::sin(angle));
    for (std::size_t i = 0; i < n; i += length) {
      Complex w(1);
      for (std::size_t j = 0; j < length / 2; ++j) {
        const Complex u = a[i + j], v = a[i + j + length / 2] * w;
        a[i + j] = u + v;
        a[i + j + length / 2] = u - v;
        w *= step;
      }
    }
  }
  if (isInverse)
    for (Complex &value : a)
      value /= static_cast<double>(n);
}

} // namespace

// CHECK-INPUT: x = uniform(0.5, 1)[8], n = 8
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double spectrum(const double *x, int n) {
  std::vector<Complex> a(n);
  for (int i = 0; i < n; ++i)
    a[i] = x[i] * (0.5 - 0.5 * std::cos(2 * M_PI * i / n));
  transform(a, false);
  double energy = 0;
  for (int k = 0; k < n; ++k)
    energy += std::norm(a[k]) / (1.0 + k);
  for (Complex &value : a)
    value *= value;
  transform(a, true);
  return energy + a[1].real();
}
