// What it takes to turn a loop into one that counts.
#ifndef PULLBACK_TRANSFORMS_COUNTEDLOOPS_H
#define PULLBACK_TRANSFORMS_COUNTEDLOOPS_H

#include "IR/Pullback.h"

namespace pullback {

/// Pure computations of invariant operands may run before the loop, and so may loads of what the loop does not write.
/// What stands in the loop's own block runs in the first iteration anyway; the rest must be safe to speculate.
bool canHoist(mlir::Value value, LoopOp loop);
void hoist(mlir::Value value, LoopOp loop);

/// True if a function that the loop calls may throw or end the program: any but those of the C library that are
/// declared to come back, and what prints.
bool mayBeLeft(LoopOp loop);

/// True if an unsigned counter that begins with `first` and runs while it is `predicate` to `bound` does not wrap
/// around.
bool cannotWrapUnsigned(Predicate predicate, mlir::Value first, mlir::Value bound, int64_t step);

/// Replaces a loop by one that counts what it carries in `counter`, in the bound's type. What its yield goes on by
/// stays. The bound lies in front of the loop.
ForOp makeCounted(LoopOp loop, unsigned counter, mlir::Value bound, Predicate predicate, int64_t step);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_COUNTEDLOOPS_H
