// Lets each iteration of a loop add once to an adjoint sum that the loop carries.
//
//   pb.for carry(%s) { %t = %s + %a;  %u = %t + %b;  yield %u }      =>   %both = %a + %b;  yield %s + %both
//   pb.for carry(%s) { %u = pb.for %i = 1 ... step -1 carry(%t = %s) { yield %t + %a };  yield %u }
//                                            =>   %own = pb.for ... carry(%t = 0) { yield %t + %a };  yield %s + %own
//
// Sums of adjoints may be ordered in any way. This way g++ 12.2 -O3 takes no other sum for them: where an iteration
// adds products of neighbouring elements of two arrays one after another, the last element first, as the reverse of
//
//   y[2 * j] = k * x[2 * j];  y[2 * j + 1] = k * x[2 * j + 1];
//
// does, its vectorizer turns one of the arrays around and not the other (docs/correctness.md).
#include "IR/Mutants.h"
#include "Transforms/ForwardOrder.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace pullback {
#define GEN_PASS_DEF_ITERATIONSUMS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// Gives a short loop in another one, which counts down, sums of its own.
static void sumUpApart(ForOp loop) {
  OpBuilder builder(loop);
  for (auto [index, result] : llvm::enumerate(loop.getResults())) {
    Value before = loop.getInits()[index];
    if (isConstantFloat(before, 0.0) || mutant("order:sum-of-nest"))
      continue;
    const llvm::fltSemantics &semantics = cast<FloatType>(result.getType()).getFloatSemantics();
    builder.setInsertionPoint(loop);
    Value zero = builder.create<ConstantOp>(loop.getLoc(), result.getType(), APFloat::getZero(semantics));
    loop->setOperand(getFirstInit(loop) + index, zero);
    builder.setInsertionPointAfter(loop);
    auto sum = builder.create<arith::AddFOp>(result.getLoc(), before, result);
    sum->setAttr("pb.adjoint", builder.getUnitAttr());
    result.replaceAllUsesExcept(sum, sum);
  }
}

/// The only user of `sum`, if it adds to it or subtracts from it, in the same block.
static Operation *getNextSum(Value sum) {
  Operation *user = sum.hasOneUse() ? *sum.user_begin() : nullptr;
  bool isSum =
      isa_and_nonnull<arith::AddFOp>(user) || (isa_and_nonnull<arith::SubFOp>(user) && user->getOperand(0) == sum);
  return isSum && user->hasAttr("pb.adjoint") && user->getBlock() == sum.getParentBlock() ? user : nullptr;
}

/// Adds up first what an iteration adds to `carried` in a row.
static void addOnce(BlockArgument carried) {
  SmallVector<Operation *> chain;
  for (Operation *next = getNextSum(carried); next; next = getNextSum(next->getResult(0)))
    chain.push_back(next);
  if (chain.size() < 2 || mutant("order:sums-of-iteration"))
    return;
  Operation *loop = carried.getOwner()->getParentOp();
  Value next = getLoopYield(loop).getValues()[llvm::find(getLoopCarried(loop), carried) - getLoopCarried(loop).begin()];
  if (next != chain.back()->getResult(0) || !next.hasOneUse())
    return; // no sum
  Operation *last = chain.back();
  OpBuilder builder(last);
  auto make = [&](bool isDifference, Value left, Value right) -> Value {
    Location location = left == carried ? last->getLoc() : withoutName(last->getLoc());
    Operation *op = isDifference ? builder.create<arith::SubFOp>(location, left, right).getOperation()
                                 : builder.create<arith::AddFOp>(location, left, right).getOperation();
    op->setAttr("pb.adjoint", builder.getUnitAttr());
    return op->getResult(0);
  };
  Value sum = carried;
  SmallVector<Value> added, subtracted;
  for (Operation *op : chain) {
    (isa<arith::SubFOp>(op) ? subtracted : added).push_back(op->getOperand(op->getOperand(0) == sum ? 1 : 0));
    sum = op->getResult(0);
  }
  bool isLess = added.empty();
  if (isLess)
    std::swap(added, subtracted);
  Value part = added.front();
  for (Value term : llvm::drop_begin(added))
    part = make(/*isDifference=*/false, part, term);
  for (Value term : subtracted)
    part = make(/*isDifference=*/true, part, term);
  last->getResult(0).replaceAllUsesWith(make(isLess, carried, part));
  for (Operation *op : llvm::reverse(chain))
    op->erase();
}

namespace {

struct IterationSums : pullback::impl::IterationSumsBase<IterationSums> {
  void runOnOperation() override {
    getOperation().walk([](ForOp loop) {
      bool isShort = static_cast<int64_t>(loop.getStep()) < 0 && isOfConstantLength(loop);
      if (isShort && loop->hasAttr("pb.adjoint") && isLoop(loop->getParentOp()) && carriesSumsOnly(loop))
        sumUpApart(loop);
    });
    getOperation().walk([](Operation *loop) {
      if (isLoop(loop))
        for (BlockArgument carried : getLoopCarried(loop))
          if (isa<FloatType>(carried.getType()))
            addOnce(carried);
    });
  }
};

} // namespace
