// Runs loops of the reverse sweep forwards where the order of iterations makes no difference but in rounding: they only
// accumulate, into memory and into carried sums.
//
//   pb.for %i = n-1 while ge 0 step -1 carry(%s = %s0) {      pb.for %i = 0 while lt n step 1 carry(%s = %s0) {
//     pb.accumulate %v, %x_bar[%i]                       =>     (the same)
//     pb.yield %s + %w                                        }
//   }
//
// Only loops that count down by one are turned; what they read must not be written in them. Left as they are: loops
// inside of one that goes through saved values from the end.
#include "Transforms/ForwardOrder.h"

#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"
#include "Analysis/Ranges.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_FORWARDORDER
#include "Transforms/Passes.h.inc"
} // namespace pullback

static OpOperand *followSum(Value value, Block &block);

// The result of a branch that is the sum `value` with something added on either side; null if there is none.
static Value followThroughBranch(Value value, scf::IfOp branch) {
  Value result;
  for (Region &region : branch->getRegions()) {
    OpOperand *end = region.empty() ? nullptr : followSum(value, region.front());
    if (!end || (result && result != branch.getResult(end->getOperandNumber())))
      return {};
    result = branch.getResult(end->getOperandNumber());
  }
  return result;
}

// The result of a loop that goes on with the sum that it takes at `use`; null if it looks at the sum.
static Value followThroughLoop(OpOperand &use) {
  Operation *loop = use.getOwner();
  if (use.getOperandNumber() < getFirstInit(loop))
    return {};
  unsigned index = use.getOperandNumber() - getFirstInit(loop);
  Value argument = getLoopCarried(loop)[index];
  OpOperand *end = followSum(argument, *argument.getParentBlock());
  bool isSame = end && end->get() == getLoopYield(loop).getValues()[index];
  return isSame || mutant("order:inner-sum") ? loop->getResult(index) : Value();
}

// The operand of the block's terminator that `value` reaches with nothing done to it but additions, and nothing in the
// block that sees how far the sum has come. Null if there is none.
static OpOperand *followSum(Value value, Block &block) {
  while (value) {
    SmallVector<OpOperand *> uses;
    for (OpOperand &use : value.getUses())
      if (block.findAncestorOpInBlock(*use.getOwner()))
        uses.push_back(&use);
    if (uses.empty())
      return nullptr;
    Operation *user = block.findAncestorOpInBlock(*uses[0]->getOwner());
    bool isInOne = llvm::all_of(uses, [&](OpOperand *use) { return user->isAncestor(use->getOwner()); });
    auto branch = dyn_cast<scf::IfOp>(user);
    if (branch && isInOne && uses[0]->getOwner() != user) {
      value = followThroughBranch(value, branch);
      continue;
    }
    if (uses.size() != 1 && !mutant("order:sum-seen"))
      return nullptr;
    if (user->hasTrait<OpTrait::IsTerminator>())
      return uses[0];
    bool adds = isa<arith::AddFOp>(user) || (isa<arith::SubFOp>(user) && uses[0]->getOperandNumber() == 0);
    if (user != uses[0]->getOwner())
      return nullptr;
    value = isLoop(user)                                                        ? followThroughLoop(*uses[0])
            : adds || (mutant("order:not-a-sum") && user->getNumResults() == 1) ? user->getResult(0)
                                                                                : Value();
  }
  return nullptr;
}

// True if `value`, carried into a loop, is only added to on its way to `end`, the operand of the loop's yield, and
// nothing in the loop sees how far the sum has come.
static bool isSum(Value value, Value end) {
  OpOperand *reached = followSum(value, *value.getParentBlock());
  return reached && reached->get() == end && end.hasOneUse();
}

bool pullback::carriesSumsOnly(ForOp loop) {
  return llvm::all_of(llvm::zip(loop.getCarried(), loop.getYield().getValues()), [](auto pair) {
    return isa<FloatType>(std::get<0>(pair).getType()) && isSum(std::get<0>(pair), std::get<1>(pair));
  });
}

// True if the store is to an element of an array of its own in each iteration: that of the counter, or a fixed way off.
static bool isToOwnElement(Operation *op, ForOp loop) {
  auto store = dyn_cast<StoreOp>(op);
  if (!store)
    return false;
  PointerPath path = getPath(store.getPointer());
  return path.root.getDefiningOp<AllocOp>() && path.offsets.size() == 1 && path.offsets[0].bases.size() == 1 &&
         getLoopOfCounter(stripKeepingCasts(path.offsets[0].bases[0])) == loop && store->getParentOp() == loop;
}

