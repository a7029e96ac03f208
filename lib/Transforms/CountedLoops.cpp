#include "Transforms/CountedLoops.h"

#include "Analysis/Aliasing.h"
#include "IR/Checkpoints.h"
#include "IR/Mutants.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace pullback;
using pullback::IntType;

static bool isWrittenInLoop(Value pointer, LoopOp loop) {
  return loop
      .walk([&](Operation *op) { return mayWrite(op, pointer) ? WalkResult::interrupt() : WalkResult::advance(); })
      .wasInterrupted();
}

static bool isInvariant(Value value, LoopOp loop) { return value.getParentRegion()->isProperAncestor(&loop.getBody()); }

bool pullback::canHoist(Value value, LoopOp loop) {
  if (isInvariant(value, loop))
    return true;
  Operation *op = value.getDefiningOp();
  if (!op || op->getNumRegions() > 0 ||
      !llvm::all_of(op->getOperands(), [&](Value operand) { return canHoist(operand, loop); }))
    return false;
  bool runsAnyway = op->getBlock() == &loop.getBody().front();
  if (auto load = dyn_cast<LoadOp>(op))
    return runsAnyway && !isWrittenInLoop(load.getPointer(), loop);
  return isMemoryEffectFree(op) && (runsAnyway || isSpeculatable(op));
}

void pullback::hoist(Value value, LoopOp loop) {
  if (isInvariant(value, loop))
    return;
  Operation *op = value.getDefiningOp();
  for (Value operand : op->getOperands())
    hoist(operand, loop);
  op->moveBefore(loop);
}

/// True if what runs may throw, or end the program, in a function that it calls, or that one calls in turn.
static bool mayLeave(Operation *op, llvm::SmallPtrSetImpl<Operation *> &known) {
  return op
      ->walk([&](CallOp call) {
        auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
        bool comesBack = callee && (!callee.isDeclaration() || callee->hasAttr("pb.items") ||
                                    callee->hasAttr("pb.comes_back") || mutant("free:call-comes-back"));
        bool leaves = !comesBack || (!callee.isDeclaration() && known.insert(callee).second && mayLeave(callee, known));
        return leaves ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

bool pullback::mayBeLeft(LoopOp loop) {
  llvm::SmallPtrSet<Operation *, 4> known;
  return mayLeave(loop, known);
}

bool pullback::cannotWrapUnsigned(Predicate predicate, Value first, Value bound, int64_t step) {
  bool strict = predicate == Predicate::LT || predicate == Predicate::GT;
  if (strict && (step == 1 || step == -1))
    return true;
  // The last value before the loop ends is at most bound + |step| (strict: - 1).
  unsigned width = cast<IntType>(first.getType()).getWidth();
  uint64_t reach = static_cast<uint64_t>(step > 0 ? step : -step) - (strict ? 1 : 0);
  uint64_t greatest = width == 64 ? UINT64_MAX : (uint64_t(1) << width) - 1;
  if (std::optional<int64_t> last = getConstantInt(bound)) {
    auto value = static_cast<uint64_t>(*last);
    return step > 0 ? value <= greatest - reach : value >= reach;
  }
  // With 64 bits, a small start and a small step, a wrap lies more than 2^47 iterations away: never reached.
  std::optional<int64_t> begin = getConstantInt(first);
  return step > 0 && width == 64 && begin && static_cast<uint64_t>(*begin) <= UINT32_MAX && step <= 0xFFFF;
}

ForOp pullback::makeCounted(LoopOp loop, unsigned counter, Value bound, Predicate predicate, int64_t step) {
  OpBuilder builder(loop);
  Location location = loop.getLoc();
  BlockArgument variable = loop.getCarried()[counter];
  bool keep = !loop.getResult(counter).use_empty();
  Value lower = loop.getInits()[counter];
  if (lower.getType() != bound.getType())
    lower = builder.create<CastOp>(location, bound.getType(), lower, /*implicit=*/true);
  SmallVector<Value> inits(loop.getInits());
  if (!keep)
    inits.erase(inits.begin() + counter);
  auto counted = builder.create<ForOp>(location, lower, bound, predicate, step, inits);
  counted.getInductionVar().setLoc(variable.getLoc());
  copyCheckpoint(loop, counted);

  Block *body = &counted.getBody().front();
  builder.setInsertionPointToStart(body);
  Value now = counted.getInductionVar();
  if (now.getType() != variable.getType())
    now = builder.create<CastOp>(location, variable.getType(), now, /*implicit=*/true);
  unsigned position = 0;
  for (auto [index, argument] : llvm::enumerate(loop.getCarried())) {
    bool carried = index != counter || keep;
    Value replacement = carried ? Value(counted.getCarried()[position]) : now;
    if (carried) {
      counted.getCarried()[position].setLoc(argument.getLoc());
      loop.getResult(index).replaceAllUsesWith(counted.getResult(position));
      ++position;
    }
    argument.replaceAllUsesWith(index == counter ? now : replacement);
  }
  body->getOperations().splice(body->end(), loop.getBody().front().getOperations());
  if (!keep)
    counted.getYield().getValuesMutable().erase(counter);
  loop.erase();
  return counted;
}
