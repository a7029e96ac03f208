// Which SSA values have to be computed at all.
#ifndef PULLBACK_EMIT_NEEDED_H
#define PULLBACK_EMIT_NEEDED_H

#include "IR/Pullback.h"

#include "llvm/ADT/DenseSet.h"

namespace pullback::emit {

/// A loop's carried argument and its result are one variable, which this names by the argument.
mlir::Value getCarrier(mlir::Value value);
/// What a loop's start or a yield assigns its operand to: a carried argument or a branch's result; null for other uses.
mlir::Value getCopyTarget(mlir::OpOperand &use);

class Needed {
public:
  explicit Needed(FuncOp function);
  /// True if an effect, a result or the course of a loop depends on the value.
  bool contains(mlir::Value value) const { return values.contains(getCarrier(value)); }
  /// True if what `use` does with its operand matters.
  bool contains(mlir::OpOperand &use) const;
  /// True if the branch does anything at all.
  bool contains(mlir::Operation *branch) const { return branches.contains(branch); }

private:
  bool visit(mlir::Block &block);
  void add(mlir::Value value);
  void addBranch(mlir::Operation *branch);
  void propagate();

  llvm::DenseSet<mlir::Value> values;
  llvm::DenseSet<mlir::Operation *> branches;
  llvm::SmallVector<mlir::Value> waiting;
};

} // namespace pullback::emit

#endif // PULLBACK_EMIT_NEEDED_H
