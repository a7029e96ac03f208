// Turns break, continue and early return into structured control flow: pb.exit, pb.once and pb.source_loop become
// scf.if and pb.loop. Variables stay in memory; pb-promote follows.
//
//   pb.source_loop { c; pb.condition %c } body {       pb.loop {
//     scf.if %b { pb.exit break }                        pb.store false, go
//     rest                                               c
//   } step { step }                               ->     scf.if %c {
//                                                          scf.if %b {} else { rest; step; pb.store true, go }
//                                                        }
//                                                        pb.yield if go }
//
// What follows an operation that may exit moves to where control falls through, if that is one place; where it is
// several, a flag ('live') guards it. No code is copied. A return out of loops leaves each of them by its 'returned'
// flag; the value waits in 'result'. Code that is never reached is dropped. Where each exit goes is settled top-down,
// where the rest of a block goes bottom-up, so every operation moves about as often as branches around it exit.
//
// Not handled: exits in anything but scf.if, pb.source_loop and pb.once, which the frontend never writes.

#include "IR/Checkpoints.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

namespace pullback {
#define GEN_PASS_DEF_STRUCTUREEXITS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

/// How control may leave a block or an operation.
struct Ways {
  bool falls = true;
  bool breaks = false;
  bool continues = false;
  bool returns = false;
  /// Number of break exits of the innermost loop or pb.once.
  unsigned breakCount = 0;

  bool exits() const { return breaks || continues || returns; }
};

/// An assignment to a flag that an exit makes on its way.
struct Flag {
  Value local;
  bool value;
};

/// What to assign when leaving by each kind of exit.
struct Targets {
  SmallVector<Flag, 2> atBreak, atContinue, atReturn;
};

class ExitStructurer {
public:
  explicit ExitStructurer(FuncOp func) : func(func), builder(func.getContext()) {}
  LogicalResult run();

private:
  // What leaves where.
  Ways summarize(Block &block);
  Ways summarize(Operation *op);
  Ways summarizeLoop(SourceLoopOp loop);
  OnceOp turnIntoOnce(SourceLoopOp loop);

  // Making it structured.
  void structure(Block &block, const Targets &targets);
  void structureExit(ExitOp exit, const Targets &targets);
  void structureBranch(scf::IfOp branch, const Targets &targets);
  void structureOnce(OnceOp once, const Targets &targets);
  void structureLoop(SourceLoopOp loop, const Targets &targets);
  void fillLoop(SourceLoopOp loop, Block *inside, Value go, const Targets &targets);
  void leaveAfterLoop(LoopOp loop, Value returned, const Targets &targets);

  Value makeFlag(StringRef name, bool initial, Location location);
  void store(ArrayRef<Flag> flags, Location location);
  Value constant(bool value, Location location) {
    return builder.create<arith::ConstantOp>(location, builder.getBoolAttr(value));
  }

