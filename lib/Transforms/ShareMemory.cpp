// Rewrites pointers that are kept in memory as numbers: what they point to moves into memory that all of them share.
//
//   %row = pb.alloc vector "row"[%m]             %at = used; used += m; pb.resize %rows[used]
//   pb.store %row, %v[%i]["data"]         ->     pb.store %at, %v[%i]["data"]
//   %p = pb.load %v[%j]["data"]                  %k = pb.load %v[%j]["data"]
//   ... %p[%n] ...                               ... %rows[%k][%n] ...
//
// Pointers that flow into each other, through branches, loops and the cells that hold them, form a group. A cell is a
// field of a record, or an element of an array of pointers. The allocations of a group that has cells share one vector,
// in which memory is taken in order and never given back; a null pointer is place 0, which nothing else has then. A
// group whose pointers go to a few objects that exist before, or nowhere, keeps the number of the object, and its
// offset where there is one. Pointers to bases or members of objects that are made from time to time go to these
// objects, where all are of one class; where there are several classes, or other objects, each class has memory of its
// own, and what is kept is the number of the class or object and the place there. So it is for members of what other
// pointers lead to. Growing a std::vector in a group moves its elements to the end of the shared vector.
//
// Refused as [void-pointer]: pointers to void whose object is not known. Refused as [pointer-member]: groups that mix
// objects with arrays from the heap, arrays of several types, pointers that come from calls or from an object that a
// parameter points to.

#include "Analysis/Aliasing.h"
#include "IR/ComparedPointers.h"
#include "IR/Containers.h"
#include "IR/Mutants.h"
#include "Transforms/ChosenPointers.h"
#include "Transforms/KeptReferences.h"
#include "Transforms/KeptTypes.h"
#include "Transforms/MadeObjects.h"
#include "Transforms/MixedObjects.h"
#include "Transforms/NullPointers.h"
#include "Transforms/ObjectParts.h"
#include "Transforms/Passes.h"
#include "Transforms/PointerComparisons.h"
#include "Transforms/PointerGroups.h"
#include "Transforms/PointerSlots.h"
#include "Transforms/Promote.h"
#include "Transforms/RegionValues.h"
#include "Transforms/VoidPointers.h"

#include "mlir/IR/Dominance.h"

namespace pullback {
#define GEN_PASS_DEF_SHAREMEMORY
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

class Sharer {
public:
  explicit Sharer(FuncOp func, const PointerGroups *holders = nullptr)
      : func(func), builder(func.getContext()), sizeType(getSizeType(func.getContext())), groups(func, holders) {}
  LogicalResult run();
  /// Keeps pointers that branches yield and loops carry in variables, where these have to be the number of an object
  /// and a place; true if there were some.
  bool keepChosen();
  bool canShareApart() {
    sortObjects(func, groups);
    return groups.haveOneForm();
  }

private:
  void settleGrowth(GrowOp grow);
  LogicalResult check(PointerGroup &group);
  LogicalResult checkNull(PointerGroup &group);
  LogicalResult checkCalls(PointerGroup &group);
  std::string nameByHolder(StoreOp store);
  std::pair<Value, Value> getKept(PointerGroup &group, StoreOp store);
  LogicalResult refuse(Operation *at, StringRef why);
  template <typename Memory> void makeShared(PointerGroup &group, Memory &memory, bool hasNull);
  Value getTaken(const PointerGroup &group, AllocOp allocation);
  template <typename Memory> void shareAllocation(PointerGroup &group, Memory &memory, AllocOp allocation);
  template <typename Memory> Value take(Memory &memory, Value count, Location location);
  void grow(PointerGroup &group, GrowOp op);
  void copyElement(Value source, Value target, Location location);
  void settleCopiedPointers();
  Value moveElements(PointerGroup &group, GrowOp op, Value capacity);
  void rewriteLoad(PointerGroup &group, LoadOp load);
  void rewriteStore(PointerGroup &group, StoreOp store);
  Value number(Type type, int64_t value, Location location) {
    return builder.create<ConstantOp>(location, type, value);
  }
  Value inType(Value pointer, Type type, Location location) {
    return pointer.getType() == type ? pointer
                                     : builder.create<CastOp>(location, type, pointer, /*implicit=*/true).getResult();
  }
  Value toSize(Value count, Location location) {
    if (std::optional<int64_t> constant = getConstantInt(count))
      return number(sizeType, *constant, location);
    return inType(count, sizeType, location);
  }
  Value distance(Value pointer, Value from, Location location) {
    return builder.create<PtrDiffOp>(location, sizeType, pointer, from);
  }

