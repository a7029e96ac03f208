#include "Transforms/Differentiate/FloatLeaves.h"

#include "IR/Mutants.h"

using namespace mlir;
using namespace pullback;

void pullback::forEachElement(OpBuilder &builder, Location location, Value count, ArrayRef<Value> pointers,
                              llvm::function_ref<void(ArrayRef<Value>)> visit) {
  Value zero = builder.create<ConstantOp>(location, count.getType(), 0);
  auto loop = builder.create<ForOp>(location, zero, count, Predicate::LT, 1, ValueRange());
  loop.getInductionVar().setLoc(nameLocation("i", location));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(&loop.getBody().front());
  SmallVector<Value> elements;
  for (Value pointer : pointers)
    elements.push_back(builder.create<ElementOp>(location, pointer, loop.getInductionVar()));
  visit(elements);
  builder.create<YieldOp>(location);
}

void pullback::forEachFloatLeaf(OpBuilder &builder, Location location, Type type, ArrayRef<Value> objects,
                                llvm::function_ref<void(ArrayRef<Value>)> visit, bool areNew) {
  if (isa<FloatType>(type))
    return visit(objects);
  if (!holdsFloat(type) || (areNew && isa<StackType>(type)))
    return;
  if (auto array = dyn_cast<pullback::ArrayType>(type)) {
    SmallVector<Value> decayed;
    for (Value object : objects)
      decayed.push_back(builder.create<DecayOp>(location, object));
    Value count = builder.create<ConstantOp>(location, getIntType(builder.getContext()), array.getExtent());
    return forEachElement(builder, location, count, decayed, [&](ArrayRef<Value> elements) {
      forEachFloatLeaf(builder, location, array.getElement(), elements, visit, areNew);
    });
  }
  auto record = cast<RecordType>(type);
  for (auto [name, fieldType] : llvm::zip(record.getFieldNames(), record.getFieldTypes())) {
    SmallVector<Value> fields;
    if (!holdsFloat(fieldType))
      continue;
    for (Value object : objects) {
      auto pointer = PtrType::get(fieldType, cast<PtrType>(object.getType()).getIsConst());
      fields.push_back(builder.create<FieldOp>(location, pointer, object, name));
    }
    forEachFloatLeaf(builder, location, fieldType, fields, visit, areNew);
  }
}

void pullback::zeroFloats(OpBuilder &builder, Location location, Value pointer, bool isNew) {
  forEachFloatLeaf(
      builder, location, cast<PtrType>(pointer.getType()).getPointee(), {pointer},
      [&](ArrayRef<Value> places) {
        Type type = cast<PtrType>(places[0].getType()).getPointee();
        Value zero =
            builder.create<ConstantOp>(location, type, APFloat::getZero(cast<FloatType>(type).getFloatSemantics()));
        builder.create<StoreOp>(location, zero, places[0]);
      },
      isNew);
}

static bool isInitialized(Type type, ArrayAttr records) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return isInitialized(array.getElement(), records);
  auto record = dyn_cast<RecordType>(type);
  return record && (llvm::any_of(records.getAsValueRange<StringAttr>(),
                                 [&](StringRef name) { return name == record.getName(); }) ||
                    llvm::any_of(record.getFieldTypes(), [&](Type field) { return isInitialized(field, records); }));
}

bool pullback::startsInitialized(ModuleOp module, Type type) {
  auto records = module->getAttrOfType<ArrayAttr>("pb.initialized_records");
  return records && isInitialized(type, records);
}

static bool startsInitialized(OpBuilder &builder, Value pointer) {
  auto module = builder.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  return pullback::startsInitialized(module, cast<PtrType>(pointer.getType()).getPointee());
}

void pullback::clearObject(OpBuilder &builder, Location location, Value pointer) {
  if (::startsInitialized(builder, pointer))
    zeroFloats(builder, location, pointer, /*isNew=*/true);
  else
    builder.create<ZeroOp>(location, pointer, Value());
}

void pullback::clearInitialized(OpBuilder &builder, Location location, Value first, Value count) {
  if (::startsInitialized(builder, first) && !mutant("clear:initialized-array"))
    forEachElement(builder, location, count, {first},
                   [&](ArrayRef<Value> element) { zeroFloats(builder, location, element[0], /*isNew=*/true); });
}
