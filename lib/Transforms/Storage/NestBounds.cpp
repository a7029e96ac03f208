#include "Transforms/Storage/NestBounds.h"

#include "IR/Mutants.h"
#include "Transforms/Differentiate/Trips.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace pullback;

bool pullback::isKnownBefore(Value value, Operation *place) {
  Operation *definition = value.getDefiningOp();
  if (definition && definition->getBlock() == place->getBlock())
    return definition->isBeforeInBlock(place);
  return value.getParentRegion()->isAncestor(place->getParentRegion());
}

bool pullback::isComputable(Value value, Operation *place) {
  Operation *op = value.getDefiningOp();
  if (isKnownBefore(value, place) || isa_and_nonnull<ConstantOp>(op))
    return true;
  auto binary = dyn_cast_or_null<BinaryOp>(op);
  bool isSum = binary && llvm::is_contained({BinaryKind::Add, BinaryKind::Sub, BinaryKind::Mul}, binary.getKind());
  auto select = dyn_cast_or_null<arith::SelectOp>(op);
  bool isChosen = select && select.getCondition().getDefiningOp<CmpOp>();
  return (isSum || isChosen || isa_and_nonnull<CastOp, CmpOp>(op)) &&
         llvm::all_of(op->getOperands(), [&](Value operand) {
           bool isCondition = select && operand == select.getCondition();
           return (isCondition || isa<IntType>(operand.getType())) && isComputable(operand, place);
         });
}

Value pullback::compute(Value value, OpBuilder &builder) {
  Operation *op = value.getDefiningOp();
  if (!isa_and_nonnull<ConstantOp>(op) && isKnownBefore(value, &*builder.getInsertionPoint()))
    return value;
  IRMapping mapping;
  for (Value operand : op->getOperands())
    mapping.map(operand, compute(operand, builder));
  return builder.clone(*op, mapping)->getResult(0);
}

bool pullback::mayBeDisguised(Value value) {
  Operation *op = value.getDefiningOp();
  auto type = dyn_cast<IntType>(value.getType());
  if (!op || !type || type.getIsSigned() || !isa<BinaryOp, CastOp, arith::SelectOp>(op))
    return false;
  auto binary = dyn_cast<BinaryOp>(op);
  return (binary && binary.getKind() == BinaryKind::Sub) || llvm::any_of(op->getOperands(), [](Value operand) {
           auto type = dyn_cast<IntType>(operand.getType());
           return type && !getConstantInt(operand) && (type.getIsSigned() || mayBeDisguised(operand));
         });
}

bool pullback::isDifference(Value value) {
  Operation *op = value.getDefiningOp();
  if (!isa_and_nonnull<BinaryOp, CastOp, arith::SelectOp>(op))
    return false;
  auto binary = dyn_cast<BinaryOp>(op);
  std::optional<int64_t> added = binary ? getConstantInt(binary.getRhs()) : std::nullopt;
  return (binary && binary.getKind() == BinaryKind::Sub) || (added && *added < 0) ||
         llvm::any_of(op->getOperands(), isDifference);
}

bool pullback::isConditionKnown(scf::IfOp branch, Operation *place) {
  if (isKnownBefore(branch.getCondition(), place))
    return true;
  auto compare = branch.getCondition().getDefiningOp<CmpOp>();
  return compare && llvm::all_of(compare->getOperands(), [&](Value operand) {
           return isa<IntType>(operand.getType()) && isComputable(operand, place);
         });
}

