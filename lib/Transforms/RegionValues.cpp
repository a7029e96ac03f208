#include "Transforms/RegionValues.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Questions about loops
//===------------------------------------------------------------------------------------------------------------===//

Block *pullback::getLoopBody(Operation *op) { return isLoop(op) ? &op->getRegion(0).front() : nullptr; }

unsigned pullback::getFirstInit(Operation *loop) { return isa<ForOp>(loop) ? 2 : 0; }

OperandRange pullback::getLoopInits(Operation *loop) { return loop->getOperands().drop_front(getFirstInit(loop)); }

Block::BlockArgListType pullback::getLoopCarried(Operation *loop) {
  return getLoopBody(loop)->getArguments().drop_front(isa<ForOp>(loop) ? 1 : 0);
}

YieldOp pullback::getLoopYield(Operation *loop) { return cast<YieldOp>(getLoopBody(loop)->getTerminator()); }

scf::IfOp pullback::makeBranch(arith::SelectOp choice) {
  OpBuilder builder(choice);
  auto yield = [](Value value) {
    return [=](OpBuilder &inner, Location location) { inner.create<scf::YieldOp>(location, value); };
  };
  auto branch = builder.create<scf::IfOp>(choice.getLoc(), choice.getCondition(), yield(choice.getTrueValue()),
                                          yield(choice.getFalseValue()));
  branch->setDiscardableAttrs(choice->getDiscardableAttrDictionary());
  choice.replaceAllUsesWith(branch.getResult(0));
  choice.erase();
  return branch;
}

Block *pullback::getOrCreateElse(scf::IfOp branch) {
  Region &region = branch.getElseRegion();
  if (region.empty()) {
    region.emplaceBlock();
    OpBuilder::atBlockEnd(&region.front()).create<scf::YieldOp>(branch.getLoc());
  }
  return &region.front();
}

//===------------------------------------------------------------------------------------------------------------===//
// Rebuilding
//===------------------------------------------------------------------------------------------------------------===//

/// The same operation with other operands and results, holding the old one's regions.
static Operation *rebuild(Operation *op, ValueRange operands, TypeRange types) {
  OperationState state(op->getLoc(), op->getName(), operands, types, op->getAttrs());
  for (Region &region : op->getRegions())
    state.addRegion()->takeBody(region);
  return OpBuilder(op).create(state);
}

void pullback::hoist(Operation *op) {
  auto isOutside = [](Operation *region, Value operand) {
    return !region->isAncestor(operand.getParentRegion()->getParentOp());
  };
  for (Operation *parent = op->getParentOp(); !isa<FuncOp>(parent); parent = op->getParentOp()) {
    if (!llvm::all_of(op->getOperands(), [&](Value operand) { return isOutside(parent, operand); }))
      return;
    op->moveBefore(parent);
  }
}

Operation *pullback::addResults(Operation *op, TypeRange types, ValueRange inits) {
  SmallVector<Value> operands(op->getOperands());
  SmallVector<Type> resultTypes(op->getResultTypes());
  llvm::append_range(operands, inits);
  llvm::append_range(resultTypes, types);
  Operation *wider = rebuild(op, operands, resultTypes);
  if (isLoop(wider))
    for (auto [type, init] : llvm::zip_equal(types, inits))
      getLoopBody(wider)->addArgument(type, init.getLoc());
  op->replaceAllUsesWith(wider->getResults().take_front(op->getNumResults()));
  op->erase();
  return wider;
}

static void dropFromYield(Operation *yield, unsigned first, const BitVector &dropped) {
  SmallVector<Value> kept;
  for (unsigned i = 0; i < dropped.size(); ++i)
    if (!dropped[i])
      kept.push_back(yield->getOperand(first + i));
  if (auto loopYield = dyn_cast<YieldOp>(yield))
    loopYield.getValuesMutable().assign(kept);
  else
    yield->setOperands(kept);
}

/// The names of the results that are left, where an operation lists them.
static void dropNames(Operation *op, const BitVector &dropped) {
  auto names = op->getAttrOfType<ArrayAttr>("pb.names");
  if (!names)
    return;
  SmallVector<Attribute> kept;
  for (auto [i, name] : llvm::enumerate(names))
    if (!dropped[i])
      kept.push_back(name);
  op->setAttr("pb.names", ArrayAttr::get(op->getContext(), kept));
}

Operation *pullback::dropResults(Operation *op, const BitVector &dropped) {
  SmallVector<Value> operands(op->getOperands());
  if (isLoop(op)) {
    YieldOp yield = getLoopYield(op);
    dropFromYield(yield, yield.getGoOn() ? 1 : 0, dropped);
    unsigned first = getFirstInit(op);
    operands.resize(first);
    for (auto [i, init] : llvm::enumerate(getLoopInits(op)))
      if (!dropped[i])
        operands.push_back(init);
    unsigned firstArgument = isa<ForOp>(op) ? 1 : 0;
    BitVector arguments(firstArgument + dropped.size());
    for (unsigned i : dropped.set_bits())
      arguments.set(firstArgument + i);
    getLoopBody(op)->eraseArguments(arguments);
  } else {
    for (Region &region : op->getRegions())
      if (!region.empty())
        dropFromYield(region.front().getTerminator(), 0, dropped);
  }
  dropNames(op, dropped);
  SmallVector<Value> oldResults;
  SmallVector<Type> types;
  for (OpResult result : op->getResults())
    if (!dropped[result.getResultNumber()]) {
      oldResults.push_back(result);
      types.push_back(result.getType());
    }
  Operation *narrower = rebuild(op, operands, types);
  for (auto [from, to] : llvm::zip_equal(oldResults, narrower->getResults()))
    from.replaceAllUsesWith(to);
  op->erase();
  return narrower;
}

