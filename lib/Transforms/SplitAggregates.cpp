// Splits local records and arrays that are only reached by constant paths into scalar locals, and promotes these.
//
//   %c = pb.local "c" : camera                          %f = pb.local "c_f"
//   %p = pb.field %c["k"]; %d = pb.decay %p      ->     %k1 = pb.local "c_k_1"
//   %e = pb.element %d[1]; pb.store %x, %e              pb.store %x, %k1
//
// Copies and zeroing of whole records and arrays are first spelled out as loads and stores of their scalars, where one
// side is such a local.
//
// A record with a single field that is all that it holds is split into that, whatever its size.
//
// Left alone: locals with more than `maxScalars` scalars, with an index that is not constant or lies outside, or whose
// address is used otherwise. Of these, records that hold addresses (a closure with a captured array and a captured
// pointer) are split into their fields, so that the addresses become values; but not those of which the address of a
// base is kept, from where somebody casts to the whole again.

#include "IR/Containers.h"
#include "IR/InventedNames.h"
#include "Transforms/ObjectParts.h"
#include "Transforms/Passes.h"
#include "Transforms/Promote.h"

namespace pullback {
#define GEN_PASS_DEF_SPLITAGGREGATES
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// What a field is called on its own; the objects behind a structured binding have no names.
static std::string joinNames(StringRef object, StringRef field) {
  if (isHiddenMember(field))
    return object.empty() && field == kContent ? "values" : object.str();
  return object.empty() ? field.str() : (object + "_" + field).str();
}

namespace {

constexpr int64_t maxScalars = 64;

/// The scalars of a type; beyond `maxScalars` the exact number does not matter.
int64_t countScalars(Type type) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return array.getExtent() > maxScalars ? maxScalars + 1 : array.getExtent() * countScalars(array.getElement());
  auto record = dyn_cast<RecordType>(type);
  if (!record)
    return isScalar(type) ? 1 : maxScalars + 1;
  int64_t count = 0;
  for (Type field : record.getFieldTypes())
    count += countScalars(field);
  return count;
}

Type getPointee(Value pointer) { return cast<PtrType>(pointer.getType()).getPointee(); }

//===------------------------------------------------------------------------------------------------------------===//
// Whole-object operations, spelled out
//===------------------------------------------------------------------------------------------------------------===//

using ForEachScalar = llvm::function_ref<void(ArrayRef<Value> pointers)>;

/// Calls `visit` with the pointers to each scalar of some objects of one type.
void forEachScalar(OpBuilder &builder, Location location, ArrayRef<Value> pointers, ForEachScalar visit) {
  Type type = getPointee(pointers.front());
  auto descend = [&](llvm::function_ref<Value(Value)> step) {
    SmallVector<Value, 2> inner;
    for (Value pointer : pointers)
      inner.push_back(step(pointer));
    forEachScalar(builder, location, inner, visit);
  };
  auto pointerTo = [](Type pointee, Value like) {
    return PtrType::get(pointee, cast<PtrType>(like.getType()).getIsConst());
  };
  if (auto record = dyn_cast<RecordType>(type)) {
    for (auto [name, fieldType] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes()))
      descend([&, name = name, fieldType = fieldType](Value pointer) {
        return builder.create<FieldOp>(location, pointerTo(fieldType, pointer), pointer, name.getValue()).getResult();
      });
  } else if (auto array = dyn_cast<pullback::ArrayType>(type)) {
    for (int64_t i = 0; i < array.getExtent(); ++i)
      descend([&](Value pointer) {
        Value index = builder.create<ConstantOp>(location, getSizeType(builder.getContext()), i);
        Value first = builder.create<DecayOp>(location, pointer);
        return builder.create<ElementOp>(location, first, index).getResult();
      });
  } else {
    visit(pointers);
  }
}

/// All loads come before all stores, so it does not matter which objects the two pointers mean.
void expandCopy(CopyOp copy) {
  OpBuilder builder(copy);
  SmallVector<std::pair<Value, Value>> moves;
  forEachScalar(builder, copy.getLoc(), {copy.getSource(), copy.getTarget()}, [&](ArrayRef<Value> pointers) {
    moves.push_back({builder.create<LoadOp>(copy.getLoc(), pointers[0]), pointers[1]});
  });
  for (auto [value, target] : moves)
    builder.create<StoreOp>(copy.getLoc(), value, target);
  copy.erase();
}