  FuncOp func;
  OpBuilder builder;
  Type sizeType;
  PointerGroups groups;
  SmallVector<CopyOp> copiedPointers;
};

//===------------------------------------------------------------------------------------------------------------===//
// What cannot be done
//===------------------------------------------------------------------------------------------------------------===//

LogicalResult Sharer::refuse(Operation *at, StringRef why) {
  auto error = at->emitError() << "cannot differentiate through a pointer or reference that is kept in memory: " << why
                               << " [pointer-member]";
  error.attachNote() << "use an index into one array, or pass the pointer as a parameter of its own";
  return failure();
}

LogicalResult Sharer::check(PointerGroup &group) {
  Operation *first = !group.stores.empty()  ? group.stores.front().getOperation()
                     : !group.loads.empty() ? group.loads.front().getOperation()
                                            : func.getOperation();
  for (LoadOp load : group.loads) {
    Value root = getRoot(load.getPointer());
    if (isa<BlockArgument>(root) && !groups.isMember(root))
      return refuse(load, "what a parameter's object points to is not known");
    if (root.getDefiningOp<GlobalOp>())
      return refuse(load, "what a global variable points to is not known");
  }
  for (Value object : group.objects)
    if (!getObject(object))
      return refuse(first, "which object it points to is not known");
  if (group.isShared() && !group.objects.empty())
    return refuse(first, "it points to memory from the heap in one place and to a variable in another");
  if ((!group.isShared() && group.hasNull && failed(checkNull(group))) || failed(checkCalls(group)))
    return failure();
  llvm::SmallSetVector<Type, 2> types;
  for (Operation *allocation : group.allocations)
    if (llvm::any_of(allocation->getUsers(), [](Operation *user) { return isa<ResizeOp>(user); }) &&
        !mutant("share:side-by-side"))
      return refuse(first, "it points to one of several objects that lie side by side");
  for (Operation *allocation : group.allocations)
    types.insert(cast<PtrType>(allocation->getResult(0).getType()).getPointee());
  if (types.size() > 1)
    return refuse(first, "it points to objects of several types");
  if (!group.isShared() && group.isNumbered())
    for (StoreOp store : group.stores)
      if (Value base = getBase(store.getValue()); groups.isMember(base) && !base.getDefiningOp<LoadOp>())
        return refuse(store, "which object it points to is chosen before");
  DominanceInfo dominance(func);
  for (Value object : group.objects)
    if (isMadeAgain(func, groups, group, object))
      return refuse(first, "it points to a part of one of the objects that a loop makes");
  for (Value object : group.objects)
    for (LoadOp load : group.loads)
      if (!dominance.properlyDominates(object, load) && !hoistObject(object, *groups.findScope(group)))
        return refuse(load, dominance.properlyDominates(getRoot(object), load)
                                ? "which part of an object it points to is chosen before"
                                : "it points to an object that does not exist any more");
  return success();
}

/// Null among variables has a number in memory alone: it is told where a pointer is stored, and asked for where one
/// that is loaded is compared. The pointer that is loaded is any of the objects then.
LogicalResult Sharer::checkNull(PointerGroup &group) {
  for (OpOperand *null : group.nulls)
    if (!isa<StoreOp>(null->getOwner()))
      return refuse(null->getOwner(), "whether it points to anything is chosen before");
  Operation *looking = mutant("share:compared-null") ? nullptr : findComparedCarried(func, groups, group);
  return looking ? refuse(looking, "it is chosen or carried before it is compared, and may point to nothing")
                 : success();
}

/// No pointer that is null is handed to a function.
LogicalResult Sharer::checkCalls(PointerGroup &group) {
  Operation *looking = nullptr;
  func.walk([&](CallOp call) {
    for (auto [index, operand] : llvm::enumerate(call.getOperands()))
      if (isa<PtrType>(operand.getType()) && isOf(groups, group, operand) && looksAtNull(call, index, group.hasNull) &&
          !mutant("share:null-in-call"))
        looking = call;
  });
  return looking ? refuse(looking, "the function that is called may look whether it points to anything") : success();
}

//===------------------------------------------------------------------------------------------------------------===//
// One vector for many objects
//===------------------------------------------------------------------------------------------------------------===//

/// The rows of `a` are a_values.
std::string Sharer::nameByHolder(StoreOp store) {
  Value root = getRoot(store.getPointer());
  PointerGroup *holder = groups.isMember(root) ? groups.find(root) : nullptr;
  Operation *object = root.getDefiningOp();
  if (holder && holder->allocations.size() == 1)
    object = holder->allocations.front();
  auto allocation = dyn_cast_or_null<AllocOp>(object);
  return allocation && !allocation.getName().empty() ? (allocation.getName() + "_values").str() : "";
}

/// Makes the memory, at the beginning of the block around all that the group does.
template <typename Memory> void Sharer::makeShared(PointerGroup &group, Memory &memory, bool hasNull) {
  builder.setInsertionPointToStart(groups.findScopeOfMemory(group));
  Location location = func.getLoc();
  std::string name;
  Type type;
  if (!memory.allocations.empty()) {
    auto model = cast<AllocOp>(memory.allocations.front());
    location = model.getLoc();
    name = model.getName().str();
    type = PtrType::get(cast<PtrType>(model.getType()).getPointee());
  }
  for (StoreOp store : group.stores)
    if (std::string own = nameByHolder(store); (name.empty() || name == "values") && !own.empty())
      name = own;
  if (name.empty())
    name = "values";
  Value start = number(sizeType, hasNull ? 1 : 0, location);
  memory.shared = builder.create<AllocOp>(location, type ? type : group.getType(), AllocKind::Vector, name, start);
  auto used = builder.create<LocalOp>(location, PtrType::get(sizeType), name + "_used");
  used->setAttr("pb.invented", builder.getUnitAttr());
  builder.create<StoreOp>(location, start, used);
  memory.used = used;
}

/// Takes the next `count` elements of the shared memory: the number of the first.
template <typename Memory> Value Sharer::take(Memory &memory, Value count, Location location) {
  Value first = builder.create<LoadOp>(location, memory.used);
  Value next = builder.create<BinaryOp>(location, BinaryKind::Add, first, count);
  builder.create<StoreOp>(location, next, memory.used);
  builder.create<ResizeOp>(location, memory.shared, next);
  return first;
}

/// The elements that an allocation takes. An array of none that `new` makes is no null pointer, nor the one that comes
/// next.
Value Sharer::getTaken(const PointerGroup &group, AllocOp allocation) {
  Location location = allocation.getLoc();
  Value count = toSize(allocation.getCount(), location);
  std::optional<int64_t> constant = getConstantInt(count);
  bool isTold = allocation.getKind() == AllocKind::New && (constant ? group.hasNull : group.areCompared);
  if (!isTold || constant.value_or(0) > 0 || mutant("share:array-of-none"))
    return count;
  Value one = number(sizeType, 1, location);
  if (constant)
    return one;
  Value isNone = builder.create<CmpOp>(location, Predicate::EQ, count, number(sizeType, 0, location));
  return builder.create<arith::SelectOp>(location, isNone, one, count);
}

template <typename Memory> void Sharer::shareAllocation(PointerGroup &group, Memory &memory, AllocOp allocation) {
  builder.setInsertionPoint(allocation);
  Location location = allocation.getLoc();
  Value count = getTaken(group, allocation);
  Value first = getConstantInt(count) == 0 ? number(sizeType, 0, location) : take(memory, count, location);
  Value pointer = builder.create<ElementOp>(location, memory.shared, first);
  allocation.replaceAllUsesWith(pointer);
  allocation.erase();
}

/// Pointers are copied as what they become in memory, which is settled later.
void Sharer::copyElement(Value source, Value target, Location location) {
  Type type = cast<PtrType>(source.getType()).getPointee();
  if (isScalar(type) && !isa<PtrType>(type)) {
    Value element = builder.create<LoadOp>(location, source);
    builder.create<StoreOp>(location, element, target);
    return;
  }
  auto copy = builder.create<CopyOp>(location, source, target);
  if (isa<PtrType>(type))
    copiedPointers.push_back(copy);
}

/// What a pointer has become may be a single number.
void Sharer::settleCopiedPointers() {
  for (CopyOp copy : copiedPointers) {
    if (!isScalar(cast<PtrType>(copy.getSource().getType()).getPointee()))
      continue;
    builder.setInsertionPoint(copy);
    Value element = builder.create<LoadOp>(copy.getLoc(), copy.getSource());
    builder.create<StoreOp>(copy.getLoc(), element, copy.getTarget());
    copy.erase();
  }
}

/// Copies what is kept to new memory; yields its place.
Value Sharer::moveElements(PointerGroup &group, GrowOp op, Value capacity) {
  Location location = op.getLoc();
  Value first = take(group, capacity, location);
  Value from = builder.create<ElementOp>(location, group.shared, distance(op.getPointer(), group.shared, location));
  Value to = builder.create<ElementOp>(location, group.shared, first);
  if (getConstantInt(op.getSize()) == 0)
    return first;
  Value none = number(sizeType, 0, location), size = toSize(op.getSize(), location);
  auto loop = builder.create<ForOp>(location, none, size, Predicate::LT, 1, ValueRange());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(getLoopBody(loop));
  Value source = builder.create<ElementOp>(location, from, loop.getInductionVar());
  Value target = builder.create<ElementOp>(location, to, loop.getInductionVar());
  copyElement(source, target, location);
  if (getLoopBody(loop)->empty() || !getLoopBody(loop)->back().hasTrait<OpTrait::IsTerminator>())
    builder.create<YieldOp>(location);
  return first;
}

/// Room for twice as many elements, where there is too little.
void Sharer::grow(PointerGroup &group, GrowOp op) {
  builder.setInsertionPoint(op);
  Location location = op.getLoc();
  Value count = toSize(op.getCount(), location), capacity = toSize(op.getCapacity(), location);
  Value isShort = builder.create<CmpOp>(location, Predicate::LT, capacity, count);
  auto branch = builder.create<scf::IfOp>(location, TypeRange{sizeType, sizeType}, isShort, /*withElseRegion=*/true);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(branch.thenBlock());
    Value twice = builder.create<BinaryOp>(location, BinaryKind::Mul, capacity, number(sizeType, 2, location));
    Value isEnough = builder.create<CmpOp>(location, Predicate::LT, count, twice);
    Value room = builder.create<arith::SelectOp>(location, isEnough, twice, count);
    Value first = moveElements(group, op, room);
    builder.create<scf::YieldOp>(location, ValueRange{first, room});
    builder.setInsertionPointToStart(branch.elseBlock());
    Value same = distance(op.getPointer(), group.shared, location);
    builder.create<scf::YieldOp>(location, ValueRange{same, capacity});
  }
  Value pointer = builder.create<ElementOp>(location, group.shared, branch.getResult(0));
  op.getData().replaceAllUsesWith(inType(pointer, op.getData().getType(), location));
  op.getNewCapacity().replaceAllUsesWith(branch.getResult(1));
  op.erase();
}

