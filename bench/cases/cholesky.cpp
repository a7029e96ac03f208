#include "cholesky.pullback.h"
#include "hand/hand.h"
#include "harness/case.h"

#ifdef BENCH_PEERS
#include "cholesky.adolc.h"
#endif

double cholesky(const double* a, const double* b, int n);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {50, 330, 700});
  const std::size_t square = static_cast<std::size_t>(n) * n;
  Random random(15);
  Case c;
  c.parameter("n", n);
  std::vector<double> a = random.uniform(square, -1, 1);
  for (int i = 0; i < n; ++i) a[static_cast<std::size_t>(i) * n + i] += n;
  c.independent(a);
  c.independent(random.uniform(n, -1, 1));
  c.seed = {1.3};
  const auto call = [=](auto f, const auto* in, auto* out) { *out = f(in, in + square, n); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(in, in + square, n, *seed, bar, bar + square);
  };
  c.attach(call, reverse, ::cholesky, cholesky_vjp, cholesky_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::cholesky);
#endif
  return c;
}
