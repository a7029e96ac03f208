#include "Transforms/Differentiate/Trips.h"

#include "Analysis/Objects.h"
#include "IR/Checkpoints.h"
#include "IR/Mutants.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// While loops and trip counters
//===------------------------------------------------------------------------------------------------------------===//

static bool writesOrYieldsFloat(Operation &op) {
  bool nestedFloat = op.getNumRegions() > 0 && llvm::any_of(op.getResultTypes(), llvm::IsaPred<FloatType>);
  return nestedFloat || op.walk([](Operation *inner) {
                            SmallVector<Value, 2> pointers;
                            collectWrites(inner, pointers);
                            return pointers.empty() ? WalkResult::advance() : WalkResult::interrupt();
                          }).wasInterrupted();
}

// True if the loop ends whenever the branch takes its other side: it goes on by the branch's own condition, or by a
// result that is false there.
static bool endsOnElse(YieldOp yield, scf::IfOp branch) {
  if (yield.getGoOn() == branch.getCondition())
    return true;
  auto result = dyn_cast<OpResult>(yield.getGoOn());
  if (!result || result.getOwner() != branch)
    return false;
  Operation *last = branch.getElseRegion().front().getTerminator();
  auto constant = last->getOperand(result.getResultNumber()).getDefiningOp<arith::ConstantOp>();
  return constant && cast<IntegerAttr>(constant.getValue()).getValue().isZero();
}

scf::IfOp pullback::getWhileBody(LoopOp loop) {
  YieldOp yield = loop.getYield();
  auto branch = dyn_cast_or_null<scf::IfOp>(yield->getPrevNode());
  if (!branch || branch.getElseRegion().empty() || !endsOnElse(yield, branch))
    return {};
  Block &last = branch.getElseRegion().front();
  if (llvm::any_of(last.without_terminator(), [](Operation &op) { return !isa<arith::ConstantOp>(op); }))
    return {};
  for (auto [argument, yielded] : llvm::zip(loop.getCarried(), yield.getValues())) {
    auto result = dyn_cast<OpResult>(yielded);
    bool branched = result && result.getOwner() == branch;
    Value kept = branched ? last.getTerminator()->getOperand(result.getResultNumber()) : yielded;
    if (kept != argument)
      return {};
  }
  for (Operation &op : loop.getBody().front())
    if (&op != branch && writesOrYieldsFloat(op))
      return {};
  return branch;
}

static void appendYield(Block &block, Value value) {
  Operation *yield = block.getTerminator();
  yield->insertOperands(yield->getNumOperands(), value);
}

// Counts in the branch: `%next = scf.if %c { yield counter + 1 } else { yield counter }`.
static Value countInBranch(scf::IfOp branch, Value counter, Value next) {
  OpBuilder builder(branch);
  SmallVector<Type> types(branch.getResultTypes());
  types.push_back(counter.getType());
  auto counting = builder.create<scf::IfOp>(branch.getLoc(), types, branch.getCondition(), false, false);
  counting.getThenRegion().takeBody(branch.getThenRegion());
  counting.getElseRegion().takeBody(branch.getElseRegion());
  appendYield(counting.getThenRegion().front(), next);
  appendYield(counting.getElseRegion().front(), counter);
  for (auto [from, to] : llvm::zip(branch.getResults(), counting.getResults()))
    from.replaceAllUsesWith(to);
  branch.erase();
  return counting.getResults().back();
}

template <typename LoopType> static void addTripCounter(LoopType loop, scf::IfOp whileBody) {
  OpBuilder builder(loop);
  IntType type = getSizeType(loop.getContext());
  Location location = nameLocation("trips", loop.getLoc());
  SmallVector<Value> inits(loop.getInits());
  inits.push_back(builder.create<ConstantOp>(location, type, 0));
  LoopType counted;
  if constexpr (std::is_same_v<LoopType, ForOp>)
    counted = builder.create<ForOp>(loop.getLoc(), loop.getLower(), loop.getUpper(), loop.getPredicate(),
                                    loop.getStep(), inits);
  else
    counted = builder.create<LoopOp>(loop.getLoc(), inits);
  copyCheckpoint(loop, counted);
  counted.getBody().takeBody(loop.getBody());
  Value counter = counted.getBody().addArgument(type, location);
  YieldOp yield = counted.getYield();
  builder.setInsertionPoint(whileBody ? whileBody.getThenRegion().front().getTerminator() : yield.getOperation());
  Value one = builder.create<ConstantOp>(location, type, 1);
  Value next = builder.create<BinaryOp>(location, BinaryKind::Add, counter, one);
  yield.getValuesMutable().append(whileBody ? countInBranch(whileBody, counter, next) : next);
  for (auto [from, to] : llvm::zip(loop.getResults(), counted.getResults()))
    from.replaceAllUsesWith(to);
  loop.erase();
}

