#include "Transforms/Storage/SaveBuffers.h"

#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Storage/SharedLoads.h"
#include "Transforms/Storage/StorageNotes.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace pullback;

std::string SaveBuffers::makeName(Value value) { return inventSavedName(value); }

// "saved in 'u_saved', 8 * n bytes: ..."
void SaveBuffers::note(Value value, StringRef where, Value count) const {
  std::string number = count ? describeNumber(count) : "1";
  std::string bytes = std::to_string(getBytes(value.getType()));
  bool isSum = StringRef(number).contains(" + ") || StringRef(number).contains(" - ");
  if (number != "1")
    bytes += " * " + (isSum && !StringRef(number).contains(" * ") ? "(" + number + ")" : number);
  addStorageNote(value, ("saved in " + where + ", " + bytes + " bytes: " + reason).str());
}

Value SaveBuffers::save(Value value, OpBuilder &reverse, StringRef why) {
  reason = why.str();
  SmallVector<Operation *> loops = mirrors.getLoopsAround(value);
  if (loops.empty())
    return saveInVariable(value, reverse);
  if (mayMakeNoSense(loops))
    return saveOnStack(value, reverse);
  if (hasKnownBounds(loops))
    return saveInArray(value, loops, reverse);
  return canCount(loops) ? saveOneByOne(value, loops, reverse) : saveOnStack(value, reverse);
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
  note(value, "a variable");
  writes.push_back([=]() mutable {
    OpBuilder forward(value.getContext());
    mirrors.setToSavePoint(forward, value);
    if (!mutant("mark:in-variable"))
      forward.create<StoreOp>(location, value, variable);
  });
  return reverse.create<LoadOp>(location, variable);
}

//===------------------------------------------------------------------------------------------------------------===//
// Sizes of arrays
//===------------------------------------------------------------------------------------------------------------===//

// The loops around the scope, up to the function's own block: an array for all of their iterations is made in front.
// One for a loop of the reverse sweep is made where that begins, before any gradient is touched.
Operation *SaveBuffers::getPlaceOfArray(Operation *outermost) {
  Operation *place = mirrors.getScope().findAncestorOpInBlock(*outermost);
  while (!isa<FuncOp>(place->getParentOp()))
    place = place->getParentOp();
  if (!functionReverse->isBeforeInBlock(place))
    return place;
  return reverseStart = reverseStart ? reverseStart : functionReverse->getNextNode();
}

static bool isKnownBefore(Value value, Operation *place) {
  Operation *definition = value.getDefiningOp();
  if (definition && definition->getBlock() == place->getBlock())
    return definition->isBeforeInBlock(place);
  return value.getParentRegion()->isAncestor(place->getParentRegion());
}

// Integers that follow from what is known before `place`.
static bool isComputable(Value value, Operation *place) {
  Operation *op = value.getDefiningOp();
  if (isKnownBefore(value, place) || isa_and_nonnull<ConstantOp>(op))
    return true;
  auto binary = dyn_cast_or_null<BinaryOp>(op);
  bool isSum = binary && llvm::is_contained({BinaryKind::Add, BinaryKind::Sub, BinaryKind::Mul}, binary.getKind());
  return (isSum || isa_and_nonnull<CastOp>(op)) && llvm::all_of(op->getOperands(), [&](Value operand) {
           return isa<IntType>(operand.getType()) && isComputable(operand, place);
         });
}

// The value, where the builder stands.
static Value compute(Value value, OpBuilder &builder) {
  Operation *op = value.getDefiningOp();
  if (!isa_and_nonnull<ConstantOp>(op) && isKnownBefore(value, &*builder.getInsertionPoint()))
    return value;
  IRMapping mapping;
  for (Value operand : op->getOperands())
    mapping.map(operand, compute(operand, builder));
  return builder.clone(*op, mapping)->getResult(0);
}

