// Decides comparisons of integers that have the same outcome in every run, so that the branches behind them go, and
// what the reverse sweep has for these. See IR/KnownComparisons.h.
#include "IR/KnownComparisons.h"

#include "Transforms/Passes.h"

namespace pullback {
#define GEN_PASS_DEF_KNOWNCOMPARISONS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

struct KnownComparisons : pullback::impl::KnownComparisonsBase<KnownComparisons> {
  void runOnOperation() override {
    if (!getOperation().isDeclaration())
      replaceKnownComparisons(getOperation());
  }
};

} // namespace
