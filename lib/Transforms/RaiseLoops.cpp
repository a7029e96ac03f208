// Turns loops that count into pb.for.
//
//   pb.loop carry(%i = %a, %s = %z) {                    pb.for %i = %a while lt %n step 1 carry(%s = %z) {
//     %c = pb.cmp lt %i, %n                                body
//     %go, %j, %t = scf.if %c {                            pb.yield %s'
//       body; %i' = pb.binary add %i, %one        ->     }
//       scf.yield true, %i', %s'
//     } else { scf.yield false, %i, %s }
//     pb.yield if %go %j, %t
//   }
//
// The comparison may be one conjunct of the condition (what stands before it must not write); the others stay in the
// body and end the loop by `yield if`, as does a break. `if (i >= n) break;` at the top of an endless loop is the same.
// A condition `i + k < n` is taken as `i < n - k`, `i + 1 < n` as `i < n - 1`, of unsigned numbers as
// `i < (n > 1 ? n - 1 : 0)`; so is `i + 1 != n`, unless a break may end a loop that begins beyond the bound. The bound
// may be computed in the loop from what the loop does not change; it moves in front. Where the variable is compared
// after a conversion to a wider type (`int i; i < v.size()`), the loop counts in that type.
//
// "Counts" means exactly: no wrap-around of the variable in any run that the program defines. So unsigned loops with <=
// or steps beyond 1, and != where the start may lie beyond the bound, are raised only where constants prove it. Left as
// pb.loop: variables narrower than int (their step goes through int), bounds that change.

#include "IR/Comparisons.h"
#include "Transforms/CountedLoops.h"
#include "Transforms/LoopSteps.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

namespace pullback {
#define GEN_PASS_DEF_RAISELOOPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

//===------------------------------------------------------------------------------------------------------------===//
// Raising one loop
//===------------------------------------------------------------------------------------------------------------===//

class LoopRaiser {
public:
  explicit LoopRaiser(LoopOp loop) : loop(loop), builder(loop) {}
  bool run();

private:
  bool findBranch();
  bool conditionIsTame();
  bool othersRestWhereItEnds();
  void collectConjuncts(Value value);
  bool matchCounter(CmpOp comparison);
  bool matchSides(Value counted, Value other);
  Value splitShift(Value counted);
  Value splitOffset(Value counted);
  bool canShift();
  Value getShiftedBound();
  Value getBoundBeforeOffset(IntType type);
  bool cannotWrap();
  bool isInvariant(Value value) { return value.getParentRegion()->isProperAncestor(&loop.getBody()); }
  void rewrite(CmpOp comparison);
  void foldCondition(Value value);
  Value yieldedWhere(bool side, unsigned index);

  /// True if the loop may end by something else than its counter.
  bool hasEarlyExit() const { return getConstantBool(goOnInBody) != true || !counterAlone; }

  LoopOp loop;
  OpBuilder builder;
  /// The branch that holds the body, on which side of it, and its condition.
  scf::IfOp branch;
  bool bodySide = true;
  Value condition;
  /// What the body yields to go on.
  Value goOnInBody;
  SmallVector<CmpOp> conjuncts;

