#include "hand/hand.h"
#include "harness/case.h"
#include "lse.pullback.h"

#ifdef BENCH_PEERS
#include "lse.adolc.h"
#endif

double lse(const double* x, int n);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {1600, 600'000, 8'000'000});
  Random random(1);
  Case c;
  c.parameter("n", n);
  c.independent(random.uniform(n, -3, 3));
  c.seed = {1.3};
  c.rounding = 1e-11; // the maximum's adjoint is a sum that cancels
  const auto call = [=](auto f, const auto* x, auto* out) { *out = f(x, n); };
  const auto reverse = [=](auto f, const double* x, const double* seed, double* x_bar) { f(x, n, *seed, x_bar); };
  c.attach(call, reverse, ::lse, lse_vjp, lse_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::lse);
#endif
  return c;
}