/// A vector that is an object of its own grows in place.
void Sharer::settleGrowth(GrowOp grow) {
  builder.setInsertionPoint(grow);
  Location location = grow.getLoc();
  if (grow->hasAttr(kReserves)) {
    grow.replaceAllUsesWith(ValueRange{grow.getPointer(), grow.getCapacity()});
    grow.erase();
    return;
  }
  builder.create<ResizeOp>(location, grow.getPointer(), grow.getCount());
  Value isShort = builder.create<CmpOp>(location, Predicate::LT, grow.getCapacity(), grow.getCount());
  Value capacity = builder.create<arith::SelectOp>(location, isShort, grow.getCount(), grow.getCapacity());
  grow.getData().replaceAllUsesWith(grow.getPointer());
  grow.getNewCapacity().replaceAllUsesWith(capacity);
  grow.erase();
}

//===------------------------------------------------------------------------------------------------------------===//
// Numbers in place of pointers
//===------------------------------------------------------------------------------------------------------------===//

void Sharer::rewriteLoad(PointerGroup &group, LoadOp load) {
  builder.setInsertionPoint(load);
  Location location = load.getLoc();
  Type type = getUsedType(load);
  Value pointer;
  if (group.shared) {
    Value place = readKept(builder, group, load, 0);
    Value whole = builder.create<ElementOp>(location, group.shared, place);
    pointer = getPart(builder, group.bases, whole, location);
  } else {
    auto read = [&](unsigned index, StringRef suffix) {
      Value kept = readKept(builder, group, load, index);
      if (StringRef name = getVariableName(location); !name.empty())
        kept.setLoc(nameLocation((name + suffix).str(), location));
      return kept;
    };
    Value object = group.objects.size() + group.made.size() > 1 ? read(0, "_object") : Value();
    Value offset = group.keepsOffset() ? read(1, "_offset") : Value();
    location = withoutName(location); // the pointer alone has the variable's name
    SmallVector<Value> candidates;
    bool areMoved = llvm::any_of(group.walked, [&](Value base) { return groups.isMember(base); });
    for (Value one : group.objects) {
      Value start = inType(one, type, location);
      bool isMoved = group.hasOffsets && (areMoved || group.walked.contains(one));
      candidates.push_back(isMoved ? builder.create<ElementOp>(location, start, offset).getResult() : start);
    }
    for (MadeObjects &made : group.made) {
      candidates.push_back(inType(getMadePart(builder, made, offset, location), type, location));
    }
    pointer = candidates.back();
    for (size_t i = candidates.size() - 1; i-- > 0;) {
      Value isIt = builder.create<CmpOp>(location, Predicate::EQ, object,
                                         number(object.getType(), group.getNumber(i), location));
      pointer = builder.create<arith::SelectOp>(i == 0 ? load.getLoc() : location, isIt, candidates[i], pointer);
    }
  }
  pointer = inType(pointer, type, location);
  if (type == load.getType())
    load.replaceAllUsesWith(pointer);
  for (Operation *cast : llvm::make_early_inc_range(load->getUsers())) {
    cast->replaceAllUsesWith(ValueRange{pointer});
    cast->erase();
  }
  load.erase();
}

