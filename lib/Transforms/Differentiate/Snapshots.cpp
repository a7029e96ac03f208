#include "Transforms/Differentiate/Snapshots.h"

#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Storage/StorageNotes.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Room
//===------------------------------------------------------------------------------------------------------------===//

Value Snapshots::number(OpBuilder &builder, int64_t value) const {
  return builder.create<ConstantOp>(location, getSizeType(builder.getContext()), value);
}

Value Snapshots::binary(OpBuilder &builder, BinaryKind kind, Value left, Value right, StringRef name) const {
  Location named = name.empty() ? location : nameLocation(name, location);
  std::optional<int64_t> first = getConstantInt(left), second = getConstantInt(right);
  if (first == 0 && kind == BinaryKind::Add)
    return right;
  if (first && second && kind == BinaryKind::Add)
    return number(builder, *first + *second);
  return builder.create<BinaryOp>(named, kind, left, right);
}

Value Snapshots::makeVariable(OpBuilder &builder, StringRef name, Value value) const {
  Value place = builder.create<LocalOp>(location, PtrType::get(value.getType()), builder.getStringAttr(name));
  builder.create<StoreOp>(location, value, place);
  return place;
}

Value Snapshots::makeArray(OpBuilder &builder, Type element, const Twine &name, Value count) const {
  return builder.create<AllocOp>(location, PtrType::get(element), AllocKind::Saved, name.str(), count);
}

Snapshots::Snapshots(ForOp loop, const LoopState &state, Value limit, Value trips)
    : loop(loop), location(loop.getLoc()), state(state), limit(limit), trips(trips) {
  OpBuilder builder(loop);
  Value zero = number(builder, 0);
  Value isEnough = builder.create<CmpOp>(location, Predicate::LT, limit, trips);
  Value more = binary(builder, BinaryKind::Add, limit, number(builder, 1));
  Value slots = builder.create<arith::SelectOp>(nameLocation("snapshot_count", location), isEnough, more, trips);
  for (Value carried : loop.getCarried()) {
    std::string name = getVariableName(carried).empty() ? "value" : getVariableName(carried).str();
    ofCarried.push_back(makeArray(builder, carried.getType(), name + "_snapshots", slots));
    note(carried, carried.getType(), {"1"});
  }
  for (const StateObject &object : state.objects) {
    if (!object.isPassedOn) {
      ofObjects.push_back({});
      continue;
    }
    note(object.object, object.leaf, describeNumber(object.total));
    bool isOne = getConstantInt(object.total) == 1;
    ofObjects.push_back(makeArray(builder, object.leaf, state.getName(object.object) + "_snapshots",
                                  isOne ? slots : binary(builder, BinaryKind::Mul, slots, object.total)));
  }
  steps = makeArray(builder, zero.getType(), "snapshot_steps", slots);
  used = makeVariable(builder, "snapshots", zero);
  next = makeVariable(builder, "next_snapshot", zero);
}

// How many bytes the states of one value or object take, and why.
void Snapshots::note(Value value, Type leaf, const Formula &count) const {
  auto record = dyn_cast<RecordType>(leaf);
  std::string size = record ? "sizeof(" + record.getName().str() + ")" : std::to_string(getBytes(leaf));
  if (count.text != "1")
    size += " * " + count.inside(Formula::Product);
  addStorageNote(value, "checkpointed: " + size + " bytes in each of at most " + describeNumber(limit).text +
                            " snapshots and the state before the last step: PULLBACK_CHECKPOINT asks for it");
}

Value Snapshots::copyArray(OpBuilder &builder, Value array) const {
  auto alloc = array.getDefiningOp<AllocOp>();
  Type element = cast<PtrType>(array.getType()).getPointee();
  Value copy = makeArray(builder, element, alloc.getName() + "_left", alloc.getCount());
  copyElements(builder, element, alloc.getCount(), array, copy, number(builder, 0), /*isKept=*/true);
  return copy;
}

Snapshots::Snapshots(const Snapshots &first, OpBuilder &builder, bool isCut) : Snapshots(first) {
  OpBuilder after(loop->getContext());
  after.setInsertionPointAfter(loop);
  Value taken = after.create<LoadOp>(location, first.used);
  if (isCut) {
    steps = copyArray(builder, steps);
    for (Value &array : ofCarried)
      array = copyArray(builder, array);
    for (Value &array : ofObjects)
      if (array)
        array = copyArray(builder, array);
  }
  used = makeVariable(builder, "snapshots_left", taken);
  next = makeVariable(builder, "next_snapshot", number(builder, 0));
}

//===------------------------------------------------------------------------------------------------------------===//
// Keeping and bringing back
//===------------------------------------------------------------------------------------------------------------===//

// From an object of `type` to consecutive leaves, from the one numbered `first`; or back.
void Snapshots::copy(OpBuilder &builder, Type type, Value object, Value leaves, Value first, bool isKept) const {
  if (auto array = dyn_cast<pullback::ArrayType>(type)) {
    Value elements = builder.create<DecayOp>(location, object), extent = number(builder, array.getExtent());
    return copyElements(builder, array.getElement(), extent, elements, leaves, first, isKept);
  }
  Value leaf = builder.create<ElementOp>(location, leaves, first);
  Value from = isKept ? object : leaf, to = isKept ? leaf : object;
  if (isa<RecordType>(type))
    builder.create<CopyOp>(location, from, to);
  else
    builder.create<StoreOp>(location, builder.create<LoadOp>(location, from), to);
}

