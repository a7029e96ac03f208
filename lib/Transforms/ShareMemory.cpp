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
// objects, where all are of one class. Growing a std::vector in a group moves its elements to the end of the shared
// vector.
//
// Refused as [void-pointer]: pointers to void whose object is not known. Refused as [pointer-member]: groups that mix
// the two, objects of several types, pointers that come from calls or from an object that a parameter points to.

#include "Analysis/Aliasing.h"
#include "IR/Containers.h"
#include "IR/VoidPointers.h"
#include "Transforms/KeptReferences.h"
#include "Transforms/ObjectParts.h"
#include "Transforms/Passes.h"
#include "Transforms/PointerGroups.h"
#include "Transforms/Promote.h"
#include "Transforms/RegionValues.h"

#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/Dominance.h"

namespace pullback {
#define GEN_PASS_DEF_SHAREMEMORY
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

bool holdsPointer(Type type) {
  return type.walk([](Type part) { return isa<PtrType>(part) ? WalkResult::interrupt() : WalkResult::advance(); })
      .wasInterrupted();
}

class Sharer {
public:
  explicit Sharer(FuncOp func)
      : func(func), builder(func.getContext()), sizeType(getSizeType(func.getContext())), groups(func) {}
  LogicalResult run();

private:
  void settleGrowth(GrowOp grow);
  LogicalResult check(PointerGroup &group);
  LogicalResult checkNull(PointerGroup &group);
  static Value getComparedWithNull(CmpOp op);
  Value readNumber(PointerGroup &group, LoadOp load);
  bool isMadeAgain(PointerGroup &group, Value object);
  void takeWholeObjects(PointerGroup &group);
  bool isMadeInBranches(const PointerGroup &group);
  LogicalResult refuse(Operation *at, StringRef why);
  void makeShared(PointerGroup &group);
  void shareAllocation(PointerGroup &group, AllocOp allocation);
  Value take(PointerGroup &group, Value count, Location location);
  void grow(PointerGroup &group, GrowOp op);
  Value moveElements(PointerGroup &group, GrowOp op, Value capacity);
  void rewriteLoad(PointerGroup &group, LoadOp load);
  void rewriteStore(PointerGroup &group, StoreOp store);
  void compareWithNull(CmpOp op);
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
  void convertTypes();
  Type convertMemory(Type type);
  std::string nameConverted(RecordType record);
  void defineRecord(StringRef name);
  Type makePlaceType(Type object);

