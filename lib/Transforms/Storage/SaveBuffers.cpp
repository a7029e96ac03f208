#include "Transforms/Storage/SaveBuffers.h"

#include "Transforms/Differentiate/Trips.h"

using namespace mlir;
using namespace pullback;

std::string SaveBuffers::makeName(Value value) {
  StringRef name = getVariableName(value);
  return (name.empty() ? "value" : name).str() + "_saved";
}

Value SaveBuffers::save(Value value, OpBuilder &reverse) {
  SmallVector<Operation *> loops = mirrors.getLoopsAround(value);
  if (loops.empty())
    return saveInVariable(value, reverse);
  return hasKnownBounds(loops) ? saveInArray(value, loops, reverse) : saveOnStack(value, reverse);
}

void SaveBuffers::writeAll() {
  for (const std::function<void()> &write : writes)
    write();
}

// Promotion turns the variable into a result of the branches around the value.
Value SaveBuffers::saveInVariable(Value value, OpBuilder &reverse) {
  Block &scope = mirrors.getScope();
  OpBuilder entry(&scope, scope.begin());
  Location location = value.getLoc();
  std::string name = getVariableName(value).empty() ? makeName(value) : getVariableName(value).str();
  Value variable = entry.create<LocalOp>(location, PtrType::get(value.getType()), entry.getStringAttr(name));
  writes.push_back([=]() mutable {
    OpBuilder forward(value.getContext());
    mirrors.setToSavePoint(forward, value);
    forward.create<StoreOp>(location, value, variable);
  });
  return reverse.create<LoadOp>(location, variable);
}

//===------------------------------------------------------------------------------------------------------------===//
// Sizes of arrays
//===------------------------------------------------------------------------------------------------------------===//

// The loops around the scope, up to the function's own block: an array for all of their iterations is made in front.
Operation *SaveBuffers::getPlaceOfArray(Operation *outermost) const {
  Operation *place = mirrors.getScope().findAncestorOpInBlock(*outermost);
  while (!isa<FuncOp>(place->getParentOp()))
    place = place->getParentOp();
  return place;
}

static bool isKnownBefore(Value value, Operation *place) {
  Operation *definition = value.getDefiningOp();
  if (definition && definition->getBlock() == place->getBlock())
    return definition->isBeforeInBlock(place);
  return value.getParentRegion()->isAncestor(place->getParentRegion());
}

static bool isUpward(ForOp loop) { return static_cast<int64_t>(loop.getStep()) > 0; }
static bool isInclusive(ForOp loop) {
  return loop.getPredicate() == Predicate::LE || loop.getPredicate() == Predicate::GE;
}

// A bound as a value known before `place`, or its least or greatest value there: that of `i + c` for the counter i of a
// loop around. Without a builder: whether there is one.
static std::optional<Value> getExtreme(Value bound, bool greatest, Operation *place, OpBuilder *builder) {
  if (auto constant = bound.getDefiningOp<ConstantOp>())
    return builder ? builder->clone(*constant)->getResult(0) : bound;
  if (isKnownBefore(bound, place))
    return bound;
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

bool SaveBuffers::hasKnownBounds(ArrayRef<Operation *> loops) {
  Operation *outermost = mirrors.getScope().findAncestorOpInBlock(*loops.front());
  Operation *place = getPlaceOfArray(outermost);
  return llvm::all_of(loops, [&](Operation *op) {
    auto loop = dyn_cast<ForOp>(op);
    return loop && llvm::all_of(ValueRange{loop.getLower(), loop.getUpper()}, [&](Value bound) {
             bool isLast = bound == loop.getUpper();
             return (bound.getDefiningOp<ConstantOp>() || isKnownBefore(bound, outermost)) &&
                    getExtreme(bound, isLast == isUpward(loop), place, nullptr);
           });
  });
}

// The trips that the loop makes, at most.
Value SaveBuffers::getTripCount(ForOp loop, Operation *before) {
  Value &known = tripCounts[loop];
  if (!known) {
    OpBuilder builder(before);
    Value lower = *getExtreme(loop.getLower(), !isUpward(loop), before, &builder);
    known = buildTripCount(builder, loop, lower, *getExtreme(loop.getUpper(), isUpward(loop), before, &builder));
  }
  return known;
}

// A bound, where an operation of the scope can use it.
static Value reach(Value bound, OpBuilder &builder) {
  if (auto constant = bound.getDefiningOp<ConstantOp>())
    return builder.clone(*constant)->getResult(0);
  return bound;
}

// Element ((k1 * n2) + k2) * n3 + k3 for the trips k of the loops and their counts n.
static Value buildIndex(OpBuilder &builder, ArrayRef<Value> trips, ArrayRef<Value> counts) {
  Value index = trips[0];
  for (size_t i = 1; i < trips.size(); ++i) {
    Location location = index.getLoc();
    index = builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, index, counts[i]);
    index = builder.createOrFold<BinaryOp>(location, BinaryKind::Add, index, trips[i]);
  }
  return index;
}