Value makeZero(OpBuilder &builder, Location location, Type type) {
  if (type.isInteger(1))
    return builder.create<arith::ConstantOp>(location, builder.getBoolAttr(false));
  if (isa<PtrType>(type))
    return builder.create<NullOp>(location, type);
  return builder.create<ConstantOp>(location, type, 0);
}

void expandZero(ZeroOp zero) {
  OpBuilder builder(zero);
  forEachScalar(builder, zero.getLoc(), {zero.getPointer()}, [&](ArrayRef<Value> pointers) {
    Value value = makeZero(builder, zero.getLoc(), getPointee(pointers[0]));
    builder.create<StoreOp>(zero.getLoc(), value, pointers[0]);
  });
  zero.erase();
}

//===------------------------------------------------------------------------------------------------------------===//
// Splitting one local
//===------------------------------------------------------------------------------------------------------------===//

/// A pointer into the local: `index` elements of type `element` behind scalar number `first`, in a row of `extent`.
struct Part {
  Value pointer;
  int64_t first;
  Type element;
  int64_t extent;
  int64_t index;
  std::string name; ///< of what the row lies in
  bool inArray;     ///< the row is an array's

  bool exists() const { return index >= 0 && index < extent; }
  int64_t scalar() const { return first + index * countScalars(element); }
  std::string elementName() const { return inArray && !name.empty() ? name + "_" + std::to_string(index) : name; }
};

class Splitter {
public:
  explicit Splitter(LocalOp local) : local(local) {}
  bool run();

private:
  bool collect();
  bool collectUse(const Part &part, OpOperand &use);
  Value getScalar(const Part &part);

  LocalOp local;
  SmallVector<Part> worklist;
  SmallVector<Operation *> wholes;
  SmallVector<std::pair<Operation *, Part>> accesses;
  DenseMap<int64_t, Value> scalars;
  SmallVector<Operation *> paths;
};

/// The value of a subscript that is made of constants: `1 * 3 + 2`.
std::optional<int64_t> evaluateIndex(Value index) {
  if (std::optional<int64_t> known = getConstantInt(index))
    return known;
  if (auto cast = index.getDefiningOp<CastOp>(); cast && isa<IntType>(cast.getOperand().getType()))
    return evaluateIndex(cast.getOperand());
  auto binary = index.getDefiningOp<BinaryOp>();
  if (!binary || !llvm::is_contained({BinaryKind::Add, BinaryKind::Sub, BinaryKind::Mul}, binary.getKind()))
    return std::nullopt;
  std::optional<int64_t> left = evaluateIndex(binary.getLhs()), right = evaluateIndex(binary.getRhs());
  auto isSmall = [](std::optional<int64_t> value) { return value && std::abs(*value) <= (1 << 15); };
  if (!isSmall(left) || !isSmall(right))
    return std::nullopt;
  return binary.getKind() == BinaryKind::Add   ? *left + *right
         : binary.getKind() == BinaryKind::Sub ? *left - *right
                                               : *left * *right;
}

bool Splitter::collectUse(const Part &part, OpOperand &use) {
  Operation *user = use.getOwner();
  if (auto element = dyn_cast<ElementOp>(user)) {
    std::optional<int64_t> index = evaluateIndex(element.getIndex());
    if (!index || *index < -maxScalars || *index > maxScalars)
      return false;
    Part next = part;
    next.pointer = element;
    next.index += *index;
    worklist.push_back(next);
    paths.push_back(user);
    return true;
  }
  if (auto cast = dyn_cast<CastOp>(user)) {
    Part next = part;
    next.pointer = cast;
    worklist.push_back(next);
    paths.push_back(user);
    return getPointee(cast) == getPointee(part.pointer); // and not to void
  }
  if (!part.exists())
    return false;
  if (auto field = dyn_cast<FieldOp>(user)) {
    auto record = llvm::cast<RecordType>(part.element);
    int64_t before = 0;
    for (auto [name, type] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes())) {
      if (name.getValue() == field.getName())
        break;
      before += countScalars(type);
    }
    worklist.push_back({field, part.scalar() + before, record.getFieldType(field.getName()), 1, 0,
                        joinNames(part.elementName(), field.getName()), false});
    paths.push_back(user);
    return true;
  }
  if (auto decay = dyn_cast<DecayOp>(user)) {
    auto array = llvm::cast<pullback::ArrayType>(part.element);
    worklist.push_back({decay, part.scalar(), array.getElement(), array.getExtent(), 0, part.elementName(), true});
    paths.push_back(user);
    return true;
  }
  if (isa<CopyOp>(user) || (isa<ZeroOp>(user) && !llvm::cast<ZeroOp>(user).getCount())) {
    wholes.push_back(user);
    return true;
  }
  bool isAccess = isa<LoadOp>(user);
  if (auto store = dyn_cast<StoreOp>(user))
    isAccess = use.getOperandNumber() == store.getPointerMutable().getOperandNumber();
  if (isAccess)
    accesses.push_back({user, part});
  return isAccess;
}