void pullback::addTripCounters(FuncOp function) {
  SmallVector<Operation *> loops;
  function.walk([&](Operation *op) {
    auto counted = dyn_cast<ForOp>(op);
    if (isa<LoopOp>(op) || (counted && counted.getYield().getGoOn()))
      loops.push_back(op);
  });
  for (Operation *op : loops) {
    if (auto counted = dyn_cast<ForOp>(op))
      addTripCounter(counted, {});
    else
      addTripCounter(cast<LoopOp>(op), getWhileBody(cast<LoopOp>(op)));
  }
}

// Canonicalisation knows that a result which is true on one side and false on the other is the condition.
void pullback::restoreWhileLoops(FuncOp function) {
  function.walk([](LoopOp loop) {
    YieldOp yield = loop.getYield();
    auto branch = dyn_cast_or_null<scf::IfOp>(yield->getPrevNode());
    if (!branch || yield.getGoOn() != branch.getCondition())
      return;
    if (branch.getElseRegion().empty()) {
      OpBuilder builder(branch.getContext());
      builder.createBlock(&branch.getElseRegion());
      builder.create<scf::YieldOp>(branch.getLoc());
    }
    SmallVector<Type> types{yield.getGoOn().getType()};
    llvm::append_range(types, branch.getResultTypes());
    OpBuilder builder(branch);
    auto widened = builder.create<scf::IfOp>(branch.getLoc(), types, branch.getCondition(), false, false);
    widened.getThenRegion().takeBody(branch.getThenRegion());
    widened.getElseRegion().takeBody(branch.getElseRegion());
    for (bool taken : {true, false}) {
      Operation *end = (taken ? widened.getThenRegion() : widened.getElseRegion()).front().getTerminator();
      builder.setInsertionPoint(end);
      Value constant = builder.create<arith::ConstantOp>(end->getLoc(), builder.getBoolAttr(taken));
      end->insertOperands(0, constant);
    }
    for (auto [from, to] : llvm::zip(branch.getResults(), widened.getResults().drop_front()))
      from.replaceAllUsesWith(to);
    yield.getGoOnMutable().assign(widened.getResult(0));
    branch.erase();
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Counts and indices
//===------------------------------------------------------------------------------------------------------------===//

static Value toSize(OpBuilder &builder, Location location, Value value) {
  if (std::optional<int64_t> constant = getConstantInt(value); constant && *constant >= 0)
    return builder.create<ConstantOp>(location, getSizeType(builder.getContext()), *constant);
  return builder.createOrFold<CastOp>(location, getSizeType(builder.getContext()), value, UnitAttr());
}

static Value binary(OpBuilder &builder, Location location, BinaryKind kind, Value left, Value right) {
  return builder.createOrFold<BinaryOp>(location, kind, left, right);
}

static Value shift(OpBuilder &builder, Location location, Value value, int64_t by) {
  if (by == 0)
    return value;
  if (auto constant = getConstantInt(value))
    return builder.create<ConstantOp>(location, value.getType(), *constant + by);
  Value distance = builder.create<ConstantOp>(location, value.getType(), std::abs(by));
  return builder.create<BinaryOp>(location, by > 0 ? BinaryKind::Add : BinaryKind::Sub, value, distance);
}

Value pullback::buildDistance(OpBuilder &builder, Value number, int64_t origin) {
  Location location = nameLocation("", number.getLoc());
  return shift(builder, location, toSize(builder, location, number), -origin);
}

// high - low, both as std::size_t.
static Value distanceOf(OpBuilder &builder, Location location, Value high, Value low) {
  if (std::optional<int64_t> known = getConstantInt(low))
    return shift(builder, location, toSize(builder, location, high), -*known);
  Value end = toSize(builder, location, high), start = toSize(builder, location, low);
  return binary(builder, location, BinaryKind::Sub, end, start);
}

bool pullback::isUpward(ForOp loop) { return static_cast<int64_t>(loop.getStep()) > 0; }
bool pullback::isInclusive(ForOp loop) {
  return loop.getPredicate() == Predicate::LE || loop.getPredicate() == Predicate::GE;
}

Predicate pullback::getOrderPredicate(ForOp loop) {
  if (loop.getPredicate() != Predicate::NE)
    return loop.getPredicate();
  return isUpward(loop) ? Predicate::LT : Predicate::GT;
}

// What a loop with `i <= bound` ends in front of, where that is at hand: n for n - 1, both with sign.
static Value getEndBehind(ForOp loop, Value bound) {
  auto binary = bound.getDefiningOp<BinaryOp>();
  bool hasSign = binary && cast<IntType>(binary.getType()).getIsSigned();
  std::optional<int64_t> shift = hasSign ? getConstantInt(binary.getRhs()) : std::nullopt;
  bool isOneLess = shift && ((binary.getKind() == BinaryKind::Sub && *shift == 1) ||
                             (binary.getKind() == BinaryKind::Add && *shift == -1));
  return isOneLess && loop.getPredicate() == Predicate::LE && loop.getStep() == 1 ? binary.getLhs() : Value();
}

// Differences of the bounds are taken as std::size_t, where they cannot overflow. With d = |upper - lower| and s =
// |step|:
// `<`: (d + s - 1) / s, `<=`: d / s + 1, where the first comparison holds, and 0 where it does not.
Value pullback::buildTripCount(OpBuilder &builder, ForOp loop, Value lower, Value upper) {
  Location location = loop.getLoc();
  Type size = getSizeType(builder.getContext());
  auto constant = [&](int64_t number) { return builder.create<ConstantOp>(location, size, number).getResult(); };
  std::optional<int64_t> first = getConstantInt(lower), last = getConstantInt(upper);
  int64_t step = loop.getStep(), stride = step > 0 ? step : -step;
  if (first && last) {
    int64_t distance = step > 0 ? *last - *first : *first - *last;
    int64_t trips = isInclusive(loop) ? (distance >= 0 ? distance / stride + 1 : 0)
                                      : (distance > 0 ? (distance + stride - 1) / stride : 0);
    return constant(trips);
  }
  bool includesEnd = isInclusive(loop);
  Predicate order = getOrderPredicate(loop);
  if (Value end = getEndBehind(loop, upper)) {
    upper = end;
    includesEnd = false;
    order = Predicate::LT;
  }
  Value runs = builder.create<CmpOp>(location, order, lower, upper);
  Value high = isUpward(loop) ? upper : lower, low = isUpward(loop) ? lower : upper;
  std::optional<int64_t> lowConstant = isUpward(loop) ? first : last;
  bool countsFromOne = lowConstant == 1 && includesEnd && stride == 1;
  Value distance =
      lowConstant == 0 || countsFromOne ? toSize(builder, location, high) : distanceOf(builder, location, high, low);
  if (countsFromOne) {
    includesEnd = false; // 1 .. n: n trips
  } else if (includesEnd) {
    if (stride != 1)
      distance = binary(builder, location, BinaryKind::Div, distance, constant(stride));
    distance = binary(builder, location, BinaryKind::Add, distance, constant(1));
  } else if (stride != 1) {
    distance = binary(builder, location, BinaryKind::Add, distance, constant(stride - 1));
    distance = binary(builder, location, BinaryKind::Div, distance, constant(stride));
  }
  bool isUnsigned = !cast<IntType>(lower.getType()).getIsSigned();
  if (isUnsigned && lowConstant && *lowConstant == 0 && stride == 1 && !includesEnd)
    return distance; // 0 .. n on unsigned: n trips, also for n == 0
  return builder.create<arith::SelectOp>(location, runs, distance, constant(0));
}

Value pullback::buildTripIndex(OpBuilder &builder, ForOp loop, Value lower, Value counter) {
  Location location = loop.getLoc();
  Value high = counter, low = lower;
  if (!isUpward(loop))
    std::swap(high, low);
  std::optional<int64_t> first = getConstantInt(lower);
  auto trip =
      counter.getDefiningOp<CastOp>(); // where the counter was made from the trip, in a mirror that counts trips
  if (trip && loop.getStep() == 1 && first == 0 && trip.getOperand().getType() == getSizeType(builder.getContext()))
    return trip.getOperand();
  bool isFromZero = isUpward(loop) && first == 0;
  Value distance = isFromZero ? toSize(builder, location, high) : distanceOf(builder, location, high, low);
  int64_t step = loop.getStep(), stride = step > 0 ? step : -step;
  if (stride == 1)
    return distance;
  Value divisor = builder.create<ConstantOp>(location, getSizeType(builder.getContext()), stride);
  return binary(builder, location, BinaryKind::Div, distance, divisor);
}

//===------------------------------------------------------------------------------------------------------------===//
// Mirrors
//===------------------------------------------------------------------------------------------------------------===//

std::optional<APInt> pullback::getKnownNumber(Value value, unsigned depth) {
  constexpr unsigned bits = 130; // of differences and products
  auto type = dyn_cast<pullback::IntType>(value.getType());
  if (!type || depth > 8)
    return std::nullopt;
  auto inType = [&](const APInt &number) {
    APInt own = number.trunc(type.getWidth());
    return type.getIsSigned() ? own.sext(bits) : own.zext(bits);
  };
  if (auto constant = value.getDefiningOp<ConstantOp>())
    return inType(cast<IntegerAttr>(constant.getValue()).getValue().zext(bits));
  if (auto conversion = value.getDefiningOp<CastOp>()) {
    auto floating = conversion.getOperand().getDefiningOp<ConstantOp>();
    if (auto number = floating ? dyn_cast<FloatAttr>(floating.getValue()) : FloatAttr()) { // 1e9
      APSInt whole(bits, /*isUnsigned=*/false);
      bool isExact;
      number.getValue().convertToInteger(whole, APFloat::rmTowardZero, &isExact);
      return inType(whole);
    }
    std::optional<APInt> number = getKnownNumber(conversion.getOperand(), depth + 1);
    return number ? std::optional(inType(*number)) : std::nullopt;
  }
  auto binary = value.getDefiningOp<BinaryOp>();
  std::optional<APInt> left = binary ? getKnownNumber(binary.getLhs(), depth + 1) : std::nullopt;
  std::optional<APInt> right = left ? getKnownNumber(binary.getRhs(), depth + 1) : std::nullopt;
  if (!right)
    return std::nullopt;
  switch (binary.getKind()) {
  case BinaryKind::Add: return inType(*left + *right);
  case BinaryKind::Sub: return inType(*left - *right);
  case BinaryKind::Mul: return inType(*left * *right);
  case BinaryKind::Shl: return right->ult(64) ? std::optional(inType(left->shl(*right))) : std::nullopt;
  case BinaryKind::Div: return right->isZero() ? std::nullopt : std::optional(inType(left->sdiv(*right)));
  default: return std::nullopt;
  }
}

// A mirror that runs back to the first number of the counter's type, or the last, would go on behind it.
static bool startsAtEndOfType(ForOp loop, Value lower) {
  auto type = cast<IntType>(lower.getType());
  std::optional<APInt> first = getKnownNumber(lower);
  if (!first) // which is a recalled one in the reverse sweep
    first = getKnownNumber(loop.getLower());
  if (!first || !type.getIsSigned())
    return false;
  return first->getSExtValue() == (isUpward(loop) ? llvm::minIntN(type.getWidth()) : llvm::maxIntN(type.getWidth()));
}

// Whether the mirror counts trips.
static bool countsTrips(ForOp loop, Value lower) {
  int64_t step = loop.getStep();
  return (step != 1 && step != -1) || startsAtEndOfType(loop, lower);
}

// A mutant's loop in place of the right one.
static ForOp makeMistake(OpBuilder &builder, ForOp right, Value lower, Value upper, Predicate predicate, int64_t step,
                         ValueRange inits) {
  right.erase();
  return builder.create<ForOp>(lower.getLoc(), lower, upper, predicate, step, inits);
}

// Signed, step 1:    i = upper - 1 (or upper where it is included); i >= lower; --i      and the same upwards for -1.
// Unsigned, step 1:  j = upper (+ 1); j > lower; --j, with i = j - 1, as i >= 0 would always hold.
// Other steps, and from INT_MIN:  k = trips; k > 0; --k, with i = lower + (k - 1) * step.
ForOp pullback::buildMirrorLoop(OpBuilder &builder, ForOp loop, Value lower, Value upper, ValueRange inits) {
  Location location = loop.getLoc();
  ForOp mirror;
  bool isSigned = cast<IntType>(lower.getType()).getIsSigned();
  int64_t step = loop.getStep();
  if (countsTrips(loop, lower)) {
    Value trips = buildTripCount(builder, loop, lower, upper);
    Value zero = builder.create<ConstantOp>(location, getSizeType(builder.getContext()), 0);
    mirror = builder.create<ForOp>(location, trips, zero, Predicate::GT, -1, inits);
    if (mutant("order:mirror-of-stride"))
      mirror = makeMistake(builder, mirror, builder.create<ConstantOp>(location, zero.getType(), 1), trips,
                           Predicate::LE, 1, inits);
    mirror.getInductionVar().setLoc(nameLocation("trip", location));
    return mirror;
  }
  if (isSigned) {
    Value last = isInclusive(loop) ? upper : shift(builder, location, upper, -step);
    mirror = builder.create<ForOp>(location, last, lower, step > 0 ? Predicate::GE : Predicate::LE, -step, inits);
    if (mutant("order:mirror-signed"))
      mirror = makeMistake(builder, mirror, lower, upper, loop.getPredicate(), step, inits);
  } else {
    Value last = isInclusive(loop) ? shift(builder, location, upper, step) : upper;
    mirror = builder.create<ForOp>(location, last, lower, step > 0 ? Predicate::GT : Predicate::LT, -step, inits);
    if (mutant("order:mirror-unsigned"))
      mirror = makeMistake(builder, mirror, shift(builder, location, lower, step), last,
                           step > 0 ? Predicate::LE : Predicate::GE, step, inits);
  }
  mirror.getInductionVar().setLoc(loop.getInductionVar().getLoc());
  return mirror;
}

Value pullback::buildMirroredCounter(OpBuilder &builder, ForOp loop, ForOp mirror, Value lower) {
  if (countsTrips(loop, lower))
    return buildCounterFromTrip(builder, loop, mirror, lower);
  if (cast<IntType>(loop.getInductionVar().getType()).getIsSigned())
    return mirror.getInductionVar();
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&mirror.getBody().front());
  return shift(builder, loop.getInductionVar().getLoc(), mirror.getInductionVar(),
               -static_cast<int64_t>(loop.getStep()));
}

Value pullback::buildCounter(OpBuilder &builder, ForOp loop, Value lower, Value trip) {
  Location location = loop.getInductionVar().getLoc();
  Type type = lower.getType();
  Value distance = builder.createOrFold<CastOp>(loop.getLoc(), type, trip, UnitAttr());
  int64_t step = loop.getStep(), stride = step > 0 ? step : -step;
  if (stride != 1)
    distance = binary(builder, loop.getLoc(), BinaryKind::Mul, distance,
                      builder.create<ConstantOp>(loop.getLoc(), type, stride));
  std::optional<int64_t> first = getConstantInt(lower);
  if (step > 0 && first && *first == 0)
    return distance;
  return builder.create<BinaryOp>(location, step > 0 ? BinaryKind::Add : BinaryKind::Sub, lower, distance);
}

Value pullback::buildCounterFromTrip(OpBuilder &builder, ForOp loop, ForOp mirror, Value lower) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&mirror.getBody().front());
  return buildCounter(builder, loop, lower, shift(builder, loop.getLoc(), mirror.getInductionVar(), -1));
}