std::optional<Value> pullback::getExtreme(Value bound, bool greatest, Operation *place, OpBuilder *builder) {
  if (isComputable(bound, place))
    return builder ? compute(bound, *builder) : bound;
  if (auto binary = bound.getDefiningOp<BinaryOp>()) {
    bool isShift = getConstantInt(binary.getRhs()) &&
                   (binary.getKind() == BinaryKind::Add || binary.getKind() == BinaryKind::Sub) &&
                   cast<IntType>(binary.getType()).getIsSigned();
    std::optional<Value> shifted =
        isShift ? getExtreme(binary.getLhs(), greatest, place, builder) : std::optional<Value>();
    if (!shifted || !builder)
      return shifted;
    Value distance = builder->clone(*binary.getRhs().getDefiningOp())->getResult(0);
    return builder->createOrFold<BinaryOp>(bound.getLoc(), binary.getKind(), *shifted, distance);
  }
  auto counter = dyn_cast<BlockArgument>(bound);
  auto loop = counter ? dyn_cast<ForOp>(counter.getOwner()->getParentOp()) : ForOp();
  bool isUnit = loop && counter == loop.getInductionVar() && std::abs(static_cast<int64_t>(loop.getStep())) == 1 &&
                cast<IntType>(counter.getType()).getIsSigned();
  if (!isUnit)
    return std::nullopt;
  if (isUpward(loop) != greatest)
    return getExtreme(loop.getLower(), greatest, place, builder);
  std::optional<Value> end = getExtreme(loop.getUpper(), greatest, place, builder);
  if (!end || !builder || isInclusive(loop))
    return end;
  Value one = builder->create<ConstantOp>(bound.getLoc(), bound.getType(), 1);
  return builder->createOrFold<BinaryOp>(bound.getLoc(), greatest ? BinaryKind::Sub : BinaryKind::Add, *end, one);
}

bool pullback::isBoundOfNest(Value bound, ArrayRef<Operation *> around, Operation *place) {
  if (isComputable(bound, place))
    return true;
  if (auto counter = dyn_cast<BlockArgument>(bound))
    return llvm::any_of(around, [&](Operation *op) { return cast<ForOp>(op).getInductionVar() == counter; });
  Operation *op = bound.getDefiningOp();
  auto binary = dyn_cast<BinaryOp>(op);
  bool isSum = binary && llvm::is_contained({BinaryKind::Add, BinaryKind::Sub, BinaryKind::Mul}, binary.getKind());
  return (isSum || isa<CastOp>(op)) && llvm::all_of(op->getOperands(), [&](Value operand) {
           return isa<IntType>(operand.getType()) && isBoundOfNest(operand, around, place);
         });
}

// The condition of a branch around a loop, where the builder stands in front of `place`; null if it is not known.
static Value getConditionBefore(scf::IfOp branch, Operation *place, OpBuilder &builder) {
  Value condition = branch.getCondition();
  if (!isConditionKnown(branch, place))
    return Value();
  return isKnownBefore(condition, place) ? condition : compute(condition, builder);
}

static bool isCounter(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  return argument && isa<ForOp>(argument.getOwner()->getParentOp());
}

// True if the bound is computed at `place` once more, with sign: that may overflow where the program does not come to
// it.
static bool isComputedAnew(Value bound, Operation *place) {
  Operation *op = bound.getDefiningOp();
  if (!op || isa<ConstantOp>(op) || isKnownBefore(bound, place))
    return false;
  bool isShift = op->getNumOperands() == 2 && isCounter(op->getOperand(0)) && getConstantInt(op->getOperand(1));
  auto type = dyn_cast<IntType>(bound.getType());
  return (isa<BinaryOp>(op) && type && type.getIsSigned() && !isShift) ||
         llvm::any_of(op->getOperands(), [&](Value operand) { return isComputedAnew(operand, place); });
}

