// ADOL-C: the primal is taped anew for every gradient, as its branches demand, and the tape run backwards once.
#ifndef PULLBACK_BENCH_TAPE_H
#define PULLBACK_BENCH_TAPE_H

#include "case.h"

#include <adolc/adouble.h>

namespace bench {

Vjp makeTapedVjp(std::size_t inputs, std::size_t outputs, std::function<void(const adouble*, adouble*)> primal);

/// Adds ADOL-C to the case, unless it is the large one, whose tape would be larger than all else by far.
template <typename Call, typename F> void attachTape(Case& c, Size size, Call call, F primal) {
  if (size == large) return;
  c.vjps.emplace_back("adolc", makeTapedVjp(c.inputs.size(), c.seed.size(),
                                            [=](const adouble* in, adouble* out) { call(primal, in, out); }));
}

} // namespace bench

#endif