/// The number of the object that a pointer goes to, and how far in it lies where that is kept.
std::pair<Value, Value> Sharer::getKept(PointerGroup &group, StoreOp store) {
  Location location = store.getLoc();
  Value pointer = store.getValue(), base = getBase(pointer);
  auto record = dyn_cast<RecordType>(group.kept);
  Type type = record ? record.getFieldTypes()[0] : group.kept;
  if (base.getDefiningOp<NullOp>() && !mutant("share:number-of-null")) {
    Value none = number(type, 0, location);
    return {none, record ? number(sizeType, 0, location) : Value()};
  }
  if (auto load = base.getDefiningOp<LoadOp>()) { // from another place where one is kept
    builder.setInsertionPoint(load);
    Value object = readKept(builder, group, load, 0), start = record ? readKept(builder, group, load, 1) : Value();
    builder.setInsertionPoint(store);
    for (; record && pointer != base; pointer = pointer.getDefiningOp()->getOperand(0))
      if (auto element = pointer.getDefiningOp<ElementOp>(); element && getConstantInt(element.getIndex()) != 0)
        start = builder.create<BinaryOp>(location, BinaryKind::Add, start, toSize(element.getIndex(), location));
    return {object, start};
  }
  if (const MadeObjects *made = findMade(group, pointer)) {
    size_t index = group.objects.size() + (made - group.made.begin());
    Value object = number(type, group.getNumber(index), location);
    return {object, getMadePlace(builder, *made, pointer, location)};
  }
  Value object = number(type, group.getNumber(llvm::find(group.objects, base) - group.objects.begin()), location);
  if (group.hasNull && !isNeverNull(base)) { // what the caller has handed over may be null itself
    Value null = builder.create<NullOp>(location, base.getType());
    Value isNull = builder.create<CmpOp>(location, Predicate::EQ, base, null);
    object = builder.create<arith::SelectOp>(location, isNull, number(type, 0, location), object);
  }
  if (record && !group.hasOffsets)
    return {object, number(sizeType, 0, location)};
  return {object, record ? distance(pointer, base, location) : Value()};
}

