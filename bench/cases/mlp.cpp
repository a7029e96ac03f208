#include "hand/hand.h"
#include "harness/case.h"
#include "mlp.pullback.h"

#include <cmath>
#include <type_traits>

#ifdef BENCH_PEERS
#include "mlp.adolc.h"
#endif

double mlp(int batch, int inputs, int h, int outputs, const double* w1, const double* b1, const double* w2,
           const double* b2, const double* w3, const double* b3, const double* x, const double* target);

bench::Case bench::makeCase(Size size) {
  const int batch = pick<int>(size, {24, 270, 4}), inputs = pick<int>(size, {8, 64, 64});
  const int h = pick<int>(size, {16, 128, 2048}), outputs = pick<int>(size, {4, 10, 10});
  const int b1 = h * inputs, w2 = b1 + h, b2 = w2 + h * h, w3 = b2 + h, b3 = w3 + outputs * h;
  Random random(11);
  Case c;
  c.parameter("batch", batch);
  c.parameter("inputs", inputs);
  c.parameter("h", h);
  c.parameter("outputs", outputs);
  const double wide = 1 / std::sqrt(static_cast<double>(inputs)), deep = 1 / std::sqrt(static_cast<double>(h));
  c.independent(random.uniform(h * inputs, -wide, wide));
  c.independent(random.uniform(h, -1, 1));
  c.independent(random.uniform(h * h, -deep, deep));
  c.independent(random.uniform(h, -1, 1));
  c.independent(random.uniform(outputs * h, -deep, deep));
  c.independent(random.uniform(outputs, -1, 1));
  c.seed = {1.3};
  const double* x = c.keep(random.uniform(batch * inputs, -1, 1));
  const double* target = c.keep(random.uniform(batch * outputs, -1, 1));
  // The layers share one function, so that a peer's first layer takes numbers of its type too.
  const auto call = [=](auto f, const auto* in, auto* out) {
    using T = std::remove_pointer_t<decltype(out)>;
    const auto run = [=](const T* first) {
      *out = f(batch, inputs, h, outputs, in, in + b1, in + w2, in + b2, in + w3, in + b3, first, target);
    };
    if constexpr (std::is_same_v<T, double>)
      run(x);
    else
      run(std::vector<T>(x, x + batch * inputs).data());
  };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(batch, inputs, h, outputs, in, in + b1, in + w2, in + b2, in + w3, in + b3, x, target, *seed, bar, bar + b1,
      bar + w2, bar + b2, bar + w3, bar + b3);
  };
  c.attach(call, reverse, ::mlp, mlp_vjp, mlp_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::mlp);
#endif
  return c;
}
