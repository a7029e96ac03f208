#include "Emit/SavedStructs.h"

#include "Emit/Types.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

SmallVector<SavedDefOp> pullback::emit::getSavedStructs(ModuleOp module, StringRef role) {
  SmallVector<SavedDefOp> structs;
  for (auto saved : module.getOps<SavedDefOp>())
    if (saved.getRole() == role)
      structs.push_back(saved);
  return structs;
}

SmallVector<SavedDefOp> pullback::emit::orderSavedStructs(ArrayRef<SavedDefOp> structs) {
  llvm::SetVector<Operation *> ordered;
  std::function<void(SavedDefOp)> add = [&](SavedDefOp saved) {
    if (ordered.contains(saved))
      return;
    for (Type type : saved.getFieldTypes().getAsValueRange<TypeAttr>()) {
      while (auto array = dyn_cast<pullback::ArrayType>(type))
        type = array.getElement();
      if (auto nested = dyn_cast<SavedType>(type))
        for (SavedDefOp other : structs)
          if (other.getCxxName() == nested.getName())
            add(other);
    }
    ordered.insert(saved);
  };
  llvm::for_each(structs, add);
  return llvm::map_to_vector(ordered, [](Operation *saved) { return cast<SavedDefOp>(saved); });
}

std::string pullback::emit::printSavedFields(SavedDefOp saved, OutputLanguage language) {
  std::string fields;
  for (auto [name, type, note] :
       llvm::zip(saved.getFieldNames(), saved.getFieldTypes().getAsValueRange<TypeAttr>(), saved.getNotes())) {
    bool isInitialized = language == OutputLanguage::Cxx && isScalar(type);
    StringRef comment = cast<StringAttr>(note).getValue();
    fields += declare(type, cast<StringAttr>(name).getValue(), language) + (isInitialized ? " = {};" : ";") +
              (comment.empty() ? "\n" : " // " + comment.str() + "\n");
  }
  return fields;
}
