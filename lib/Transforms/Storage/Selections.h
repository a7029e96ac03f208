// Loops that select: of all iterations, only the last that took the value has an adjoint.
#ifndef PULLBACK_TRANSFORMS_STORAGE_SELECTIONS_H
#define PULLBACK_TRANSFORMS_STORAGE_SELECTIONS_H

#include "IR/Pullback.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

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

/// Whether there is a number of the counter's type that no iteration has, so that it can mean none.
bool hasNumberForNone(ForOp loop);
/// Makes a loop of the forward sweep remember the last iteration in which `condition` held, as its last result: the
/// number that no iteration has where there is none. The old loop is gone.
ForOp rememberLast(ForOp loop, mlir::Value condition);
/// Puts a branch in place of the mirror: its body, once, for the iteration `from`, if `isThere`. `counter` is what the
/// body has as the number of the iteration. The mirror is gone.
mlir::scf::IfOp replaceByBranch(ForOp mirror, mlir::Value counter, mlir::Value isThere, mlir::Value from);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_SELECTIONS_H
