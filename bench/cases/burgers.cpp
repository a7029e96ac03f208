#include "burgers.pullback.h"
#include "hand/hand.h"
#include "harness/case.h"

#ifdef BENCH_PEERS
#include "burgers.adolc.h"
#endif

double burgers(const double* u0, int n, int steps, double dt, double dx, double nu);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {200, 2000, 1'000'000}), steps = pick<int>(size, {150, 1000, 8});
  const double dx = 1.0 / n, dt = 0.2 * dx, nu = 0.1 * dx * dx / dt; // stable: both numbers of the scheme below 1/2
  Random random(12);
  Case c;
  c.parameter("n", n);
  c.parameter("steps", steps);
  c.independent(random.uniform(n, -1, 1));
  c.seed = {1.3};
  const auto call = [=](auto f, const auto* in, auto* out) { *out = f(in, n, steps, dt, dx, nu); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(in, n, steps, dt, dx, nu, *seed, bar);
  };
  c.attach(call, reverse, ::burgers, burgers_vjp, burgers_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::burgers);
#endif
  return c;
}
