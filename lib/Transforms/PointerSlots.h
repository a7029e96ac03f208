// Places where several pointers meet.
#ifndef PULLBACK_TRANSFORMS_POINTERSLOTS_H
#define PULLBACK_TRANSFORMS_POINTERSLOTS_H

#include "Transforms/RegionValues.h"

namespace pullback {

/// A pointer as elements behind a base that is not itself made of elements.
struct Stripped {
  mlir::Value base;
  llvm::SmallVector<mlir::Value, 2> indices;
};

Stripped strip(mlir::Value pointer);

/// A place where several pointers meet: a result of a branch, a selection, a carried value.
struct Slot {
  mlir::Operation *op;
  unsigned index;

  mlir::Value getResult() const { return op->getResult(index); }
  /// The block argument of a carried value, or null.
  mlir::Value getArgument() const { return isLoop(op) ? mlir::Value(getLoopCarried(op)[index]) : mlir::Value(); }
  mlir::Type getType() const { return getResult().getType(); }
  llvm::SmallVector<mlir::Value, 2> getIncoming() const;
};

/// All slots of a function, those of outer operations first.
llvm::SmallVector<Slot> findPointerSlots(FuncOp func);

/// A pointer that a loop moves on from where it begins, and the slots in the loop that it goes through.
struct Walk {
  mlir::Value begin;
  llvm::SmallVector<Slot> slots;
};

/// The walks that begin at pointers that are loaded, or of which it is not known which of several objects they go to.
/// One that begins where another ends is not among them.
llvm::SmallVector<Walk> findWalks(FuncOp func);

/// Rewrites such pointers as offsets from where they begin.
mlir::LogicalResult normalizeWalks(FuncOp func);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_POINTERSLOTS_H