  // What matchCounter found.
  unsigned counter = 0;
  int64_t step = 0;
  Predicate predicate = Predicate::LT;
  Value bound;
  /// What is added to the variable before it is compared: a number, and what the loop does not change; null for
  /// nothing.
  int64_t shift = 0;
  Value offset;
  bool counterAlone = true;
  /// The type that the loop counts in, where it is not the variable's.
  IntType countType;
};

/// Finds the branch around the body: its other side ends the loop.
bool LoopRaiser::findBranch() {
  Value goOn = loop.getYield().getGoOn();
  Block *body = &loop.getBody().front();
  if (Value ends = getNegated(goOn); ends && ends.getParentBlock() == body) {
    goOn = ends;
    bodySide = false;
  }
  for (Operation *user : goOn.getUsers())
    if (auto found = dyn_cast<scf::IfOp>(user); found && found->getBlock() == body) {
      if (branch)
        return false;
      branch = found;
    }
  if (branch) {
    goOnInBody = builder.create<arith::ConstantOp>(loop.getLoc(), builder.getBoolAttr(true));
  } else {
    bodySide = true;
    goOn = loop.getYield().getGoOn();
    branch = goOn.getDefiningOp<scf::IfOp>();
    if (!branch || branch->getBlock() != body)
      return false;
    unsigned index = cast<OpResult>(goOn).getResultNumber();
    if (getConstantBool(yielded(branch, false, index)) != false) {
      if (getConstantBool(yielded(branch, true, index)) != false)
        return false;
      bodySide = false;
    }
    goOnInBody = yielded(branch, bodySide, index);
  }
  condition = branch.getCondition();
  return true;
}

/// Nothing but the branch has an effect, and behind it values are computed at most.
bool LoopRaiser::conditionIsTame() {
  for (Operation *op = branch->getNextNode(); op != loop.getYield(); op = op->getNextNode())
    if (op->getNumRegions() > 0 || !isMemoryEffectFree(op))
      return false;
  for (Operation &op : loop.getBody().front()) {
    if (&op == branch.getOperation())
      return true;
    WalkResult writes = op.walk([](Operation *inner) {
      bool harmless = isa<LoadOp>(inner) || isMemoryEffectFree(inner) || isa<scf::IfOp, ForOp>(inner);
      return harmless ? WalkResult::advance() : WalkResult::interrupt();
    });
    if (writes.wasInterrupted())
      return false;
  }
  return false;
}

/// What the loop yields for a carried value on one side of its condition.
Value LoopRaiser::yieldedWhere(bool side, unsigned index) {
  Value next = loop.getYield().getValues()[index];
  Choice choice = Choice::of(next);
  return choice.condition == condition ? choice.on(side) : next;
}

/// Where the condition ends the loop, every carried value (the counter only if somebody reads it) stays as it was.
bool LoopRaiser::othersRestWhereItEnds() {
  for (auto [index, argument] : llvm::enumerate(loop.getCarried())) {
    bool unread = index == counter && loop.getResult(index).use_empty();
    if (!unread && yieldedWhere(!bodySide, index) != argument)
      return false;
  }
  return true;
}

void LoopRaiser::collectConjuncts(Value value) {
  if (auto comparison = value.getDefiningOp<CmpOp>()) {
    if (loop->isProperAncestor(comparison))
      conjuncts.push_back(comparison);
    return;
  }
  if (!bodySide || !value.getDefiningOp() || !loop->isProperAncestor(value.getDefiningOp()))
    return;
  if (auto conjunction = value.getDefiningOp<arith::AndIOp>()) {
    collectConjuncts(conjunction.getLhs());
    collectConjuncts(conjunction.getRhs());
    return;
  }
  Choice choice = Choice::of(value);
  if (!choice.condition || getConstantBool(choice.whenFalse) != false)
    return;
  collectConjuncts(choice.condition);
  collectConjuncts(choice.whenTrue);
}

/// `i + c` of a variable that runs up, c > 0: the variable; the shift is kept.
Value LoopRaiser::splitShift(Value counted) {
  auto sum = counted.getDefiningOp<BinaryOp>();
  std::optional<int64_t> distance = sum ? getConstantInt(sum.getRhs()) : std::nullopt;
  auto type = sum ? dyn_cast<IntType>(sum.getType()) : IntType();
  bool hasBound = predicate == Predicate::LT || predicate == Predicate::LE ||
                  (predicate == Predicate::NE && type && type.getIsSigned()); // one of which nobody starts beyond
  bool isShift =
      distance && *distance > 0 && *distance <= UINT32_MAX && sum.getKind() == BinaryKind::Add && type && hasBound;
  shift = isShift ? *distance : 0;
  return splitOffset(isShift ? sum.getLhs() : counted);
}

/// The same for `i + k` with sign, of which k stays.
Value LoopRaiser::splitOffset(Value counted) {
  auto sum = counted.getDefiningOp<BinaryOp>();
  auto type = sum ? dyn_cast<IntType>(sum.getType()) : IntType();
  bool isSum = type && type.getIsSigned() && sum.getKind() == BinaryKind::Add &&
               (predicate == Predicate::LT || predicate == Predicate::LE);
  if (!isSum)
    return counted;
  for (auto [variable, other] : {std::pair(sum.getLhs(), sum.getRhs()), std::pair(sum.getRhs(), sum.getLhs())})
    if (isa<BlockArgument>(variable) && !isInvariant(variable) && canHoist(other, loop)) {
      offset = other;
      return variable;
    }
  return counted;
}

/// The sum is compared as an unsigned number. It is one from the start, and where it is less than the bound all the way
/// up, as cannotWrap() makes sure, it does not wrap around either. Where `i + k < n` with sign holds up to the end of
/// the type, since k is negative and n is large, nothing but a break can end the loop.
bool LoopRaiser::canShift() {
  bool mustReachBound = offset || (shift != 0 && predicate == Predicate::NE);
  if (mustReachBound && mayBeLeft(loop))
    return false;
  if (offset && (!cast<IntType>(bound.getType()).getIsSigned() || hasEarlyExit()))
    return false;
  std::optional<int64_t> first = getConstantInt(loop.getInits()[counter]);
  return shift == 0 || cast<IntType>(bound.getType()).getIsSigned() ||
         (first && *first >= 0 && *first + shift <= INT32_MAX);
}

/// `n - c`. No unsigned number is below it where n is less than c.
Value LoopRaiser::getShiftedBound() {
  auto type = cast<IntType>(bound.getType());
  if (offset)
    bound = getBoundBeforeOffset(type);
  if (shift == 0)
    return bound;
  if (!type.getIsSigned() && predicate == Predicate::LE) { // up to n - c is below n - (c - 1)
    predicate = Predicate::LT;
    --shift;
  }
  if (shift == 0)
    return bound;
  Location location = type.getIsSigned() ? bound.getLoc() : loop.getLoc(); // a bound's own name is not for its parts
  Value distance = builder.create<ConstantOp>(location, type, shift);
  Value difference = builder.createOrFold<BinaryOp>(location, BinaryKind::Sub, bound, distance);
  if (type.getIsSigned())
    return difference;
  Value zero = builder.create<ConstantOp>(location, type, 0);
  Value isAbove = builder.createOrFold<CmpOp>(location, Predicate::GT, bound, distance);
  return builder.createOrFold<arith::SelectOp>(location, isAbove, difference, zero);
}

/// `n - k` where the loop runs. Where it does not, n may be so far below that the difference overflows: k plus what the
/// variable begins with takes its place, which the condition adds up in any case. The counter of a loop around has got
/// to where it is one by one: with it, n is taken for no such number, as with constants.
Value LoopRaiser::getBoundBeforeOffset(IntType type) {
  Location location = loop.getLoc(); // a bound's own name is not for its parts
  hoist(offset, loop);
  auto convert = [&](Value value) {
    return value.getType() == type ? value : builder.create<CastOp>(location, type, value, /*implicit=*/true);
  };
  Value distance = convert(offset), first = convert(loop.getInits()[counter]);
  auto argument = dyn_cast<BlockArgument>(offset);
  if (argument && isLoop(argument.getOwner()->getParentOp()))
    return builder.createOrFold<BinaryOp>(location, BinaryKind::Sub, bound, distance);
  auto add = [&](Value value, int64_t number) -> Value {
    if (number == 0)
      return value;
    Value distance = builder.create<ConstantOp>(location, type, std::abs(number));
    return builder.createOrFold<BinaryOp>(location, number < 0 ? BinaryKind::Sub : BinaryKind::Add, value, distance);
  };
  int64_t before = predicate == Predicate::LE ? -1 : 0;
  std::optional<int64_t> known = getConstantInt(first);
  Value begin = known ? add(distance, *known + before)
                      : add(builder.createOrFold<BinaryOp>(location, BinaryKind::Add, first, distance), before);
  Value runs = builder.createOrFold<CmpOp>(location, Predicate::LT, begin, bound);
  Value end = builder.createOrFold<arith::SelectOp>(location, runs, bound, begin);
  return builder.createOrFold<BinaryOp>(location, BinaryKind::Sub, end, distance);
}

bool LoopRaiser::matchSides(Value counted, Value other) {
  countType = {};
  offset = {};
  Value variable = splitShift(counted);
  if (auto cast = variable.getDefiningOp<CastOp>(); cast && shift == 0 && isa<IntType>(cast.getOperand().getType())) {
    countType = llvm::cast<IntType>(cast.getType());
    variable = llvm::cast<IntType>(cast.getOperand().getType()).getIsSigned() ? splitShift(cast.getOperand())
                                                                              : cast.getOperand();
  }
  auto argument = dyn_cast<BlockArgument>(variable);
  if (!argument || argument.getOwner() != &loop.getBody().front() || !isa<IntType>(variable.getType()))
    return false;
  counter = argument.getArgNumber();
  bound = other;
  Step found = findStep(yieldedWhere(bodySide, counter), Truth::of(goOnInBody), argument);
  if (found.kind != Step::Known || found.value == 0 || found.value != static_cast<int32_t>(found.value))
    return false;
  step = found.value;
  return cannotWrap() && canShift() && othersRestWhereItEnds() && canHoist(bound, loop);
}

bool LoopRaiser::matchCounter(CmpOp comparison) {
  if (!isa<IntType>(comparison.getLhs().getType()))
    return false;
  counterAlone = condition == comparison.getResult();
  Predicate direct = bodySide ? comparison.getPredicate() : negate(comparison.getPredicate());
  predicate = direct;
  if (matchSides(comparison.getLhs(), comparison.getRhs()))
    return true;
  predicate = swapSides(direct);
  return matchSides(comparison.getRhs(), comparison.getLhs());
}

/// The variable runs towards the bound and, in every defined run, does not wrap on its way.
bool LoopRaiser::cannotWrap() {
  bool up = step > 0;
  bool towards = predicate == Predicate::NE ? (step == 1 || step == -1)
                 : up                       ? predicate == Predicate::LT || predicate == Predicate::LE
                                            : predicate == Predicate::GT || predicate == Predicate::GE;
  if (!towards)
    return false;
  Value init = loop.getInits()[counter];
  auto type = cast<IntType>(init.getType());
  std::optional<int64_t> first = getConstantInt(init);
  std::optional<int64_t> last = getConstantInt(bound);
  bool startsBelow =
      first && last && *first >= 0 && *last >= 0 && (up ? *first <= *last - shift : *first >= *last - shift);
  if (countType && countType != type) {
    // The variable is converted before the comparison; the loop will count in the wider type.
    if (countType.getWidth() < type.getWidth() || type.getWidth() < 32)
      return false;
    if (!type.getIsSigned()) {
      // Only a run that never ends could wrap, and such a run is undefined if it does nothing but compute.
      bool calls = loop.walk([](CallOp) { return WalkResult::interrupt(); }).wasInterrupted();
      return predicate == Predicate::LT && step == 1 && !hasEarlyExit() && !calls;
    }
    if (!countType.getIsSigned() && !(predicate == Predicate::LT && step == 1))
      return up && first && *first >= 0 &&
             (predicate != Predicate::NE || startsBelow || (shift == 0 ? *first == 0 : !hasEarlyExit()));
  }
  if (predicate == Predicate::NE) {
    // A signed variable that starts beyond the bound would overflow before it comes back, unless a break stops it, or
    // an exception.
    bool toZero = !type.getIsSigned() && !up && last == 0;
    bool fromZero = !type.getIsSigned() && up && first == 0;
    return startsBelow || toZero || fromZero || (type.getIsSigned() && !hasEarlyExit() && !mayBeLeft(loop));
  }
  return type.getIsSigned() || cannotWrapUnsigned(predicate, init, bound, step);
}

//===------------------------------------------------------------------------------------------------------------===//
// Rewriting
//===------------------------------------------------------------------------------------------------------------===//

/// Moves one side of a branch in front of it, and puts what it yields for the results.
void inlineSide(scf::IfOp branch, bool side) {
  Block *block = side ? branch.thenBlock() : branch.elseBlock();
  if (block) {
    Operation *yield = block->getTerminator();
    branch->replaceAllUsesWith(yield->getOperands());
    branch->getBlock()->getOperations().splice(branch->getIterator(), block->getOperations(), block->begin(),
                                               yield->getIterator());
  }
  branch.erase();
}

/// Takes constants out of a condition that is a conjunction.
void LoopRaiser::foldCondition(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto conjunction = dyn_cast_or_null<arith::AndIOp>(op)) {
    foldCondition(conjunction.getLhs());
    foldCondition(conjunction.getRhs());
    if (getConstantBool(conjunction.getLhs()) == true)
      value.replaceAllUsesWith(conjunction.getRhs());
    else if (getConstantBool(conjunction.getRhs()) == true)
      value.replaceAllUsesWith(conjunction.getLhs());
    return;
  }
  auto inner = dyn_cast_or_null<scf::IfOp>(op);
  if (!inner || inner->getNumResults() != 1 || getConstantBool(yielded(inner, false, 0)) != false)
    return;
  foldCondition(inner.getCondition());
  foldCondition(yielded(inner, true, 0));
  if (getConstantBool(inner.getCondition()) == true) {
    inlineSide(inner, true);
  } else if (getConstantBool(yielded(inner, true, 0)) == true) {
    inner.getResult(0).replaceAllUsesWith(inner.getCondition());
    inner.erase();
  }
}

