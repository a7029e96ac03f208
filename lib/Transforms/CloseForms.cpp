// Writes integers that count along with a loop as functions of its counter, so that nothing of them has to be kept for
// the reverse sweep and subscripts say where they lie:
//
//   int k = 0;                                           for (int i = 0; i < n; ++i)
//   for (int i = 0; i < n; ++i)                            for (int j = 0; j < m; ++j)
//     for (int j = 0; j < m; ++j)                 ->         s += a[i * m + j] * x[j];
//       s += a[k++] * x[j];
//
// That is a carried value to which each iteration adds the same number: a constant, values that the loop does not
// change, among them the trips of inner loops, or several of these; offsets of pointers that walk along are such
// values. The sum holds as long as no part of it overflows where the carried value does not, see isSafe().
//
// Left as they are: increments that change (the rows of a packed triangle; their inner loop is rewritten all the same),
// values that branches change. Behind a loop whose trips are not known a value is what was counted.

#include "Analysis/Polynomial.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <cmath>

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

/// What each iteration adds to a carried value: a constant, and values with their signs.
struct Increment {
  int64_t constant = 0;
  SmallVector<std::pair<int64_t, Value>, 2> terms;

  bool isZero() const { return constant == 0 && terms.empty(); }
  bool isSum() const { return terms.size() + (constant != 0 ? 1 : 0) > 1; }
  bool isConstant() const { return terms.empty(); }
  /// What its first part is added or subtracted by.
  bool adds() const { return (terms.empty() ? constant : terms.front().first) > 0; }
  bool addsOnly() const {
    return constant >= 0 && llvm::all_of(terms, [](const auto &term) { return term.first > 0; });
  }
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

/// What sums and products of narrower numbers, computed in 64 bits with sign, do not exceed, about; for others what
/// their type holds.
double getMagnitude(Value value) {
  if (std::optional<int64_t> constant = getConstantInt(value))
    return std::abs(static_cast<double>(*constant));
  auto type = dyn_cast<IntType>(value.getType());
  if (!type)
    return HUGE_VAL;
  double own = std::exp2(type.getWidth() - (type.getIsSigned() ? 1 : 0));
  if (auto cast = value.getDefiningOp<CastOp>())
    return std::min(own, getMagnitude(cast.getOperand()));
  if (auto select = value.getDefiningOp<arith::SelectOp>())
    return std::max(getMagnitude(select.getTrueValue()), getMagnitude(select.getFalseValue()));
  auto binary = value.getDefiningOp<BinaryOp>();
  if (!binary)
    return own;
  if (type.getWidth() < 64 || !type.getIsSigned())
    return HUGE_VAL;
  double left = getMagnitude(binary.getLhs()), right = getMagnitude(binary.getRhs());
  switch (binary.getKind()) {
  case BinaryKind::Add:
  case BinaryKind::Sub: return left + right;
  case BinaryKind::Mul: return left * right;
  default: return HUGE_VAL;
  }
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
  bool canMoveOut(Value value);
  void moveOut(Value value);
  bool isSafe(unsigned index, const Increment &increment);
  void close(unsigned index, const Increment &increment);
  Value convert(Value value, IntType type);
  Value combine(BinaryKind kind, Value left, Value right);
  Value getPassed(IntType type);
  Value getTrips(IntType type);
  Value getTripsFrom(int64_t before, Value last, IntType type);
  bool hasSmallDistances();
  Value sumUp(const Increment &increment, IntType type);
  Value advance(Value from, Value steps, const Increment &increment);

  ForOp loop;
  DenseMap<Value, Trips> &tripsOfLoops;
  OpBuilder builder;
  Bounds inside;
};

/// What the loop does not change, computed in it or not. In front of it, it is computed where the loop does not run,
/// too.
bool LoopCloser::canMoveOut(Value value) {
  if (isInvariant(value))
    return true;
  Operation *op = value.getDefiningOp();
  bool isConversion = isa_and_nonnull<CastOp>(op) && isa<IntType>(op->getOperand(0).getType());
  auto binary = dyn_cast_or_null<BinaryOp>(op);
  bool fits = binary && (getMagnitude(binary) < 0x1.8p62 || mutant("free:closed-form-moved"));
  return op && op->getNumRegions() == 0 && (isPure(op) || isConversion || fits) &&
         llvm::all_of(op->getOperands(), [&](Value operand) { return canMoveOut(operand); });
}

void LoopCloser::moveOut(Value value) {
  if (isInvariant(value))
    return;
  Operation *op = value.getDefiningOp();
  for (Value operand : op->getOperands())
    moveOut(operand);
  op->moveBefore(loop);
}

/// Adds `sign * value`, a constant or something that the loop does not change.
bool LoopCloser::addTo(Increment &increment, Value value, int64_t sign) {
  if (std::optional<int64_t> constant = getConstantInt(value)) {
    increment.constant += sign * *constant;
    return true;
  }
  if (!canMoveOut(value))
    return false;
  increment.terms.push_back({sign, value});
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
    if (isSum && (getConstantInt(left) || canMoveOut(left)))
      std::swap(left, right);
    if ((!isSum && !isDifference) || !addTo(increment, right, isSum ? 1 : -1))
      return std::nullopt;
    next = left;
  }
  return increment.isZero() ? std::nullopt : std::optional(increment);
}

