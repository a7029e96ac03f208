// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs -I%include
// RUN: %clangxx %warnflags -I%S/Inputs -I%include -fsanitize=address,undefined -ffp-contract=off -c callers_private.pullback.cpp
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_private.pullback.o -o main && ./main
// Members of classes with private vectors, which PULLBACK_ACCESS opens.
#include "chain.h"
#include <pullback/pullback.h>

double Chain::energy(const double *x, int n) const {
  double sum = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const double d = x[i + 1] - x[i] - rest[i];
    sum += 0.5 * stiffness * d * d;
  }
  return sum;
}
PULLBACK_DIFFERENTIATE(Chain::energy, vjp, value_and_vjp, split, jvp, wrt(self, x));

void Chain::relax(const double *x, double rate) {
  for (std::size_t i = 0; i < rest.size(); ++i)
    rest[i] += rate * (x[i + 1] - x[i] - rest[i]) * stiffness;
}
PULLBACK_DIFFERENTIATE(Chain::relax, vjp, value_and_vjp, split, jvp);

#ifdef MAIN
#include "callers.h"

template <class F> void forEachNumber(Chain &chain, F f) { chain.forEachNumber(f); }

#include "callers_private.pullback.h"

using Vector = std::vector<double>;
using X = std::tuple<Chain, Vector>;
using Y = std::tuple<Chain, Vector, double>;

int main() {
  const Chain chain(2, {0.5, 0.4, 0.3});
  const Vector x{0.1, 0.9, 1.2, 2.5};
  callers::check(
      "energy", X(chain, x), [](X a) { return std::get<0>(a).energy(std::get<1>(a).data(), 4); },
      [](X a, double seed, X &g) {
        energy_vjp(std::get<0>(a), std::get<1>(a).data(), 4, seed, std::get<0>(g), std::get<1>(g).data());
      },
      [](X a, double seed, X &g) {
        return energy_value_and_vjp(std::get<0>(a), std::get<1>(a).data(), 4, seed, std::get<0>(g), std::get<1>(g).data());
      },
      [](X a, double seed, X &g) {
        energy_saved saved;
        const double y = energy_fwd(std::get<0>(a), std::get<1>(a).data(), 4, saved);
        energy_rev(std::get<0>(a), std::get<1>(a).data(), 4, saved, seed, std::get<0>(g), std::get<1>(g).data());
        return y;
      },
      [](X a, X d, double &t) {
        return energy_jvp(std::get<0>(a), std::get<1>(a).data(), 4, std::get<0>(d), std::get<1>(d).data(), &t);
      });
  // In-out: the chain itself. The harness wants outputs that start empty: its numbers.
  const auto numbers = [](Chain c) { return callers::flatten(c); };
  const auto seeded = [](const Vector &seed) { return Chain(seed[0], Vector(seed.begin() + 1, seed.end())); };
  callers::check(
      "relax", Y(chain, x, 0.25),
      [&](Y a) {
        std::get<0>(a).relax(std::get<1>(a).data(), std::get<2>(a));
        return numbers(std::get<0>(a));
      },
      [&](Y a, Vector seed, Y &g) {
        std::get<0>(g) = seeded(seed);
        relax_vjp(std::get<0>(a), std::get<1>(a).data(), std::get<2>(a), std::get<0>(g), std::get<1>(g).data(), &std::get<2>(g));
      },
      [&](Y a, Vector seed, Y &g) {
        std::get<0>(g) = seeded(seed);
        relax_value_and_vjp(std::get<0>(a), std::get<1>(a).data(), std::get<2>(a), std::get<0>(g), std::get<1>(g).data(),
                            &std::get<2>(g));
        return numbers(std::get<0>(a));
      },
      [&](Y a, Vector seed, Y &g) {
        relax_saved saved;
        relax_fwd(std::get<0>(a), std::get<1>(a).data(), std::get<2>(a), saved);
        const Vector values = numbers(std::get<0>(a));
        std::get<0>(g) = seeded(seed);
        relax_rev(std::get<0>(a), std::get<1>(a).data(), std::get<2>(a), saved, std::get<0>(g), std::get<1>(g).data(),
                  &std::get<2>(g));
        return values;
      },
      [&](Y a, Y d, Vector &t) {
        relax_jvp(std::get<0>(a), std::get<1>(a).data(), std::get<2>(a), std::get<0>(d), std::get<1>(d).data(), std::get<2>(d));
        t = numbers(std::get<0>(d));
        return numbers(std::get<0>(a));
      });
  return callers::failures;
}
#endif // MAIN
