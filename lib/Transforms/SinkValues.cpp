// Moves floating-point values that only one side of a branch uses into that side.
//
//   %d = arith.divf %x, %y                 scf.if %isZero {
//   scf.if %isZero {                         scf.yield %z
//     scf.yield %z                  ->     } else {
//   } else {                                 %d = arith.divf %x, %y
//     scf.yield %d                           scf.yield %d
//   }                                      }
//
// A value is not computed where it is not used, and neither is its adjoint: the adjoint 0 of an unused value times an
// infinite partial would not be 0. A selection of a quotient or of a library function's value becomes a branch for
// that. Not handled: values that the condition uses as well; reads of memory.

#include "IR/Mutants.h"
#include "IR/Pullback.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace pullback {
#define GEN_PASS_DEF_SINKVALUES
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// The operation in front of which a value that is used in one side of a branch in its own block alone may stand, or
/// null.
static Operation *findFirstUse(Operation *op) {
  Region *side = nullptr;
  for (Operation *user : op->getUsers()) {
    Operation *branch = op->getBlock()->findAncestorOpInBlock(*user);
    if (branch == user || !isa_and_nonnull<scf::IfOp>(branch))
      return nullptr;
    Region *around = user->getParentRegion();
    while (around->getParentOp() != branch)
      around = around->getParentOp()->getParentRegion();
    if (side && side != around)
      return nullptr;
    side = around;
  }
  if (!side)
    return nullptr;
  Operation *first = nullptr;
  for (Operation *user : op->getUsers()) {
    Operation *inSide = side->front().findAncestorOpInBlock(*user);
    bool isFirst = first && (first == inSide || first->isBeforeInBlock(inSide)); // a block of one has no order
    first = isFirst ? first : inSide;
  }
  return first;
}

static bool isSinkable(Operation *op) {
  return !mutant("mark:unused-value") && op->getNumRegions() == 0 && op->getNumResults() == 1 &&
         isa<FloatType>(op->getResult(0).getType()) && !op->hasTrait<OpTrait::ConstantLike>() && isMemoryEffectFree(op);
}

/// True for a value that only `user` uses and that may have an infinite partial in what it is computed from.
static bool hasPoleFor(Operation *user, Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || op->getBlock() != user->getBlock() || !isSinkable(op) || !value.hasOneUse())
    return false;
  return isa<arith::DivFOp, MathOp>(op) ||
         llvm::any_of(op->getOperands(), [&](Value operand) { return hasPoleFor(op, operand); });
}

namespace {

struct SinkValues : pullback::impl::SinkValuesBase<SinkValues> {
  void runOnOperation() override { visit(getOperation().getBody()); }

private:
  void visit(Region &region) {
    for (Block &block : region) {
      for (auto select : llvm::make_early_inc_range(block.getOps<arith::SelectOp>()))
        if (hasPoleFor(select, select.getTrueValue()) || hasPoleFor(select, select.getFalseValue()))
          makeBranch(select);
      for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
        if (isSinkable(&op))
          if (Operation *use = findFirstUse(&op))
            op.moveBefore(use);
      for (Operation &op : block)
        for (Region &inner : op.getRegions())
          visit(inner);
    }
  }
};

} // namespace
