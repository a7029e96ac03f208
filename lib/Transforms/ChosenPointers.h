// Pointers that are chosen before they are stored.
#ifndef PULLBACK_TRANSFORMS_CHOSENPOINTERS_H
#define PULLBACK_TRANSFORMS_CHOSENPOINTERS_H

#include "Transforms/PointerGroups.h"

#include "llvm/ADT/BitVector.h"

namespace pullback {

/// Has pointers of which one is chosen be stored where it is known which, as far as the choice has no effects.
void settleChosenPointers(FuncOp function);

/// Keeps the pointers that are set of those that a branch or choice yields or a loop carries in variables. The branch or
/// loop is replaced by one without them.
void keepInVariables(mlir::Operation *slot, const llvm::BitVector &which);

/// True where what branches yield and loops carry has to be kept as numbers: objects of several classes, and what is
/// stored or compared after it was chosen.
bool keepsNumbers(FuncOp function, PointerGroups &groups, PointerGroup &group);

/// True for a choice between a pointer and null.
bool choosesNull(mlir::Operation *slot);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_CHOSENPOINTERS_H
