#include "ba.pullback.h"
#include "hand/hand.h"
#include "harness/case.h"

#ifdef BENCH_PEERS
#include "ba.adolc.h"
#include "ba.jets.h"
#endif

void ba(int p, const double* camera, const double* points, const double* weights, const double* features, double* error,
        double* weightError);

#ifdef BENCH_PEERS
using jets::Active;

// A residual knows one camera and one point: 15 independents at a time.
static bench::Vjp makeJetVjp(int p, const double* features) {
  return [=](const double* in, const double* seed, double* bar) {
    const std::size_t weights = 11 + 3 * static_cast<std::size_t>(p), weightError = 2 * static_cast<std::size_t>(p);
    Active x[15], y[3];
    for (int i = 0; i < 11; ++i) x[i] = bench::Jet<15>(in[i], i);
    for (int k = 0; k < p; ++k) {
      for (int i = 0; i < 3; ++i) x[11 + i] = bench::Jet<15>(in[11 + 3 * k + i], 11 + i);
      x[14] = bench::Jet<15>(in[weights + k], 14);
      jets::ba(1, x, x + 11, x + 14, features + 2 * k, y, y + 2);
      const double seeds[3] = {seed[2 * k], seed[2 * k + 1], seed[weightError + k]};
      for (int o = 0; o < 3; ++o) {
        for (int i = 0; i < 11; ++i) bar[i] += seeds[o] * y[o].v[i];
        for (int i = 0; i < 3; ++i) bar[11 + 3 * k + i] += seeds[o] * y[o].v[11 + i];
        bar[weights + k] += seeds[o] * y[o].v[14];
      }
    }
  };
}
#endif

bench::Case bench::makeCase(Size size) {
  const int p = pick<int>(size, {420, 200'000, 1'000'000});
  const std::size_t points = 11, weights = points + 3 * static_cast<std::size_t>(p),
                    weightError = 2 * static_cast<std::size_t>(p);
  Random random(4);
  Case c;
  c.parameter("p", p);
  c.independent({0.1, -0.2, 0.3, 0.2, -0.1, -6, 500, 320, 240, 0.03, -0.01});
  c.independent(random.uniform(3 * static_cast<std::size_t>(p), -1, 1));
  c.independent(random.uniform(p, 0.5, 1.5));
  c.seed = random.uniform(3 * static_cast<std::size_t>(p), -1, 1);
  const double* features = c.keep(random.uniform(2 * static_cast<std::size_t>(p), 200, 400));
  const auto call = [=](auto f, const auto* in, auto* out) {
    f(p, in, in + points, in + weights, features, out, out + weightError);
  };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(p, in, in + points, in + weights, features, bar, bar + points, bar + weights, seed, seed + weightError);
  };
  c.attach(call, reverse, ::ba, ba_vjp, ba_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::ba);
  c.vjps.emplace_back("jets", makeJetVjp(p, features));
#endif
  return c;
}
