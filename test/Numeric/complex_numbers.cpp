// RUN: %numeric %s
// std::complex: arithmetic with complex and real numbers, parts, and functions; in vectors and structs.
#include <complex>
#include <pullback/pullback.h>
#include <vector>

using cd = std::complex<double>;

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double horner(const double *x, int n) {
  cd z(x[0], x[1]), s = 0.0;
  for (int i = 0; i < n; ++i)
    s = s * z + x[i];
  s /= cd(x[2], -x[3]);
  s -= 2.0 / z;
  return std::norm(s) + s.real() * std::abs(z) + std::arg(z) * std::imag(std::conj(s));
}

// CHECK-INPUT: f = uniform(0.1, 0.2), r = uniform(1, 2), l = uniform(1, 2), c = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double impedance(double f, double r, double l, double c) {
  const cd i(0, 1);
  const double w = 2 * 3.14159265358979 * f;
  const cd z = r + i * w * l + 1.0 / (i * w * c);
  const cd h = std::exp(-z) * std::polar(1.0, w) + std::sqrt(z) + std::log(z) * std::pow(z, i) - std::pow(z, 1.5);
  return std::abs(h) + std::arg(h) + std::real(z) * std::imag(h);
}

struct Filter {
  cd pole, gain{1, 0};
  cd at(cd z) const { return gain / (z - pole); }
};

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 3, k = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[2*n], k))
double response(const double *x, int n, double k) {
  std::vector<Filter> filters;
  for (int i = 0; i < n; ++i)
    filters.push_back({cd(x[2 * i], x[2 * i + 1]), k});
  cd product(1, 0);
  for (const Filter &filter : filters) {
    product *= filter.at(cd(2, k));
    if (product.real() < 0)
      product = -product;
  }
  filters[0].pole.imag(k);
  return std::norm(product + filters[0].pole) + (product == cd(0, 0) ? 1 : 2) * product.imag();
}

// CHECK-INPUT: x = uniform(0.5, 1), y = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float single(float x, float y) {
  std::complex<float> z{x, y};
  z = z * z + std::complex<float>(0.5F) * std::conj(z);
  return std::abs(z);
}

// CHECK-INPUT: c = [1, 0.5, 2], n = 3
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(c[n]))
double ofRealCoefficients(const double *c, int n) {
  const std::vector<std::complex<double>> p(c, c + n);
  std::complex<double> value;
  for (auto it = p.rbegin(); it != p.rend(); ++it)
    value = value * std::complex<double>(0.4, 0.9) + *it;
  return std::norm(value);
}