void Snapshots::copyElements(OpBuilder &builder, Type type, Value count, Value elements, Value leaves, Value first,
                             bool isKept) const {
  if (getConstantInt(count) == 1)
    return copy(builder, type, elements, leaves, first, isKept);
  int64_t inner = countLeaves(type);
  auto loop = builder.create<ForOp>(location, number(builder, 0), count, Predicate::LT, 1, ValueRange());
  loop.getInductionVar().setLoc(nameLocation("i", location));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(&loop.getBody().front());
  Value i = loop.getInductionVar();
  Value ahead = inner == 1 ? i : binary(builder, BinaryKind::Mul, i, number(builder, inner));
  Value element = builder.create<ElementOp>(location, elements, i);
  copy(builder, type, element, leaves, binary(builder, BinaryKind::Add, first, ahead), isKept);
  builder.create<YieldOp>(location);
}

void Snapshots::copyObject(OpBuilder &builder, unsigned index, Value object, Value slot, bool isKept) const {
  const StateObject &known = state.objects[index];
  if (!known.isPassedOn)
    return;
  Type pointee = cast<PtrType>(known.object.getType()).getPointee();
  bool isOne = getConstantInt(known.total) == 1;
  Value first = isOne ? slot : binary(builder, BinaryKind::Mul, slot, known.total);
  if (known.count)
    copyElements(builder, pointee, known.count, object, ofObjects[index], first, isKept);
  else
    copy(builder, pointee, object, ofObjects[index], first, isKept);
}

// next = used < limit ? step + steps_to_snapshot(end - step, limit + 1 - used) : last
void Snapshots::findNext(OpBuilder &builder, Value step, Value last, Value end) const {
  Type size = getSizeType(builder.getContext());
  Value now = builder.create<LoadOp>(location, used);
  Value isFree = builder.create<CmpOp>(location, Predicate::LT, now, limit);
  auto branch = builder.create<scf::IfOp>(location, size, isFree, /*withElseRegion=*/true);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(branch.thenBlock());
    Value left = binary(builder, BinaryKind::Sub, end, step);
    Value room = binary(builder, BinaryKind::Sub, binary(builder, BinaryKind::Add, limit, number(builder, 1)), now);
    Value ahead = builder.create<MathOp>(location, size, "steps_to_snapshot", ValueRange{left, room});
    builder.create<scf::YieldOp>(location, binary(builder, BinaryKind::Add, step, ahead));
    builder.setInsertionPointToStart(branch.elseBlock());
    builder.create<scf::YieldOp>(location, last);
  }
  builder.create<StoreOp>(location, branch.getResult(0), next);
}

void Snapshots::keep(OpBuilder &builder, Value step, Value last, Value end, ValueRange carried,
                     ArrayRef<Value> objects) const {
  Value slot = builder.create<LoadOp>(location, used);
  builder.create<StoreOp>(location, step, builder.create<ElementOp>(location, steps, slot));
  for (auto [value, array] : llvm::zip(carried, ofCarried))
    builder.create<StoreOp>(location, value, builder.create<ElementOp>(location, array, slot));
  for (auto [index, object] : llvm::enumerate(objects))
    copyObject(builder, index, object, slot, /*isKept=*/true);
  builder.create<StoreOp>(location, binary(builder, BinaryKind::Add, slot, number(builder, 1)), used);
  findNext(builder, step, last, end);
}

void Snapshots::keepIfDue(OpBuilder &builder, Value step, Value last, Value end, ValueRange carried,
                          ArrayRef<Value> objects) const {
  Value due = builder.create<LoadOp>(location, next);
  Value isDue = builder.create<CmpOp>(location, Predicate::EQ, step, due);
  auto branch = builder.create<scf::IfOp>(location, isDue, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  keep(builder, step, last, end, carried, objects);
}

void Snapshots::takeInLoop() {
  OpBuilder builder(loop);
  Value last = binary(builder, BinaryKind::Sub, trips, number(builder, 1), "last_step");
  builder.setInsertionPointToStart(&loop.getBody().front());
  Value trip = buildTripIndex(builder, loop, loop.getLower(), loop.getInductionVar());
  SmallVector<Value> objects;
  for (const StateObject &object : state.objects)
    objects.push_back(object.object);
  keepIfDue(builder, trip, last, trips, loop.getCarried(), objects);
}

Value Snapshots::bringBack(OpBuilder &builder, Value trip, ArrayRef<Value> objects,
                           SmallVectorImpl<Value> &carried) const {
  Value count = builder.create<LoadOp>(location, used);
  Value slot = binary(builder, BinaryKind::Sub, count, number(builder, 1), "snapshot");
  Value step =
      builder.create<LoadOp>(nameLocation("first_step", location), builder.create<ElementOp>(location, steps, slot));
  for (Value array : ofCarried)
    carried.push_back(builder.create<LoadOp>(location, builder.create<ElementOp>(location, array, slot)));
  for (auto [index, object] : llvm::enumerate(objects))
    copyObject(builder, index, object, slot, /*isKept=*/false);
  Value isNext = builder.create<CmpOp>(location, Predicate::EQ, step, trip);
  builder.create<StoreOp>(location, builder.create<arith::SelectOp>(location, isNext, slot, count), used);
  return step;
}

void Snapshots::forget(unsigned carried) {
  SmallVector<Operation *> users(ofCarried[carried].getUsers());
  for (Operation *element : users) {
    SmallVector<Operation *> accesses(element->getUsers());
    for (Operation *access : accesses) {
      if (auto load = dyn_cast<LoadOp>(access)) {
        OpBuilder builder(load);
        load.replaceAllUsesWith(builder.create<UndefOp>(location, load.getType()).getResult());
      }
      access->erase();
    }
    element->erase();
  }
  ofCarried[carried].getDefiningOp()->erase();
}
