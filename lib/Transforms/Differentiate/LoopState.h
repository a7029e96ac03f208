// The state of a loop whose iterations are run again in the reverse sweep: what one iteration passes on to the next.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_LOOPSTATE_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_LOOPSTATE_H

#include "Analysis/Objects.h"

#include "llvm/ADT/SetVector.h"

namespace pullback {

/// An object that iterations write and read: an array of `count` elements, or one variable where `count` is null. It
/// consists of `total` records or scalars of the type `leaf`. Where it is not passed on, every iteration writes what it
/// reads, and the object is no part of the state.
struct StateObject {
  mlir::Value object, count, total;
  mlir::Type leaf;
  bool isPassedOn = true;
};

class LoopState {
public:
  LoopState(ForOp loop, FuncOp function) : loop(loop), function(function), writes(function.getBody()) {}

  /// Fills `objects` and `outputs`; numbers of elements are computed in front of the loop. Reports what cannot be kept.
  mlir::LogicalResult collect();
  /// The variable's or parameter's name.
  llvm::StringRef getName(mlir::Value object) const;

  llvm::SmallVector<StateObject> objects;
  /// What the loop writes and never reads: no part of the state.
  llvm::SmallVector<mlir::Value> outputs;

private:
  mlir::LogicalResult checkShape();
  mlir::Location locate(mlir::Operation *op);
  mlir::LogicalResult checkOperation(mlir::Operation *op);
  mlir::LogicalResult checkOverlap(const llvm::SetVector<mlir::Value> &read,
                                   const llvm::SetVector<mlir::Value> &written);
  mlir::LogicalResult add(mlir::Value object);
  mlir::LogicalResult setCount(StateObject &state);
  bool isKnown(mlir::Value object) const;
  bool changesLater(mlir::Value object) const;
  bool hasPlainWrites(mlir::Value object) const;
  bool isPassedOn(mlir::Value object) const;

  ForOp loop;
  mutable FuncOp function; // a handle
  ObjectWrites writes;
  bool writesUnknown = false;
};

/// Says where, and why, PULLBACK_CHECKPOINT cannot be obeyed; fails.
mlir::LogicalResult refuseCheckpoint(mlir::Location location, const llvm::Twine &why, const llvm::Twine &remedy);

/// The records and scalars in an object of the type, with those of the arrays that it consists of.
int64_t countLeaves(mlir::Type type);

bool isInside(mlir::Value value, mlir::Operation *op);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_LOOPSTATE_H