  FuncOp func;
  OpBuilder builder;
  Type sizeType;
  PointerGroups groups;
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
  for (LoadOp load : group.loads)
    if (Value root = getRoot(load.getPointer()); isa<BlockArgument>(root) && !groups.isMember(root))
      return refuse(load, "what a parameter's object points to is not known");
  for (Value object : group.objects)
    if (!getObject(object))
      return refuse(first, "which object it points to is not known");
  if (group.isShared() && !group.objects.empty())
    return refuse(first, "it points to memory from the heap in one place and to a variable in another");
  if (!group.isShared() && group.hasNull && failed(checkNull(group)))
    return failure();
  llvm::SmallSetVector<Type, 2> types;
  for (Operation *allocation : group.allocations)
    types.insert(cast<PtrType>(allocation->getResult(0).getType()).getPointee());
  if (types.size() > 1)
    return refuse(first, "it points to objects of several types");
  if (group.objects.size() > 1)
    for (StoreOp store : group.stores)
      if (Value base = getBase(store.getValue()); groups.isMember(base))
        return refuse(store, "which object it points to is chosen before");
  DominanceInfo dominance(func);
  for (Value object : group.objects)
    if (isMadeAgain(group, object))
      return refuse(first, "it points to a part of one of the objects that a loop makes");
  for (Value object : group.objects)
    for (LoadOp load : group.loads)
      if (!dominance.properlyDominates(object, load) && !hoistObject(object, *groups.findScope(group)))
        return refuse(load, dominance.properlyDominates(getRoot(object), load)
                                ? "which part of an object it points to is chosen before"
                                : "it points to an object that does not exist any more");
  return success();
}

/// Null among variables is told where a pointer is stored, and asked for where it is loaded.
LogicalResult Sharer::checkNull(PointerGroup &group) {
  for (OpOperand *null : group.nulls)
    if (!isa<StoreOp>(null->getOwner()))
      return refuse(null->getOwner(), "whether it points to anything is chosen before");
  LogicalResult isFine = success();
  func.walk([&](CmpOp op) {
    if (Value pointer = getComparedWithNull(op);
        pointer && groups.find(pointer) == &group && !getBase(pointer).getDefiningOp<LoadOp>())
      isFine = refuse(op, "whether it points to anything is chosen before");
  });
  return isFine;
}

/// True for a part of an object from the heap that a loop makes anew while pointers to the one before are kept.
bool Sharer::isMadeAgain(PointerGroup &group, Value object) {
  Operation *allocation = getRoot(object).getDefiningOp();
  if (!isa_and_nonnull<AllocOp>(allocation))
    return false;
  Operation *scope = groups.findScope(group)->getParentOp();
  for (Operation *around = allocation->getParentOp(); around != func; around = around->getParentOp())
    if (isLoop(around) && !around->isAncestor(scope))
      return true;
  return false;
}

/// Where a group goes to parts of objects that are made from time to time, and all are of one class, it goes to these.
void Sharer::takeWholeObjects(PointerGroup &group) {
  if (group.objects.empty() || !group.allocations.empty() || !group.grown.empty() || group.hasOffsets)
    return;
  DominanceInfo dominance(func);
  bool areThere = !group.hasNull && llvm::all_of(group.objects, [&](Value object) {
    return !isMadeAgain(group, object) &&
           llvm::all_of(group.loads, [&](LoadOp load) { return dominance.properlyDominates(object, load); });
  });
  if (areThere)
    return;
  SmallVector<FieldOp> bases;
  llvm::SetVector<Operation *> allocations;
  for (Value object : group.objects) {
    SmallVector<FieldOp> own;
    AllocOp allocation = findAllocation(object, own);
    bool isOther = !bases.empty() && !areSameBases(own, bases);
    bool isElsewhere = llvm::any_of(groups, [&](auto &entry) { return entry.second.allocations.contains(allocation); });
    if (!allocation || isOther || isElsewhere)
      return;
    bases = own;
    allocations.insert(allocation);
  }
  group.bases = bases;
  group.allocations = std::move(allocations);
  group.objects.clear();
}

//===------------------------------------------------------------------------------------------------------------===//
// One vector for many objects
//===------------------------------------------------------------------------------------------------------------===//

void Sharer::makeShared(PointerGroup &group) {
  Block *scope = groups.findScope(group);
  builder.setInsertionPointToStart(scope);
  Location location = func.getLoc();
  std::string name;
  if (!group.allocations.empty()) {
    auto model = cast<AllocOp>(group.allocations.front());
    location = model.getLoc();
    name = model.getName().str();
  }
  if (name.empty())
    name = "values";
  Value start = number(sizeType, group.hasNull ? 1 : 0, location);
  group.shared = builder.create<AllocOp>(location, group.getType(), AllocKind::Vector, name, start);
  auto used = builder.create<LocalOp>(location, PtrType::get(sizeType), name + "_used");
  used->setAttr("pb.invented", builder.getUnitAttr());
  builder.create<StoreOp>(location, start, used);
  group.used = used;
}

/// Takes the next `count` elements of the shared memory: the number of the first.
Value Sharer::take(PointerGroup &group, Value count, Location location) {
  Value first = builder.create<LoadOp>(location, group.used);
  Value next = builder.create<BinaryOp>(location, BinaryKind::Add, first, count);
  builder.create<StoreOp>(location, next, group.used);
  builder.create<ResizeOp>(location, group.shared, next);
  return first;
}

void Sharer::shareAllocation(PointerGroup &group, AllocOp allocation) {
  builder.setInsertionPoint(allocation);
  Location location = allocation.getLoc();
  std::optional<int64_t> constant = getConstantInt(allocation.getCount());
  Value first =
      constant == 0 ? number(sizeType, 0, location) : take(group, toSize(allocation.getCount(), location), location);
  Value pointer = builder.create<ElementOp>(location, group.shared, first);
  allocation.replaceAllUsesWith(pointer);
  allocation.erase();
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
  if (isScalar(cast<PtrType>(source.getType()).getPointee()))
    builder.create<StoreOp>(location, builder.create<LoadOp>(location, source), target);
  else
    builder.create<CopyOp>(location, source, target);
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

/// Which object it is that a pointer goes to.
Value Sharer::readNumber(PointerGroup &group, LoadOp load) {
  Location location = load.getLoc();
  Value place = load.getPointer();
  Type type = group.kept;
  if (auto record = dyn_cast<RecordType>(type)) {
    type = record.getFieldTypes()[0];
    place = builder.create<FieldOp>(location, PtrType::get(type), place, record.getFieldNames()[0]);
  }
  return builder.create<LoadOp>(location, type, place);
}

void Sharer::rewriteLoad(PointerGroup &group, LoadOp load) {
  builder.setInsertionPoint(load);
  Location location = load.getLoc();
  auto read = [&](Value place, Type type) { return builder.create<LoadOp>(location, type, place).getResult(); };
  Value pointer;
  if (group.shared) {
    Value place = read(load.getPointer(), sizeType);
    Value whole = builder.create<ElementOp>(location, group.shared, place);
    pointer = getPart(builder, group.bases, whole, location);
  } else {
    Value object = group.objects.size() > 1 ? readNumber(group, load) : Value(), offset;
    if (auto record = dyn_cast<RecordType>(group.kept)) {
      Value place = builder.create<FieldOp>(location, PtrType::get(record.getFieldTypes()[1]), load.getPointer(),
                                            record.getFieldNames()[1]);
      offset = read(place, record.getFieldTypes()[1]);
    } else if (group.hasOffsets) {
      offset = read(load.getPointer(), sizeType);
    }
    pointer = inType(group.objects.back(), load.getType(), location);
    for (size_t i = group.objects.size() - 1; i-- > 0;) {
      Value isIt = builder.create<CmpOp>(location, Predicate::EQ, object,
                                         number(object.getType(), group.getNumber(i), location));
      Value other = inType(group.objects[i], load.getType(), location);
      pointer = builder.create<arith::SelectOp>(location, isIt, other, pointer);
    }
    if (offset)
      pointer = builder.create<ElementOp>(location, pointer, offset);
  }
  load.replaceAllUsesWith(inType(pointer, load.getType(), location));
  load.erase();
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
    Value base = group.shared ? Value(group.shared) : group.objects.front();
    Value whole = getWhole(builder, group.bases, pointer, location);
    if (group.shared || group.hasOffsets)
      write(distance(whole, base, location), place);
  } else {
    Value base = getBase(pointer);
    bool isNull = base.getDefiningOp<NullOp>() != nullptr;
    int64_t index = isNull ? 0 : group.getNumber(llvm::find(group.objects, base) - group.objects.begin());
    if (auto record = dyn_cast<RecordType>(group.kept)) {
      auto field = [&](unsigned which) {
        return builder.create<FieldOp>(location, PtrType::get(record.getFieldTypes()[which]), place,
                                       record.getFieldNames()[which]);
      };
      Value object = number(record.getFieldTypes()[0], index, location);
      write(object, field(0));
      Value ahead = isNull ? number(sizeType, 0, location) : distance(pointer, base, location);
      write(ahead, field(1));
    } else {
      write(number(group.kept, index, location), place);
    }
  }
  store.erase();
}

/// The other pointer of a comparison, where one is null.
Value Sharer::getComparedWithNull(CmpOp op) {
  if (!isa<PtrType>(op.getLhs().getType()))
    return {};
  bool isNullFirst = getBase(op.getLhs()).getDefiningOp<NullOp>() != nullptr;
  bool isNullLast = getBase(op.getRhs()).getDefiningOp<NullOp>() != nullptr;
  return isNullFirst == isNullLast ? Value() : isNullFirst ? op.getRhs() : op.getLhs();
}

/// A null pointer is place 0 of the shared memory, or number 0 where objects have numbers.
void Sharer::compareWithNull(CmpOp op) {
  Value pointer = getComparedWithNull(op);
  PointerGroup *group = pointer ? groups.find(pointer) : nullptr;
  if (!group || !group->hasCells)
    return;
  builder.setInsertionPoint(op);
  Value result;
  if (group->shared && group->hasNull) {
    Value place = distance(getWhole(builder, group->bases, pointer, op.getLoc()), group->shared, op.getLoc());
    result = builder.create<CmpOp>(op.getLoc(), op.getPredicate(), place, number(sizeType, 0, op.getLoc()));
  } else if (group->hasNull) {
    auto load = getBase(pointer).getDefiningOp<LoadOp>();
    builder.setInsertionPoint(load);
    Value object = readNumber(*group, load);
    builder.setInsertionPoint(op);
    result = builder.create<CmpOp>(op.getLoc(), op.getPredicate(), object, number(object.getType(), 0, op.getLoc()));
  } else {
    result = builder.create<arith::ConstantOp>(op.getLoc(), builder.getBoolAttr(op.getPredicate() == Predicate::NE));
  }
  op.replaceAllUsesWith(result);
  op.erase();
}

Type Sharer::convertMemory(Type type) {
  auto keptFor = [&](Type holder, StringRef field, Type pointer) -> Type {
    PointerGroup *group = groups.findKept({holder, field});
    Type kept = group ? group->kept : Type();
    return kept ? kept : sizeType; // never read or written as such
  };
  if (isa<PtrType>(type))
    return keptFor(type, "", type);
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return pullback::ArrayType::get(array.getExtent(), convertMemory(array.getElement()));
  auto record = dyn_cast<RecordType>(type);
  if (!record || !holdsPointer(record))
    return type;
  SmallVector<Type> fields;
  for (auto [name, field] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes()))
    fields.push_back(isa<PtrType>(field) ? keptFor(record, name.getValue(), field) : convertMemory(field));
  return RecordType::get(type.getContext(), nameConverted(record), record.getFieldNames(), fields);
}

