// Turns loops that count, and test whether to go on behind their body, into pb.for.
//
//   pb.loop carry(%i = %a, %s = %z) {            %m = pb.cmp lt %a, %n
//     body                                       %end = arith.select %m, %n, %a + 1
//     %j = pb.binary add %i, %one          ->    pb.for %i = %a while lt %end step 1 carry(%s = %z) {
//     %c = pb.cmp lt %j, %n                        body
//     pb.yield if %c %j, %s'                       pb.yield %s'
//   }                                            }
//
// The body runs for what the variable begins with in any case, so the bound is moved behind that value where it lies in
// front of it. What is tested may be the variable before its step, `while (i++ < n)`, and be one conjunct of the
// condition: the others end the loop by `yield if`. The bound may be computed in the loop from what the loop does not
// change; it moves in front. Where the variable is compared after a conversion to a wider type, the loop counts in that
// type.
//
// `do ... while (--n)` begins beyond its bound where n is not positive. With sign it overflows then, with 64 bits it
// does not come back in 2^63 iterations: no defined run does either, if nothing else ends the loop. Left as pb.loop are
// such loops of other types, or with another way out, unless constants prove where they begin; unsigned variables that
// might wrap around; tests in the middle of the body; bounds that change.

#include "IR/Comparisons.h"
#include "IR/Mutants.h"
#include "Transforms/CountedLoops.h"
#include "Transforms/LoopSteps.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace pullback {
#define GEN_PASS_DEF_RAISEDOLOOPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;
using pullback::IntType;

namespace {

class DoLoopRaiser {
public:
  explicit DoLoopRaiser(LoopOp loop) : loop(loop), builder(loop) {}
  void run();

private:
  void collectTests(OpOperand &goOn);
  bool matchTest(OpOperand &test);
  bool matchSides(Value tested, Value other, Predicate holds);
  bool matchVariable(Value tested);
  bool testNextValue();
  bool getsToBound();
  bool convertsExactly();
  bool beginsBefore();
  Value getBound();

  LoopOp loop;
  OpBuilder builder;
  /// The comparisons of integers without which the loop does not go on, where they are used for that.
  SmallVector<OpOperand *> tests;

