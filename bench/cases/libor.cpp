#include "hand/hand.h"
#include "harness/case.h"
#include "libor.pullback.h"

#ifdef BENCH_PEERS
#include "libor.adolc.h"
#endif

double libor(const double* rates, const double* volatility, int n, int maturity, int paths, double delta, double strike,
             unsigned seed);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {20, 80, 2'000'000}), maturity = pick<int>(size, {10, 40, 2});
  const int paths = pick<int>(size, {9, 330, 1});
  // A short period keeps two million discount factors from underflowing.
  const double delta = pick<double>(size, {0.25, 0.25, 1e-6}), strike = 0.02;
  Random random(14);
  Case c;
  c.parameter("n", n);
  c.parameter("maturity", maturity);
  c.parameter("paths", paths);
  c.parameter("delta", delta);
  c.independent(random.uniform(n, 0.04, 0.06));
  c.independent(random.uniform(n, 0.15, 0.25));
  c.seed = {1.3};
  const auto call = [=](auto f, const auto* in, auto* out) {
    *out = f(in, in + n, n, maturity, paths, delta, strike, 7u);
  };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(in, in + n, n, maturity, paths, delta, strike, 7u, *seed, bar, bar + n);
  };
  c.attach(call, reverse, ::libor, libor_vjp, libor_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::libor);
#endif
  return c;
}
