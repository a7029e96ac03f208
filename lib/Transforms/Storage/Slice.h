// The part of a primal loop's body that has to run again so that certain of its values are there.
#ifndef PULLBACK_TRANSFORMS_STORAGE_SLICE_H
#define PULLBACK_TRANSFORMS_STORAGE_SLICE_H

#include "Transforms/Storage/StableLoads.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {

class Slice {
public:
  /// `loop` is a counted loop of the forward sweep. With `isMoved`, it will not run in the forward sweep any more.
  Slice(ForOp loop, const StableLoads &stableLoads, bool isMoved);

  /// Asks for `value`, which is defined in the loop or outside of it.
  void need(mlir::Value value);
  /// Asks for a write to memory that others see.
  void needWrite(mlir::Operation *op);
  /// Follows all that has been asked for. False if something in it cannot run again; `getObstacle` says what.
  bool close();
  mlir::Operation *getObstacle() const { return obstacle; }

  bool contains(mlir::Operation *op) const { return ops.contains(op); }
  bool contains(mlir::Value value) const { return values.contains(value); }
  /// Carried values of the loop that have to be stepped along, by number.
  const llvm::SmallSetVector<unsigned, 4> &getStepped() const { return stepped; }
  /// True if iterations have to run in the order of the primal: something is stepped along, in values or in memory.
  bool needsOrder() const { return !stepped.empty() || stepsMemory; }
  /// Objects from outside of the loop that every iteration writes before it reads them.
  const llvm::SetVector<mlir::Value> &getPrivateObjects() const { return privateObjects; }
  /// Values from outside of the loop that it needs, as far as they are known now.
  llvm::ArrayRef<mlir::Value> getOutside() const { return outside.getArrayRef(); }
  /// The cost of one iteration.
  double getCost() const { return getCost(*body); }

  /// Builds the slice of one iteration. `mapping` says what stands for the loop's counter, its carried values and its
  /// private objects. Marks of the values that are there come along.
  void clone(mlir::OpBuilder &builder, mlir::IRMapping &mapping) const { cloneBlock(*body, builder, mapping); }
  /// What stands for `value` in the copy.
  mlir::Value map(mlir::Value value, mlir::OpBuilder &builder, mlir::IRMapping &mapping) const;

private:
  void visit(mlir::Value value);
  void visitResult(mlir::Operation *op, unsigned number);
  void visitOp(mlir::Operation *op);
  bool isUsedOutside(mlir::Value object) const;
  bool isWritten(mlir::Value object);
  void visitMemory(mlir::Operation *read, mlir::Value pointer);
  void needObject(mlir::Value object);
  void fail(mlir::Operation *op);
  bool isInside(mlir::Operation *op) const { return body->getParent()->isAncestor(op->getParentRegion()); }
  double getCost(mlir::Block &block) const;
  void cloneBlock(mlir::Block &from, mlir::OpBuilder &builder, mlir::IRMapping &mapping) const;
  void cloneRegions(mlir::Operation *op, mlir::OpBuilder &builder, mlir::IRMapping &mapping) const;

  ForOp loop;
  mlir::Block *body;
  const StableLoads &stableLoads;
  std::optional<ObjectWrites> writes; ///< in the loop, once they are asked for
  bool isMoved, stepsMemory = false;
  mlir::Operation *obstacle = nullptr;
  llvm::DenseSet<mlir::Operation *> ops;
  llvm::DenseSet<mlir::Value> values;
  llvm::SmallVector<mlir::Value> worklist;
  llvm::SmallSetVector<unsigned, 4> stepped;
  llvm::SetVector<mlir::Value> privateObjects;
  llvm::DenseSet<mlir::Value> neededObjects;
  llvm::SetVector<mlir::Value> outside;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_SLICE_H