// True if all that the loop does to memory is to accumulate, and to store to other elements in every iteration, apart
// from objects that live in one iteration, and nothing that it reads is written in it.
static bool onlyAccumulates(ForOp loop, const llvm::DenseSet<Value> &privateObjects) {
  llvm::SmallDenseSet<Value> written, read, stored;
  auto isPrivate = [&](Value object) {
    return loop.getBody().isAncestor(object.getParentRegion()) || privateObjects.contains(object);
  };
  bool ok = !loop.getBody()
                 .walk([&](Operation *op) {
                   if (isa<CallOp, StackPreviousOp, StackPushOp, StackEmplaceOp, AllocOp, FreeOp, ResizeOp>(op) &&
                       !mutant("order:effects"))
                     return WalkResult::interrupt();
                   SmallVector<Value, 2> reads, writes;
                   collectReads(op, reads);
                   collectWrites(op, writes);
                   for (Value pointer : isa<AccumulateOp>(op) ? SmallVector<Value, 2>() : reads)
                     for (Value object : getObjects(pointer))
                       if (!isPrivate(object))
                         read.insert(object);
                   for (Value pointer : writes)
                     for (Value object : getObjects(pointer)) {
                       if (isPrivate(object))
                         continue;
                       bool isStore = !isa<AccumulateOp>(op);
                       if (isStore && !isToOwnElement(op, loop) && !mutant("order:stores"))
                         return WalkResult::interrupt();
                       if (!written.insert(object).second && (isStore || stored.contains(object)) &&
                           !mutant("order:written-twice"))
                         return WalkResult::interrupt();
                       if (isStore)
                         stored.insert(object);
                     }
                   return WalkResult::advance();
                 })
                 .wasInterrupted();
  auto isRead = [&](Value object) { return llvm::any_of(read, [&](Value other) { return isOrMeets(other, object); }); };
  return ok && (mutant("order:read-and-written") || llvm::none_of(written, isRead));
}

// `value + 1`, where that takes one from a subtraction, or is a constant.
static Value successor(OpBuilder &builder, Value value) {
  auto binary = value.getDefiningOp<BinaryOp>();
  std::optional<int64_t> less =
      binary && binary.getKind() == BinaryKind::Sub ? getConstantInt(binary.getRhs()) : std::nullopt;
  if (less == 1)
    return binary.getLhs();
  if (less && *less > 1) {
    Value rest = builder.create<ConstantOp>(value.getLoc(), value.getType(), *less - 1);
    return builder.create<BinaryOp>(value.getLoc(), BinaryKind::Sub, binary.getLhs(), rest);
  }
  if (std::optional<int64_t> number = getConstantInt(value))
    return builder.create<ConstantOp>(value.getLoc(), value.getType(), *number + 1);
  return {};
}

// i = last; i >= first; --i   becomes   i = first; i <= last; ++i, or i < last + 1 where that is at hand.
// j = end;  j > first;  --j   becomes   i = first; i < end;   ++i with j = i + 1.
ForOp pullback::runForwards(ForOp loop) {
  OpBuilder builder(loop);
  bool inclusive = loop.getPredicate() == Predicate::GE;
  Value first = loop.getUpper(), last = loop.getLower();
  Value end = inclusive ? successor(builder, last) : last;
  auto turned = builder.create<ForOp>(loop.getLoc(), first, end ? end : last, end ? Predicate::LT : Predicate::LE, 1,
                                      loop.getInits());
  for (NamedAttribute attribute : loop->getDiscardableAttrs())
    turned->setAttr(attribute.getName(), attribute.getValue());
  turned.getBody().takeBody(loop.getBody());
  Value counter = turned.getInductionVar();
  if (!inclusive) {
    builder.setInsertionPointToStart(&turned.getBody().front());
    Value one = builder.create<ConstantOp>(loop.getLoc(), counter.getType(), 1);
    for (Operation *user : SmallVector<Operation *>(counter.getUsers())) {
      auto binary = dyn_cast<BinaryOp>(user);
      if (binary && binary.getKind() == BinaryKind::Sub && binary.getLhs() == counter &&
          getConstantInt(binary.getRhs()) == 1) {
        counter.setLoc(binary.getLoc());
        binary.getResult().replaceAllUsesWith(counter);
        binary.erase();
      } else {
        auto next = OpBuilder(user).create<BinaryOp>(loop.getLoc(), BinaryKind::Add, counter, one);
        user->replaceUsesOfWith(counter, next);
      }
    }
  }
  for (auto [from, to] : llvm::zip(loop.getResults(), turned.getResults()))
    from.replaceAllUsesWith(to);
  loop.erase();
  return turned;
}

