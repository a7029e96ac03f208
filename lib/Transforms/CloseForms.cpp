// Writes integers that count along with a loop as functions of its counter, so that nothing of them has to be kept for
// the reverse sweep and subscripts say where they lie:
//
//   int k = 0;                                           for (int i = 0; i < n; ++i)
//   for (int i = 0; i < n; ++i)                            for (int j = 0; j < m; ++j)
//     for (int j = 0; j < m; ++j)                 ->         s += a[i * m + j] * x[j];
//       s += a[k++] * x[j];
//
// That is a carried value to which each iteration adds the same number: a constant, a value from outside of the loop,
// or the trips of an inner loop, each times a constant; offsets of pointers that walk along are such values. The sum
// holds as long as no part of it overflows where the carried value does not, see isSafe().
//
// Left as they are: increments that change (the rows of a packed triangle; their inner loop is rewritten all the same),
// values that branches change. Behind a loop whose trips are not known a value is what was counted.

#include "Analysis/Polynomial.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace pullback {
#define GEN_PASS_DEF_CLOSEFORMS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;
using pullback::IntType;

namespace {

/// How often a loop runs, as a value in front of it, and what that is known to be in the body of a loop.
struct Trips {
  Value inside;
  ForOp loop;
};

/// What each iteration adds to a carried value: `times * by`, or `times` alone where there is no `by`.
struct Increment {
  int64_t times = 0;
  Value by;
};

/// Arithmetic in these types wraps around, or counts what no memory can hold.
bool isWide(IntType type) { return !type.getIsSigned() || type.getWidth() == 64; }

bool isUp(ForOp loop) {
  return loop.getStep() == 1 && llvm::is_contained({Predicate::LT, Predicate::LE, Predicate::NE}, loop.getPredicate());
}

bool isDown(ForOp loop) {
  return static_cast<int64_t>(loop.getStep()) == -1 &&
         llvm::is_contained({Predicate::GT, Predicate::GE, Predicate::NE}, loop.getPredicate());
}

bool isInclusive(ForOp loop) { return llvm::is_contained({Predicate::LE, Predicate::GE}, loop.getPredicate()); }

/// True if the value ends up in subscripts, and in what loops carry on, alone.
bool isSubscript(Value value) {
  return llvm::all_of(value.getUses(), [](OpOperand &use) {
    Operation *user = use.getOwner();
    if (auto binary = dyn_cast<BinaryOp>(user))
      return llvm::is_contained({BinaryKind::Add, BinaryKind::Sub}, binary.getKind()) && isSubscript(binary);
    if (auto cast = dyn_cast<CastOp>(user))
      return isa<IntType>(cast.getType()) && isSubscript(cast);
    if (auto loop = dyn_cast<ForOp>(user); loop && use.getOperandNumber() >= getFirstInit(loop)) {
      unsigned index = use.getOperandNumber() - getFirstInit(loop);
      return isSubscript(loop.getCarried()[index]) && isSubscript(loop.getResult(index));
    }
    return isa<ElementOp, YieldOp>(user);
  });
}

class LoopCloser {
public:
  LoopCloser(ForOp loop, DenseMap<Value, Trips> &tripsOfLoops)
      : loop(loop), tripsOfLoops(tripsOfLoops), builder(loop), inside(&loop.getBody().front().front()) {}
  void run();

private:
  std::optional<Increment> getIncrement(unsigned index);
  bool addTo(Increment &increment, Value value, int64_t sign);
  bool isInvariant(Value value) { return value.getParentRegion()->isProperAncestor(&loop.getBody()); }
  bool isSafe(unsigned index, const Increment &increment);
  void close(unsigned index, const Increment &increment);
  Value convert(Value value, IntType type);
  Value combine(BinaryKind kind, Value left, Value right);
  Value getPassed(IntType type);
  Value getTrips(IntType type);
  Value getTripsFrom(int64_t before, Value last, IntType type);
  bool hasSmallDistances();
  Value advance(Value from, Value steps, const Increment &increment);

