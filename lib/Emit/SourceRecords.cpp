#include "Emit/SourceRecords.h"

#include "Emit/Types.h"
#include "IR/Pullback.h"

#include "mlir/IR/AttrTypeSubElements.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

namespace {

class RecordDefiner {
public:
  explicit RecordDefiner(ModuleOp module) : module(module) {}
  RecordDefinitions run(StringRef headerName);

private:
  void collect(Type type);
  bool isInHeader();
  std::string printAll(AttrTypeReplacer &replacer, StringRef scope);

  ModuleOp module;
  llvm::StringSet<> fromSource;
  llvm::SmallMapVector<Type, std::string, 4> records; // and the names they get; what is inside stands before
};

} // namespace

void RecordDefiner::collect(Type type) {
  if (auto pointer = dyn_cast<PtrType>(type))
    return collect(pointer.getPointee());
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return collect(array.getElement());
  if (auto stack = dyn_cast<StackType>(type))
    return collect(stack.getElement());
  auto record = dyn_cast<RecordType>(type);
  if (!record || records.count(record))
    return;
  for (Type field : record.getFieldTypes())
    collect(field);
  if (!fromSource.contains(record.getName()))
    return;
  StringRef tag = record.getName();
  tag.consume_front("struct ");
  std::string base = tag.rsplit("::").second.str();
  if (base.empty())
    base = tag.str();
  std::string name = base;
  auto isTaken = [&] { return llvm::any_of(records, [&](auto &known) { return known.second == name; }); };
  for (unsigned number = 2; isTaken(); ++number)
    name = base + "_" + std::to_string(number);
  records[record] = name;
}

bool RecordDefiner::isInHeader() {
  bool found = false;
  for (auto saved : module.getOps<SavedDefOp>())
    for (Type type : saved.getFieldTypes().getAsValueRange<TypeAttr>())
      type.walk([&](Type inner) { found |= records.count(inner) && saved.getRole() == "derivative"; });
  return found;
}

std::string RecordDefiner::printAll(AttrTypeReplacer &replacer, StringRef scope) {
  OutputLanguage language = getLanguage(module);
  bool isC = language == OutputLanguage::C;
  std::string text = isC ? "" : "namespace" + (scope.empty() ? "" : " " + scope.str()) + " {\n\n";
  for (auto &[type, name] : records) {
    auto record = cast<RecordType>(type);
    text += "struct " + (isC && !scope.empty() ? scope.str() + "_" : "") + name + " {\n";
    for (auto [field, fieldType] : llvm::zip(record.getFieldNames(), record.getFieldTypes()))
      text += declare(replacer.replace(fieldType), field.getValue(), language) + ";\n";
    text += "};\n\n";
  }
  return isC ? text : text + "} // namespace" + (scope.empty() ? "" : " " + scope.str()) + "\n\n";
}

RecordDefinitions RecordDefiner::run(StringRef headerName) {
  auto names = module->getAttrOfType<ArrayAttr>("pb.source_records");
  if (!names)
    return {};
  for (Attribute name : names)
    fromSource.insert(cast<StringAttr>(name).getValue());
  module.walk([&](Operation *op) {
    if (auto function = dyn_cast<FuncOp>(op))
      for (Type type : function.getArgumentTypes())
        collect(type);
    if (auto saved = dyn_cast<SavedDefOp>(op))
      for (Type type : saved.getFieldTypes().getAsValueRange<TypeAttr>())
        collect(type);
    for (Type type : op->getResultTypes())
      collect(type);
  });
  if (records.empty())
    return {};
  std::string scope;
  if (isInHeader()) {
    for (char c : headerName.split('.').first)
      scope += llvm::isAlnum(c) ? c : '_';
    scope += "_pullback";
    if (llvm::isDigit(scope.front())) // 06_orbit.cpp
      scope.insert(0, "of_");
  }
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](RecordType type) -> std::optional<Type> {
    auto found = records.find(type);
    if (found == records.end())
      return std::nullopt;
    SmallVector<Type> fields;
    for (Type field : type.getFieldTypes())
      fields.push_back(replacer.replace(field));
    bool isC = getLanguage(module) == OutputLanguage::C;
    std::string name = scope.empty() ? found->second : scope + (isC ? "_" : "::") + found->second;
    name.insert(0, isC ? "struct " : "");
    return RecordType::get(type.getContext(), name, type.getFieldNames(), fields);
  });
  std::string text = printAll(replacer, scope);
  replacer.recursivelyReplaceElementsIn(module, /*replaceAttrs=*/true, /*replaceLocs=*/false, /*replaceTypes=*/true);
  return scope.empty() ? RecordDefinitions{"", text} : RecordDefinitions{text, ""};
}

RecordDefinitions emit::defineSourceRecords(ModuleOp module, StringRef headerName) {
  return RecordDefiner(module).run(headerName);
}
