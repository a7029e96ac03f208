// Forward mode by Ceres's jets, for functions of few inputs: the whole Jacobian, then the seeds.
#ifndef PULLBACK_BENCH_JETS_H
#define PULLBACK_BENCH_JETS_H

#include "case.h"

#include <ceres/jet.h>

namespace bench {

template <int N> using Jet = ceres::Jet<double, N>;

/// Adds jets to a case whose independents are as many as an Active has partials.
template <typename Active, typename Call, typename F> void attachJets(Case& c, Call call, F primal) {
  constexpr int n = Active::DIMENSION;
  const std::size_t outputs = c.seed.size();
  c.vjps.emplace_back("jets", [=](const double* in, const double* seed, double* gradient) {
    Active x[n];
    for (int i = 0; i < n; ++i) x[i] = Jet<n>(in[i], i);
    std::vector<Active> y(outputs);
    call(primal, static_cast<const Active*>(x), y.data());
    for (std::size_t o = 0; o < outputs; ++o)
      for (int i = 0; i < n; ++i) gradient[i] += seed[o] * y[o].v[i];
  });
}

} // namespace bench

#endif
