// Classes of objects: what virtual calls ask for, and casts to derived classes of objects that are of another class.
#ifndef PULLBACK_IR_DOWNCASTS_H
#define PULLBACK_IR_DOWNCASTS_H

#include "IR/Pullback.h"

#include "mlir/IR/PatternMatch.h"

namespace pullback {

/// On a pb.cmp with the number of a class: a virtual call asks whether the object is of it. The numbers of all classes
/// that it may be of; while it is constructed it has others.
inline constexpr llvm::StringLiteral kAsksForClass = "pb.asks_for_class";
/// On a pb.downcast that a virtual call makes, not the user.
inline constexpr llvm::StringLiteral kOfVirtualCall = "pb.of_virtual_call";

/// Erases a branch in which an object that is of another class than `downcast` says is used as one of that class: no
/// defined program takes it. `downcast` is one of what goes with it. False if there is no such branch.
bool dropBranch(DowncastOp downcast, mlir::RewriterBase &rewriter);

} // namespace pullback

#endif // PULLBACK_IR_DOWNCASTS_H
