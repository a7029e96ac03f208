//   double *t = small;                        double *heap = new double[n > 8 ? n : 0];
//   if (n > 8) t = new double[n];     ->      double *t = n > 8 ? heap : small;
#include "Transforms/BranchMemory.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

/// What `value` is computed by on its side of a branch, operands first; false if that is more than arithmetic.
static bool collectComputation(Value value, Region &side, llvm::SetVector<Operation *> &computation) {
  Operation *op = value.getDefiningOp();
  if (!op || op->getParentRegion() != &side)
    return !side.isAncestor(value.getParentRegion());
  WalkResult result = op->walk([&](Operation *inner) {
    bool isFine = inner->hasTrait<OpTrait::HasRecursiveMemoryEffects>() || isMemoryEffectFree(inner);
    for (Value operand : inner->getOperands())
      isFine = isFine && (op->isAncestor(operand.getParentRegion()->getParentOp()) ||
                          collectComputation(operand, side, computation));
    return isFine ? WalkResult::advance() : WalkResult::interrupt();
  });
  if (!result.wasInterrupted())
    computation.insert(op);
  return !result.wasInterrupted();
}

void pullback::takeBeforeBranches(AllocOp alloc) {
  while (auto branch = dyn_cast<scf::IfOp>(alloc->getParentOp())) {
    if (alloc.getKind() == AllocKind::New && getConstantInt(alloc.getCount()) == 1) {
      Operation *count = alloc.getCount().getDefiningOp();
      if (count->getParentRegion()->getParentOp() == branch)
        count->moveBefore(branch);
      alloc->moveBefore(branch);
      continue;
    }
    Region &side = *alloc->getParentRegion();
    llvm::SetVector<Operation *> computation;
    if (!collectComputation(alloc.getCount(), side, computation))
      return;
    Location location = alloc.getLoc();
    OpBuilder builder(branch);
    Type type = alloc.getCount().getType();
    auto chosen = builder.create<scf::IfOp>(location, type, branch.getCondition(), /*withElseRegion=*/true);
    bool isThen = &side == &branch.getThenRegion();
    for (bool isTaken : {true, false}) {
      builder.setInsertionPointToStart(isTaken == isThen ? chosen.thenBlock() : chosen.elseBlock());
      IRMapping mapping;
      if (isTaken)
        for (Operation *op : computation)
          builder.clone(*op, mapping);
      Value count = isTaken ? mapping.lookupOrDefault(alloc.getCount())
                            : builder.create<ConstantOp>(location, type, int64_t(0)).getResult();
      builder.create<scf::YieldOp>(location, count);
    }
    alloc.getCountMutable().assign(chosen.getResult(0));
    alloc->moveBefore(branch);
  }
}
