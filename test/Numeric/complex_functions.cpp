// RUN: %numeric %s
// The functions of std::complex: trigonometric, hyperbolic and their inverses, powers of every kind, on and off the axes.
#include <complex>
#include <pullback/pullback.h>
#include <vector>

using cd = std::complex<double>;

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = 0.75, y = 0
// CHECK-INPUT: x = 0, y = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double trigonometric(double x, double y) {
  const cd z(x, y), s = std::sin(z), t = std::tan(0.5 * z);
  return std::real(s * std::cos(z)) + s.imag() + t.real() * t.imag();
}

// CHECK-INPUT: x = uniform(-2, 2), y = uniform(-2, 2)
// CHECK-INPUT: x = 0, y = 0.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double hyperbolic(double x, double y) {
  const cd z(x, y), s = std::sinh(z), t = std::tanh(0.5 * z);
  return std::real(s * std::cosh(z)) + s.imag() + t.real() * t.imag();
}

// CHECK-INPUT: x = uniform(0.2, 3), y = uniform(0.2, 3)
// CHECK-INPUT: x = uniform(-3, -0.2), y = uniform(-3, -0.2)
// CHECK-INPUT: x = uniform(-3, -0.2), y = uniform(0.2, 3)
// CHECK-INPUT: x = 0.5, y = 0
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double inverse(double x, double y) {
  const cd z(x, y), a = std::asin(z), b = std::acos(z), c = std::atan(z);
  const cd d = std::asinh(z), e = std::acosh(z), f = std::atanh(z);
  return std::norm(a + 2.0 * b - c * 3.0) + std::real(d * e) - f.imag() + std::imag(b * f) + c.real() * d.imag();
}

/// Takes the function by a name that decides at run time.
cd choose(int kind, cd z) {
  switch (kind) {
  case 0: return std::sin(z);
  case 1: return std::log10(z);
  case 2: return std::atan(std::proj(z));
  default: return std::pow(z, kind);
  }
}

// CHECK-INPUT: x = uniform(0.5, 1)[8], n = 8, kinds = [0, 1, 2, 3]
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double chosen(const double *x, int n, const int *kinds) {
  std::vector<cd> z;
  for (int i = 0; i + 1 < n; i += 2)
    z.emplace_back(x[i], x[i + 1]);
  cd sum(0, 0);
  for (std::size_t i = 0; i < z.size(); ++i) {
    z[i] = choose(kinds[i], z[i]);
    if (z[i].real() > 0)
      z[i] = std::tanh(z[i] * sum);
    sum += z[i];
  }
  return std::abs(sum) + std::arg(z[0] + sum);
}

// CHECK-INPUT: x = uniform(0.5, 2), y = uniform(0.5, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double powers(double x, double y) {
  const cd z(x, y);
  const cd sum = std::pow(z, z) + std::pow(z, x) + std::pow(y, z) + std::pow(z, 3) + std::pow(z, cd(0.5, -1)) +
                 std::pow(2.0, z) + std::polar(x, y);
  return sum.real() * sum.imag() + std::norm(std::proj(z));
}

// CHECK-INPUT: x = uniform(0.5, 2), y = uniform(0.5, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
float single(float x, float y) {
  const std::complex<float> z{x, y};
  return std::real(std::sin(z) * std::acos(z)) + std::imag(std::tanh(z) / std::asinh(z));
}

// CHECK-INPUT: x = uniform(0.5, 2), y = uniform(0.5, 2)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
long double extended(long double x, long double y) {
  const std::complex<long double> z{x, y};
  return std::real(std::cosh(z) * std::atan(z)) + std::imag(std::tan(z) / std::acosh(z) + std::atanh(z));
}

// CHECK-INPUT: x = uniform(0.5, 2), k = 1.5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x))
double ofConstants(double x, double k) {
  const cd fixed = std::sin(cd(k, 2)) + std::atanh(cd(k, 0.5)), axis = std::tan(cd(x, 0.0)) + std::sinh(cd(0.0, x));
  return std::real(fixed * std::exp(cd(0, x))) + axis.real() * axis.imag() + std::imag(std::cos(cd(x, k)));
}
