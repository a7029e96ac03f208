// A loop of the reverse sweep carries b, the adjoint of what is selected, and adds to other things. With c the recalled
// condition of an iteration, it selects if
//   - an iteration without c does nothing and hands b on;
//   - an iteration with b == 0 does nothing and hands 0 on, since it is linear in b;
//   - an iteration with c hands 0 on.
// So the last iteration (of the primal) with c is the only one to run. What an iteration does is followed from the
// assumption through its operations, with 0 * x == 0 for adjoints.
#include "Transforms/Storage/Selections.h"
#include "IR/Mutants.h"

#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

namespace {

// What is known of values under an assumption.
class Assumption {
public:
  void setCondition(Value value, bool holds) { conditions[value] = holds; }
  void setZero(Value value) { zeros.insert(value); }

  /// True if the operations of the block change nothing that is seen outside.
  bool doesNothing(Block &block);
  bool isZero(Value value) const {
    return zeros.contains(resolve(value)) || isConstantFloat(value, 0.0) || isConstantFloat(value, -0.0);
  }
  /// The value that `value` is equal to.
  Value resolve(Value value) const {
    while (Value other = equal.lookup(value))
      value = other;
    return value;
  }

private:
  void follow(Operation *op);
  void followSelect(Value result, Value condition, Value left, Value right);
  bool followBranch(scf::IfOp branch);
  bool followLoop(Operation *loop);
  bool isHarmless(Operation *op) const;
  void set(Value value, Value other) {
    if (isZero(other))
      zeros.insert(value);
    else
      equal[value] = resolve(other);
  }

  DenseMap<Value, bool> conditions;
  DenseSet<Value> zeros;
  DenseMap<Value, Value> equal;
};

} // namespace

void Assumption::followSelect(Value result, Value condition, Value left, Value right) {
  auto known = conditions.find(condition);
  if (known != conditions.end())
    set(result, known->second ? left : right);
  else if ((isZero(left) && isZero(right)) || resolve(left) == resolve(right))
    set(result, left);
}

void Assumption::follow(Operation *op) {
  if (isa<arith::AddFOp, arith::SubFOp>(op)) {
    if (isZero(op->getOperand(1)))
      set(op->getResult(0), op->getOperand(0));
    else if (isa<arith::AddFOp>(op) && isZero(op->getOperand(0)))
      set(op->getResult(0), op->getOperand(1));
  } else if (isa<arith::MulFOp>(op)) {
    if (isZero(op->getOperand(0)) || isZero(op->getOperand(1)))
      zeros.insert(op->getResult(0));
  } else if (isa<arith::DivFOp, arith::NegFOp>(op) || (isa<CastOp>(op) && isa<FloatType>(op->getOperand(0).getType()) &&
                                                       isa<FloatType>(op->getResult(0).getType()))) {
    if (isZero(op->getOperand(0)))
      zeros.insert(op->getResult(0));
  } else if (auto select = dyn_cast<arith::SelectOp>(op)) {
    followSelect(select, select.getCondition(), select.getTrueValue(), select.getFalseValue());
  }
}

// Adding zero, and what changes no memory.
bool Assumption::isHarmless(Operation *op) const {
  if (auto accumulate = dyn_cast<AccumulateOp>(op))
    return isZero(accumulate.getValue()) || mutant("accumulate:selected");
  return isa<LoadOp, LocalOp, RecallOp, MarkOp>(op) || isMemoryEffectFree(op);
}

bool Assumption::followBranch(scf::IfOp branch) {
  auto known = conditions.find(branch.getCondition());
  bool isKnown = known != conditions.end();
  bool nothing = true;
  for (Region &region : branch->getRegions()) {
    bool isTaken = !isKnown || known->second == (&region == &branch.getThenRegion());
    if (isTaken && !region.empty())
      nothing &= doesNothing(region.front());
  }
  for (OpResult result : branch->getResults())
    followSelect(result, branch.getCondition(), branch.thenYield().getOperand(result.getResultNumber()),
                 branch.elseYield().getOperand(result.getResultNumber()));
  return nothing;
}

// Carried values are taken to stay what they were at first, and it is checked that they do.
bool Assumption::followLoop(Operation *loop) {
  auto carried = getLoopCarried(loop);
  for (auto [argument, init] : llvm::zip(carried, getLoopInits(loop)))
    if (isa<FloatType>(argument.getType()))
      set(argument, init);
  if (!doesNothing(*getLoopBody(loop)))
    return false;
  for (auto [argument, next, init, result] :
       llvm::zip(carried, getLoopYield(loop).getValues(), getLoopInits(loop), loop->getResults())) {
    if (!isa<FloatType>(argument.getType()))
      continue;
    if (isZero(init) ? !isZero(next) : resolve(next) != resolve(init))
      return false;
    set(result, init);
  }
  return true;
}

// Follows all operations, also behind one that does something.
bool Assumption::doesNothing(Block &block) {
  bool nothing = true;
  for (Operation &op : block.without_terminator()) {
    if (auto branch = dyn_cast<scf::IfOp>(op)) {
      nothing &= followBranch(branch);
    } else if (isLoop(&op)) {
      nothing &= followLoop(&op);
    } else {
      nothing &= isHarmless(&op);
      follow(&op);
    }
  }
  return nothing;
}

static bool othersStay(const Assumption &assumption, ForOp mirror, unsigned adjoint) {
  for (auto [number, argument] : llvm::enumerate(mirror.getCarried()))
    if (number != adjoint && !mutant("accumulate:carried-beside-selected") &&
        assumption.resolve(mirror.getYield().getValues()[number]) != argument)
      return false;
  return true;
}

