// Values that branches yield and loops carry: adding them, dropping those that nobody needs.
#ifndef PULLBACK_TRANSFORMS_REGIONVALUES_H
#define PULLBACK_TRANSFORMS_REGIONVALUES_H

#include "IR/Pullback.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/BitVector.h"

namespace pullback {

/// The body of a pb.for or pb.loop, null for another operation.
mlir::Block *getLoopBody(mlir::Operation *op);
inline bool isLoop(mlir::Operation *op) { return llvm::isa<ForOp, LoopOp>(op); }
/// What a pb.for or pb.loop carries: initial values, block arguments, and the yield at its end.
mlir::OperandRange getLoopInits(mlir::Operation *loop);
mlir::Block::BlockArgListType getLoopCarried(mlir::Operation *loop);
YieldOp getLoopYield(mlir::Operation *loop);
/// The operand number of the first initial value.
unsigned getFirstInit(mlir::Operation *loop);

/// Replaces a selection by a branch.
mlir::scf::IfOp makeBranch(mlir::arith::SelectOp choice);

/// Makes the else block of a branch that has none.
mlir::Block *getOrCreateElse(mlir::scf::IfOp branch);

/// Replaces an scf.if, pb.for or pb.loop by one with further results (for loops: further carried values that start as
/// `inits`, with new block arguments at the end). The yields are left to the caller. The old operation is gone.
mlir::Operation *addResults(mlir::Operation *op, mlir::TypeRange types, mlir::ValueRange inits);

/// Drops the results (and what belongs to them in yields, block arguments and initial values) that are set in `dropped`
/// and have no uses left outside of the operation's own carrying. The old operation is gone.
mlir::Operation *dropResults(mlir::Operation *op, const llvm::BitVector &dropped);

/// Moves an operation without effect out of the regions in which none of its operands is defined.
void hoist(mlir::Operation *op);

/// Replaces carried values that never change and results that are the same value on both ways by that value; then
/// removes all results, carried values and operations without effect that nothing needs.
void simplifyRegionValues(mlir::Operation *root);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_REGIONVALUES_H