/// A record of the source is defined anew, with other fields; one of a header keeps its definition, so that with
/// numbers for its pointers gets another name.
std::string Sharer::nameConverted(RecordType record) {
  auto known = func->getParentOfType<ModuleOp>()->getAttrOfType<ArrayAttr>("pb.source_records");
  if (known && llvm::is_contained(known, builder.getStringAttr(record.getName())))
    return record.getName().str();
  StringRef tag = record.getName().split('<').first;
  tag.consume_front("struct ");
  std::string name = (tag.contains("::") ? tag.rsplit("::").second : tag).str() + "_places";
  defineRecord(name);
  return name;
}

/// Has the definition of records of that name printed.
void Sharer::defineRecord(StringRef name) {
  auto module = func->getParentOfType<ModuleOp>();
  SmallVector<Attribute> names;
  if (auto known = module->getAttrOfType<ArrayAttr>("pb.source_records"))
    names.assign(known.begin(), known.end());
  if (Attribute own = builder.getStringAttr(name); !llvm::is_contained(names, own)) {
    names.push_back(own);
    module->setAttr("pb.source_records", builder.getArrayAttr(names));
  }
}

void Sharer::convertTypes() {
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](PtrType pointer) -> std::optional<std::pair<Type, WalkResult>> {
    if (!holdsPointer(pointer.getPointee()))
      return std::pair<Type, WalkResult>(pointer, WalkResult::skip());
    return std::pair<Type, WalkResult>(PtrType::get(convertMemory(pointer.getPointee()), pointer.getIsConst()),
                                       WalkResult::skip());
  });
  func.walk([&](Operation *op) {
    if (op != func.getOperation())
      replacer.replaceElementsIn(op, /*replaceAttrs=*/false, /*replaceLocs=*/false, /*replaceTypes=*/true);
  });
  // What a field becomes, its record says.
  func.walk<WalkOrder::PreOrder>([&](Operation *op) {
    Type pointee;
    if (auto field = dyn_cast<FieldOp>(op)) {
      if (auto record = dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee()))
        pointee = record.getFieldType(field.getName());
    } else if (auto cast = dyn_cast<CastOp>(op);
               cast && isa_and_nonnull<FieldOp, CastOp>(cast.getOperand().getDefiningOp())) {
      if (auto operand = dyn_cast<PtrType>(cast.getOperand().getType()))
        pointee = operand.getPointee();
    }
    if (pointee)
      op->getResult(0).setType(PtrType::get(pointee, cast<PtrType>(op->getResult(0).getType()).getIsConst()));
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// The pass
//===------------------------------------------------------------------------------------------------------------===//

/// True for memory that one way makes and another does not: `n > 0 ? new double[n] : nullptr`.
bool Sharer::isMadeInBranches(const PointerGroup &group) {
  if (group.allocations.empty() || !group.objects.empty() || group.slots.empty())
    return false;
  DominanceInfo dominance(func);
  return group.hasNull || llvm::any_of(group.allocations, [&](Operation *allocation) {
           return llvm::any_of(group.slots,
                               [&](Operation *slot) { return !dominance.properlyDominates(allocation, slot); });
         });
}

/// The record of which object a pointer goes to, and where in it.
Type Sharer::makePlaceType(Type object) {
  defineRecord("place");
  return RecordType::get(func.getContext(), "place", {builder.getStringAttr("object"), builder.getStringAttr("offset")},
                         {object, sizeType});
}

LogicalResult Sharer::run() {
  for (auto &[leader, group] : groups)
    group.hasCells |= (!group.grown.empty() && group.allocations.size() > 1) || isMadeInBranches(group);
  for (auto &[leader, group] : groups)
    if (group.hasCells)
      takeWholeObjects(group);
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
      makeShared(group);
    Type small = getIntType(func.getContext());
    group.kept = group.isShared() || !group.isNumbered() ? sizeType : small;
    if (!group.isShared() && group.isNumbered() && group.hasOffsets)
      group.kept = makePlaceType(small);
  }
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
                        return entry.second.hasCells && entry.second.allocations.contains(allocation);
                      });
      if ((group && group->hasCells) || isShared)
        freed.push_back(free);
    }
  });
  for (CmpOp comparison : comparisons)
    compareWithNull(comparison);
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
      shareAllocation(group, cast<AllocOp>(allocation));
    for (LoadOp load : group.loads)
      rewriteLoad(group, load);
  }
  forgetParts(func);
  convertTypes();
  simplifyRegionValues(func);
  return promoteLocals(func);
}

