#include "hand/hand.h"
#include "hand.pullback.h"
#include "harness/case.h"

#ifdef BENCH_PEERS
#include "hand.adolc.h"
#include "hand.jets.h"
#endif

void hand(const double* pose, const double* offset, int vertices, const double* rest, const int* bone,
          const double* weight, const double* measured, double* error);

bench::Case bench::makeCase(Size size) {
  const int vertices = pick<int>(size, {2000, 250'000, 1'000'000});
  Random random(9);
  Case c;
  c.parameter("vertices", vertices);
  c.independent(random.uniform(26, -0.5, 0.5));
  c.seed = random.uniform(3 * vertices, -1, 1);
  const double* offset = c.keep(random.uniform(45, 0.2, 1));
  const double* rest = c.keep(random.uniform(3 * vertices, -1, 1));
  std::vector<int> bones(vertices);
  for (int& bone : bones) bone = static_cast<int>(random.uniform(0, 15));
  const int* bone = c.keep(bones);
  const double* weight = c.keep(random.uniform(vertices, 0.2, 1));
  const double* measured = c.keep(random.uniform(3 * vertices, -1, 1));
  const auto call = [=](auto f, const auto* in, auto* out) {
    f(in, offset, vertices, rest, bone, weight, measured, out);
  };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(in, offset, vertices, rest, bone, weight, measured, bar, seed);
  };
  c.attach(call, reverse, ::hand, hand_vjp, hand_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::hand);
  attachJets<jets::Active>(c, call, jets::hand);
#endif
  return c;
}