void Sharer::rewriteStore(PointerGroup &group, StoreOp store) {
  builder.setInsertionPoint(store);
  Location location = store.getLoc();
  Value pointer = store.getValue(), place = store.getPointer();
  auto write = [&](Value value, Value to) { builder.create<StoreOp>(location, value, to); };
  if (getBase(pointer).getDefiningOp<UndefOp>()) {
    store.erase();
    return;
  }
  if (group.shared || !group.isNumbered()) {
    if (!group.made.empty())
      write(getMadePlace(builder, group.made.front(), pointer, location), place);
    else if (group.shared || group.keepsOffset())
      write(distance(getWhole(builder, group.bases, pointer, location),
                     group.shared ? Value(group.shared) : group.objects.front(), location),
            place);
  } else {
    auto [object, offset] = getKept(group, store);
    if (auto record = dyn_cast<RecordType>(group.kept)) {
      auto field = [&](unsigned which) {
        return builder.create<FieldOp>(location, PtrType::get(record.getFieldTypes()[which]), place,
                                       record.getFieldNames()[which]);
      };
      write(object, field(0));
      write(offset, field(1));
    } else {
      write(object, place);
    }
  }
  store.erase();
}

//===------------------------------------------------------------------------------------------------------------===//
// The pass
//===------------------------------------------------------------------------------------------------------------===//