/// What a `void *` leads to is known by now where it was made, handed on and used in one place: see CastOp::fold.
LogicalResult checkVoidPointers(FuncOp function) {
  auto holdsVoid = [](Type type) {
    auto isVoid = [](PtrType part) { return isVoidPointer(part) ? WalkResult::interrupt() : WalkResult::advance(); };
    return type.walk(isVoid).wasInterrupted();
  };
  Operation *found = llvm::any_of(function.getArgumentTypes(), holdsVoid) ? function.getOperation() : nullptr;
  function.getBody().walk([&](Operation *op) {
    if (found || !llvm::any_of(op->getResultTypes(), holdsVoid))
      return;
    found = op;
  });
  if (!found)
    return success();
  InFlightDiagnostic error = found->emitError() << "cannot differentiate what a pointer to void leads to: it is not "
                                                   "known which object that is [void-pointer]";
  error.attachNote() << "hand the address of one object on, and cast it back to the type of that object";
  return failure();
}

/// What a region computes for `value` without effects, moved in front of the branch; false where that cannot be.
bool moveOut(Value value, scf::IfOp branch) {
  Operation *op = value.getDefiningOp();
  if (!op || !branch->isProperAncestor(op))
    return !isa<BlockArgument>(value) || !branch->isAncestor(value.getParentBlock()->getParentOp());
  auto binary = dyn_cast<BinaryOp>(op);
  bool isQuotient = binary && llvm::is_contained({BinaryKind::Div, BinaryKind::Rem}, binary.getKind()) &&
                    getConstantInt(binary.getRhs()).value_or(0) > 0;
  bool isConversion = isa<CastOp>(op) && isa<PtrType>(value.getType());
  if ((!isPure(op) && !isConversion && !isQuotient) || op->getNumRegions() > 0 ||
      !llvm::all_of(op->getOperands(), [&](Value operand) { return moveOut(operand, branch); }))
    return false;
  op->moveBefore(branch);
  return true;
}

