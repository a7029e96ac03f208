#include "det.pullback.h"
#include "hand/hand.h"
#include "harness/case.h"

#ifdef BENCH_PEERS
#include "det.adolc.h"
#endif

double det(const double* A, int n);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {6, 9, 10});
  Random random(8);
  Case c;
  c.parameter("n", n);
  c.independent(random.uniform(n * n, -1, 1));
  c.seed = {1.3};
  const auto call = [=](auto f, const auto* in, auto* out) { *out = f(in, n); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) { f(in, n, *seed, bar); };
  c.attach(call, reverse, ::det, det_vjp, det_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::det);
#endif
  return c;
}
