// Live ranges on structured SSA. A range is walked from each use up to the definition's block: in a branch it begins
// where the arm begins, a loop around the use alone is covered whole. A carried variable is written by the copy in
// front of the loop and by the copies at the yield, and is read by the body and behind the loop; a branch's result is
// written at the end of both arms.
#include "Emit/Liveness.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

//===------------------------------------------------------------------------------------------------------------===//
// Intervals
//===------------------------------------------------------------------------------------------------------------===//

void LiveRange::add(unsigned begin, unsigned end) {
  if (begin > end)
    return;
  auto next = intervals.upper_bound(begin);
  if (next != intervals.begin()) {
    auto previous = std::prev(next);
    if (previous->second >= begin) {
      begin = previous->first;
      end = std::max(end, previous->second);
      next = intervals.erase(previous);
    }
  }
  while (next != intervals.end() && next->first <= end) {
    end = std::max(end, next->second);
    next = intervals.erase(next);
  }
  intervals[begin] = end;
}

bool LiveRange::intersects(const LiveRange &other) const {
  if (intervals.size() > other.intervals.size())
    return other.intersects(*this);
  for (auto [begin, end] : intervals) {
    auto next = other.intervals.upper_bound(end);
    if (next != other.intervals.begin() && std::prev(next)->second >= begin)
      return true;
  }
  return false;
}

void LiveRange::unite(const LiveRange &other) {
  for (auto [begin, end] : other.intervals)
    add(begin, end);
}

//===------------------------------------------------------------------------------------------------------------===//
// Definitions
//===------------------------------------------------------------------------------------------------------------===//

Liveness::Liveness(FuncOp function, const Order &order, const Needed &needed, const Folding &folding)
    : order(order), needed(needed), folding(folding) {
  mlir::Block &body = function.getBody().front();
  for (BlockArgument argument : body.getArguments()) {
    addVariable(argument, &body);
    ranges[argument].add(0, 1);
  }
  define(body);
  use(body);
}

void Liveness::addVariable(Value value, mlir::Block *block) {
  variables.push_back(value);
  blocks[value].push_back(block);
}

void Liveness::define(mlir::Block &block) {
  for (Operation &op : block) {
    if (folding.isInline(&op) || folding.isSkipped(&op))
      continue;
    unsigned born = 2 * order.start(&op) + 1;
    if (auto loop = dyn_cast<ForOp>(op)) {
      addVariable(loop.getInductionVar(), &loop.getBody().front());
      ranges[loop.getInductionVar()].add(born, 2 * order.end(&op));
      defineCarried(&op, loop.getCarried());
    } else if (auto loop = dyn_cast<LoopOp>(op)) {
      defineCarried(&op, loop.getCarried());
    } else if (auto branch = dyn_cast<scf::IfOp>(op); branch && !folding.isExpression(branch)) {
      defineBranch(branch);
    } else if (op.getNumResults() == 1 && folding.isVariable(op.getResult(0))) {
      addVariable(op.getResult(0), &block);
      ranges[op.getResult(0)].add(born, born);
    }
    if (auto branch = dyn_cast<scf::IfOp>(op); branch && folding.isExpression(branch))
      continue;
    for (Region &region : op.getRegions())
      for (mlir::Block &nested : region)
        define(nested);
  }
}

void Liveness::defineCarried(Operation *loop, mlir::Block::BlockArgListType carried) {
  mlir::Block &body = loop->getRegion(0).front();
  for (BlockArgument argument : carried) {
    if (!needed.contains(argument))
      continue;
    addVariable(argument, loop->getBlock());
    LiveRange &range = ranges[argument];
    range.add(2 * order.start(loop) + 1, 2 * order.start(&body));
    range.add(2 * order.start(body.getTerminator()) + 1, 2 * order.end(loop));
  }
}

void Liveness::defineBranch(scf::IfOp branch) {
  for (OpResult result : branch.getResults()) {
    if (!needed.contains(result))
      continue;
    addVariable(result, branch->getBlock());
    LiveRange &range = ranges[result];
    for (Region &region : branch->getRegions()) {
      Operation *yield = region.front().getTerminator();
      range.add(2 * order.start(yield) + 1, 2 * order.start(yield) + 1);
    }
    range.add(2 * order.end(branch) + 1, 2 * order.end(branch) + 1);
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Uses
//===------------------------------------------------------------------------------------------------------------===//

void Liveness::use(mlir::Block &block) {
  for (Operation &op : block) {
    if (folding.isInline(&op) || folding.isSkipped(&op))
      continue;
    useOperands(&op);
    if (auto branch = dyn_cast<scf::IfOp>(op); branch && folding.isExpression(branch))
      continue;
    for (Region &region : op.getRegions())
      for (mlir::Block &nested : region)
        use(nested);
  }
}

void Liveness::useOperands(Operation *op) {
  mlir::Block *block = op->getBlock();
  unsigned here = 2 * order.start(op);
  if (auto branch = dyn_cast<scf::IfOp>(op); branch && folding.isExpression(branch)) {
    auto visit = [&](Value leaf) { useAt(leaf, block, here); };
    folding.forEachLeaf(branch.getCondition(), visit);
    folding.forEachLeaf(branch.thenYield().getOperand(0), visit);
    folding.forEachLeaf(branch.elseYield().getOperand(0), visit);
    return;
  }
  if (auto select = dyn_cast<arith::SelectOp>(op))
    if (auto minMax = matchMinMax(select)) {
      for (Value operand : {minMax->first, minMax->second})
        folding.forEachLeaf(operand, [&](Value leaf) { useAt(leaf, block, here); });
      return;
    }
  for (OpOperand &operand : op->getOpOperands()) {
    if (!needed.contains(operand))
      continue;
    bool bound = isa<ForOp>(op) && operand.getOperandNumber() == 1;
    unsigned point = bound ? 2 * order.end(op) : here;
    folding.forEachLeaf(operand.get(), [&](Value leaf) { useAt(leaf, block, point); });
  }
}

void Liveness::useAt(Value value, mlir::Block *block, unsigned point) {
  ++useCounts[getCarrier(value)];
  auto &known = blocks[getCarrier(value)];
  if (known.empty() || known.back() != block)
    known.push_back(block);
  extend(value, block, point);
}

static unsigned getBirth(Value value, const Order &order) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return 2 * order.start(argument.getOwner());
  Operation *op = value.getDefiningOp();
  return op->getNumRegions() == 0 ? 2 * order.start(op) + 1 : 2 * order.end(op) + 1;
}

void Liveness::extend(Value value, mlir::Block *block, unsigned point) {
  LiveRange &range = ranges[getCarrier(value)];
  mlir::Block *home = value.getParentBlock();
  for (;;) {
    auto [known, isNew] = reached.try_emplace({value, block}, point);
    if (!isNew && known->second >= point)
      return;
    known->second = point;
    if (block == home)
      break;
    Operation *parent = block->getParentOp();
    if (isa<ForOp, LoopOp>(parent)) {
      point = 2 * order.end(parent);
      range.add(2 * order.start(parent), point);
    } else {
      range.add(2 * order.start(block), point);
      point = 2 * order.start(parent);
    }
    block = parent->getBlock();
  }
  range.add(getBirth(value, order), point);
}