  // What matchTest found.
  unsigned counter = 0;
  int64_t step = 0;
  Predicate predicate = Predicate::LT;
  Value bound;
  /// True if the variable is compared before its step.
  bool beforeStep = false;
  /// True if the first iteration computes the next value in any case.
  bool stepsInFirst = false;
  /// True if the loop may end by something else than its counter.
  bool hasOtherExit = false;
};

/// `a && b` goes on by both, also where b is computed in a branch alone.
void DoLoopRaiser::collectTests(OpOperand &goOn) {
  Operation *op = goOn.get().getDefiningOp();
  if (!op || !loop->isProperAncestor(op))
    return;
  if (isa<CmpOp>(op) || (getNegated(goOn.get()) && getNegated(goOn.get()).getDefiningOp<CmpOp>()))
    tests.push_back(&goOn);
  if (!goOn.get().hasOneUse())
    return;
  if (isa<arith::AndIOp>(op)) {
    collectTests(op->getOpOperand(0));
    collectTests(op->getOpOperand(1));
  } else if (auto branch = dyn_cast<scf::IfOp>(op)) {
    unsigned index = cast<OpResult>(goOn.get()).getResultNumber();
    if (getConstantBool(yielded(branch, false, index)) == false)
      collectTests(branch.thenYield()->getOpOperand(index));
  }
}

/// The variable, before or behind its step, which is the same wherever the loop goes on.
bool DoLoopRaiser::matchVariable(Value tested) {
  auto isCarried = [&](Value value) {
    auto argument = dyn_cast<BlockArgument>(value);
    return argument && argument.getOwner() == &loop.getBody().front() && isa<IntType>(value.getType());
  };
  auto change = tested.getDefiningOp<BinaryOp>();
  beforeStep = isCarried(tested);
  Value variable = beforeStep || !change ? tested : isCarried(change.getLhs()) ? change.getLhs() : change.getRhs();
  if (!isCarried(variable))
    return false;
  counter = cast<BlockArgument>(variable).getArgNumber();
  YieldOp yield = loop.getYield();
  Step found = findStep(yield.getValues()[counter], Truth::of(yield.getGoOn()), variable);
  if (found.kind != Step::Known || found.value == 0 || found.value != static_cast<int32_t>(found.value))
    return false;
  step = found.value;
  Step always = findStep(beforeStep ? yield.getValues()[counter] : tested, {true, {}}, variable);
  stepsInFirst = beforeStep || tested.getParentBlock() == &loop.getBody().front();
  return always.kind == Step::Known && always.value == step;
}

/// i < n is i + 1 <= n where i + 1 does not wrap around, and where i runs up to n, so is i != n.
bool DoLoopRaiser::testNextValue() {
  if (!beforeStep)
    return true;
  bool isSigned = cast<IntType>(bound.getType()).getIsSigned();
  if ((step != 1 && step != -1) || !isSigned)
    return false;
  switch (predicate) {
  case Predicate::LT: predicate = Predicate::LE; return true;
  case Predicate::GT: predicate = Predicate::GE; return true;
  case Predicate::NE: predicate = step > 0 ? Predicate::LE : Predicate::GE; return !hasOtherExit && !mayBeLeft(loop);
  default: return false;
  }
}

/// True if constants say that the variable begins before the bound.
bool DoLoopRaiser::beginsBefore() {
  std::optional<int64_t> first = getConstantInt(loop.getInits()[counter]), last = getConstantInt(bound);
  return first && last && *first >= 0 && *last >= 0 && (step > 0 ? *first < *last : *first > *last);
}

/// The variable as the comparison sees it is what the loop would count in the comparison's type.
bool DoLoopRaiser::convertsExactly() {
  auto type = cast<IntType>(loop.getInits()[counter].getType()), in = cast<IntType>(bound.getType());
  if (type == in)
    return true;
  if (in.getWidth() < type.getWidth() || type.getWidth() < 32 || !type.getIsSigned())
    return false;
  std::optional<int64_t> first = getConstantInt(loop.getInits()[counter]);
  bool runsUp = step == 1 && (predicate == Predicate::LT || predicate == Predicate::NE);
  return in.getIsSigned() || (runsUp && first && *first >= 0);
}

/// In every defined run the variable gets to where the comparison fails, and does not wrap around on its way.
bool DoLoopRaiser::getsToBound() {
  Value init = loop.getInits()[counter];
  auto type = cast<IntType>(bound.getType());
  std::optional<int64_t> first = getConstantInt(init), last = getConstantInt(bound);
  bool isSmall = first && *first >= 0 && *first + std::abs(step) <= INT32_MAX;
  bool toZero = last == 0 && step == -1;
  if (!isSmall && !stepsInFirst)
    return false;
  if (predicate == Predicate::GT && toZero && !type.getIsSigned())
    predicate = Predicate::NE;
  switch (predicate) {
  case Predicate::NE:
    if (step != 1 && step != -1)
      return false;
    return beginsBefore() || (!hasOtherExit && !mayBeLeft(loop) &&
                              (type.getIsSigned() || (type.getWidth() == 64 && (toZero || (isSmall && step == 1)))));
  case Predicate::LT:
  case Predicate::LE:
    return step > 0 && (type.getIsSigned() || (isSmall && cannotWrapUnsigned(predicate, init, bound, step)));
  case Predicate::GT:
  case Predicate::GE:
    return step < 0 && (type.getIsSigned() || (beginsBefore() && cannotWrapUnsigned(predicate, init, bound, step)));
  default: return false;
  }
}

bool DoLoopRaiser::matchSides(Value tested, Value other, Predicate holds) {
  predicate = holds;
  bound = other;
  auto conversion = tested.getDefiningOp<CastOp>();
  if (conversion && isa<IntType>(conversion.getOperand().getType()))
    tested = conversion.getOperand();
  bool isOutside = !loop->isAncestor(bound.getParentRegion()->getParentOp());
  return matchVariable(tested) && testNextValue() && convertsExactly() && getsToBound() && canHoist(bound, loop) &&
         (isOutside || !mayBeLeft(loop));
}

bool DoLoopRaiser::matchTest(OpOperand &test) {
  Value negated = getNegated(test.get());
  auto comparison = (negated ? negated : test.get()).getDefiningOp<CmpOp>();
  if (!isa<IntType>(comparison.getLhs().getType()))
    return false;
  hasOtherExit = test.getOwner() != loop.getYield();
  Predicate direct = negated ? negate(comparison.getPredicate()) : comparison.getPredicate();
  return matchSides(comparison.getLhs(), comparison.getRhs(), direct) ||
         matchSides(comparison.getRhs(), comparison.getLhs(), swapSides(direct));
}

/// The bound, or one that lets the body run for what the variable begins with. The next value after that is one that
/// the loop computes in any case.
Value DoLoopRaiser::getBound() {
  if (predicate == Predicate::NE || beginsBefore() || mutant("free:do-loop-runs-once"))
    return bound;
  Location location = loop.getLoc(); // a bound's own name is not for its parts
  Value first = loop.getInits()[counter];
  if (first.getType() != bound.getType()) {
    std::optional<int64_t> constant = getConstantInt(first);
    first = constant ? builder.create<ConstantOp>(location, bound.getType(), *constant).getResult()
                     : builder.create<CastOp>(location, bound.getType(), first, /*implicit=*/true).getResult();
  }
  Value least = first;
  if (predicate == Predicate::LT || predicate == Predicate::GT) {
    int64_t distance = predicate == Predicate::LT ? 1 : -1;
    if (std::optional<int64_t> constant = getConstantInt(first))
      least = builder.create<ConstantOp>(location, first.getType(), *constant + distance);
    else
      least = builder.create<BinaryOp>(location, distance > 0 ? BinaryKind::Add : BinaryKind::Sub, first,
                                       builder.create<ConstantOp>(location, first.getType(), 1));
  }
  Predicate strict = step > 0 ? Predicate::LT : Predicate::GT;
  Value isBefore = builder.createOrFold<CmpOp>(location, strict, first, bound);
  return builder.createOrFold<arith::SelectOp>(nameLocation("end", location), isBefore, bound, least);
}

void DoLoopRaiser::run() {
  YieldOp yield = loop.getYield();
  collectTests(yield.getGoOnMutable()[0]);
  OpOperand **found = llvm::find_if(tests, [&](OpOperand *test) { return matchTest(*test); });
  if (found == tests.end())
    return;
  hoist(bound, loop);
  builder.setInsertionPoint(loop);
  bound = getBound();
  if (hasOtherExit)
    (*found)->set(builder.create<arith::ConstantOp>(loop.getLoc(), builder.getBoolAttr(true)));
  ForOp counted = makeCounted(loop, counter, bound, predicate, step);
  if (!hasOtherExit)
    counted.getYield().getGoOnMutable().clear();
}

struct RaiseDoLoops : pullback::impl::RaiseDoLoopsBase<RaiseDoLoops> {
  void runOnOperation() override {
    // Inner loops first: what they hoist lies in the outer loop's body.
    SmallVector<LoopOp> loops;
    getOperation().walk([&](LoopOp loop) { loops.push_back(loop); });
    for (LoopOp loop : loops)
      DoLoopRaiser(loop).run();
    simplifyRegionValues(getOperation());
  }
};

} // namespace
