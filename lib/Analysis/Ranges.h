// What subscripts that count run over.
#ifndef PULLBACK_ANALYSIS_RANGES_H
#define PULLBACK_ANALYSIS_RANGES_H

#include "IR/Pullback.h"

#include <optional>

namespace pullback {

/// A bound, as a value (null: zero) and a constant.
struct Limit {
  mlir::Value base;
  int64_t constant = 0;
};

/// Subscripts from `begin` to `end`, which is not among them.
struct Interval {
  Limit begin, end;
};

/// Without casts that keep the number. A negative one that becomes 64 bits without sign is no size of anything.
mlir::Value stripKeepingCasts(mlir::Value value);

/// `value + shift` taken apart: i + 1 is i and 1.
Limit getLimit(mlir::Value value, int64_t shift = 0);

/// True if the two are one number, apart from casts that keep it. Either may be null.
bool isSameBase(mlir::Value a, mlir::Value b);

/// True if it is proved that left <= right. A counter that runs up from a constant c is at least c.
bool isAtMost(const Limit &left, const Limit &right);

/// What the counter of a loop with step 1 or -1 runs over.
std::optional<Interval> getRange(ForOp loop);

/// The loop that `value` counts; null if it is no counter.
ForOp getLoopOfCounter(mlir::Value value);

/// True if it is proved that the parts together hold all of `whole`. An empty part holds nothing: its end is not behind
/// what it begins at.
bool makeUp(llvm::ArrayRef<Interval> parts, const Interval &whole);

} // namespace pullback

#endif // PULLBACK_ANALYSIS_RANGES_H