  FuncOp func;
  OpBuilder builder;
  /// Where an early return leaves its value; null if nothing is returned early.
  Value result;
  DenseMap<Block *, Ways> ways;
  /// The exits and the operations with regions of every block, in order.
  DenseMap<Block *, SmallVector<Operation *>> steps;
  LogicalResult status = success();
};

//===------------------------------------------------------------------------------------------------------------===//
// What leaves where
//===------------------------------------------------------------------------------------------------------------===//

bool isTrue(Value condition) {
  if (auto constant = condition.getDefiningOp<arith::ConstantOp>())
    return cast<IntegerAttr>(constant.getValue()).getValue().isOne();
  if (auto cast = condition.getDefiningOp<CastOp>())
    if (std::optional<int64_t> number = getConstantInt(cast.getOperand()))
      return *number != 0;
  return false;
}

/// Everything between `op` and the terminator of its block.
llvm::iterator_range<Block::iterator> restAfter(Operation *op) {
  return {std::next(op->getIterator()), op->getBlock()->getTerminator()->getIterator()};
}

bool isEmpty(llvm::iterator_range<Block::iterator> range) { return range.begin() == range.end(); }

/// Moves a part of a block in front of `before`.
void moveBefore(llvm::iterator_range<Block::iterator> range, Operation *before) {
  if (isEmpty(range))
    return;
  Block *source = range.begin()->getBlock();
  before->getBlock()->getOperations().splice(before->getIterator(), source->getOperations(), range.begin(),
                                             range.end());
}

/// Moves all of a block but its terminator in front of `before`.
void moveContent(Block &block, Operation *before) {
  moveBefore({block.begin(), block.getTerminator()->getIterator()}, before);
}

void eraseRest(Operation *op) {
  Operation *end = op->getBlock()->getTerminator();
  while (end->getPrevNode() != op) {
    end->getPrevNode()->dropAllUses();
    end->getPrevNode()->erase();
  }
}

Ways ExitStructurer::summarize(Block &block) {
  Ways all;
  steps[&block].clear();
  for (Operation &op : llvm::make_early_inc_range(block.without_terminator())) {
    if (!isa<ExitOp>(op) && op.getNumRegions() == 0)
      continue;
    Operation *step = &op;
    if (auto loop = dyn_cast<SourceLoopOp>(op)) {
      Ways body = summarize(loop.getBody().front());
      if (!body.falls && !body.continues)
        step = turnIntoOnce(loop);
    }
    Ways one = summarize(step);
    steps[&block].push_back(step);
    all.breaks |= one.breaks;
    all.continues |= one.continues;
    all.returns |= one.returns;
    all.breakCount += one.breakCount;
    if (!one.falls) {
      all.falls = false;
      eraseRest(step);
      break;
    }
  }
  ways[&block] = all;
  return all;
}

Ways ExitStructurer::summarize(Operation *op) {
  if (auto exit = dyn_cast<ExitOp>(op)) {
    bool breaks = exit.getKind() == ExitKind::Break;
    return {false, breaks, exit.getKind() == ExitKind::Continue, exit.getKind() == ExitKind::Return, breaks};
  }
  if (auto loop = dyn_cast<SourceLoopOp>(op))
    return summarizeLoop(loop);
  if (auto once = dyn_cast<OnceOp>(op)) {
    Ways body = summarize(once.getBody().front());
    return {body.falls || body.breaks, false, body.continues, body.returns, 0};
  }
  Ways all;
  all.falls = op->getNumRegions() < 2;
  for (Region &region : op->getRegions()) {
    if (region.empty()) {
      all.falls = true;
      continue;
    }
    Ways one = summarize(region.front());
    all.falls |= one.falls;
    all.breaks |= one.breaks;
    all.continues |= one.continues;
    all.returns |= one.returns;
    all.breakCount += one.breakCount;
  }
  if (all.exits() && !isa<scf::IfOp>(op))
    status = op->emitError() << "exits out of this operation are not structured [unsupported-exit]";
  return all;
}

Ways ExitStructurer::summarizeLoop(SourceLoopOp loop) {
  // The body has been summarized by the block that holds the loop.
  Ways body = ways[&loop.getBody().front()];
  summarize(loop.getStep().front());
  summarize(loop.getCondition().front());
  Value condition = cast<ConditionOp>(loop.getCondition().front().getTerminator()).getCondition();
  return {body.breaks || !isTrue(condition), false, false, body.returns, 0};
}

/// A loop whose body never comes to its end runs at most once: `while (c) { b; break; }` is `once { if (c) { b; break;
/// } }`.
OnceOp ExitStructurer::turnIntoOnce(SourceLoopOp loop) {
  builder.setInsertionPoint(loop);
  auto once = builder.create<OnceOp>(loop.getLoc());
  builder.createBlock(&once.getBody());
  auto yield = builder.create<YieldOp>(loop.getLoc());
  Block &condition = loop.getCondition().front();
  Operation *place = yield;
  if (!loop.getDoWhile()) {
    Value value = cast<ConditionOp>(condition.getTerminator()).getCondition();
    moveContent(condition, yield);
    if (!isTrue(value)) {
      builder.setInsertionPoint(yield);
      place = builder.create<scf::IfOp>(loop.getLoc(), value, /*withElseRegion=*/false).thenYield();
    }
  }
  moveContent(loop.getBody().front(), place);
  for (Region *region : {&loop.getBody(), &loop.getStep(), &loop.getCondition()})
    region->walk([&](Block *dead) {
      ways.erase(dead);
      steps.erase(dead);
    });
  loop.erase();
  return once;
}

//===------------------------------------------------------------------------------------------------------------===//
// Making it structured
//===------------------------------------------------------------------------------------------------------------===//

Value ExitStructurer::makeFlag(StringRef name, bool initial, Location location) {
  auto local = builder.create<LocalOp>(location, PtrType::get(builder.getI1Type()), name);
  local->setAttr("pb.invented", builder.getUnitAttr());
  builder.create<StoreOp>(location, constant(initial, location), local);
  return local;
}

void ExitStructurer::store(ArrayRef<Flag> flags, Location location) {
  for (Flag flag : flags)
    builder.create<StoreOp>(location, constant(flag.value, location), flag.local);
}

/// Last step first, so that what a step moves is already structured and short.
void ExitStructurer::structure(Block &block, const Targets &targets) {
  SmallVector<Operation *> list = std::move(steps[&block]);
  for (Operation *op : llvm::reverse(list)) {
    if (auto exit = dyn_cast<ExitOp>(op))
      structureExit(exit, targets);
    else if (auto once = dyn_cast<OnceOp>(op))
      structureOnce(once, targets);
    else if (auto loop = dyn_cast<SourceLoopOp>(op))
      structureLoop(loop, targets);
    else if (auto branch = dyn_cast<scf::IfOp>(op))
      structureBranch(branch, targets);
    else
      for (Region &region : op->getRegions())
        for (Block &inner : region)
          structure(inner, targets);
  }
}

void ExitStructurer::structureExit(ExitOp exit, const Targets &targets) {
  builder.setInsertionPoint(exit);
  if (exit.getValue())
    builder.create<StoreOp>(exit.getLoc(), exit.getValue(), result);
  store(exit.getKind() == ExitKind::Break      ? targets.atBreak
        : exit.getKind() == ExitKind::Continue ? targets.atContinue
                                               : targets.atReturn,
        exit.getLoc());
  exit.erase();
}

/// The rest moves to where the branch falls through, or is guarded by a flag.
void ExitStructurer::structureBranch(scf::IfOp branch, const Targets &targets) {
  Block &then = *branch.thenBlock();
  Block *otherwise = branch.elseBlock();
  Ways thenWays = ways[&then];
  Ways elseWays = otherwise ? ways[otherwise] : Ways();
  Targets inner = targets;
  auto rest = restAfter(branch);
  if ((thenWays.exits() || elseWays.exits()) && !isEmpty(rest)) {
    if (!thenWays.falls) {
      otherwise = getOrCreateElse(branch);
      moveBefore(rest, otherwise->getTerminator());
    } else if (!elseWays.falls) {
      moveBefore(rest, then.getTerminator());
    } else {
      builder.setInsertionPoint(branch);
      Value live = makeFlag("live", true, branch.getLoc());
      for (auto *list : {&inner.atBreak, &inner.atContinue, &inner.atReturn})
        list->push_back({live, false});
      builder.setInsertionPointAfter(branch);
      Value condition = builder.create<LoadOp>(branch.getLoc(), live);
      auto guard = builder.create<scf::IfOp>(branch.getLoc(), condition, /*withElseRegion=*/false);
      moveBefore(restAfter(guard), guard.thenYield());
    }
  }
  structure(then, inner);
  if (otherwise)
    structure(*otherwise, inner);
}

void ExitStructurer::structureOnce(OnceOp once, const Targets &targets) {
  Block &body = once.getBody().front();
  Ways inside = ways[&body];
  Targets inner = targets;
  inner.atBreak.clear();
  auto rest = restAfter(once);
  bool leaves = inside.continues || inside.returns;
  if (leaves && !isEmpty(rest)) {
    if (!inside.breaks) {
      moveBefore(rest, body.getTerminator());
    } else if (!inside.falls && inside.breakCount == 1) {
      Operation *only = nullptr;
      body.walk<WalkOrder::PreOrder>([&](Operation *op) {
        if (isa<SourceLoopOp, OnceOp>(op))
          return WalkResult::skip();
        if (auto exit = dyn_cast<ExitOp>(op); exit && exit.getKind() == ExitKind::Break)
          only = exit;
        return WalkResult::advance();
      });
      moveBefore(rest, only);
    } else {
      builder.setInsertionPoint(once);
      Value live = makeFlag("live", true, once.getLoc());
      inner.atContinue.push_back({live, false});
      inner.atReturn.push_back({live, false});
      builder.setInsertionPointAfter(once);
      Value condition = builder.create<LoadOp>(once.getLoc(), live);
      auto guard = builder.create<scf::IfOp>(once.getLoc(), condition, /*withElseRegion=*/false);
      moveBefore(restAfter(guard), guard.thenYield());
    }
  }
  structure(body, inner);
  moveContent(body, once);
  once.erase();
}

void ExitStructurer::structureLoop(SourceLoopOp source, const Targets &targets) {
  Location location = source.getLoc();
  Ways body = ways[&source.getBody().front()];
  Value condition = cast<ConditionOp>(source.getCondition().front().getTerminator()).getCondition();
  bool ends = body.breaks || !isTrue(condition);
  builder.setInsertionPoint(source);
  Value returned = body.returns && ends ? makeFlag("returned", false, location) : Value();

  auto loop = builder.create<LoopOp>(location, ValueRange());
  copyCheckpoint(source, loop);
  builder.setInsertionPointToStart(&loop.getBody().front());
  Value go = body.breaks || body.returns ? makeFlag("go", false, location) : Value();
  auto yield = builder.create<YieldOp>(location, Value(), ValueRange());

  Targets inner;
  if (returned)
    inner.atReturn.push_back({returned, true});
  if (go && body.continues)
    inner.atContinue.push_back({go, true});
  structure(source.getCondition().front(), targets);

  Value goOn;
  if (source.getDoWhile()) {
    fillLoop(source, &loop.getBody().front(), go, inner);
    goOn = condition;
  } else {
    moveContent(source.getCondition().front(), yield);
    Block *inside = &loop.getBody().front();
    builder.setInsertionPoint(yield);
    if (isTrue(condition)) {
      goOn = condition;
    } else if (go) {
      inside = builder.create<scf::IfOp>(location, condition, /*withElseRegion=*/false).thenBlock();
    } else {
      auto branch = builder.create<scf::IfOp>(location, builder.getI1Type(), condition, /*withElseRegion=*/true);
      inside = branch.thenBlock();
      builder.setInsertionPointToEnd(inside);
      builder.create<scf::YieldOp>(location, constant(true, location));
      builder.setInsertionPointToEnd(branch.elseBlock());
      builder.create<scf::YieldOp>(location, constant(false, location));
      goOn = branch.getResult(0);
    }
    fillLoop(source, inside, go, inner);
  }
  builder.setInsertionPoint(yield);
  if (go)
    goOn = builder.create<LoadOp>(location, go);
  yield.getGoOnMutable().assign(goOn);
  source.erase();
  if (body.returns)
    leaveAfterLoop(loop, returned, targets);
}

/// Puts one iteration at the end of `inside`: the body, then the step (for a do-while: the condition) where control
/// comes there. `go`, if there is one, becomes true where the loop goes on.
void ExitStructurer::fillLoop(SourceLoopOp source, Block *inside, Value go, const Targets &targets) {
  Location location = source.getLoc();
  Block &body = source.getBody().front();
  Block &step = source.getStep().front();
  Block &condition = source.getCondition().front();
  Ways bodyWays = ways[&body];
  structure(step, Targets());
  Value next;
  if (source.getDoWhile()) {
    next = cast<ConditionOp>(condition.getTerminator()).getCondition();
    moveContent(condition, step.getTerminator());
  }
  auto goOn = [&](Operation *before) {
    builder.setInsertionPoint(before);
    builder.create<StoreOp>(location, next ? next : constant(true, location), go);
  };
  // With a 'continue', several ways lead to the step; it is guarded, or only the flag is set if it is empty.
  bool stepWithin = go && !bodyWays.continues;
  bool emptyStep = step.without_terminator().empty() && !next;
  if (stepWithin && bodyWays.falls) {
    moveContent(step, body.getTerminator());
    goOn(body.getTerminator());
  } else if (go && bodyWays.falls) {
    builder.setInsertionPoint(body.getTerminator());
    builder.create<StoreOp>(location, constant(true, location), go);
  }
  structure(body, targets);
  Operation *end = inside->getTerminator();
  moveContent(body, end);
  if (!go) {
    moveContent(step, end);
  } else if (!stepWithin && !emptyStep) {
    builder.setInsertionPoint(end);
    Value alive = builder.create<LoadOp>(location, go);
    auto guard = builder.create<scf::IfOp>(location, alive, /*withElseRegion=*/false);
    moveContent(step, guard.thenYield());
    if (next)
      goOn(guard.thenYield());
  }
}

/// After a loop that may return: leave as well if it did, else go on with the rest.
void ExitStructurer::leaveAfterLoop(LoopOp loop, Value returned, const Targets &targets) {
  Location location = loop.getLoc();
  builder.setInsertionPointAfter(loop);
  if (!returned) {
    store(targets.atReturn, location);
    return;
  }
  auto rest = restAfter(loop);
  if (isEmpty(rest) && targets.atReturn.empty())
    return;
  bool hasRest = !isEmpty(rest);
  Value condition = builder.create<LoadOp>(location, returned);
  auto branch = builder.create<scf::IfOp>(location, condition, hasRest);
  if (hasRest)
    moveBefore(restAfter(branch), branch.elseYield());
  builder.setInsertionPointToStart(branch.thenBlock());
  store(targets.atReturn, location);
}

LogicalResult ExitStructurer::run() {
  if (func.getBody().empty())
    return success();
  if (!func.getBody().hasOneBlock())
    return func.emitError() << "the source form of a function has one block [internal]";
  Block &body = func.getBody().front();
  auto end = dyn_cast<ReturnOp>(body.getTerminator());
  // `return v;` at the very end needs no place for its value.
  auto last = end == &body.front() ? ExitOp() : dyn_cast<ExitOp>(end->getPrevNode());
  if (last && last.getKind() == ExitKind::Return) {
    end.getValueMutable().assign(last.getValue());
    last.erase();
  }
  Ways all = summarize(body);
  if (failed(status))
    return failure();
  bool hasResult = !func.getResultTypes().empty();
  bool early = all.returns && hasResult;
  if (!all.falls && !early && hasResult) {
    builder.setInsertionPoint(end);
    end.getValueMutable().assign(builder.create<UndefOp>(end.getLoc(), func.getResultTypes().front()));
  }
  if (early) {
    Type type = func.getResultTypes().front();
    builder.setInsertionPointToStart(&body);
    auto local = builder.create<LocalOp>(func.getLoc(), PtrType::get(type), "result");
    local->setAttr("pb.invented", builder.getUnitAttr());
    result = local;
    if (end.getValue()) {
      builder.setInsertionPoint(end);
      builder.create<StoreOp>(end.getLoc(), end.getValue(), result);
    }
  }
  structure(body, Targets());
  if (early) {
    builder.setInsertionPoint(end);
    end.getValueMutable().assign(builder.create<LoadOp>(end.getLoc(), result));
  }
  return success();
}

struct StructureExits : pullback::impl::StructureExitsBase<StructureExits> {
  void runOnOperation() override {
    if (failed(ExitStructurer(getOperation()).run()))
      signalPassFailure();
  }
};

} // namespace
