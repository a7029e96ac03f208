// Loops that select: of all iterations, only the last that took the value has an adjoint.
#ifndef PULLBACK_TRANSFORMS_STORAGE_SELECTIONS_H
#define PULLBACK_TRANSFORMS_STORAGE_SELECTIONS_H

#include "IR/Pullback.h"

namespace pullback {

/// The mirror of `for i: if c(i): best = f(i)`. Its iterations do nothing where the condition does not hold, and
/// nothing once the adjoint of what is selected has been passed on.
struct Selection {
  /// Whether the iteration took the value.
  RecallOp condition;
  /// The adjoint of what is selected, among the values that the mirror carries.
  unsigned adjoint;
};

std::optional<Selection> findSelection(ForOp mirror);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_SELECTIONS_H
