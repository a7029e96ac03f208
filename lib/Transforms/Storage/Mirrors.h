// How the forward sweep and the reverse sweep of a scope correspond. A scope is a block that both sweeps share, with
// pb.reverse between them: the body of a function, or of a loop in which a primal iteration and its reverse run
// together. Scopes nest; each has its own marks and recalls.
#ifndef PULLBACK_TRANSFORMS_STORAGE_MIRRORS_H
#define PULLBACK_TRANSFORMS_STORAGE_MIRRORS_H

#include "Analysis/Objects.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/MapVector.h"

namespace pullback {

/// True if the block holds a pb.reverse.
bool isScope(mlir::Block &block);
/// Visits the operations of the scope, outer ones first, and leaves out what scopes within it hold.
void walkScope(mlir::Block &scope, llvm::function_ref<void(mlir::Operation *)> visit);
/// The scopes of a function, inner ones first.
llvm::SmallVector<mlir::Block *> getScopes(FuncOp function);

class Mirrors {
public:
  explicit Mirrors(mlir::Block &scope);

  mlir::Block &getScope() const { return scope; }
  /// The loops of the scope around `value`'s definition, outermost first.
  llvm::SmallVector<mlir::Operation *> getLoopsAround(mlir::Value value) const {
    return getLoopsAround(value.getParentBlock());
  }
  /// Those around the operations of `block`.
  llvm::SmallVector<mlir::Operation *> getLoopsAround(mlir::Block *block) const;

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
  /// Another value that is wanted.
  void addRecall(mlir::Value value, RecallOp recall) { recalls[value] = recall; }
  /// The recalls of values that are others now; the old ones need not exist any more.
  void replaceValues(llvm::ArrayRef<mlir::Value> old, mlir::ValueRange values);
  /// Removes marks, recalls without use, and the numbers that linked the sweeps.
  void erase();

private:
  mlir::Block &scope;
  mlir::Operation *boundary = nullptr;
  llvm::DenseMap<mlir::Block *, mlir::Block *> blocks;
  llvm::DenseMap<mlir::Block *, mlir::Block *> saveBlocks; // a while loop's condition part -> its body
  llvm::DenseMap<mlir::Value, mlir::Value> counters;
  llvm::MapVector<mlir::Value, RecallOp> recalls;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_MIRRORS_H
