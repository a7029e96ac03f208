// Values that matter, from the effects backwards. A carried value that only computes its own next value does not:
//
//   for (...) { s += x[i]; y[i] = 2; }  // nothing reads s          ->      for (...) y[i] = 2;
#include "Emit/Needed.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

static Block::BlockArgListType getCarriedOf(Operation *loop) {
  if (auto counted = dyn_cast<ForOp>(loop))
    return counted.getCarried();
  return cast<LoopOp>(loop).getCarried();
}

Value pullback::emit::getCarrier(Value value) {
  auto result = dyn_cast<OpResult>(value);
  return result && isa<ForOp, LoopOp>(result.getOwner()) ? getCarriedOf(result.getOwner())[result.getResultNumber()]
                                                         : value;
}

Value pullback::emit::getCopyTarget(OpOperand &use) {
  Operation *user = use.getOwner();
  unsigned index = use.getOperandNumber();
  if (isa<scf::YieldOp>(user))
    return user->getParentOp()->getResult(index);
  if (isa<LoopOp>(user))
    return getCarriedOf(user)[index];
  if (isa<ForOp>(user))
    return index >= 2 ? getCarriedOf(user)[index - 2] : Value();
  auto yield = dyn_cast<YieldOp>(user);
  if (!yield || !isa<ForOp, LoopOp>(yield->getParentOp()))
    return {};
  unsigned first = yield.getGoOn() ? 1 : 0;
  return index >= first ? getCarriedOf(yield->getParentOp())[index - first] : Value();
}

static bool isPureOperation(Operation *op) {
  return op->getNumRegions() == 0 && !op->hasTrait<OpTrait::IsTerminator>() &&
         (isMemoryEffectFree(op) || isa<LoadOp, StackSizeOp, LocalOp>(op));
}

Needed::Needed(FuncOp function) {
  visit(function.getBody().front());
  propagate();
}

void Needed::add(Value value) {
  value = getCarrier(value);
  if (values.insert(value).second)
    waiting.push_back(value);
}

void Needed::addBranch(Operation *branch) {
  if (branches.insert(branch).second)
    add(cast<scf::IfOp>(branch).getCondition());
}

/// Adds what the effects in the block depend on; true if there are any.
bool Needed::visit(Block &block) {
  bool hasEffect = false;
  for (Operation &op : block) {
    bool acts = false;
    for (Region &region : op.getRegions())
      for (Block &nested : region)
        acts |= visit(nested);
    if (isa<scf::IfOp>(op)) {
      if (acts)
        addBranch(&op);
    } else if (!isPureOperation(&op) && !isa<scf::YieldOp>(op)) {
      acts = !isa<YieldOp>(op);
      for (OpOperand &operand : op.getOpOperands())
        if (!getCopyTarget(operand))
          add(operand.get());
    }
    hasEffect |= acts;
  }
  return hasEffect;
}

void Needed::propagate() {
  while (!waiting.empty()) {
    Value value = waiting.pop_back_val();
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      Operation *loop = argument.getOwner()->getParentOp();
      unsigned index = argument.getArgNumber();
      if (auto counted = dyn_cast<ForOp>(loop); counted && index > 0) {
        add(counted.getInits()[index - 1]);
        add(counted.getYield().getValues()[index - 1]);
      } else if (auto open = dyn_cast<LoopOp>(loop)) {
        add(open.getInits()[index]);
        add(open.getYield().getValues()[index]);
      }
      continue;
    }
    Operation *op = value.getDefiningOp();
    if (auto branch = dyn_cast<scf::IfOp>(op)) {
      unsigned index = cast<OpResult>(value).getResultNumber();
      addBranch(branch);
      add(branch.thenYield().getOperand(index));
      add(branch.elseYield().getOperand(index));
    } else if (isPureOperation(op)) {
      for (Value operand : op->getOperands())
        add(operand);
    }
  }
}

bool Needed::contains(OpOperand &use) const {
  if (Value target = getCopyTarget(use))
    return contains(target);
  Operation *user = use.getOwner();
  if (isa<scf::IfOp>(user))
    return contains(user);
  if (isPureOperation(user) && user->getNumResults() == 1)
    return contains(user->getResult(0));
  return true;
}