static bool selects(ForOp mirror, Value condition, unsigned adjoint) {
  Block &body = mirror.getBody().front();
  Value argument = mirror.getCarried()[adjoint], next = mirror.getYield().getValues()[adjoint];
  Assumption notTaken, isPassed, isTaken;
  notTaken.setCondition(condition, false);
  isPassed.setZero(argument);
  isTaken.setCondition(condition, true);
  if (!notTaken.doesNothing(body) || notTaken.resolve(next) != argument || !othersStay(notTaken, mirror, adjoint))
    return false;
  if (!isPassed.doesNothing(body) || !isPassed.isZero(next) || !othersStay(isPassed, mirror, adjoint))
    return false;
  isTaken.doesNothing(body); // it does something, of course
  return isTaken.isZero(next);
}

std::optional<Selection> pullback::findSelection(ForOp mirror) {
  for (RecallOp condition : mirror.getBody().getOps<RecallOp>())
    if (condition.getType().isInteger(1))
      for (unsigned adjoint = 0; adjoint < mirror->getNumResults(); ++adjoint)
        if (isa<FloatType>(mirror.getCarried()[adjoint].getType()) && selects(mirror, condition, adjoint))
          return Selection{condition, adjoint};
  return std::nullopt;
}

//===------------------------------------------------------------------------------------------------------------===//
// Loops that remember, and mirrors of one iteration
//===------------------------------------------------------------------------------------------------------------===//

// A number that the counter never has, so that it means no iteration.
static Value buildNone(OpBuilder &builder, ForOp loop) {
  std::optional<int64_t> first = getConstantInt(loop.getLower());
  if (first && cast<IntType>(loop.getLower().getType()).getIsSigned())
    return builder.create<ConstantOp>(loop.getLoc(), loop.getLower().getType(), *first - 1);
  return loop.getUpper();
}

bool pullback::hasNumberForNone(ForOp loop) {
  bool isUpward = loop.getStep() == 1 && !loop.getYield().getGoOn();
  bool isSigned = cast<IntType>(loop.getLower().getType()).getIsSigned();
  return isUpward && (loop.getPredicate() == Predicate::LT ||
                      (loop.getPredicate() == Predicate::LE && isSigned && getConstantInt(loop.getLower())));
}

// The carried value that the condition gives a new value, for its name; null where the loop carries none.
static Value findSelected(ForOp loop, Value condition) {
  for (auto [argument, next] : llvm::zip(loop.getCarried(), loop.getYield().getValues())) {
    Operation *op = next.getDefiningOp();
    if (isa<FloatType>(next.getType()) && isa_and_nonnull<scf::IfOp, arith::SelectOp>(op) &&
        op->getOperand(0) == condition)
      return next;
  }
  return loop.getYield().getValues().empty() ? Value() : loop.getYield().getValues().front();
}

ForOp pullback::rememberLast(ForOp loop, Value condition) {
  Value selected = findSelected(loop, condition);
  OpBuilder builder(loop);
  Value none = buildNone(builder, loop);
  loop = cast<ForOp>(addResults(loop, none.getType(), none));
  Value counter = loop.getInductionVar(), before = loop.getCarried().back(), next;
  StringRef name = selected ? getVariableName(selected) : "selected";
  Location location = nameLocation((name + "_from").str(), loop.getLoc());
  before.setLoc(location);
  auto result = dyn_cast_or_null<OpResult>(selected);
  auto branch = result ? dyn_cast<scf::IfOp>(result.getOwner()) : scf::IfOp();
  if (branch && branch.getCondition() == condition) {
    branch = cast<scf::IfOp>(addResults(branch, counter.getType(), {}));
    branch.thenYield().getResultsMutable().append(counter);
    branch.elseYield().getResultsMutable().append(before);
    next = branch.getResults().back();
  } else {
    builder.setInsertionPoint(loop.getYield());
    next = mutant("mark:selected-iteration")
               ? before
               : builder.create<arith::SelectOp>(location, condition, counter, before).getResult();
  }
  loop.getYield().getValuesMutable().append(next);
  return loop;
}

scf::IfOp pullback::replaceByBranch(ForOp mirror, Value counter, Value isThere, Value from) {
  OpBuilder builder(mirror);
  auto branch = builder.create<scf::IfOp>(mirror.getLoc(), mirror.getResultTypes(), isThere, /*addThenBlock=*/true,
                                          /*addElseBlock=*/true);
  branch->setAttr("pb.adjoint", builder.getUnitAttr());
  for (Region &region : branch->getRegions())
    region.front().clear();
  Value trip = mirror.getInductionVar();
  counter.replaceAllUsesWith(from);
  for (Operation *user : llvm::make_early_inc_range(trip.getUsers())) // the counter was made from it
    if (user->use_empty())
      user->erase();
  for (auto [argument, init] : llvm::zip(mirror.getCarried(), mirror.getInits()))
    argument.replaceAllUsesWith(init);
  YieldOp yield = mirror.getYield();
  Block &then = branch.getThenRegion().front();
  then.getOperations().splice(then.end(), mirror.getBody().front().getOperations());
  builder.setInsertionPoint(yield);
  builder.create<scf::YieldOp>(yield.getLoc(), yield.getValues());
  yield.erase();
  builder.setInsertionPointToEnd(&branch.getElseRegion().front());
  builder.create<scf::YieldOp>(mirror.getLoc(), mirror.getInits());
  mirror->replaceAllUsesWith(branch);
  mirror.erase();
  return branch;
}
