// Like harness::run, one process for each function; prints CRASH lines beside the FAIL lines of the engine.
#ifndef PULLBACK_FUZZ_ISOLATED_H
#define PULLBACK_FUZZ_ISOLATED_H

#include "engine.h"

namespace harness {
int runIsolated(const std::vector<Function> &functions, const std::vector<Oracle> &oracles,
                const std::vector<Expectation> &expectations, bool selfCheck);
} // namespace harness

#endif
