#include "hand/hand.h"
#include "harness/case.h"
#include "lstm.pullback.h"

#ifdef BENCH_PEERS
#include "lstm.adolc.h"
#endif

double lstm(int l, int c, int b, const double* weight, const double* bias, const double* inWeight,
            const double* outWeight, const double* outBias, const double* hidden0, const double* cell0,
            const double* sequence);

bench::Case bench::makeCase(Size size) {
  const int l = 2, length = pick<int>(size, {9, 860, 300}), b = pick<int>(size, {14, 64, 1024});
  const int bias = 4 * l * b, inWeight = 2 * bias, outWeight = inWeight + b, outBias = outWeight + b;
  Random random(5);
  Case c;
  c.parameter("l", l);
  c.parameter("c", length);
  c.parameter("b", b);
  c.independent(random.uniform(bias, -1, 1));
  c.independent(random.uniform(bias, -1, 1));
  for (int i = 0; i < 3; ++i) c.independent(random.uniform(b, -1, 1));
  c.seed = {1.3};
  const double *hidden0 = c.keep(random.uniform(l * b, -0.5, 0.5)), *cell0 = c.keep(random.uniform(l * b, -0.5, 0.5));
  const double* sequence = c.keep(random.uniform(length * b, 0, 1));
  const auto call = [=](auto f, const auto* in, auto* out) {
    *out = f(l, length, b, in, in + bias, in + inWeight, in + outWeight, in + outBias, hidden0, cell0, sequence);
  };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(l, length, b, in, in + bias, in + inWeight, in + outWeight, in + outBias, hidden0, cell0, sequence, *seed, bar,
      bar + bias, bar + inWeight, bar + outWeight, bar + outBias);
  };
  c.attach(call, reverse, ::lstm, lstm_vjp, lstm_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::lstm);
#endif
  return c;
}