/// Finds all that is done with the local; false if something does not fit.
bool Splitter::collect() {
  wholes.clear();
  accesses.clear();
  paths.clear();
  worklist.assign(1, Part{local, 0, getPointee(local), 1, 0, local.getName().str(), false});
  while (!worklist.empty()) {
    Part part = worklist.pop_back_val();
    for (OpOperand &use : part.pointer.getUses())
      if (!collectUse(part, use))
        return false;
  }
  return true;
}

Value Splitter::getScalar(const Part &part) {
  Value &scalar = scalars[part.scalar()];
  if (!scalar)
    scalar = OpBuilder(local).create<LocalOp>(local.getLoc(), PtrType::get(part.element), part.elementName());
  return scalar;
}

/// Memory for what an object holds is called after it.
void nameContent(Operation *access, StringRef place) {
  auto store = dyn_cast<StoreOp>(access);
  auto memory = store ? store.getValue().getDefiningOp<AllocOp>() : AllocOp();
  if (!memory || memory.getName() != kContent || !place.consume_back("_data"))
    return;
  memory.setName(place);
  memory->setLoc(nameLocation(place, memory.getLoc()));
}

bool Splitter::run() {
  if (isScalar(getPointee(local)) || countScalars(getPointee(local)) > maxScalars || !collect())
    return false;
  llvm::SmallPtrSet<Operation *, 8> expanded;
  for (Operation *op : wholes) {
    if (!expanded.insert(op).second)
      continue;
    if (auto copy = dyn_cast<CopyOp>(op))
      expandCopy(copy);
    else
      expandZero(llvm::cast<ZeroOp>(op));
  }
  bool fits = collect();
  assert(fits && "spelling out a whole object only adds constant paths");
  (void)fits;
  for (auto &[access, part] : accesses) {
    nameContent(access, part.name);
    if (auto load = dyn_cast<LoadOp>(access))
      load.getPointerMutable().assign(getScalar(part));
    else
      llvm::cast<StoreOp>(access).getPointerMutable().assign(getScalar(part));
  }
  for (Operation *op : llvm::reverse(paths))
    op->erase();
  local.erase();
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Splitting a record that holds addresses into its fields
//===------------------------------------------------------------------------------------------------------------===//

bool holdsAddress(Type type) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return holdsAddress(array.getElement());
  auto record = dyn_cast<RecordType>(type);
  return isa<PtrType>(type) || (record && llvm::any_of(record.getFieldTypes(), holdsAddress));
}

/// True for a record that is nothing beside what it holds.
bool isContentAlone(RecordType record) {
  return record.getFieldNames().size() == 1 && record.getFieldNames()[0].getValue() == kContent;
}

class FieldSplitter {
public:
  explicit FieldSplitter(LocalOp local) : local(local) {}
  bool run();

private:
  bool collect();
  bool isCastTo(FieldOp base);
  void expand(Operation *whole, RecordType record);

  LocalOp local;
  SmallVector<FieldOp> fields;
  SmallVector<CastOp> casts;
  llvm::SetVector<Operation *> wholes;
};

