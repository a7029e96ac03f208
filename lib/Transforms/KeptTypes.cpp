#include "Transforms/KeptTypes.h"

#include "mlir/IR/AttrTypeSubElements.h"

using namespace mlir;
using namespace pullback;

/// Has the definition of records of that name printed.
static void defineRecord(FuncOp func, StringRef name) {
  auto module = func->getParentOfType<ModuleOp>();
  SmallVector<Attribute> names;
  if (auto known = module->getAttrOfType<ArrayAttr>("pb.source_records"))
    names.assign(known.begin(), known.end());
  if (Attribute own = Builder(func.getContext()).getStringAttr(name); !llvm::is_contained(names, own)) {
    names.push_back(own);
    module->setAttr("pb.source_records", Builder(func.getContext()).getArrayAttr(names));
  }
}

Type pullback::makePlaceType(FuncOp function, Type object) {
  defineRecord(function, "place");
  return RecordType::get(
      function.getContext(), "place",
      {StringAttr::get(function.getContext(), "object"), StringAttr::get(function.getContext(), "offset")},
      {object, getSizeType(function.getContext())});
}

Type pullback::getUsedType(LoadOp load) {
  Type type = load.getType();
  for (Operation *user : load->getUsers()) {
    Type used = isa<CastOp>(user) && isa<PtrType>(user->getResult(0).getType()) ? user->getResult(0).getType() : Type();
    if (!used || (type != load.getType() && type != used))
      return load.getType();
    type = used;
  }
  return type;
}

namespace {
class KeptTypeConverter {
public:
  KeptTypeConverter(FuncOp func, PointerGroups &groups)
      : func(func), groups(groups), sizeType(getSizeType(func.getContext())) {}
  void run();

private:
  Type convertMemory(Type type);
  std::string nameConverted(RecordType record);

  FuncOp func;
  PointerGroups &groups;
  Type sizeType;
};
} // namespace

Type KeptTypeConverter::convertMemory(Type type) {
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
  if (!record || !containsPointer(record))
    return type;
  SmallVector<Type> fields;
  for (auto [name, field] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes()))
    fields.push_back(isa<PtrType>(field) ? keptFor(record, name.getValue(), field) : convertMemory(field));
  return RecordType::get(type.getContext(), nameConverted(record), record.getFieldNames(), fields);
}

/// A record of the source is defined anew, with other fields; one of a header keeps its definition, so that with
/// numbers for its pointers gets another name.
std::string KeptTypeConverter::nameConverted(RecordType record) {
  auto known = func->getParentOfType<ModuleOp>()->getAttrOfType<ArrayAttr>("pb.source_records");
  if (known && llvm::is_contained(known, StringAttr::get(func.getContext(), record.getName())))
    return record.getName().str();
  StringRef tag = record.getName().split('<').first;
  tag.consume_front("struct ");
  std::string name = (tag.contains("::") ? tag.rsplit("::").second : tag).str() + "_places";
  defineRecord(func, name);
  return name;
}

void KeptTypeConverter::run() {
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](PtrType pointer) -> std::optional<std::pair<Type, WalkResult>> {
    if (!containsPointer(pointer.getPointee()))
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
    } else if (auto cast = dyn_cast<CastOp>(op); cast && stripCasts(cast.getOperand()).getDefiningOp<FieldOp>()) {
      auto operand = dyn_cast<PtrType>(cast.getOperand().getType()), result = dyn_cast<PtrType>(cast.getType());
      auto named = result ? dyn_cast<RecordType>(result.getPointee()) : RecordType();
      if (operand && !(named && named.getFieldNames().empty())) // the name of a class says nothing of what it holds
        pointee = operand.getPointee();
    }
    if (pointee)
      op->getResult(0).setType(PtrType::get(pointee, cast<PtrType>(op->getResult(0).getType()).getIsConst()));
  });
}

void pullback::convertKeptTypes(FuncOp function, PointerGroups &groups) { KeptTypeConverter(function, groups).run(); }