static Value buildIndexAt(OpBuilder &builder, ArrayRef<Operation *> loops, ArrayRef<Value> counts,
                          llvm::function_ref<Value(ForOp)> getCounter) {
  SmallVector<Value> trips;
  for (Operation *op : loops) {
    auto loop = cast<ForOp>(op);
    trips.push_back(buildTripIndex(builder, loop, reach(loop.getLower(), builder), getCounter(loop)));
  }
  return buildIndex(builder, trips, counts);
}

Value SaveBuffers::saveInArray(Value value, ArrayRef<Operation *> loops, OpBuilder &reverse) {
  Operation *place = getPlaceOfArray(loops.front());
  SmallVector<Value> counts;
  for (Operation *loop : loops)
    counts.push_back(getTripCount(cast<ForOp>(loop), place));
  OpBuilder before(place);
  Location location = value.getLoc();
  Value size = counts[0];
  for (Value count : ArrayRef(counts).drop_front())
    size = before.createOrFold<BinaryOp>(location, BinaryKind::Mul, size, count);
  Value array = before.create<AllocOp>(location, PtrType::get(value.getType()), AllocKind::Saved,
                                       before.getStringAttr(makeName(value)), size);
  SmallVector<Operation *> around(loops);
  writes.push_back([=]() mutable {
    OpBuilder forward(value.getContext());
    mirrors.setToSavePoint(forward, value);
    Value index = buildIndexAt(forward, around, counts, [](ForOp loop) { return loop.getInductionVar(); });
    Value place = forward.create<ElementOp>(location, array, index);
    forward.create<StoreOp>(location, value, place);
  });
  Value index =
      buildIndexAt(reverse, loops, counts, [&](ForOp loop) { return mirrors.getCounter(loop.getInductionVar()); });
  return reverse.create<LoadOp>(location, reverse.create<ElementOp>(location, array, index));
}

Value SaveBuffers::saveOnStack(Value value, OpBuilder &reverse) {
  Location location = value.getLoc();
  std::string name = makeName(value);
  Block &scope = mirrors.getScope();
  OpBuilder entry(scope.getParentOp());
  bool isFunction = isa<FuncOp>(scope.getParentOp());
  if (isFunction)
    entry.setInsertionPointToStart(&scope);
  else if (auto function = scope.getParentOp()->getParentOfType<FuncOp>())
    entry.setInsertionPointToStart(&function.getBody().front());
  Value stack =
      entry.create<LocalOp>(location, PtrType::get(StackType::get(value.getType())), entry.getStringAttr(name));
  if (!isFunction)
    OpBuilder(&scope, scope.begin()).create<StackClearOp>(location, stack);
  OpBuilder start(value.getContext());
  start.setInsertionPointAfter(mirrors.getBoundary());
  Type size = getSizeType(value.getContext());
  Value cursor = start.create<LocalOp>(location, PtrType::get(size), start.getStringAttr(name + "_left"));
  start.create<StoreOp>(location, start.create<StackSizeOp>(location, size, stack), cursor);
  writes.push_back([=]() mutable {
    OpBuilder forward(value.getContext());
    mirrors.setToSavePoint(forward, value);
    forward.create<StackPushOp>(location, stack, value);
  });
  return reverse.create<StackPreviousOp>(location, value.getType(), stack, cursor);
}
