// How the forward sweep of a function and its reverse sweep correspond.
#ifndef PULLBACK_TRANSFORMS_STORAGE_MIRRORS_H
#define PULLBACK_TRANSFORMS_STORAGE_MIRRORS_H

#include "Analysis/Objects.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/MapVector.h"

namespace pullback {

class Mirrors {
public:
  explicit Mirrors(FuncOp function);

  /// The block of the reverse sweep that runs once for each run of `forward`; null if there is none.
  mlir::Block *getMirror(mlir::Block *forward) const { return blocks.lookup(forward); }
  /// The value in the reverse sweep that an induction variable of the forward sweep has; null if there is none.
  mlir::Value getCounter(mlir::Value inductionVariable) const { return counters.lookup(inductionVariable); }
  /// Where the forward sweep ends.
  mlir::Operation *getBoundary() const { return boundary; }
  /// True for operations of the forward sweep, at any depth.
  bool isForward(mlir::Operation *op) const;
  /// The place in the forward sweep at which `value` can be kept once for each run of its block's mirror.
  void setToSavePoint(mlir::OpBuilder &builder, mlir::Value value) const;

  /// The recalls, by the value that is wanted.
  const llvm::MapVector<mlir::Value, RecallOp> &getRecalls() const { return recalls; }
  /// Removes marks, recalls without use, and the numbers that linked the sweeps.
  void erase();

private:
  FuncOp function;
  mlir::Operation *boundary = nullptr;
  llvm::DenseMap<mlir::Block *, mlir::Block *> blocks;
  llvm::DenseMap<mlir::Block *, mlir::Block *> saveBlocks; // a while loop's condition part -> its body
  llvm::DenseMap<mlir::Value, mlir::Value> counters;
  llvm::MapVector<mlir::Value, RecallOp> recalls;
};

/// The loops around `value`'s definition, outermost first.
llvm::SmallVector<mlir::Operation *> getLoopsAround(mlir::Value value);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_MIRRORS_H
