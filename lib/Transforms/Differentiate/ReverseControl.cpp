// Branches and loops of the reverse sweep.
//
// A counted loop without early exit runs its mirror image: the same values of the induction variable, backwards. A loop
// that may end early counts its trips in the forward sweep, and the mirror runs over that count. A while loop
//
//   pb.loop { C; scf.if c { B; yield true, next } else { yield false, same } }
//
// is reversed as the reverse of (C; B), once for each time that c was true: what the last, partial iteration does is to
// pass the carried values on.
#include "IR/Checkpoints.h"
#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/Reverse.h"
#include "Transforms/Differentiate/Trips.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

static std::string getNameOfValue(Value value) { return getVariableName(value).str(); }

// Active scalars that `op`'s regions use and that are defined outside of it. Each region is looked at once: what is
// nested in it has been asked before, or is now.
ArrayRef<Value> ReverseBuilder::collectOutside(Operation *op) {
  if (auto known = outsideOf.find(op); known != outsideOf.end())
    return known->second;
  llvm::SetVector<Value> outside;
  for (Region &region : op->getRegions())
    for (Operation &inner : region.getOps()) {
      auto insert = [&](ValueRange values) {
        for (Value value : values)
          if (isa<FloatType>(value.getType()) && value.getParentRegion() != &region && activity.isActive(value))
            outside.insert(value);
      };
      if (inner.getNumRegions() > 0)
        insert(collectOutside(&inner));
      insert(inner.getOperands());
    }
  return outsideOf[op] = outside.takeVector();
}

// Recall placement finds the region that mirrors another by the number that both carry.
void ReverseBuilder::linkMirror(Operation *op, Operation *mirror) {
  Attribute number = builder.getI64IntegerAttr(nextId++);
  op->setAttr("pb.mirror", number);
  mirror->setAttr("pb.mirror", number);
}

// The induction variable and its counterpart are two marks of one number.
void ReverseBuilder::linkCounter(Value counter, Value mirrored) {
  OpBuilder marking(function.getContext());
  for (Value value : {counter, mirrored}) {
    marking.setInsertionPointAfterValue(value);
    marking.create<MarkOp>(value.getLoc(), value, nextId, ValueRange())->setAttr("counter", builder.getUnitAttr());
  }
  ++nextId;
}

//===------------------------------------------------------------------------------------------------------------===//
// Branches
//===------------------------------------------------------------------------------------------------------------===//

void ReverseBuilder::reverseIf(scf::IfOp branch) {
  if (!activity.hasAdjoint(branch))
    return;
  SmallVector<Value> outside(collectOutside(branch));
  SmallVector<Type> types;
  for (Value value : outside)
    types.push_back(value.getType());
  Value condition = recall(branch.getCondition());
  Location location = adjointLocation(Value(), branch.getLoc());
  auto mirror = builder.create<scf::IfOp>(location, types, condition, /*addThenBlock=*/true, /*addElseBlock=*/true);
  linkMirror(branch, mirror);
  for (auto [region, mirrorRegion] : llvm::zip(branch->getRegions(), mirror->getRegions())) {
    OpBuilder::InsertionGuard guard(builder);
    Scope scope(adjoints);
    Block &block = mirrorRegion.front();
    builder.setInsertionPointToStart(&block);
    if (!region.empty()) {
      mirrors[&region.front()] = &block;
      createShadows(region.front());
      Operation *yield = region.front().getTerminator();
      for (auto [result, yielded] : llvm::zip(branch.getResults(), yield->getOperands()))
        if (Value seed = adjoints.lookup(result); seed && !mutant("accumulate:branch-result"))
          addAdjoint(yielded, seed);
      reverseBlock(region.front(), yield->getIterator());
    }
    SmallVector<Value> results;
    builder.setInsertionPointToEnd(&block);
    if (!block.empty() && block.back().hasTrait<OpTrait::IsTerminator>())
      builder.setInsertionPoint(&block.back());
    for (Value value : outside)
      results.push_back(getAdjointOrZero(value, location));
    if (!block.empty() && block.back().hasTrait<OpTrait::IsTerminator>())
      block.back().setOperands(results);
    else
      builder.create<scf::YieldOp>(location, results);
  }
  for (auto [value, result] : llvm::zip(outside, mirror.getResults()))
    if (!mutant("accumulate:outside-of-branch"))
      setAdjoint(value, result);
}

//===------------------------------------------------------------------------------------------------------------===//
// Loops
//===------------------------------------------------------------------------------------------------------------===//

void ReverseBuilder::reverseFor(ForOp loop) {
  if (activity.hasAdjoint(loop))
    isCheckpointed(loop) ? reverseCheckpointed(loop) : reverseCarried(loop, loop, {});
}

void ReverseBuilder::reverseLoop(LoopOp loop) {
  if (activity.hasAdjoint(loop))
    reverseCarried(loop, {}, loop);
}

ForOp ReverseBuilder::buildCountdown(Operation *loop, Value trips, ValueRange inits) {
  Location location = loop->getLoc();
  IntType type = getSizeType(loop->getContext());
  Value zero = builder.create<ConstantOp>(location, type, 0), one;
  if (mutant("order:countdown"))
    one = builder.create<ConstantOp>(location, type, 1);
  auto mirror = one ? builder.create<ForOp>(location, one, recall(trips), Predicate::LE, 1, inits)
                    : builder.create<ForOp>(location, recall(trips), zero, Predicate::GT, -1, inits);
  mirror.getInductionVar().setLoc(nameLocation("trip", location));
  return mirror;
}

