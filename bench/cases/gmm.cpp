#include "gmm.pullback.h"
#include "hand/hand.h"
#include "harness/case.h"

#ifdef BENCH_PEERS
#include "gmm.adolc.h"
#endif

double gmm(int d, int k, int n, const double* alpha, const double* mu, const double* q, const double* l,
           const double* x, double gamma, int m);

bench::Case bench::makeCase(Size size) {
  const int d = pick<int>(size, {10, 20, 20}), k = pick<int>(size, {5, 50, 2}), n = pick<int>(size, {20, 400, 250'000});
  const int lower = d * (d - 1) / 2, mu = k, q = mu + k * d, l = q + k * d, m = 1;
  Random random(2);
  Case c;
  c.parameter("d", d);
  c.parameter("k", k);
  c.parameter("n", n);
  c.independent(random.uniform(k, -1, 1));
  c.independent(random.uniform(k * d, 0, 1));
  c.independent(random.uniform(k * d, -0.5, 0.5));
  c.independent(random.uniform(k * lower, -0.3, 0.3));
  c.seed = {1.3};
  const double *x = c.keep(random.uniform(static_cast<std::size_t>(n) * d, 0, 1)), gamma = 1.2;
  const auto call = [=](auto f, const auto* in, auto* out) {
    *out = f(d, k, n, in, in + mu, in + q, in + l, x, gamma, m);
  };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(d, k, n, in, in + mu, in + q, in + l, x, gamma, m, *seed, bar, bar + mu, bar + q, bar + l);
  };
  c.attach(call, reverse, ::gmm, gmm_vjp, gmm_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::gmm);
#endif
  return c;
}
