#include "attention.pullback.h"
#include "hand/hand.h"
#include "harness/case.h"

#ifdef BENCH_PEERS
#include "attention.adolc.h"
#endif

void attention(int t, int d, const double* q, const double* k, const double* v, double* out);

bench::Case bench::makeCase(Size size) {
  const int t = pick<int>(size, {36, 340, 32}), d = pick<int>(size, {16, 64, 32'768});
  const int k = t * d, v = 2 * k;
  Random random(10);
  Case c;
  c.parameter("t", t);
  c.parameter("d", d);
  for (int i = 0; i < 3; ++i) c.independent(random.uniform(k, -1, 1));
  c.seed = random.uniform(k, -1, 1);
  const auto call = [=](auto f, const auto* in, auto* out) { f(t, d, in, in + k, in + v, out); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(t, d, in, in + k, in + v, bar, bar + k, bar + v, seed);
  };
  c.attach(call, reverse, ::attention, attention_vjp, attention_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::attention);
#endif
  return c;
}