void ReverseBuilder::reverseCarried(Operation *loop, ForOp forLoop, LoopOp plainLoop) {
  bool earlyExit = plainLoop || forLoop.getYield().getGoOn();
  scf::IfOp whileBody = plainLoop ? getWhileBody(plainLoop) : scf::IfOp();
  SmallVector<unsigned> active;
  SmallVector<Value> outside(collectOutside(loop)), inits;
  for (auto [index, result] : llvm::enumerate(loop->getResults())) {
    Value argument = forLoop ? forLoop.getCarried()[index] : plainLoop.getCarried()[index];
    if (isa<FloatType>(result.getType()) && (activity.isActive(argument) || activity.isActive(result))) {
      active.push_back(index);
      inits.push_back(mutant("accumulate:loop-result") ? makeZero(result.getType(), loop->getLoc())
                                                       : getAdjointOrZero(result, loop->getLoc()));
    }
  }
  for (Value value : outside)
    inits.push_back(getAdjointOrZero(value, loop->getLoc()));
  SmallVector<Value> activeInits;
  OperandRange primalInits = forLoop ? forLoop.getInits() : plainLoop.getInits();
  for (unsigned index : active)
    activeInits.push_back(primalInits[index]);

  ForOp mirror;
  Value lower = forLoop ? recall(forLoop.getLower()) : Value();
  if (!earlyExit) {
    mirror = buildMirrorLoop(builder, forLoop, lower, recall(forLoop.getUpper()), inits);
    mirroredCounters[forLoop.getInductionVar()] = buildMirroredCounter(builder, forLoop, mirror, lower);
  } else {
    mirror = buildCountdown(loop, loop->getResults().back(), inits);
    if (forLoop)
      mirroredCounters[forLoop.getInductionVar()] = buildCounterFromTrip(builder, forLoop, mirror, lower);
  }
  linkMirror(loop, mirror);
  if (forLoop)
    linkCounter(forLoop.getInductionVar(), mirroredCounters[forLoop.getInductionVar()]);
  Block::BlockArgListType carried = forLoop ? forLoop.getCarried() : plainLoop.getCarried();
  buildReverseBody(loop, mirror, carried, forLoop ? forLoop.getYield() : plainLoop.getYield(), whileBody, active,
                   outside);

  // The adjoints of outside values went into the loop and come out of it; initial values gain on top of that.
  for (auto [value, result] : llvm::zip(outside, mirror.getResults().drop_front(active.size())))
    if (!mutant("accumulate:outside-of-loop"))
      setAdjoint(value, result);
  for (auto [init, result] : llvm::zip(activeInits, mirror.getResults()))
    if (!mutant("accumulate:loop-init"))
      addAdjoint(init, result);
}

void ReverseBuilder::buildReverseBody(Operation *loop, ForOp mirror, Block::BlockArgListType carried, YieldOp yield,
                                      scf::IfOp whileBody, ArrayRef<unsigned> active, ArrayRef<Value> outside) {
  OpBuilder::InsertionGuard guard(builder);
  Scope scope(adjoints);
  Block &block = mirror.getBody().front();
  Block *body = yield->getBlock();
  mirrors[body] = &block;
  builder.setInsertionPointToEnd(&block);
  for (auto [value, argument] : llvm::zip(outside, mirror.getCarried().drop_front(active.size()))) {
    argument.setLoc(adjointLocation(value, loop->getLoc()));
    if (value.getDefiningOp<LoadOp>() && getVariableName(value).empty()) // x[3]: x3_bar
      argument.setLoc(nameLocation(inventName(value, getNameOfValue) + "_bar", argument.getLoc()));
    setAdjoint(value, argument);
  }
  for (auto [index, argument] : llvm::zip(active, mirror.getCarried())) {
    argument.setLoc(adjointLocation(carried[index], loop->getLoc()));
    if (!mutant("accumulate:loop-yield"))
      addAdjoint(yield.getValues()[index], argument);
  }
  createShadows(*body);
  if (whileBody) {
    Block &then = whileBody.getThenRegion().front();
    mirrors[&then] = &block;
    markBlocks[body] = &then;
    createShadows(then);
    for (auto [result, yielded] : llvm::zip(whileBody.getResults(), then.getTerminator()->getOperands()))
      if (Value seed = adjoints.lookup(result); seed && !mutant("accumulate:while-result"))
        addAdjoint(yielded, seed);
    reverseBlock(then, then.getTerminator()->getIterator());
    reverseBlock(*body, whileBody->getIterator());
  } else {
    reverseBlock(*body, yield->getIterator());
  }
  SmallVector<Value> next;
  for (unsigned index : active)
    next.push_back(mutant("accumulate:loop-carried") ? makeZero(carried[index].getType(), loop->getLoc())
                                                     : getAdjointOrZero(carried[index], loop->getLoc()));
  for (Value value : outside)
    next.push_back(getAdjointOrZero(value, loop->getLoc()));
  builder.create<YieldOp>(loop->getLoc(), Value(), next);
}
