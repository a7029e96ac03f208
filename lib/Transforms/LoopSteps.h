// By how much a loop changes what it carries from one iteration to the next.
#ifndef PULLBACK_TRANSFORMS_LOOPSTEPS_H
#define PULLBACK_TRANSFORMS_LOOPSTEPS_H

#include "IR/Comparisons.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

#include <optional>

namespace pullback {

/// What a branch yields for one of its results on one side.
mlir::Value yielded(mlir::scf::IfOp branch, bool side, unsigned index);

/// By how much a carried value changes wherever the loop goes on: nothing found, any (the loop does not go on), or one
/// number.
struct Step {
  enum Kind { Unknown, Any, Known } kind = Unknown;
  int64_t value = 0;

  static Step both(Step a, Step b) {
    if (a.kind == Any)
      return b;
    if (b.kind == Any)
      return a;
    return a.kind == Known && b.kind == Known && a.value == b.value ? a : Step();
  }
};

/// What is known of a truth value: a constant, or a value that stands for it.
struct Truth {
  std::optional<bool> constant;
  mlir::Value value;

  static Truth of(mlir::Value value) { return {getConstantBool(value), value}; }
};

/// The two values that a branch or selection chooses from, and its condition; null where it is neither.
struct Choice {
  mlir::Value condition, whenTrue, whenFalse;

  static Choice of(mlir::Value value);
  mlir::Value on(bool side) const { return side ? whenTrue : whenFalse; }
};

/// The step from `variable` to `next` where `goOn` is true.
Step findStep(mlir::Value next, Truth goOn, mlir::Value variable);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_LOOPSTEPS_H
