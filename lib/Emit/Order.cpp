// Positions and written memory. A load may be printed later than where it stands if nothing that may alias is written
// in between; the question is answered over positions, so the arms of a branch count although only one of them runs.
#include "Emit/Order.h"

#include "IR/Mutants.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

/// How many writes are looked at for one load; further away it is given a variable instead.
static constexpr unsigned maxWrites = 48;

Order::Order(FuncOp function) : argumentsAreDistinct(function.getRole() == "derivative") {
  visit(function.getBody().front());
}

void Order::visit(mlir::Block &block) {
  blocks[&block] = ++counter;
  for (Operation &op : block) {
    starts[&op] = ++counter;
    recordWrites(&op);
    for (Region &region : op.getRegions())
      for (mlir::Block &nested : region)
        visit(nested);
    ends[&op] = op.getNumRegions() == 0 ? counter : ++counter;
  }
}

void Order::recordWrites(Operation *op) {
  if (isa<LocalOp, AllocOp, FreeOp, ExtentOp, LoadOp, StackSizeOp>(op) || op->getNumRegions() != 0 ||
      isMemoryEffectFree(op))
    return;
  if (auto store = dyn_cast<StoreOp>(op))
    writes.push_back({counter, store.getPointer()});
  else if (auto accumulate = dyn_cast<AccumulateOp>(op))
    writes.push_back({counter, accumulate.getPointer()});
  else if (auto copy = dyn_cast<CopyOp>(op))
    writes.push_back({counter, copy.getTarget()});
  else if (auto zero = dyn_cast<ZeroOp>(op))
    writes.push_back({counter, zero.getPointer()});
  else if (auto resize = dyn_cast<ResizeOp>(op))
    writes.push_back({counter, resize.getPointer()});
  else if (auto push = dyn_cast<StackPushOp>(op))
    writes.push_back({counter, push.getStack()});
  else if (auto clear = dyn_cast<StackClearOp>(op))
    writes.push_back({counter, clear.getStack()});
  else if (auto previous = dyn_cast<StackPreviousOp>(op))
    writes.push_back({counter, previous.getCursor()});
  else
    writes.push_back({counter, Value()});
}

mlir::Value pullback::emit::getBaseObject(Value pointer) {
  while (Operation *op = pointer.getDefiningOp()) {
    if (!isa<ElementOp, FieldOp, DecayOp, StackDataOp, CastOp>(op))
      break;
    pointer = op->getOperand(0);
  }
  return pointer;
}

static bool isOwnObject(Value base) {
  Operation *op = base.getDefiningOp();
  return op && isa<LocalOp, AllocOp>(op);
}

static bool isFunctionArgument(Value base) {
  auto argument = dyn_cast<BlockArgument>(base);
  return argument && isa<FuncOp>(argument.getOwner()->getParentOp());
}

static bool isCharacter(Type type) {
  auto integer = dyn_cast<pullback::IntType>(type);
  return integer && integer.getWidth() == 8;
}

bool Order::mayAlias(Value left, Value right) const {
  Type leftType = cast<PtrType>(left.getType()).getPointee(), rightType = cast<PtrType>(right.getType()).getPointee();
  if (leftType != rightType && isScalar(leftType) && isScalar(rightType) && !isCharacter(leftType) &&
      !isCharacter(rightType))
    return false;
  Value leftBase = getBaseObject(left), rightBase = getBaseObject(right);
  if (leftBase == rightBase)
    return true;
  auto isKnown = [](Value base) { return isOwnObject(base) || isFunctionArgument(base); };
  if (!isKnown(leftBase) || !isKnown(rightBase))
    return true;
  if (isFunctionArgument(leftBase) && isFunctionArgument(rightBase))
    return !argumentsAreDistinct;
  return false;
}

bool Order::mayBeWritten(Value pointer, unsigned from, unsigned to) const {
  auto next =
      llvm::upper_bound(writes, from, [](unsigned position, const Write &write) { return position < write.position; });
  for (unsigned seen = 0; next != writes.end() && next->position < to; ++next)
    if (++seen > maxWrites || !next->pointer || mayAlias(pointer, next->pointer))
      return !mutant("free:printed-later");
  return false;
}