bool Sharer::keepChosen() {
  sortObjects(func, groups);
  llvm::SetVector<Operation *> slots;
  for (auto &[leader, group] : groups)
    if (keepsNumbers(func, groups, group))
      for (Operation *slot : group.slots)
        if (!isa<arith::SelectOp>(slot) || choosesNull(slot))
          slots.insert(slot);
  auto isKept = [&](Value value) {
    PointerGroup *group = isa<PtrType>(value.getType()) ? groups.find(value) : nullptr;
    return group && keepsNumbers(func, groups, *group);
  };
  SmallVector<std::pair<Operation *, llvm::BitVector>> kept;
  for (Operation *slot : slots) {
    llvm::BitVector which(slot->getNumResults());
    for (OpResult result : slot->getResults())
      if (isKept(result))
        which.set(result.getResultNumber());
    kept.push_back({slot, which});
  }
  for (auto &[slot, which] : llvm::reverse(kept)) // inner ones first
    keepInVariables(slot, which);
  return !kept.empty();
}

LogicalResult Sharer::run() {
  sortObjects(func, groups);
  LogicalResult isFine = success();
  for (auto &[leader, group] : groups)
    if ((group.hasCells && failed(check(group))) || failed(checkKeptReferences(func, groups, group)))
      isFine = failure();
  if (failed(isFine))
    return failure();
  bool changes = false;
  for (auto &[leader, group] : groups) {
    if (!group.hasCells) {
      for (GrowOp grow : group.grown)
        settleGrowth(grow);
      continue;
    }
    changes = true;
    if (group.isShared())
      makeShared(group, group, group.hasNull);
    for (MadeObjects &made : group.made)
      if (!made.areElsewhere())
        makeShared(group, made, /*hasNull=*/false);
    Type small = getIntType(func.getContext());
    group.kept = group.isShared() || !group.isNumbered() ? sizeType : small;
    if (!group.isShared() && group.isNumbered() && group.keepsOffset())
      group.kept = makePlaceType(func, small);
  }
  placeParts(groups);
  if (!changes) {
    simplifyRegionValues(func); // where a vector has its elements does not change
    return success();
  }
  SmallVector<CmpOp> comparisons;
  SmallVector<FreeOp> freed;
  func.walk([&](Operation *op) {
    if (auto comparison = dyn_cast<CmpOp>(op))
      comparisons.push_back(comparison);
    PointerGroup *group = nullptr;
    if (auto free = dyn_cast<FreeOp>(op)) {
      Value base = getBase(free.getPointer());
      while (isa_and_nonnull<DowncastOp, FieldOp>(base.getDefiningOp()))
        base = getBase(base.getDefiningOp()->getOperand(0));
      group = groups.find(base);
      auto allocation = base.getDefiningOp<AllocOp>();
      bool isShared = allocation && llvm::any_of(groups, [&](auto &entry) {
                        return entry.second.hasCells &&
                               (entry.second.allocations.contains(allocation) || findMade(entry.second, allocation));
                      });
      if ((group && group->hasCells) || isShared)
        freed.push_back(free);
    }
  });
  for (CmpOp comparison : comparisons)
    comparePointers(comparison, groups, builder);
  for (FreeOp free : freed)
    free.erase();
  for (auto &[leader, group] : groups) {
    if (!group.hasCells)
      continue;
    for (OpOperand *null : group.isShared() ? ArrayRef(group.nulls) : ArrayRef<OpOperand *>()) {
      builder.setInsertionPoint(null->getOwner());
      Location location = null->getOwner()->getLoc();
      Value whole = builder.create<ElementOp>(location, group.shared, number(sizeType, 0, location));
      Value place = getPart(builder, group.bases, whole, location);
      null->set(inType(place, null->get().getType(), location));
    }
    if (!group.bases.empty())
      for (Operation *slot : llvm::SmallSetVector<Operation *, 4>(group.slots.begin(), group.slots.end()))
        for (OpResult result : slot->getResults())
          if (groups.find(result) == &group)
            carryWhole(group.bases, slot, result.getResultNumber());
    for (GrowOp op : group.grown)
      grow(group, op);
    for (StoreOp store : group.stores)
      rewriteStore(group, store);
    for (Operation *allocation : group.allocations)
      shareAllocation(group, group, cast<AllocOp>(allocation));
    for (MadeObjects &made : group.made)
      for (Operation *allocation : made.allocations)
        shareAllocation(group, made, cast<AllocOp>(allocation));
    for (LoadOp load : group.loads)
      rewriteLoad(group, load);
  }
  forgetParts(func);
  convertKeptTypes(func, groups);
  settleCopiedPointers();
  simplifyRegionValues(func);
  return promoteLocals(func);
}

struct ShareMemory : pullback::impl::ShareMemoryBase<ShareMemory> {
  void runOnOperation() override {
    if (getOperation().isDeclaration())
      return;
    if (failed(checkVoidPointers(getOperation())) || failed(normalizeWalks(getOperation())))
      return signalPassFailure();
    do
      settleChosenPointers(getOperation());
    while (Sharer(getOperation()).keepChosen());
    moveMixedToHeap(getOperation());
    PointerGroups holders(getOperation());
    Sharer apart(getOperation(), &holders);
    if (failed(apart.canShareApart() ? apart.run() : Sharer(getOperation()).run()))
      signalPassFailure();
  }
};

} // namespace