void LoopRaiser::rewrite(CmpOp comparison) {
  hoist(bound, loop);
  builder.setInsertionPoint(loop);
  bound = getShiftedBound();
  comparison.getResult().replaceAllUsesWith(
      builder.create<arith::ConstantOp>(comparison.getLoc(), builder.getBoolAttr(bodySide)));
  comparison.erase();
  ForOp counted = makeCounted(loop, counter, bound, predicate, step);
  YieldOp yield = counted.getYield();
  foldCondition(branch.getCondition());
  if (getConstantBool(branch.getCondition()) == bodySide)
    inlineSide(branch, bodySide);
  Value ends = getNegated(yield.getGoOn());
  if (getConstantBool(yield.getGoOn()) == true || (ends && getConstantBool(ends) == false))
    yield.getGoOnMutable().clear();
}

bool LoopRaiser::run() {
  if (!findBranch() || !conditionIsTame())
    return false;
  collectConjuncts(condition);
  for (CmpOp comparison : conjuncts)
    if (matchCounter(comparison)) {
      rewrite(comparison);
      return true;
    }
  return false;
}

struct RaiseLoops : pullback::impl::RaiseLoopsBase<RaiseLoops> {
  void runOnOperation() override {
    // Inner loops first: what they hoist lies in the outer loop's body.
    SmallVector<LoopOp> loops;
    getOperation().walk([&](LoopOp loop) { loops.push_back(loop); });
    for (LoopOp loop : loops)
      LoopRaiser(loop).run();
    simplifyRegionValues(getOperation());
  }
};

} // namespace
