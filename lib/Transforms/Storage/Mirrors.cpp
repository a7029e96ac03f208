#include "Transforms/Storage/Mirrors.h"

#include "Transforms/Differentiate/Trips.h"

using namespace mlir;
using namespace pullback;

bool pullback::isScope(Block &block) {
  return llvm::any_of(block, [](Operation &op) { return isa<ReverseOp>(op); });
}

void pullback::walkScope(Block &scope, llvm::function_ref<void(Operation *)> visit) {
  for (Operation &op : scope) {
    visit(&op);
    for (Region &region : op.getRegions())
      for (Block &block : region)
        if (!isScope(block))
          walkScope(block, visit);
  }
}

SmallVector<Block *> pullback::getScopes(FuncOp function) {
  SmallVector<Block *> scopes;
  function.getBody().walk<WalkOrder::PreOrder>([&](ReverseOp boundary) { scopes.push_back(boundary->getBlock()); });
  std::reverse(scopes.begin(), scopes.end());
  return scopes;
}

Mirrors::Mirrors(Block &scope) : scope(scope) {
  DenseMap<int64_t, Operation *> originals;
  DenseMap<int64_t, MarkOp> marks;
  walkScope(scope, [&](Operation *op) {
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
  blocks[&scope] = &scope;
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

void Mirrors::replaceValues(ArrayRef<Value> old, ValueRange values) {
  llvm::MapVector<Value, RecallOp> updated;
  for (auto [value, recall] : recalls) {
    const auto *found = llvm::find(old, value);
    updated[found == old.end() ? value : values[found - old.begin()]] = recall;
  }
  recalls = std::move(updated);
}

void Mirrors::erase() {
  SmallVector<Operation *> done;
  walkScope(scope, [&](Operation *op) {
    for (StringRef link : {"pb.mirror", "pb.object", "pb.shadow"})
      op->removeAttr(link);
    if (isa<MarkOp>(op) || (isa<RecallOp>(op) && op->use_empty()))
      done.push_back(op);
  });
  for (Operation *op : done)
    op->erase();
}

SmallVector<Operation *> Mirrors::getLoopsAround(Block *block) const {
  SmallVector<Operation *> loops;
  for (; block != &scope; block = block->getParentOp()->getBlock())
    if (isa<ForOp, LoopOp>(block->getParentOp()))
      loops.push_back(block->getParentOp());
  std::reverse(loops.begin(), loops.end());
  return loops;
}
