#include "hand/hand.h"
#include "harness/case.h"
#include "llsq.pullback.h"

#ifdef BENCH_PEERS
#include "llsq.adolc.h"
#include "llsq.jets.h"
#endif

double llsq(int n, int m, const double* x);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {1300, 120'000, 8}), m = pick<int>(size, {16, 64, 5'000'000});
  Random random(7);
  Case c;
  c.parameter("n", n);
  c.parameter("m", m);
  c.independent(random.uniform(m, -1, 1));
  c.seed = {1.3};
  const auto call = [=](auto f, const auto* in, auto* out) { *out = f(n, m, in); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) { f(n, m, in, *seed, bar); };
  c.attach(call, reverse, ::llsq, llsq_vjp, llsq_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::llsq);
  if (size == small) attachJets<jets::Active>(c, call, jets::llsq);
#endif
  return c;
}
