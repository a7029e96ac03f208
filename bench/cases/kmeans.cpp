#include "hand/hand.h"
#include "harness/case.h"
#include "kmeans.pullback.h"

#ifdef BENCH_PEERS
#include "kmeans.adolc.h"
#endif

double kmeans(int n, int k, int d, const double* points, const double* centroids);

bench::Case bench::makeCase(Size size) {
  const int n = pick<int>(size, {600, 80'000, 600'000}), k = pick<int>(size, {10, 20, 5}),
            d = pick<int>(size, {3, 10, 10});
  Random random(3);
  Case c;
  c.parameter("n", n);
  c.parameter("k", k);
  c.parameter("d", d);
  c.independent(random.uniform(k * d, 0, 1));
  c.seed = {1.3};
  const double* points = c.keep(random.uniform(static_cast<std::size_t>(n) * d, 0, 1));
  const auto call = [=](auto f, const auto* in, auto* out) { *out = f(n, k, d, points, in); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(n, k, d, points, in, *seed, bar);
  };
  c.attach(call, reverse, ::kmeans, kmeans_vjp, kmeans_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::kmeans);
#endif
  return c;
}
