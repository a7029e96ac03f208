#include "tape.h"

#include <adolc/adolc.h>

bench::Vjp bench::makeTapedVjp(std::size_t inputs, std::size_t outputs,
                               std::function<void(const adouble*, adouble*)> primal) {
  return [=](const double* in, const double* seed, double* gradient) {
    constexpr short tag = 1;
    trace_on(tag, 1);
    {
      std::vector<adouble> x(inputs), y(outputs);
      for (std::size_t i = 0; i < inputs; ++i) x[i] <<= in[i];
      primal(x.data(), y.data());
      double ignored;
      for (adouble& value : y) value >>= ignored;
    }
    trace_off();
    std::vector<double> product(inputs), weights(seed, seed + outputs);
    fos_reverse(tag, static_cast<int>(outputs), static_cast<int>(inputs), weights.data(), product.data());
    for (std::size_t i = 0; i < inputs; ++i) gradient[i] += product[i];
  };
}