/// A pointer that branches yield, as a choice between two; inner branches first.
void makeChoices(FuncOp function) {
  SmallVector<scf::IfOp> branches;
  function.getBody().walk([&](scf::IfOp branch) { branches.push_back(branch); });
  for (scf::IfOp branch : branches)
    for (OpResult result : branch.getResults()) {
      auto isKept = [](Operation *user) { return isa<StoreOp, scf::YieldOp, CastOp>(user); };
      if (!isa<PtrType>(result.getType()) || result.use_empty() || !llvm::all_of(result.getUsers(), isKept))
        continue;
      Value taken = branch.thenYield().getOperand(result.getResultNumber());
      Value other = branch.elseYield().getOperand(result.getResultNumber());
      if (!moveOut(taken, branch) || !moveOut(other, branch))
        continue;
      OpBuilder builder(branch->getNextNode());
      result.replaceAllUsesWith(
          builder.create<arith::SelectOp>(branch.getLoc(), branch.getCondition(), taken, other).getResult());
    }
}

/// The addresses of two objects, of which one is kept: each is kept in a branch of its own, where it is known which.
///
///   pb.store (%c ? %p : %q), %cell   ->   scf.if %c { pb.store %p, %cell } else { pb.store %q, %cell }
void splitChosenStores(FuncOp function) {
  SmallVector<StoreOp> stores;
  function.getBody().walk([&](StoreOp store) {
    if (isa<PtrType>(store.getValue().getType()))
      stores.push_back(store);
  });
  while (!stores.empty()) {
    StoreOp store = stores.pop_back_val();
    Value value = store.getValue();
    while (auto conversion = value.getDefiningOp<CastOp>())
      value = conversion.getOperand();
    auto choice = value.getDefiningOp<arith::SelectOp>();
    if (!choice || getBase(choice.getTrueValue()) == getBase(choice.getFalseValue()))
      continue;
    OpBuilder builder(store);
    auto branch = builder.create<scf::IfOp>(store.getLoc(), choice.getCondition(), /*withElseRegion=*/true);
    for (bool taken : {true, false}) {
      builder.setInsertionPointToStart(taken ? branch.thenBlock() : branch.elseBlock());
      Value pointer = taken ? choice.getTrueValue() : choice.getFalseValue();
      if (pointer.getType() != store.getValue().getType())
        pointer = builder.create<CastOp>(store.getLoc(), store.getValue().getType(), pointer, /*implicit=*/true);
      stores.push_back(builder.create<StoreOp>(store.getLoc(), pointer, store.getPointer()));
    }
    store.erase();
  }
}

struct ShareMemory : pullback::impl::ShareMemoryBase<ShareMemory> {
  void runOnOperation() override {
    if (getOperation().isDeclaration())
      return;
    if (failed(checkVoidPointers(getOperation())))
      return signalPassFailure();
    makeChoices(getOperation());
    splitChosenStores(getOperation());
    if (failed(Sharer(getOperation()).run()))
      signalPassFailure();
  }
};

} // namespace
