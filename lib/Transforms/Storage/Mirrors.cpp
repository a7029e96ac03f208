#include "Transforms/Storage/Mirrors.h"

#include "Transforms/Differentiate/Trips.h"

using namespace mlir;
using namespace pullback;

Mirrors::Mirrors(FuncOp function) : function(function) {
  DenseMap<int64_t, Operation *> originals;
  DenseMap<int64_t, MarkOp> marks;
  function.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<ReverseOp>(op))
      boundary = op;
    if (auto number = op->getAttrOfType<IntegerAttr>("pb.mirror")) {
      auto [known, isOriginal] = originals.try_emplace(number.getInt(), op);
      if (!isOriginal)
        for (auto [from, to] : llvm::zip(known->second->getRegions(), op->getRegions()))
          if (!from.empty() && !to.empty())
            blocks[&from.front()] = &to.front();
    }
    if (auto mark = dyn_cast<MarkOp>(op)) {
      auto [known, isFirst] = marks.try_emplace(mark.getId(), mark);
      if (!isFirst)
        counters[known->second.getValue()] = mark.getValue();
    } else if (auto recall = dyn_cast<RecallOp>(op)) {
      recalls[marks.lookup(recall.getId()).getValue()] = recall;
    }
  });
  Block *entry = &function.getBody().front();
  blocks[entry] = entry;
  for (auto [number, op] : originals)
    if (auto loop = dyn_cast<LoopOp>(op))
      if (scf::IfOp body = getWhileBody(loop)) {
        Block *then = &body.getThenRegion().front();
        blocks[then] = blocks.lookup(&loop.getBody().front());
        saveBlocks[&loop.getBody().front()] = then;
      }
}

bool Mirrors::isForward(Operation *op) const {
  Operation *ancestor = boundary->getBlock()->findAncestorOpInBlock(*op);
  return ancestor && ancestor->isBeforeInBlock(boundary);
}

void Mirrors::setToSavePoint(OpBuilder &builder, Value value) const {
  if (Block *then = saveBlocks.lookup(value.getParentBlock()))
    builder.setInsertionPointToStart(then);
  else
    builder.setInsertionPointAfterValue(value);
}

void Mirrors::erase() {
  SmallVector<Operation *> done;
  function.walk([&](Operation *op) {
    op->removeAttr("pb.mirror");
    if (isa<MarkOp>(op) || (isa<RecallOp>(op) && op->use_empty()))
      done.push_back(op);
  });
  for (Operation *op : done)
    op->erase();
}

SmallVector<Operation *> pullback::getLoopsAround(Value value) {
  SmallVector<Operation *> loops;
  for (Operation *op = value.getParentBlock()->getParentOp(); op && !isa<FuncOp>(op); op = op->getParentOp())
    if (isa<ForOp, LoopOp>(op))
      loops.push_back(op);
  std::reverse(loops.begin(), loops.end());
  return loops;
}
