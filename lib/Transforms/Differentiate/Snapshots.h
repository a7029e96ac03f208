// Code that keeps states of a loop, at most so many at a time, and brings them back.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_SNAPSHOTS_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_SNAPSHOTS_H

#include "Transforms/Differentiate/LoopState.h"
#include "Transforms/Storage/Formulas.h"

namespace pullback {

/// One for each sweep, with variables of its own. Steps are zero-based, as std::size_t.
class Snapshots {
public:
  /// Makes room in front of the loop, for `limit` states and the one before the last step; `trips` are its steps.
  Snapshots(ForOp loop, const LoopState &state, mlir::Value limit, mlir::Value trips);
  /// Those of the reverse sweep at the place of `builder`, which go on from what `first` has kept when its loop ends.
  /// With `isCut`, the sweeps are functions of their own: the second may run again, and leaves what it gets alone.
  Snapshots(const Snapshots &first, mlir::OpBuilder &builder, bool isCut);

  /// Code at the beginning of the loop's body that keeps the state of each step that is due.
  void takeInLoop();
  /// Code that keeps the state in front of `step`, if it is due; `last` is the last of the steps, `end` behind it.
  void keepIfDue(mlir::OpBuilder &builder, mlir::Value step, mlir::Value last, mlir::Value end,
                 mlir::ValueRange carried, llvm::ArrayRef<mlir::Value> objects) const;
  /// Code that brings back the last state that was kept and forgets it if it is that of the step `trip`, which comes
  /// next; what the loop carries is appended to `carried`. Returns the state's step.
  mlir::Value bringBack(mlir::OpBuilder &builder, mlir::Value trip, llvm::ArrayRef<mlir::Value> objects,
                        llvm::SmallVectorImpl<mlir::Value> &carried) const;
  /// Code that finds out which step after `step` is due next, on the way to `last`.
  void findNext(mlir::OpBuilder &builder, mlir::Value step, mlir::Value last, mlir::Value end) const;
  /// Does not keep what the loop carries in that place: nobody uses its value.
  void forget(unsigned carried);

private:
  mlir::Value number(mlir::OpBuilder &builder, int64_t value) const;
  mlir::Value binary(mlir::OpBuilder &builder, BinaryKind kind, mlir::Value left, mlir::Value right,
                     llvm::StringRef name = "") const;
  mlir::Value makeVariable(mlir::OpBuilder &builder, llvm::StringRef name, mlir::Value value) const;
  mlir::Value makeArray(mlir::OpBuilder &builder, mlir::Type element, const llvm::Twine &name, mlir::Value count) const;
  void note(mlir::Value value, mlir::Type leaf, const Formula &count) const;
  mlir::Value copyArray(mlir::OpBuilder &builder, mlir::Value array) const;
  void copy(mlir::OpBuilder &builder, mlir::Type type, mlir::Value object, mlir::Value leaves, mlir::Value first,
            bool isKept) const;
  void copyElements(mlir::OpBuilder &builder, mlir::Type type, mlir::Value count, mlir::Value elements,
                    mlir::Value leaves, mlir::Value first, bool isKept) const;
  void copyObject(mlir::OpBuilder &builder, unsigned index, mlir::Value object, mlir::Value slot, bool isKept) const;
  void keep(mlir::OpBuilder &builder, mlir::Value step, mlir::Value last, mlir::Value end, mlir::ValueRange carried,
            llvm::ArrayRef<mlir::Value> objects) const;

  ForOp loop;
  mlir::Location location;
  const LoopState &state;
  mlir::Value limit, trips;
  mlir::Value steps;                                   // an array: the step of each state
  llvm::SmallVector<mlir::Value> ofCarried, ofObjects; // arrays: all values of what is carried, all contents
  mlir::Value used, next;                              // variables: how many states there are; which step is due
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_SNAPSHOTS_H
