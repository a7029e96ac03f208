// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %clangxx %warnflags -fsanitize=address,undefined -ffp-contract=off -c callers_complex.pullback.cpp
// RUN: %gxx %warnflags -O2 -ffp-contract=off -c callers_complex.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_complex.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// std::complex in signatures: by value, reference and pointer, in vectors, arrays and pairs, returned, in-out and as output.
#include <array>
#include <complex>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

using Complex = std::complex<double>;

PULLBACK(vjp, value_and_vjp, split, jvp)
Complex transmitted(Complex z, const Complex &w, const Complex *taps, int n) {
  Complex sum = z * std::conj(w);
  for (int i = 0; i < n; ++i)
    sum = sum * w + taps[i] / z;
  return std::exp(sum / 8.0);
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double settled(std::vector<Complex> &z, std::array<Complex, 2> a, std::pair<Complex, double> p, Complex *last) {
  double energy = 0;
  for (Complex &c : z) {
    c = c * p.first * p.second + a[0] - std::sqrt(a[1]);
    energy += std::norm(c);
  }
  *last *= z[0] + z[1];
  return energy * std::abs(*last);
}

PULLBACK(vjp, value_and_vjp, split, jvp, of(spectrum))
void transformed(const std::vector<double> &x, std::vector<Complex> &spectrum) {
  const std::size_t n = x.size();
  for (std::size_t k = 0; k < n; ++k) {
    Complex sum = 0;
    for (std::size_t j = 0; j < n; ++j)
      sum += x[j] * std::polar(1.0, -6.25 * static_cast<double>(k * j) / static_cast<double>(n));
    spectrum[k] = sum;
  }
}

#ifdef MAIN
namespace callers {
template <class T, class F> void forEachNumber(std::complex<T> &z, F f) {
  f(reinterpret_cast<T(&)[2]>(z)[0]);
  f(reinterpret_cast<T(&)[2]>(z)[1]);
}
} // namespace callers
#include "callers.h"

#include "callers_complex.pullback.h"

using Sent = std::tuple<Complex, Complex, std::vector<Complex>>;
using Settled = std::tuple<std::vector<Complex>, std::array<Complex, 2>, std::pair<Complex, double>, Complex>;
using Left = std::tuple<double, std::vector<Complex>, Complex>;

static void seedWith(Settled &g, const Left &seed) {
  std::get<0>(g) = std::get<1>(seed);
  std::get<3>(g) = std::get<2>(seed);
}

int main() {
  callers::check(
      "transmitted", Sent(Complex(0.5, -0.75), Complex(1.25, 0.5), {{1, 2}, {-0.5, 0.25}, {0.75, 0}}),
      [](Sent x) { return transmitted(std::get<0>(x), std::get<1>(x), std::get<2>(x).data(), 3); },
      [](Sent x, Complex seed, Sent &g) {
        transmitted_vjp(std::get<0>(x), std::get<1>(x), std::get<2>(x).data(), 3, seed, &std::get<0>(g), std::get<1>(g),
                        std::get<2>(g).data());
      },
      [](Sent x, Complex seed, Sent &g) {
        return transmitted_value_and_vjp(std::get<0>(x), std::get<1>(x), std::get<2>(x).data(), 3, seed,
                                         &std::get<0>(g), std::get<1>(g), std::get<2>(g).data());
      },
      [](Sent x, Complex seed, Sent &g) {
        transmitted_saved saved;
        const Complex y = transmitted_fwd(std::get<0>(x), std::get<1>(x), std::get<2>(x).data(), 3, saved);
        transmitted_rev(std::get<0>(x), std::get<1>(x), std::get<2>(x).data(), 3, saved, seed, &std::get<0>(g),
                        std::get<1>(g), std::get<2>(g).data());
        return y;
      },
      [](Sent x, Sent d, Complex &t) {
        return transmitted_jvp(std::get<0>(x), std::get<1>(x), std::get<2>(x).data(), 3, std::get<0>(d), std::get<1>(d),
                               std::get<2>(d).data(), &t);
      });

  callers::check(
      "settled",
      Settled({{0.5, 1}, {-0.25, 0.5}, {0.125, -1}}, {Complex(1, 0.5), Complex(0.25, -0.75)}, {Complex(0.5, 1), 1.5},
              Complex(0.75, -0.5)),
      [](Settled x) {
        const double y = settled(std::get<0>(x), std::get<1>(x), std::get<2>(x), &std::get<3>(x));
        return Left(y, std::get<0>(x), std::get<3>(x));
      },
      [](Settled x, Left seed, Settled &g) {
        seedWith(g, seed);
        settled_vjp(std::get<0>(x), std::get<1>(x), std::get<2>(x), &std::get<3>(x), std::get<0>(seed), std::get<0>(g),
                    &std::get<1>(g), &std::get<2>(g), &std::get<3>(g));
      },
      [](Settled x, Left seed, Settled &g) {
        seedWith(g, seed);
        const double y =
            settled_value_and_vjp(std::get<0>(x), std::get<1>(x), std::get<2>(x), &std::get<3>(x), std::get<0>(seed),
                                  std::get<0>(g), &std::get<1>(g), &std::get<2>(g), &std::get<3>(g));
        return Left(y, std::get<0>(x), std::get<3>(x));
      },
      [](Settled x, Left seed, Settled &g) {
        settled_saved saved;
        const double y = settled_fwd(std::get<0>(x), std::get<1>(x), std::get<2>(x), &std::get<3>(x), saved);
        seedWith(g, seed);
        settled_rev(std::get<0>(x), std::get<1>(x), std::get<2>(x), &std::get<3>(x), saved, std::get<0>(seed),
                    std::get<0>(g), &std::get<1>(g), &std::get<2>(g), &std::get<3>(g));
        return Left(y, std::get<0>(x), std::get<3>(x));
      },
      [](Settled x, Settled d, Left &t) {
        double y_dot;
        const double y = settled_jvp(std::get<0>(x), std::get<1>(x), std::get<2>(x), &std::get<3>(x), std::get<0>(d),
                                     std::get<1>(d), std::get<2>(d), &std::get<3>(d), &y_dot);
        t = Left(y_dot, std::get<0>(d), std::get<3>(d));
        return Left(y, std::get<0>(x), std::get<3>(x));
      });

  using Signal = std::vector<double>;
  using Spectrum = std::vector<Complex>;
  callers::check(
      "transformed", Signal({0.5, -1, 2, 0.25}),
      [](Signal x) {
        Spectrum y(4);
        transformed(x, y);
        return y;
      },
      [](Signal x, Spectrum seed, Signal &g) { transformed_vjp(x, g, seed); },
      [](Signal x, Spectrum seed, Signal &g) {
        Spectrum y(4);
        transformed_value_and_vjp(x, y, g, seed);
        return y;
      },
      [](Signal x, Spectrum seed, Signal &g) {
        Spectrum y(4);
        transformed_saved saved;
        transformed_fwd(x, y, saved);
        transformed_rev(x, saved, g, seed);
        return y;
      },
      [](Signal x, Signal d, Spectrum &t) {
        Spectrum y(4);
        t.resize(4);
        transformed_jvp(x, y, d, t);
        return y;
      });
  return callers::failures != 0;
}
#endif