Value pullback::buildGuarded(ForOp loop, Operation *place, OpBuilder &builder, bool &isSure,
                             llvm::function_ref<Value(OpBuilder &)> build) {
  auto any = [&](llvm::function_ref<bool(Value)> holds) { return holds(loop.getLower()) || holds(loop.getUpper()); };
  bool isAnew = any([&](Value bound) { return isComputedAnew(bound, place); });
  bool isDisguised = any(mayBeDisguised);
  bool isKnown = !any([](Value bound) { return !getConstantInt(bound); });
  Location location = loop.getLoc();
  Value taken;
  for (Operation *inner = loop; !isKnown && inner->getBlock() != place->getBlock(); inner = inner->getParentOp()) {
    auto branch = dyn_cast<scf::IfOp>(inner->getParentOp());
    if (!branch && !isAnew && !isDisguised)
      break; // that loop's own number is guarded
    Value condition = branch ? getConditionBefore(branch, place, builder) : Value();
    isSure &= !branch || condition || !isDisguised;
    if (!condition)
      continue;
    if (!branch.getThenRegion().isAncestor(inner->getParentRegion())) {
      Value isTrue = builder.create<arith::ConstantOp>(location, builder.getBoolAttr(true));
      condition = builder.create<arith::XOrIOp>(location, condition, isTrue);
    }
    taken = taken ? builder.create<arith::AndIOp>(location, condition, taken).getResult() : condition;
  }
  if (!taken || mutant("size:branch-not-taken"))
    return build(builder);
  Value none = builder.create<ConstantOp>(location, getSizeType(builder.getContext()), 0);
  if (!isAnew) {
    Value count = build(builder);
    return builder.create<arith::SelectOp>(location, taken, count, none);
  }
  auto guarded = builder.create<scf::IfOp>(location, TypeRange{none.getType()}, taken, /*withElseRegion=*/true);
  guarded->setLoc(nameLocation("count", location));
  guarded.getElseBodyBuilder().create<scf::YieldOp>(location, none);
  auto yield = guarded.getThenBodyBuilder().create<scf::YieldOp>(location, none);
  OpBuilder then(yield);
  yield.getResultsMutable().assign(build(then));
  return guarded.getResult(0);
}

//===------------------------------------------------------------------------------------------------------------===//
// Indices
//===------------------------------------------------------------------------------------------------------------===//

// (index * n1 + k1) * n2 + k2 for trips k of loops and their counts n.
static Value advance(OpBuilder &builder, Value index, ArrayRef<Value> trips, ArrayRef<Value> counts) {
  for (auto [trip, count] : llvm::zip_equal(trips, counts)) {
    Location location = index.getLoc();
    index = builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, index, count);
    index = builder.createOrFold<BinaryOp>(location, BinaryKind::Add, index, trip);
  }
  return index;
}

// The value, where the builder stands and the counters of the loops have other values.
static Value computeFor(Value value, OpBuilder &builder, const IRMapping &counters) {
  if (Value counter = counters.lookupOrNull(value))
    return counter;
  Operation *op = value.getDefiningOp();
  if (!isa_and_nonnull<ConstantOp>(op) && isKnownBefore(value, &*builder.getInsertionPoint()))
    return value;
  IRMapping mapping;
  for (Value operand : op->getOperands())
    mapping.map(operand, computeFor(operand, builder, counters));
  return builder.clone(*op, mapping)->getResult(0);
}

// The zero-based trips that the loops from `first` on are in, where the builder stands and `getCounter` gives the
// counters of all.
static SmallVector<Value> buildTrips(OpBuilder &builder, ArrayRef<Operation *> loops, size_t first,
                                     GetCounter getCounter) {
  SmallVector<Value> trips;
  IRMapping counters;
  for (auto [level, op] : llvm::enumerate(loops)) {
    auto loop = cast<ForOp>(op);
    Value counter = getCounter(loop);
    if (level >= first)
      trips.push_back(buildTripIndex(builder, loop, computeFor(loop.getLower(), builder, counters), counter));
    counters.map(loop.getInductionVar(), counter);
  }
  return trips;
}

Value pullback::buildIndex(OpBuilder &builder, ArrayRef<Operation *> loops, ArrayRef<Value> counts,
                           GetCounter getCounter) {
  SmallVector<Value> trips = buildTrips(builder, loops, 0, getCounter);
  return advance(builder, trips[0], ArrayRef(trips).drop_front(), counts.drop_front());
}