// True if the number may be a negative one in disguise, where the program does not come to its use: n - 1 without sign.
static bool mayBeDisguised(Value value) {
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

// True if a subtraction is in the expression.
static bool isDifference(Value value) {
  Operation *op = value.getDefiningOp();
  if (!isa_and_nonnull<BinaryOp, CastOp, arith::SelectOp>(op))
    return false;
  auto binary = dyn_cast<BinaryOp>(op);
  std::optional<int64_t> added = binary ? getConstantInt(binary.getRhs()) : std::nullopt;
  return (binary && binary.getKind() == BinaryKind::Sub) || (added && *added < 0) ||
         llvm::any_of(op->getOperands(), isDifference);
}

static bool isConditionKnown(scf::IfOp branch, Operation *place) {
  if (isKnownBefore(branch.getCondition(), place))
    return true;
  auto compare = branch.getCondition().getDefiningOp<CmpOp>();
  return compare && llvm::all_of(compare->getOperands(), [&](Value operand) {
           return isa<IntType>(operand.getType()) && isComputable(operand, place);
         });
}

// True if an array for the iterations would have a senseless size, as n - 1 without sign for n = 0, where a branch around
// is not taken, and nothing in front of the array says so, or where the loop ends by something else.
bool SaveBuffers::mayMakeNoSense(ArrayRef<Operation *> loops) {
  Operation *place = getPlaceOfArray(mirrors.getScope().findAncestorOpInBlock(*loops.front()));
  auto isDisguised = [](Value bound) { return mayBeDisguised(bound) && isDifference(bound); };
  return llvm::any_of(loops, [&](Operation *op) {
    auto loop = dyn_cast<ForOp>(op);
    if (!loop || (!isDisguised(loop.getLower()) && !isDisguised(loop.getUpper())))
      return false;
    if (loop.getYield().getGoOn())
      return true;
    for (Operation *inner = loop; inner->getBlock() != place->getBlock(); inner = inner->getParentOp())
      if (auto branch = dyn_cast<scf::IfOp>(inner->getParentOp()); branch && !isConditionKnown(branch, place))
        return true;
    return false;
  });
}

static bool isUpward(ForOp loop) { return static_cast<int64_t>(loop.getStep()) > 0; }
static bool isInclusive(ForOp loop) {
  return loop.getPredicate() == Predicate::LE || loop.getPredicate() == Predicate::GE;
}

// A bound as a value known before `place`, or its least or greatest value there: that of `i + c` for the counter i of a
// loop around. Without a builder: whether there is one.
static std::optional<Value> getExtreme(Value bound, bool greatest, Operation *place, OpBuilder *builder) {
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

// Bounds are computed from the counters of the loops around and from what is known before all of them.
static bool isBoundOfNest(Value bound, ArrayRef<Operation *> around, Operation *place) {
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

bool SaveBuffers::hasKnownBounds(ArrayRef<Operation *> loops) {
  Operation *outermost = mirrors.getScope().findAncestorOpInBlock(*loops.front());
  Operation *place = getPlaceOfArray(outermost);
  bool isFunction = isa<FuncOp>(mirrors.getScope().getParentOp());
  return llvm::all_of(llvm::enumerate(loops), [&](auto level) {
    auto loop = dyn_cast<ForOp>(level.value());
    // Within an iteration a triangle may lie in the rectangle around it, since all iterations use it again.
    auto canBuild = [&](Value bound) {
      return isComputable(bound, outermost) ||
             (!isFunction && isBoundOfNest(bound, loops.take_front(level.index()), place));
    };
    return loop && llvm::all_of(ValueRange{loop.getLower(), loop.getUpper()}, [&](Value bound) {
             bool isLast = bound == loop.getUpper();
             return canBuild(bound) && getExtreme(bound, isLast == isUpward(loop), place, nullptr);
           });
  });
}

// The condition of a branch around a loop, where the builder stands in front of `place`; null if it is not known.
static Value getConditionBefore(scf::IfOp branch, Operation *place, OpBuilder &builder) {
  Value condition = branch.getCondition();
  if (!isConditionKnown(branch, place))
    return Value();
  return isKnownBefore(condition, place) ? condition : compute(condition, builder);
}

// The end of a loop from `lower`: at its beginning where a branch around it is not taken. Those around are all that
// stand in the block of `place`, but some may not be known there: it is not sure then that the number makes sense.
static Value guardEnd(Value lower, Value upper, ForOp loop, Operation *place, OpBuilder &builder, bool &isSure) {
  if (!mayBeDisguised(lower) && !mayBeDisguised(upper))
    return upper;
  for (Operation *inner = loop; inner->getBlock() != place->getBlock(); inner = inner->getParentOp()) {
    auto branch = dyn_cast<scf::IfOp>(inner->getParentOp());
    Value condition = branch ? getConditionBefore(branch, place, builder) : Value();
    isSure &= !branch || condition;
    if (!condition)
      continue;
    bool isThen = branch.getThenRegion().isAncestor(inner->getParentRegion());
    upper = builder.create<arith::SelectOp>(loop.getLoc(), condition, isThen ? upper : lower, isThen ? lower : upper);
  }
  return upper;
}

// The trips that the loop makes, at most.
Value SaveBuffers::getTripCount(ForOp loop, Operation *before) {
  Value &known = tripCounts[loop];
  if (!known) {
    OpBuilder builder(before);
    Value lower = *getExtreme(loop.getLower(), !isUpward(loop), before, &builder);
    Value upper = *getExtreme(loop.getUpper(), isUpward(loop), before, &builder);
    bool isSure = true;
    known = buildTripCount(builder, loop, lower, guardEnd(lower, upper, loop, before, builder, isSure));
    if (!isSure)
      unsure.insert(loop);
  }
  return known;
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

static Value buildIndexAt(OpBuilder &builder, ArrayRef<Operation *> loops, ArrayRef<Value> counts,
                          llvm::function_ref<Value(ForOp)> getCounter) {
  SmallVector<Value> trips;
  IRMapping counters;
  for (Operation *op : loops) {
    auto loop = cast<ForOp>(op);
    Value counter = getCounter(loop);
    trips.push_back(buildTripIndex(builder, loop, computeFor(loop.getLower(), builder, counters), counter));
    counters.map(loop.getInductionVar(), counter);
  }
  return buildIndex(builder, trips, counts);
}

// How many arrays are looked at for a value that one of them may hold.
static constexpr size_t kCompared = 16;

// The array that holds what `value` is loaded from already.
std::pair<LoadOp, Value> SaveBuffers::findShared(Value value) {
  auto load = value.getDefiningOp<LoadOp>();
  if (!load || !isEnabled(load, Strategy::Share))
    return {};
  for (auto &entry : llvm::reverse(ArrayRef(savedLoads).take_back(kCompared)))
    if (giveSameValues(entry.first, load))
      return entry;
  return {};
}

// The product of the loops' trips, which go to `counts`.
Value SaveBuffers::getSize(ArrayRef<Operation *> loops, Operation *place, SmallVectorImpl<Value> &counts) {
  for (Operation *loop : loops)
    counts.push_back(getTripCount(cast<ForOp>(loop), place));
  OpBuilder before(place);
  Value size = counts[0];
  for (Value count : ArrayRef(counts).drop_front())
    size = before.createOrFold<BinaryOp>(loops.front()->getLoc(), BinaryKind::Mul, size, count);
  return size;
}

Value SaveBuffers::saveInArray(Value value, ArrayRef<Operation *> loops, OpBuilder &reverse) {
  Operation *place = getPlaceOfArray(loops.front());
  SmallVector<Value> counts;
  Value size = getSize(loops, place, counts);
  OpBuilder before(place);
  Location location = value.getLoc();
  auto loadBack = [&](Value array) {
    Value index =
        buildIndexAt(reverse, loops, counts, [&](ForOp loop) { return mirrors.getCounter(loop.getInductionVar()); });
    return reverse.create<LoadOp>(location, reverse.create<ElementOp>(location, array, index));
  };
  if (auto [known, shared] = findShared(value); shared) {
    addStorageNote(value, "free: '" + makeName(known) + "' holds it");
    return loadBack(shared);
  }
  auto array = before.create<AllocOp>(location, PtrType::get(value.getType()), AllocKind::Saved,
                                      before.getStringAttr(makeName(value)), size);
  if (llvm::any_of(loops, [&](Operation *loop) { return unsure.contains(loop); }))
    array->setAttr("pb.unsure", before.getUnitAttr());
  note(value, "'" + makeName(value) + "'", size);
  if (auto load = value.getDefiningOp<LoadOp>())
    savedLoads.push_back({load, array});
  SmallVector<Operation *> around(loops);
  writes.push_back([=]() mutable {
    OpBuilder forward(value.getContext());
    mirrors.setToSavePoint(forward, value);
    Value index = buildIndexAt(forward, around, counts, [](ForOp loop) { return loop.getInductionVar(); });
    Value place = forward.create<ElementOp>(location, array, index);
    if (!mutant("mark:in-array"))
      forward.create<StoreOp>(location, value, place);
  });
  return loadBack(array);
}

bool SaveBuffers::canKeep(const Row &row) {
  SmallVector<Operation *> loops = mirrors.getLoopsAround(row.nest->getBlock());
  Operation *place = getPlaceOfArray(loops.empty() ? row.nest : loops.front());
  bool isMade = llvm::all_of(getObjects(row.place.array), [&](Value object) { return isKnownBefore(object, place); });
  return isComputable(row.length, place) && (isMade || !mayBeDisguised(row.length)) &&
         (loops.empty() || (!mayMakeNoSense(loops) && hasKnownBounds(loops)));
}

static Location unnamed(const Row &row) { return nameLocation("", LoadOp(row.load).getLoc()); }

// "bodies_p_x" for the places `bodies[...].p.x`.
static std::string nameRow(const Row &row) {
  std::string name = getVariableName(row.place.array).str();
  if (auto alloc = row.place.array.getDefiningOp<AllocOp>(); alloc && name.empty())
    name = alloc.getName().str();
  for (Operation *field : row.place.fields)
    name += (name.empty() ? "" : "_") + cast<FieldOp>(field).getName().str();
  return name.empty() ? "array" : name;
}

void SaveBuffers::noteFound(const Row &row, Value value) const {
  if (value != LoadOp(row.load).getResult()) // that is noted as saved
    addStorageNote(value, "free: '" + nameRow(row) + "_saved' holds it");
}

// What an array of the forward sweep holds, element by element.
static void copyRow(const Row &row, Value length, Value target, OpBuilder &builder) {
  Location location = unnamed(row);
  forEachElement(builder, location, length, {row.place.array, target}, [&](ArrayRef<Value> elements) {
    Value place = elements[0];
    for (Operation *field : row.place.fields) {
      IRMapping mapping;
      mapping.map(field->getOperand(0), place);
      place = builder.clone(*field, mapping)->getResult(0);
    }
    Value value = builder.create<LoadOp>(location, place);
    if (!mutant("mark:in-row"))
      builder.create<StoreOp>(location, value, elements[1]);
  });
}

Value SaveBuffers::keep(const Row &row, OpBuilder &reverse) {
  if (Value known = keptRows.lookup(&row))
    return known;
  Location location = unnamed(row);
  SmallVector<Operation *> loops = mirrors.getLoopsAround(row.nest->getBlock());
  Operation *place = getPlaceOfArray(loops.empty() ? row.nest : loops.front());
  SmallVector<Value> counts;
  Value runs = loops.empty() ? Value() : getSize(loops, place, counts);
  OpBuilder before(place);
  Type sizeType = getSizeType(before.getContext());
  Value length = compute(row.length, before);
  if (length.getType() != sizeType)
    length = before.createOrFold<CastOp>(location, sizeType, length);
  Value size = runs ? before.createOrFold<BinaryOp>(location, BinaryKind::Mul, runs, length) : length;
  Value value = LoadOp(row.load).getResult();
  std::string name = nameRow(row);
  Value kept = before.create<AllocOp>(location, PtrType::get(value.getType()), AllocKind::Saved,
                                      before.getStringAttr(name + "_saved"), size);
  if (llvm::any_of(loops, [&](Operation *loop) { return unsure.contains(loop); }))
    kept.getDefiningOp()->setAttr("pb.unsure", before.getUnitAttr());
  reason = "what it is loaded from is overwritten; once for all that reads it here";
  note(value, "'" + name + "_saved'", size);
  auto buildStart = [=](OpBuilder &builder, llvm::function_ref<Value(ForOp)> getCounter) -> Value {
    if (loops.empty())
      return kept;
    Value run = buildIndexAt(builder, loops, counts, getCounter);
    Value first = builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, run, length);
    return builder.create<ElementOp>(nameLocation(name + "_row", location), kept, first);
  };
  writes.push_back([=, &row]() {
    OpBuilder forward(row.nest);
    Value start = buildStart(forward, [](ForOp loop) { return loop.getInductionVar(); });
    copyRow(row, length, start, forward);
  });
  return keptRows[&row] = buildStart(reverse, [&](ForOp loop) { return mirrors.getCounter(loop.getInductionVar()); });
}

Value SaveBuffers::saveOnStack(Value value, OpBuilder &reverse) {
  Location location = value.getLoc();
  std::string name = makeName(value);
  addStorageNote(value, ("saved in '" + name + "', a buffer that grows, " + Twine(getBytes(value.getType())) +
                         " bytes each time: " + reason)
                            .str());
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
    if (!mutant("mark:on-stack"))
      forward.create<StackPushOp>(location, stack, value);
  });
  return reverse.create<StackPreviousOp>(location, value.getType(), stack, cursor);
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

bool SaveBuffers::canCount(ArrayRef<Operation *> loops) {
  if (!isa<FuncOp>(mirrors.getScope().getParentOp()) || !llvm::all_of(loops, llvm::IsaPred<ForOp>))
    return false;
  Operation *place = getPlaceOfArray(loops.front());
  return llvm::all_of(llvm::enumerate(loops), [&](auto level) {
    auto loop = cast<ForOp>(level.value());
    return llvm::all_of(ValueRange{loop.getLower(), loop.getUpper()},
                        [&](Value bound) { return isBoundOfNest(bound, loops.take_front(level.index()), place); });
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

// How often the innermost of the loops runs: a product of trips, and a loop over those whose counters others depend on.
static Value buildCount(OpBuilder &builder, ArrayRef<Operation *> loops, Operation *place, IRMapping &counters,
                        bool &isSure) {
  auto loop = cast<ForOp>(loops.front());
  Location location = loop.getLoc();
  Value lower = computeInNest(loop.getLower(), builder, counters);
  Value end = computeInNest(loop.getUpper(), builder, counters);
  Value upper = guardEnd(lower, end, loop, place, builder, isSure);
  ArrayRef<Operation *> inner = loops.drop_front();
  if (inner.empty())
    return buildTripCount(builder, loop, lower, upper);
  if (!moveWithin(inner, loop)) {
    Value trips = buildTripCount(builder, loop, lower, upper);
    return builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, trips,
                                          buildCount(builder, inner, place, counters, isSure));
  }
  Type size = getSizeType(builder.getContext());
  Value zero = builder.create<ConstantOp>(location, size, 0);
  auto counting = builder.create<ForOp>(location, lower, upper, getOrderPredicate(loop), loop.getStep(), zero);
  counting.getInductionVar().setLoc(loop.getInductionVar().getLoc());
  counting.getCarried()[0].setLoc(nameLocation("count", location));
  OpBuilder body = OpBuilder::atBlockEnd(&counting.getBody().front());
  if (!counting.getBody().front().empty())
    body.setInsertionPoint(counting.getYield());
  counters.map(loop.getInductionVar(), counting.getInductionVar());
  auto yield = counting.getBody().front().empty() ? body.create<YieldOp>(location) : counting.getYield();
  body.setInsertionPoint(yield);
  Value runs = buildCount(body, inner, place, counters, isSure);
  yield.getValuesMutable().assign(
      body.create<BinaryOp>(location, BinaryKind::Add, counting.getCarried()[0], runs).getResult());
  return counting.getResult(0);
}

// One counter for all values of a block: it is raised at the block's end, and lowered at the beginning of its mirror.
SaveBuffers::Running &SaveBuffers::getRunning(Block *block, ArrayRef<Operation *> loops, OpBuilder &reverse) {
  auto [found, isNew] = running.try_emplace(block);
  Running &result = found->second;
  if (!isNew)
    return result;
  Location location = loops.back()->getLoc();
  Type size = getSizeType(reverse.getContext());
  Operation *place = getPlaceOfArray(loops.front());
  OpBuilder before(place);
  IRMapping counters;
  result.count = buildCount(before, loops, place, counters, result.isSure);
  Value one = before.create<ConstantOp>(location, size, 1);
  result.next = before.create<LocalOp>(location, PtrType::get(size), before.getStringAttr("next"));
  before.create<StoreOp>(location, before.create<ConstantOp>(location, size, 0), result.next);
  writes.push_back([=, next = result.next]() {
    OpBuilder end(block->getTerminator());
    Value raised = end.create<BinaryOp>(location, BinaryKind::Add, end.create<LoadOp>(location, next), one);
    end.create<StoreOp>(location, raised, next);
  });
  OpBuilder start(reverse.getContext());
  start.setInsertionPointAfter(mirrors.getBoundary());
  Value left = start.create<LocalOp>(location, PtrType::get(size), start.getStringAttr("left"));
  start.create<StoreOp>(location, start.create<LoadOp>(location, result.next), left);
  Value last = reverse.create<LoadOp>(location, left);
  Value step = reverse.create<ConstantOp>(location, size, 1);
  result.index = reverse.create<BinaryOp>(location, BinaryKind::Sub, last, step);
  reverse.create<StoreOp>(location, result.index, left);
  return result;
}

Value SaveBuffers::saveOneByOne(Value value, ArrayRef<Operation *> loops, OpBuilder &reverse) {
  OpBuilder forward(value.getContext());
  mirrors.setToSavePoint(forward, value);
  Running &run = getRunning(forward.getInsertionBlock(), loops, reverse);
  Location location = value.getLoc();
  OpBuilder before(getPlaceOfArray(loops.front()));
  auto array = before.create<AllocOp>(location, PtrType::get(value.getType()), AllocKind::Saved,
                                      before.getStringAttr(makeName(value)), run.count);
  if (!run.isSure)
    array->setAttr("pb.unsure", before.getUnitAttr());
  note(value, "'" + makeName(value) + "'", run.count);
  writes.push_back([=, next = run.next]() mutable {
    mirrors.setToSavePoint(forward, value);
    Value index = forward.create<LoadOp>(location, next);
    forward.create<StoreOp>(location, value, forward.create<ElementOp>(location, array, index));
  });
  return reverse.create<LoadOp>(location, reverse.create<ElementOp>(location, array, run.index));
}
