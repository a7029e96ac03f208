#include "Transforms/Storage/SaveBuffers.h"

#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Storage/Formulas.h"
#include "Transforms/Storage/NestBounds.h"
#include "Transforms/Storage/SharedLoads.h"
#include "Transforms/Storage/SteadyValues.h"
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
  std::string bytes = std::to_string(getBytes(value.getType()));
  if (Formula number = count ? describeNumber(count) : Formula{"1"}; number.text != "1")
    bytes += " * " + number.inside(Formula::Product);
  addStorageNote(value, ("saved in " + where + ", " + bytes + " bytes: " + reason).str());
}

Value SaveBuffers::save(Value value, OpBuilder &reverse, StringRef why) {
  reason = why.str();
  SmallVector<Operation *> loops = mirrors.getLoopsAround(value);
  if (loops.empty())
    return saveInVariable(value, reverse);
  if (mayMakeNoSense(loops))
    return saveOnStack(value, reverse);
  bool leavesOut = isEnabled(loops.front(), Strategy::Steady);
  SmallVector<Operation *> fewer = leavesOut ? getLoopsThatMatter(value, loops) : loops;
  for (ArrayRef<Operation *> around : {ArrayRef(fewer), ArrayRef(loops)})
    if (std::optional<Triangle> triangle = findTriangle(around); triangle || hasKnownBounds(around))
      return saveInArray(value, around, triangle, reverse);
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

// True for a loop that is not meant to reach its bound, as INT_MAX.
static bool endsBeforeBound(ForOp loop) {
  constexpr uint64_t most = 1 << 21;
  std::optional<APInt> lower = getKnownNumber(loop.getLower()), upper = getKnownNumber(loop.getUpper());
  return loop.getYield().getGoOn() && lower && upper && (*upper - *lower).abs().ugt(most);
}

// True if an array for the iterations would have a senseless size, as n - 1 without sign for n = 0, where a branch
// around is not taken, and nothing in front of the array says so, or where the loop ends by something else.
bool SaveBuffers::mayMakeNoSense(ArrayRef<Operation *> loops) {
  Operation *place = getPlaceOfArray(mirrors.getScope().findAncestorOpInBlock(*loops.front()));
  auto isDisguised = [](Value bound) { return mayBeDisguised(bound) && isDifference(bound); };
  return llvm::any_of(loops, [&](Operation *op) {
    auto loop = dyn_cast<ForOp>(op);
    if (loop && endsBeforeBound(loop))
      return true;
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

bool SaveBuffers::hasKnownBounds(ArrayRef<Operation *> loops) {
  if (loops.empty())
    return false;
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

// The trips that the loop makes, at most, where the arrays for its iterations are made.
Value SaveBuffers::getTripCount(ForOp loop, Operation *before) {
  Value &known = tripCounts[loop];
  if (!known)
    known = countTrips(loop, before);
  return known;
}

Value SaveBuffers::countTrips(ForOp loop, Operation *before) {
  OpBuilder builder(before);
  bool isSure = true;
  Value count = buildGuarded(loop, before, builder, isSure, [&](OpBuilder &here) {
    Value lower = *getExtreme(loop.getLower(), !isUpward(loop), before, &here);
    Value upper = *getExtreme(loop.getUpper(), isUpward(loop), before, &here);
    return buildTripCount(here, loop, lower, upper);
  });
  if (!isSure)
    unsure.insert(loop);
  return count;
}

// How many arrays are looked at for a value that one of them may hold.
static constexpr size_t kCompared = 16;

// The array that holds what `value` is loaded from already.
const SaveBuffers::SavedLoad *SaveBuffers::findShared(Value value, ArrayRef<Operation *> loops) const {
  auto load = value.getDefiningOp<LoadOp>();
  if (!load || !isEnabled(load, Strategy::Share))
    return nullptr;
  for (const SavedLoad &saved : llvm::reverse(ArrayRef(savedLoads).take_back(kCompared)))
    if (saved.loops == loops.size() && giveSameValues(saved.load, load))
      return &saved;
  return nullptr;
}

// An array for all iterations of a triangle is made in front of the function's loops; see hasKnownBounds for others.
std::optional<Triangle> SaveBuffers::findTriangle(ArrayRef<Operation *> loops) {
  bool isFunction = isa<FuncOp>(mirrors.getScope().getParentOp());
  if (loops.empty() || !isFunction || !isEnabled(loops.front(), Strategy::Triangle))
    return std::nullopt;
  Operation *place = getPlaceOfArray(loops.front());
  std::optional<Triangle> triangle = Triangle::find(loops, [&](Value bound) { return isComputable(bound, place); });
  auto mayBe = [](Value bound) { return mayBeDisguised(bound); };
  auto row = triangle ? cast<ForOp>(loops[triangle->inner]) : ForOp();
  return row && (mayBe(row.getLower()) || mayBe(row.getUpper())) ? std::nullopt : triangle;
}

// How often the innermost loop's body runs; the trips of the loops, all but those in the rows of a triangle, go to
// `counts`.
Value SaveBuffers::getSize(ArrayRef<Operation *> loops, Operation *place, const std::optional<Triangle> &triangle,
                           SmallVectorImpl<Value> &counts) {
  for (auto [level, loop] : llvm::enumerate(loops))
    counts.push_back(triangle && level == triangle->inner ? Value() : getTripCount(cast<ForOp>(loop), place));
  OpBuilder before(place);
  if (triangle)
    return triangle->buildSize(before, counts);
  Value size = counts[0];
  for (Value count : ArrayRef(counts).drop_front())
    size = before.createOrFold<BinaryOp>(loops.front()->getLoc(), BinaryKind::Mul, size, count);
  return size;
}

// The element for the present iteration of `loops`, which are those of the forward sweep.
Value SaveBuffers::buildIndexAt(OpBuilder &builder, ArrayRef<Operation *> loops, ArrayRef<Value> counts,
                                const std::optional<Triangle> &triangle, bool inReverse) const {
  auto getCounter = [&](ForOp loop) {
    return inReverse ? mirrors.getCounter(loop.getInductionVar()) : Value(loop.getInductionVar());
  };
  if (!triangle)
    return buildIndex(builder, loops, counts, getCounter);
  Block *around = loops[triangle->inner]->getBlock();
  around = inReverse ? mirrors.getMirror(around) : around;
  Operation *row = around->findAncestorOpInBlock(*builder.getInsertionBlock()->getParentOp());
  return buildIndexInTriangle(builder, row, *triangle, loops, counts, getCounter);
}

Value SaveBuffers::saveInArray(Value value, ArrayRef<Operation *> loops, const std::optional<Triangle> &triangle,
                               OpBuilder &reverse) {
  Operation *place = getPlaceOfArray(loops.front());
  SmallVector<Value> counts;
  Value size = getSize(loops, place, triangle, counts);
  OpBuilder before(place);
  Location location = value.getLoc();
  auto loadBack = [&](Value array) {
    Value index = buildIndexAt(reverse, loops, counts, triangle, /*inReverse=*/true);
    return reverse.create<LoadOp>(location, reverse.create<ElementOp>(location, array, index));
  };
  if (const SavedLoad *shared = findShared(value, loops)) {
    addStorageNote(value, "free: '" + makeName(LoadOp(shared->load).getResult()) + "' holds it");
    return loadBack(shared->array);
  }
  auto array = before.create<AllocOp>(location, PtrType::get(value.getType()), AllocKind::Saved,
                                      before.getStringAttr(makeName(value)), size);
  if (llvm::any_of(loops, [&](Operation *loop) { return unsure.contains(loop); }))
    array->setAttr("pb.unsure", before.getUnitAttr());
  note(value, "'" + makeName(value) + "'", size);
  if (auto load = value.getDefiningOp<LoadOp>())
    savedLoads.push_back({load, array, loops.size()});
  SmallVector<Operation *> around(loops);
  writes.push_back([=]() mutable {
    OpBuilder forward(value.getContext());
    mirrors.setToSavePoint(forward, value);
    Value index = buildIndexAt(forward, around, counts, triangle, /*inReverse=*/false);
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
  auto isKnown = [&](Value bound) { return isComputable(bound, place) && (isMade || !mayBeDisguised(bound)); };
  ForOp walk = row.extent.walk;
  bool hasLength = walk ? isKnown(walk.getLower()) && isKnown(walk.getUpper()) : isKnown(row.extent.length);
  return hasLength && (loops.empty() || (!mayMakeNoSense(loops) && hasKnownBounds(loops)));
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

// The number of elements, as std::size_t in front of `place`.
Value SaveBuffers::getLength(const Extent &extent, Operation *place, Location location) {
  Value length = extent.walk ? countTrips(extent.walk, place) : Value();
  OpBuilder before(place);
  Type type = getSizeType(before.getContext());
  if (!length) {
    length = compute(extent.length, before);
    return length.getType() == type ? length : before.createOrFold<CastOp>(location, type, length);
  }
  if (extent.beyond == 0)
    return length;
  Value zero = before.create<ConstantOp>(location, type, 0),
        beyond = before.create<ConstantOp>(location, type, extent.beyond);
  Value isNone = before.create<CmpOp>(location, Predicate::EQ, length, zero);
  Value all = before.create<BinaryOp>(location, BinaryKind::Add, length, beyond);
  return before.create<arith::SelectOp>(location, isNone, zero, all);
}

Value SaveBuffers::keep(const Row &row, OpBuilder &reverse) {
  if (Value known = keptRows.lookup(&row))
    return known;
  Location location = unnamed(row);
  SmallVector<Operation *> loops = mirrors.getLoopsAround(row.nest->getBlock());
  Operation *place = getPlaceOfArray(loops.empty() ? row.nest : loops.front());
  SmallVector<Value> counts;
  Value runs = loops.empty() ? Value() : getSize(loops, place, std::nullopt, counts);
  Value length = getLength(row.extent, place, location);
  OpBuilder before(place);
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
    Value run = buildIndex(builder, loops, counts, getCounter);
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
