// Runs loops of the reverse sweep forwards where the order of iterations makes no difference but in rounding: they only
// accumulate, into memory and into carried sums.
//
//   pb.for %i = n-1 while ge 0 step -1 carry(%s = %s0) {      pb.for %i = 0 while lt n step 1 carry(%s = %s0) {
//     pb.accumulate %v, %x_bar[%i]                       =>     (the same)
//     pb.yield %s + %w                                        }
//   }
//
// Only loops that count down by one are turned; what they read must not be written in them.
#include "Transforms/ForwardOrder.h"

#include "Analysis/Objects.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Strategies.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_FORWARDORDER
#include "Transforms/Passes.h.inc"
} // namespace pullback

// True if `value`, carried into a loop, is only added to on its way to `end`, the operand of the loop's yield, and
// nothing in the loop sees how far the sum has come.
static bool isSum(Value value, Value end) {
  while (value != end) {
    if (!value.hasOneUse() && !mutant("order:sum-seen"))
      return false;
    OpOperand &use = *value.use_begin();
    Operation *user = use.getOwner();
    bool adds = isa<arith::AddFOp>(user) || (isa<arith::SubFOp>(user) && use.getOperandNumber() == 0);
    if (isLoop(user) && use.getOperandNumber() >= getFirstInit(user)) {
      unsigned index = use.getOperandNumber() - getFirstInit(user);
      if (!isSum(getLoopCarried(user)[index], getLoopYield(user).getValues()[index]) && !mutant("order:inner-sum"))
        return false;
      value = user->getResult(index);
    } else if (adds || (mutant("order:not-a-sum") && user->getNumResults() == 1)) {
      value = user->getResult(0);
    } else {
      return false;
    }
  }
  return end.hasOneUse();
}

static bool onlyCarriesSums(ForOp loop) {
  return llvm::all_of(llvm::zip(loop.getCarried(), loop.getYield().getValues()), [](auto pair) {
    return isa<FloatType>(std::get<0>(pair).getType()) && isSum(std::get<0>(pair), std::get<1>(pair));
  });
}

// True if all that the loop does to memory is to accumulate, apart from objects that live in one iteration, and nothing
// that it reads is accumulated into.
static bool onlyAccumulates(ForOp loop, const llvm::DenseSet<Value> &privateObjects) {
  llvm::SmallDenseSet<Value> written, read;
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
                       if (!isa<AccumulateOp>(op) && !mutant("order:stores"))
                         return WalkResult::interrupt();
                       written.insert(object);
                     }
                   return WalkResult::advance();
                 })
                 .wasInterrupted();
  return ok && (mutant("order:read-and-written") ||
                llvm::none_of(written, [&](Value object) { return read.contains(object); }));
}

// `value + 1`, undoing a subtraction of one where there is one.
static Value successor(OpBuilder &builder, Value value) {
  auto binary = value.getDefiningOp<BinaryOp>();
  if (binary && binary.getKind() == BinaryKind::Sub && getConstantInt(binary.getRhs()) == 1)
    return binary.getLhs();
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

bool pullback::canRunForwards(ForOp loop, const llvm::DenseSet<Value> &privateObjects) {
  bool down = loop->hasAttr("pb.adjoint") && static_cast<int64_t>(loop.getStep()) == -1 &&
              (loop.getPredicate() == Predicate::GE || loop.getPredicate() == Predicate::GT);
  return down && !loop.getYield().getGoOn() && onlyCarriesSums(loop) && onlyAccumulates(loop, privateObjects);
}

namespace {

struct ForwardOrder : pullback::impl::ForwardOrderBase<ForwardOrder> {
  void runOnOperation() override {
    if (!isEnabled(getOperation(), Strategy::ForwardOrder))
      return;
    SmallVector<ForOp> loops;
    getOperation().walk([&](ForOp loop) {
      if (canRunForwards(loop))
        loops.push_back(loop);
    });
    for (ForOp loop : loops)
      runForwards(loop);
  }
};

} // namespace