Value pullback::buildIndexInTriangle(OpBuilder &builder, Operation *row, const Triangle &triangle,
                                     ArrayRef<Operation *> loops, ArrayRef<Value> counts, GetCounter getCounter) {
  OpBuilder before(row);
  SmallVector<Value> around = buildTrips(before, loops.take_front(triangle.inner), 0, getCounter);
  if (triangle.origin)
    around[triangle.outer] = buildDistance(before, getCounter(cast<ForOp>(loops[triangle.outer])), *triangle.origin);
  Value start = triangle.buildRow(before, around, counts);
  start.setLoc(nameLocation("row", start.getLoc()));
  SmallVector<Value> within = buildTrips(builder, loops, triangle.inner, getCounter);
  Value index = builder.createOrFold<BinaryOp>(loops.back()->getLoc(), BinaryKind::Add, start, within[0]);
  return advance(builder, index, ArrayRef(within).drop_front(), counts.drop_front(triangle.inner + 1));
}

//===------------------------------------------------------------------------------------------------------------===//
// Nests whose inner bounds move
//===------------------------------------------------------------------------------------------------------------===//

// True if a bound of one of `inner` changes in the body of `loop`.
static bool moveWithin(ArrayRef<Operation *> inner, ForOp loop) {
  return llvm::any_of(inner, [&](Operation *op) {
    auto other = cast<ForOp>(op);
    return llvm::any_of(ValueRange{other.getLower(), other.getUpper()}, [&](Value bound) {
      return !bound.getDefiningOp<ConstantOp>() && loop.getBody().isAncestor(bound.getParentRegion());
    });
  });
}

static Value computeInNest(Value bound, OpBuilder &builder, IRMapping &counters) {
  if (Value known = counters.lookupOrNull(bound))
    return known;
  Operation *op = bound.getDefiningOp();
  if (!op || (op->getNumOperands() > 0 && isKnownBefore(bound, &*builder.getInsertionPoint())))
    return bound;
  IRMapping mapping;
  for (Value operand : op->getOperands())
    mapping.map(operand, computeInNest(operand, builder, counters));
  return builder.clone(*op, mapping)->getResult(0);
}

Value pullback::buildCount(OpBuilder &builder, ArrayRef<Operation *> loops, Operation *place, IRMapping &counters,
                           bool &isSure) {
  auto loop = cast<ForOp>(loops.front());
  Location location = loop.getLoc();
  ArrayRef<Operation *> inner = loops.drop_front();
  if (inner.empty() || !moveWithin(inner, loop)) {
    Value trips = buildGuarded(loop, place, builder, isSure, [&](OpBuilder &here) {
      Value lower = computeInNest(loop.getLower(), here, counters);
      Value upper = computeInNest(loop.getUpper(), here, counters);
      return buildTripCount(here, loop, lower, upper);
    });
    if (inner.empty())
      return trips;
    return builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, trips,
                                          buildCount(builder, inner, place, counters, isSure));
  }
  return buildGuarded(loop, place, builder, isSure, [&](OpBuilder &here) -> Value {
    Value lower = computeInNest(loop.getLower(), here, counters);
    Value upper = computeInNest(loop.getUpper(), here, counters);
    Value zero = here.create<ConstantOp>(location, getSizeType(here.getContext()), 0);
    auto counting = here.create<ForOp>(location, lower, upper, getOrderPredicate(loop), loop.getStep(), zero);
    counting.getInductionVar().setLoc(loop.getInductionVar().getLoc());
    counting.getCarried()[0].setLoc(nameLocation("count", location));
    counters.map(loop.getInductionVar(), counting.getInductionVar());
    Block &block = counting.getBody().front();
    OpBuilder body = OpBuilder::atBlockEnd(&block);
    auto yield = block.empty() ? body.create<YieldOp>(location) : counting.getYield();
    body.setInsertionPoint(yield);
    Value runs = buildCount(body, inner, place, counters, isSure);
    Value sum = body.create<BinaryOp>(location, BinaryKind::Add, counting.getCarried()[0], runs);
    yield.getValuesMutable().assign(sum);
    return counting.getResult(0);
  });
}