//===------------------------------------------------------------------------------------------------------------===//
// Values that never change
//===------------------------------------------------------------------------------------------------------------===//

static void replaceInvariant(Operation *loop) {
  YieldOp yield = getLoopYield(loop);
  for (auto [init, argument, next, result] :
       llvm::zip_equal(getLoopInits(loop), getLoopCarried(loop), yield.getValues(), loop->getResults()))
    if (next == argument || next == init) {
      argument.replaceAllUsesWith(init);
      result.replaceAllUsesWith(init);
    }
}

static void replaceEqual(scf::IfOp branch) {
  if (branch->getNumResults() == 0)
    return;
  DenseMap<std::pair<Value, Value>, Value> known;
  for (auto [left, right, result] :
       llvm::zip_equal(branch.thenYield().getOperands(), branch.elseYield().getOperands(), branch.getResults()))
    if (left == right)
      result.replaceAllUsesWith(left);
    else if (auto [twin, isFirst] = known.try_emplace({left, right}, result); !isFirst)
      result.replaceAllUsesWith(twin->second);
}

//===------------------------------------------------------------------------------------------------------------===//
// Values that nothing needs
//===------------------------------------------------------------------------------------------------------------===//

namespace {
/// Marks what effects depend on; what stays unmarked can go.
class Liveness {
public:
  explicit Liveness(ArrayRef<Operation *> operations) {
    for (Operation *op : operations)
      if (hasEffect(op))
        mark(op);
    while (!worklist.empty())
      visit(worklist.pop_back_val());
  }
  bool isLive(Operation *op) const { return liveOps.contains(op); }
  bool isLive(Value value) const { return liveValues.contains(value); }

private:
  static bool hasEffect(Operation *op) {
    if (op->getNumRegions() > 0 && isa<scf::IfOp, ForOp, LoopOp>(op))
      return false;
    if (op->hasTrait<OpTrait::IsTerminator>())
      return !isa<scf::YieldOp, YieldOp>(op);
    return !isa<LocalOp>(op) && !wouldOpBeTriviallyDead(op);
  }

  void mark(Operation *op) {
    if (!liveOps.insert(op).second)
      return;
    if (Operation *parent = op->getParentOp(); parent && isa<scf::IfOp, ForOp, LoopOp>(parent))
      mark(parent);
    // What a region operation itself needs to run; its results and carried values count one by one.
    unsigned count = isLoop(op) ? getFirstInit(op) : op->getNumOperands();
    for (Value operand : op->getOperands().take_front(count))
      need(operand);
    if (isLoop(op))
      if (Value goOn = getLoopYield(op).getGoOn())
        need(goOn);
    if (!isa<scf::IfOp, ForOp, LoopOp>(op))
      for (Region &region : op->getRegions())
        for (Block &block : region)
          mark(block.getTerminator());
  }

  void need(Value value) {
    if (liveValues.insert(value).second)
      worklist.push_back(value);
  }

  void visit(Value value) {
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      Operation *loop = argument.getOwner()->getParentOp();
      unsigned first = isa<ForOp>(loop) ? 1 : 0;
      if (isLoop(loop) && argument.getArgNumber() >= first)
        needCarried(loop, argument.getArgNumber() - first);
      return;
    }
    Operation *op = value.getDefiningOp();
    mark(op);
    unsigned index = cast<OpResult>(value).getResultNumber();
    if (isLoop(op))
      needCarried(op, index);
    else if (auto branch = dyn_cast<scf::IfOp>(op)) {
      need(branch.thenYield().getOperand(index));
      need(branch.elseYield().getOperand(index));
    }
  }

  void needCarried(Operation *loop, unsigned index) {
    mark(loop);
    need(getLoopInits(loop)[index]);
    need(getLoopYield(loop).getValues()[index]);
  }

  DenseSet<Operation *> liveOps;
  DenseSet<Value> liveValues;
  SmallVector<Value> worklist;
};
} // namespace

static void dropDeadResults(ArrayRef<Operation *> structured, const Liveness &live) {
  SmallVector<std::pair<Operation *, BitVector>> changes;
  for (Operation *op : structured) {
    if (!live.isLive(op))
      continue;
    BitVector dropped(op->getNumResults());
    for (OpResult result : op->getResults()) {
      unsigned i = result.getResultNumber();
      bool needed = live.isLive(result) || (isLoop(op) && live.isLive(getLoopCarried(op)[i]));
      dropped[i] = !needed;
    }
    if (dropped.any())
      changes.push_back({op, std::move(dropped)});
  }
  // Uses that are left belong to dead operations; they are cut first, so that arguments and results can go.
  for (auto &[op, dropped] : changes)
    for (unsigned i : dropped.set_bits()) {
      op->getResult(i).dropAllUses();
      if (isLoop(op))
        getLoopCarried(op)[i].dropAllUses();
    }
  for (auto &[op, dropped] : changes)
    dropResults(op, dropped);
}

// The IR of a large function does not fit into the processor's caches: it is walked once.
void pullback::simplifyRegionValues(Operation *root) {
  SmallVector<Operation *> operations, structured, dead; // inner ones first
  root->walk([&](Operation *op) {
    if (isLoop(op))
      replaceInvariant(op);
    else if (auto branch = dyn_cast<scf::IfOp>(op))
      replaceEqual(branch);
    if (op != root)
      operations.push_back(op);
    if (isa<scf::IfOp, ForOp, LoopOp>(op))
      structured.push_back(op);
  });
  {
    Liveness live(operations);
    for (Operation *op : operations)
      if (!live.isLive(op) && !isa<scf::YieldOp, YieldOp>(op))
        dead.push_back(op);
    dropDeadResults(structured, live);
  }
  for (Operation *op : dead) {
    op->dropAllUses();
    op->erase();
  }
}
