// A carried variable can be assigned where its next value is computed only if its old value is not read after that:
//
//   %n = arith.mulf %s, %a           // next s            %d = arith.mulf %s, %t
//   %d = arith.mulf %s, %t           // reads s     ->    %n = arith.mulf %s, %a
//   pb.yield %n, %d                                       pb.yield %n, %d
//
// Only operations without memory effects move, and only within their block. A swap stays as it is: there is no order.
#include "Emit/Sink.h"

#include "Emit/Needed.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

/// A value that moves can make another one movable.
static constexpr unsigned maxRounds = 4;

/// The carried argument that what `use` yields becomes next, through branches; null if it becomes none.
static BlockArgument getNextOf(OpOperand *use) {
  for (unsigned depth = 0; depth < 16; ++depth) {
    Value target = getCopyTarget(*use);
    if (!target || !isa<scf::YieldOp, YieldOp>(use->getOwner()))
      return {};
    if (auto argument = dyn_cast<BlockArgument>(target))
      return argument;
    if (!target.hasOneUse())
      return {};
    use = &*target.getUses().begin();
  }
  return {};
}

/// The operation of the block in whose text `user` is probably printed: values used once fold into their users.
static Operation *getPrintedIn(Operation *user, Block *block) {
  Operation *op = block->findAncestorOpInBlock(*user);
  while (op && op->getNumRegions() == 0 && isMemoryEffectFree(op) && op->hasOneUse()) {
    Operation *next = block->findAncestorOpInBlock(**op->user_begin());
    if (next == block->getTerminator())
      break;
    op = next;
  }
  return op == block->getTerminator() ? nullptr : op;
}

/// The last operation of the block that is printed with a use of `value`, apart from the block's terminator.
static Operation *getLastUser(Value value, Block *block) {
  Operation *last = nullptr;
  for (Operation *user : value.getUsers()) {
    Operation *printed = getPrintedIn(user, block);
    if (printed && (!last || last->isBeforeInBlock(printed)))
      last = printed;
  }
  return last;
}

static bool sink(OpOperand &use) {
  Operation *op = use.get().getDefiningOp();
  BlockArgument old = getNextOf(&use);
  Block *block = use.getOwner()->getBlock();
  if (!old || !op || op->getBlock() != block || op->getNumRegions() != 0 || !isMemoryEffectFree(op))
    return false;
  Operation *last = getLastUser(old, block);
  if (!last || last == op || last->isBeforeInBlock(op))
    return false;
  for (Operation *user : op->getUsers())
    if (Operation *ancestor = block->findAncestorOpInBlock(*user); ancestor == last || ancestor->isBeforeInBlock(last))
      return false;
  op->moveAfter(last);
  return true;
}

void pullback::emit::sinkNextValues(FuncOp function) {
  for (unsigned round = 0; round < maxRounds; ++round) {
    bool changed = false;
    function.walk([&](Operation *op) {
      if (isa<scf::YieldOp, YieldOp>(op))
        for (OpOperand &operand : op->getOpOperands())
          changed |= sink(operand);
    });
    if (!changed)
      return;
  }
}