bool FieldSplitter::collect() {
  SmallVector<Value> worklist{local};
  while (!worklist.empty())
    for (Operation *user : worklist.pop_back_val().getUsers()) {
      if (auto field = dyn_cast<FieldOp>(user)) {
        fields.push_back(field);
      } else if (auto cast = dyn_cast<CastOp>(user); cast && getPointee(cast) == getPointee(local)) {
        casts.push_back(cast);
        worklist.push_back(cast);
      } else if (isa<CopyOp>(user) || (isa<ZeroOp>(user) && !llvm::cast<ZeroOp>(user).getCount())) {
        wholes.insert(user);
      } else {
        return false;
      }
    }
  return true;
}

/// True if the address of a base is handed on, and the function casts addresses of such bases to the whole record.
bool FieldSplitter::isCastTo(FieldOp base) {
  auto isKept = [&](Value pointer, auto &&self) -> bool {
    return llvm::any_of(pointer.getUses(), [&](OpOperand &use) {
      Operation *user = use.getOwner();
      bool isPath = isa<CastOp, FieldOp>(user) && isa<PtrType>(user->getResult(0).getType());
      bool isAccess =
          isa<LoadOp, CopyOp, ZeroOp>(user) || (isa<StoreOp, AccumulateOp>(user) && use.getOperandNumber() == 1);
      return isPath ? self(user->getResult(0), self) : !isAccess;
    });
  };
  auto isIt = [&](DowncastOp downcast) {
    bool isSame = downcast.getName() == base.getName() && getPointee(downcast) == getPointee(local);
    return isSame ? WalkResult::interrupt() : WalkResult::advance();
  };
  return isKept(base, isKept) && local->getParentOfType<FuncOp>().walk(isIt).wasInterrupted();
}

/// A copy or zeroing of the record, field by field.
void FieldSplitter::expand(Operation *whole, RecordType record) {
  OpBuilder builder(whole);
  Location location = whole->getLoc();
  for (auto [name, type] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes())) {
    SmallVector<Value, 2> places;
    for (Value pointer : whole->getOperands()) {
      auto place = PtrType::get(type, cast<PtrType>(pointer.getType()).getIsConst());
      auto field = builder.create<FieldOp>(location, place, pointer, name.getValue());
      places.push_back(field);
      Value owner = stripCasts(pointer);
      if (owner == local)
        fields.push_back(field);
    }
    if (isa<ZeroOp>(whole) && isScalar(type))
      builder.create<StoreOp>(location, makeZero(builder, location, type), places[0]);
    else if (isa<ZeroOp>(whole))
      builder.create<ZeroOp>(location, places[0], Value());
    else if (isScalar(type))
      builder.create<StoreOp>(location, builder.create<LoadOp>(location, places[0]), places[1]);
    else
      builder.create<CopyOp>(location, places[0], places[1]);
  }
  whole->erase();
}

bool FieldSplitter::run() {
  auto record = dyn_cast<RecordType>(getPointee(local));
  if (!record || !(holdsAddress(record) || isContentAlone(record)) || !collect() ||
      llvm::any_of(fields, [&](FieldOp field) { return isCastTo(field); }))
    return false;
  for (Operation *whole : wholes)
    expand(whole, record);
  llvm::StringMap<Value> locals;
  OpBuilder builder(local);
  for (auto [name, type] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes()))
    locals[name.getValue()] =
        builder.create<LocalOp>(local.getLoc(), PtrType::get(type), joinNames(local.getName(), name.getValue()));
  for (FieldOp field : fields) {
    Value place = locals.lookup(field.getName());
    if (place.getType() != field.getType()) {
      builder.setInsertionPoint(field);
      place = builder.create<CastOp>(field.getLoc(), field.getType(), place, /*implicit=*/true);
    }
    field.replaceAllUsesWith(place);
    field.erase();
  }
  for (CastOp cast : llvm::reverse(casts))
    cast.erase();
  local.erase();
  return true;
}

struct SplitAggregates : pullback::impl::SplitAggregatesBase<SplitAggregates> {
  void runOnOperation() override {
    // A record that holds the address of another keeps that one whole until it is split itself.
    for (bool changed = true; changed;) {
      if (failed(promoteLocals(getOperation()))) // also what an inlined call took the address of, and did not use
        return signalPassFailure();
      forgetParts(getOperation());
      SmallVector<LocalOp> locals;
      getOperation().walk([&](LocalOp local) { locals.push_back(local); });
      changed = false;
      for (LocalOp local : locals)
        changed |= Splitter(local).run() || FieldSplitter(local).run();
    }
  }
};

} // namespace
