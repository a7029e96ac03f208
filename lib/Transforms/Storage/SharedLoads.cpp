#include "Transforms/Storage/SharedLoads.h"

#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace pullback;

static bool runEqually(ForOp left, ForOp right) {
  return left.getLower() == right.getLower() && left.getUpper() == right.getUpper() &&
         left.getPredicate() == right.getPredicate() && left.getStep() == right.getStep() &&
         left.getInductionVar().getType() == right.getInductionVar().getType() && !left.getYield().getGoOn() &&
         !right.getYield().getGoOn();
}

// Equal where the counters of the two loops are.
static bool areEqual(Value one, Value other, ForOp left, ForOp right) {
  if (one == left.getInductionVar())
    return other == right.getInductionVar();
  if (one == other)
    return !left.getBody().isAncestor(one.getParentRegion()) && !right.getBody().isAncestor(one.getParentRegion());
  Operation *op = one.getDefiningOp(), *copy = other.getDefiningOp();
  return op && copy && op->getName() == copy->getName() && op->getNumRegions() == 0 && isMemoryEffectFree(op) &&
         op->getAttrDictionary() == copy->getAttrDictionary() && op->getResultTypes() == copy->getResultTypes() &&
         op->getNumOperands() == copy->getNumOperands() &&
         llvm::all_of(llvm::zip(op->getOperands(), copy->getOperands()), [&](auto operands) {
           return areEqual(std::get<0>(operands), std::get<1>(operands), left, right);
         });
}

bool pullback::giveSameValues(LoadOp left, LoadOp right) {
  auto first = dyn_cast<ForOp>(left->getParentOp()), second = dyn_cast<ForOp>(right->getParentOp());
  if (!first || !second || first == second || first->getBlock() != second->getBlock() || !runEqually(first, second) ||
      left.getType() != right.getType() || !areEqual(left.getPointer(), right.getPointer(), first, second))
    return false;
  SmallVector<Value, 2> objects = getObjects(left.getPointer());
  if (objects.size() != 1 || getObjects(right.getPointer()) != objects)
    return false;
  if (second->isBeforeInBlock(first))
    std::swap(first, second);
  auto touches = [&](Value pointer) {
    return llvm::any_of(getObjects(pointer), [&](Value other) { return isOrMeets(other, objects[0]); });
  };
  for (Operation *op = first; op != second->getNextNode(); op = op->getNextNode())
    if (mayWriteWithin(op, objects[0], touches))
      return false;
  return true;
}
