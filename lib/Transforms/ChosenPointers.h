// Pointers that are chosen before they are stored.
#ifndef PULLBACK_TRANSFORMS_CHOSENPOINTERS_H
#define PULLBACK_TRANSFORMS_CHOSENPOINTERS_H

#include "IR/Pullback.h"

namespace pullback {

/// Has pointers of which one is chosen be stored where it is known which, as far as the choice has no effects.
void settleChosenPointers(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_CHOSENPOINTERS_H