  ForOp loop;
  DenseMap<Value, Trips> &tripsOfLoops;
  OpBuilder builder;
  Bounds inside;
};

/// Adds `sign * value`, a constant or something else from outside of the loop, where that leaves one product.
bool LoopCloser::addTo(Increment &increment, Value value, int64_t sign) {
  std::optional<int64_t> constant = getConstantInt(value);
  if (constant && !increment.by) {
    increment.times += sign * *constant;
    return true;
  }
  if (constant || !isInvariant(value) || increment.times != 0)
    return false;
  increment = {sign, value};
  return true;
}

std::optional<Increment> LoopCloser::getIncrement(unsigned index) {
  Value carried = loop.getCarried()[index];
  Increment increment;
  for (Value next = loop.getYield().getValues()[index]; next != carried;) {
    auto binary = next.getDefiningOp<BinaryOp>();
    if (!binary || binary->getParentRegion() != &loop.getBody())
      return std::nullopt;
    bool isSum = binary.getKind() == BinaryKind::Add, isDifference = binary.getKind() == BinaryKind::Sub;
    Value left = binary.getLhs(), right = binary.getRhs();
    if (isSum && (getConstantInt(left) || isInvariant(left)))
      std::swap(left, right);
    if ((!isSum && !isDifference) || !addTo(increment, right, isSum ? 1 : -1))
      return std::nullopt;
    next = left;
  }
  return increment.times != 0 ? std::optional(increment) : std::nullopt;
}

/// True if differences of two values of the counter do not overflow.
bool LoopCloser::hasSmallDistances() {
  auto type = cast<IntType>(loop.getInductionVar().getType());
  Value smaller = isUp(loop) ? loop.getLower() : Value(loop.getInductionVar());
  return isWide(type) || inside.isNotNegative(Polynomial::of(smaller));
}

/// start + passed * times * by: the product is the difference of two values that the variable has. It does not overflow
/// in wide types; in others where neither of the two is negative. The same holds for passed, the difference of two
/// values of the counter.
bool LoopCloser::isSafe(unsigned index, const Increment &increment) {
  auto type = cast<IntType>(loop.getCarried()[index].getType());
  auto counterType = cast<IntType>(loop.getInductionVar().getType());
  if (type.getWidth() <= counterType.getWidth() && !hasSmallDistances())
    return false;
  if (isWide(type) || (!increment.by && std::abs(increment.times) == 1))
    return true;
  if (!inside.isNotNegative(Polynomial::of(loop.getInits()[index])) && !mutant("mark:closed-form-start"))
    return false;
  bool addsNotNegative =
      !increment.by || tripsOfLoops.contains(increment.by) || inside.isNotNegative(Polynomial::of(increment.by));
  return (increment.times > 0 && addsNotNegative) || isSubscript(loop.getCarried()[index]);
}

Value LoopCloser::convert(Value value, IntType type) {
  if (value.getType() == type)
    return value;
  if (std::optional<int64_t> constant = getConstantInt(value))
    return builder.create<ConstantOp>(builder.getUnknownLoc(), type, *constant);
  return builder.create<CastOp>(builder.getUnknownLoc(), type, value, /*implicit=*/false);
}

Value LoopCloser::combine(BinaryKind kind, Value left, Value right) {
  return builder.createOrFold<BinaryOp>(builder.getUnknownLoc(), kind, left, right);
}

/// The iterations that have passed, in the body.
Value LoopCloser::getPassed(IntType type) {
  auto counterType = cast<IntType>(loop.getInductionVar().getType());
  IntType in = type.getWidth() > counterType.getWidth() && !hasSmallDistances() ? type : counterType;
  Value now = convert(loop.getInductionVar(), in), start = convert(loop.getLower(), in);
  if (isDown(loop))
    std::swap(now, start);
  return convert(combine(BinaryKind::Sub, now, start), type);
}

/// All iterations, in front of the loop or of those around it. Null where that takes a choice of more than one bound.
Value LoopCloser::getTrips(IntType type) {
  Value first = isUp(loop) ? loop.getLower() : loop.getUpper(), last = isUp(loop) ? loop.getUpper() : loop.getLower();
  std::optional<int64_t> from = getConstantInt(first), to = getConstantInt(last);
  int64_t added = isInclusive(loop) ? 1 : 0;
  Location unnamed = builder.getUnknownLoc();
  if (from && to && *from >= 0 && *to >= 0)
    return builder.create<ConstantOp>(unnamed, type, std::max<int64_t>(*to - *from + added, 0));
  Bounds outside(loop);
  bool isUnsigned = !cast<IntType>(last.getType()).getIsSigned();
  if (from && *from >= added && !to)
    return getTripsFrom(*from - added, last, type);
  // A difference of two values that are not negative, where the first is not the greater one.
  if (isUnsigned || !outside.isNotNegative(Polynomial::of(first)) ||
      !outside.isNotNegative(Polynomial::of(last) - Polynomial::of(first) + added))
    return {};
  Value distance = combine(BinaryKind::Sub, convert(last, type), convert(first, type));
  return combine(BinaryKind::Add, distance, builder.create<ConstantOp>(unnamed, type, added));
}

/// `last - before` where that is positive, else 0. With sign, nothing is subtracted from a number below that.
Value LoopCloser::getTripsFrom(int64_t before, Value last, IntType type) {
  Location unnamed = builder.getUnknownLoc();
  auto make = [&](Value value) {
    if (Operation *op = value.getDefiningOp(); op && op != last.getDefiningOp())
      hoist(op);
    return value;
  };
  Bounds outside(loop);
  bool isUnsigned = !cast<IntType>(last.getType()).getIsSigned();
  bool isKnown = (before == 0 && isUnsigned) || outside.isNotNegative(Polynomial::of(last) - before);
  Value count = make(convert(last, type)), skipped = make(builder.create<ConstantOp>(unnamed, type, before));
  auto subtract = [&](Value from) { return before == 0 ? from : make(combine(BinaryKind::Sub, from, skipped)); };
  if (isKnown)
    return subtract(count);
  Value least = make(builder.create<ConstantOp>(unnamed, last.getType(), before));
  Value runs = make(builder.create<CmpOp>(unnamed, Predicate::LT, least, last));
  auto choose = [&](Value left, Value right) {
    return make(builder.create<arith::SelectOp>(nameLocation("trips", unnamed), runs, left, right));
  };
  if (before != 0 && type.getIsSigned())
    return subtract(choose(count, skipped));
  Value trips = choose(subtract(count), make(builder.create<ConstantOp>(unnamed, type, 0)));
  tripsOfLoops[trips] = {subtract(count), loop};
  return trips;
}

Value LoopCloser::advance(Value from, Value steps, const Increment &increment) {
  int64_t times = std::abs(increment.times);
  Value distance = steps;
  if (increment.by)
    distance = combine(BinaryKind::Mul, steps, increment.by);
  else if (times != 1)
    distance =
        combine(BinaryKind::Mul, builder.create<ConstantOp>(builder.getUnknownLoc(), steps.getType(), times), steps);
  bool adds = (increment.times > 0) != mutant("order:closed-form");
  if (!adds)
    return combine(BinaryKind::Sub, from, distance);
  return getConstantInt(from) ? combine(BinaryKind::Add, distance, from) : combine(BinaryKind::Add, from, distance);
}

void LoopCloser::close(unsigned index, const Increment &increment) {
  BlockArgument carried = loop.getCarried()[index];
  auto type = cast<IntType>(carried.getType());
  Value start = loop.getInits()[index];
  if (!loop.getResult(index).use_empty()) {
    builder.setInsertionPoint(loop);
    bool endsEarly = loop.getYield().getGoOn() && !mutant("order:closed-form-exit");
    Value trips = endsEarly ? Value() : getTrips(type);
    if (trips) // else it is counted for what comes behind
      loop.getResult(index).replaceAllUsesWith(advance(start, trips, increment));
  }
  // Where the increment is how often an inner loop runs, that loop's body knows the number.
  if (auto found = tripsOfLoops.find(increment.by); found != tripsOfLoops.end()) {
    Value count = found->second.inside;
    ForOp inner = found->second.loop;
    if (loop->isProperAncestor(inner)) {
      builder.setInsertionPointToStart(&inner.getBody().front());
      Value now = advance(start, getPassed(type), {increment.times, count});
      carried.replaceUsesWithIf(now, [&](OpOperand &use) { return inner->isProperAncestor(use.getOwner()); });
    }
  }
  builder.setInsertionPointToStart(&loop.getBody().front());
  Value now = advance(start, getPassed(type), increment);
  carried.replaceAllUsesWith(now);
}

void LoopCloser::run() {
  if (!isUp(loop) && !isDown(loop))
    return;
  for (unsigned index = 0; index < loop.getCarried().size(); ++index)
    if (std::optional<Increment> increment = getIncrement(index); increment && isSafe(index, *increment))
      close(index, *increment);
}

struct CloseForms : pullback::impl::CloseFormsBase<CloseForms> {
  void runOnOperation() override {
    DenseMap<Value, Trips> tripsOfLoops;
    // Inner loops first: what they add in all is what an iteration around them adds.
    SmallVector<ForOp> loops;
    getOperation().walk([&](ForOp loop) { loops.push_back(loop); });
    for (ForOp loop : loops)
      LoopCloser(loop, tripsOfLoops).run();
    simplifyRegionValues(getOperation());
  }
};

} // namespace