static bool dependsOn(Value value, Value counter) {
  Operation *op = value.getDefiningOp();
  return value == counter || (op && isa<BinaryOp, CastOp>(op) && llvm::any_of(op->getOperands(), [&](Value operand) {
                                return dependsOn(operand, counter);
                              }));
}

// True if `load` reads a row of saved values, with the counter of `loop` in the row, of which a loop around it takes
// the last one first.
static bool readsRowFromTheEnd(LoadOp load, ForOp loop) {
  auto element = load.getPointer().getDefiningOp<ElementOp>();
  auto alloc = element ? element.getPointer().getDefiningOp<AllocOp>() : AllocOp();
  if (!alloc || alloc.getKind() != AllocKind::Saved || !dependsOn(element.getIndex(), loop.getInductionVar()))
    return false;
  for (Operation *outer = loop->getParentOp(); !isa<FuncOp>(outer); outer = outer->getParentOp())
    if (auto rows = dyn_cast<ForOp>(outer);
        rows && static_cast<int64_t>(rows.getStep()) < 0 && dependsOn(element.getIndex(), rows.getInductionVar()))
      return true;
  return false;
}

// The loops of the function's own block in which such rows are read. Backwards in the row as well is one way through
// memory, which processors fetch ahead; forwards in rows of a few lines is not. The innermost loops keep the direction:
// what one writes the next one reads, and finds its last elements at hand.
static llvm::SmallPtrSet<Operation *, 4> findLoopsFromTheEnd(FuncOp function) {
  llvm::SmallPtrSet<Operation *, 4> found;
  function.walk([&](LoadOp load) {
    for (Operation *around = load->getParentOp(); !isa<FuncOp>(around); around = around->getParentOp())
      if (auto loop = dyn_cast<ForOp>(around); loop && readsRowFromTheEnd(load, loop))
        found.insert(function.getBody().front().findAncestorOpInBlock(*load));
  });
  return found;
}

bool pullback::canRunForwards(ForOp loop, const llvm::DenseSet<Value> &privateObjects) {
  bool down = loop->hasAttr("pb.adjoint") && static_cast<int64_t>(loop.getStep()) == -1 &&
              (loop.getPredicate() == Predicate::GE || loop.getPredicate() == Predicate::GT);
  return down && !loop.getYield().getGoOn() && carriesSumsOnly(loop) && onlyAccumulates(loop, privateObjects);
}

bool pullback::hasFewTrips(ForOp loop, int64_t trips) {
  std::optional<Interval> range = getRange(loop);
  return isOfConstantLength(loop) && range->end.constant - range->begin.constant < trips;
}

ForOp pullback::buildEmptyLoop(OpBuilder &builder, ForOp loop) {
  auto empty = builder.create<ForOp>(loop.getLoc(), loop.getLower(), loop.getUpper(), loop.getPredicate(),
                                     loop.getStep(), ValueRange());
  empty->setAttr("pb.adjoint", builder.getUnitAttr());
  empty.getInductionVar().setLoc(loop.getInductionVar().getLoc());
  Block &body = empty.getBody().front();
  body.clear();
  builder.setInsertionPointToEnd(&body);
  builder.setInsertionPoint(builder.create<YieldOp>(loop.getLoc()));
  return empty;
}

bool pullback::isOfConstantLength(ForOp loop) {
  std::optional<Interval> range = getRange(loop);
  return range && !range->begin.base && !range->end.base;
}

static bool isInnermostOfUnknownLength(ForOp loop) {
  return !isOfConstantLength(loop) &&
         llvm::none_of(loop.getBody().getOps(), [](Operation &op) { return isa<ForOp, LoopOp>(op); });
}

static void turnLoops(FuncOp function) {
  SmallVector<ForOp> loops;
  auto fromTheEnd = findLoopsFromTheEnd(function);
  function.walk([&](ForOp loop) {
    Operation *around = function.getBody().front().findAncestorOpInBlock(*loop);
    if (canRunForwards(loop) && !(fromTheEnd.contains(around) && isInnermostOfUnknownLength(loop)))
      loops.push_back(loop);
  });
  for (ForOp loop : loops)
    runForwards(loop);
}

namespace {

struct ForwardOrder : pullback::impl::ForwardOrderBase<ForwardOrder> {
  void runOnOperation() override {
    if (isEnabled(getOperation(), Strategy::ForwardOrder))
      turnLoops(getOperation());
  }
};

} // namespace
