#include "hand/hand.h"
#include "harness/case.h"
#include "ode.pullback.h"

#ifdef BENCH_PEERS
#include "ode.adolc.h"
#endif

void ode(int n, int s, const double* x, double* y);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {40, 60, 60}), s = pick<int>(size, {120, 25'000, 100'000});
  Random random(6);
  Case c;
  c.parameter("n", n);
  c.parameter("s", s);
  // y_i grows like x_0 ... x_i t^(i+1) / (i+1)!, so x grows with i: else y and its gradient underflow.
  std::vector<double> x = random.uniform(n, 0.5, 0.7);
  for (int i = 0; i < n; ++i) x[i] *= i + 1;
  c.independent(x);
  c.seed = random.uniform(n, 0.5, 1.5);
  const auto call = [=](auto f, const auto* in, auto* out) { f(n, s, in, out); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) { f(n, s, in, bar, seed); };
  c.attach(call, reverse, ::ode, ode_vjp, ode_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::ode);
#endif
  return c;
}
