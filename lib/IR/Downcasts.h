// Casts to derived classes of objects that are of another class.
#ifndef PULLBACK_IR_DOWNCASTS_H
#define PULLBACK_IR_DOWNCASTS_H

#include "IR/Pullback.h"

#include "mlir/IR/PatternMatch.h"

namespace pullback {

/// Erases a branch in which an object that is of another class than `downcast` says is used as one of that class: no
/// defined program takes it. `downcast` is one of what goes with it. False if there is no such branch.
bool dropBranch(DowncastOp downcast, mlir::RewriterBase &rewriter);

} // namespace pullback

#endif // PULLBACK_IR_DOWNCASTS_H