/// True if differences of two values of the counter do not overflow.
bool LoopCloser::hasSmallDistances() {
  auto type = cast<IntType>(loop.getInductionVar().getType());
  Value smaller = isUp(loop) ? loop.getLower() : Value(loop.getInductionVar());
  return isWide(type) || inside.isNotNegative(Polynomial::of(smaller));
}

/// start + passed * increment: the product is the difference of two values that the variable has. It does not overflow
/// in wide types; in others where neither of the two is negative. The same holds for passed, the difference of two
/// values of the counter, and for an increment of several parts where none is negative and the loop gets to add them.
bool LoopCloser::isSafe(unsigned index, const Increment &increment) {
  auto type = cast<IntType>(loop.getCarried()[index].getType());
  auto counterType = cast<IntType>(loop.getInductionVar().getType());
  if (type.getWidth() <= counterType.getWidth() && !hasSmallDistances())
    return false;
  if (isWide(type) || (increment.isConstant() && std::abs(increment.constant) == 1))
    return true;
  if (!inside.isNotNegative(Polynomial::of(loop.getInits()[index])) && !mutant("mark:closed-form-start"))
    return false;
  bool areNotNegative = llvm::all_of(increment.terms, [&](const auto &term) {
    return tripsOfLoops.contains(term.second) || inside.isNotNegative(Polynomial::of(term.second));
  });
  bool grows = increment.addsOnly() && areNotNegative;
  if (increment.isSum())
    return grows && (!loop.getYield().getGoOn() || mutant("mark:closed-form-sum"));
  return grows || isSubscript(loop.getCarried()[index]);
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
  Value end = convert(last, type), start = convert(first, type);
  Value distance = combine(BinaryKind::Sub, end, start);
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

/// The increment, or what is subtracted where its first part is. A constant part stands last.
Value LoopCloser::sumUp(const Increment &increment, IntType type) {
  auto make = [&](int64_t number) { return builder.create<ConstantOp>(builder.getUnknownLoc(), type, number); };
  Value sum;
  for (auto [sign, value] : increment.terms)
    sum = sum ? combine((sign > 0) == increment.adds() ? BinaryKind::Add : BinaryKind::Sub, sum, value) : value;
  if (!sum)
    return make(std::abs(increment.constant));
  if (increment.constant == 0)
    return sum;
  bool added = (increment.constant > 0) == increment.adds();
  return combine(added ? BinaryKind::Add : BinaryKind::Sub, sum, make(std::abs(increment.constant)));
}

Value LoopCloser::advance(Value from, Value steps, const Increment &increment) {
  Value distance = steps;
  if (!increment.isConstant())
    distance = combine(BinaryKind::Mul, steps, sumUp(increment, cast<IntType>(steps.getType())));
  else if (std::abs(increment.constant) != 1)
    distance = combine(BinaryKind::Mul, sumUp(increment, cast<IntType>(steps.getType())), steps);
  bool adds = increment.adds() != mutant("order:closed-form");
  if (!adds)
    return combine(BinaryKind::Sub, from, distance);
  return getConstantInt(from) ? combine(BinaryKind::Add, distance, from) : combine(BinaryKind::Add, from, distance);
}

void LoopCloser::close(unsigned index, const Increment &increment) {
  BlockArgument carried = loop.getCarried()[index];
  auto type = cast<IntType>(carried.getType());
  Value start = loop.getInits()[index];
  for (auto &[sign, value] : increment.terms)
    moveOut(value);
  if (!loop.getResult(index).use_empty()) {
    builder.setInsertionPoint(loop);
    bool endsEarly = loop.getYield().getGoOn() && !mutant("order:closed-form-exit");
    Value trips = endsEarly ? Value() : getTrips(type);
    if (trips) // else it is counted for what comes behind
      loop.getResult(index).replaceAllUsesWith(advance(start, trips, increment));
  }
  // Where the increment has how often an inner loop runs, that loop's body knows the number.
  for (auto &[sign, value] : increment.terms) {
    auto found = tripsOfLoops.find(value);
    if (found == tripsOfLoops.end() || !loop->isProperAncestor(found->second.loop))
      continue;
    ForOp inner = found->second.loop;
    Increment known = increment;
    for (auto &term : known.terms)
      term.second = term.second == value ? found->second.inside : term.second;
    moveOut(found->second.inside);
    builder.setInsertionPointToStart(&inner.getBody().front());
    Value now = advance(start, getPassed(type), known);
    carried.replaceUsesWithIf(now, [&](OpOperand &use) { return inner->isProperAncestor(use.getOwner()); });
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
