// A struct of saved values is a plain struct, all zero where nothing is saved. One that holds growing buffers has
// functions that do what a destructor and an assignment do in C++:
//
//   typedef struct f_saved {
//     struct { double* data; size_t size, capacity; } e; // saved: exp(x[i] - m), 8 n bytes
//   } f_saved;
//
//   void f_saved_free(f_saved* saved);
//   void f_saved_copy(f_saved* to, const f_saved* from);
#include "Emit/SavedInC.h"

#include "Emit/Owners.h"
#include "Emit/SavedStructs.h"
#include "Emit/Types.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

static bool owns(SavedDefOp saved) {
  return llvm::any_of(saved.getFieldTypes().getAsValueRange<TypeAttr>(),
                      [&](Type type) { return ownsMemory(type, saved->getParentOfType<ModuleOp>()); });
}

/// True for what users have: structs that are only parts of others stand in the header, too.
static bool isPublic(SavedDefOp saved) {
  return llvm::any_of(saved->getParentOfType<ModuleOp>().getOps<FuncOp>(), [&](FuncOp function) {
    return function.getRole() == "derivative" && llvm::any_of(function.getArgumentTypes(), [&](Type type) {
             auto pointer = dyn_cast<PtrType>(type);
             auto pointee = pointer ? dyn_cast<SavedType>(pointer.getPointee()) : SavedType();
             return pointee && pointee.getName() == saved.getCxxName();
           });
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Definitions
//===------------------------------------------------------------------------------------------------------------===//

std::string pullback::emit::printSavedInC(ModuleOp module, StringRef role) {
  SmallVector<SavedDefOp> structs = getSavedStructs(module, role);
  std::string declarations, definitions;
  for (SavedDefOp saved : orderSavedStructs(structs)) {
    std::string name = saved.getCxxName().str(), fields = printSavedFields(saved, OutputLanguage::C);
    if (fields.empty())
      fields = "char nothing; // C has no structs without members\n";
    bool isDeclared = structs.size() > 1 || owns(saved);
    definitions += isDeclared ? "struct " + name + " {\n" + fields + "};\n\n"
                              : "typedef struct " + name + " {\n" + fields + "} " + name + ";\n\n";
  }
  if (structs.size() > 1 || (structs.size() == 1 && owns(structs.front())))
    for (SavedDefOp saved : structs)
      declarations += ("typedef struct " + saved.getCxxName() + " " + saved.getCxxName() + ";\n").str();
  return declarations + (declarations.empty() ? "" : "\n") + definitions;
}

//===------------------------------------------------------------------------------------------------------------===//
// Functions
//===------------------------------------------------------------------------------------------------------------===//

static std::string getFreeSignature(SavedDefOp saved) {
  std::string name = saved.getCxxName().str();
  return "void " + name + "_free(" + name + "* saved)";
}

static std::string getCopySignature(SavedDefOp saved) {
  std::string name = saved.getCxxName().str();
  return "void " + name + "_copy(" + name + "* to, const " + name + "* from)";
}

/// Loops over the elements of nested arrays around `statement(place)`.
static std::string forEachElement(Type type, std::string place, llvm::function_ref<std::string(Type, StringRef)> print,
                                  unsigned depth = 0) {
  auto array = dyn_cast<pullback::ArrayType>(type);
  if (!array)
    return print(type, place);
  std::string counter(1, "ijklpq"[std::min(depth, 5u)]);
  return "for (int " + counter + " = 0; " + counter + " < " + std::to_string(array.getExtent()) + "; ++" + counter +
         ") {\n" + forEachElement(array.getElement(), place + "[" + counter + "]", print, depth + 1) + "}\n";
}

static std::string freeField(Type type, StringRef field, ModuleOp module) {
  return forEachElement(type, "saved->" + field.str(), [&](Type inner, StringRef place) -> std::string {
    if (auto nested = dyn_cast<SavedType>(inner))
      return (nested.getName() + "_free(&" + place + ");\n").str();
    auto stack = cast<StackType>(inner);
    auto element = dyn_cast<SavedType>(stack.getElement());
    std::string elements;
    if (element && ownsMemory(element, module))
      elements = ("while (" + place + ".size > 0)\n" + element.getName() + "_free(&" + place + ".data[--" + place +
                  ".size]);\n")
                     .str();
    return elements + ("free(" + place + ".data);\n").str();
  });
}

/// After `*to = *from`.
static std::string copyField(Type type, StringRef field, ModuleOp module) {
  return forEachElement(type, field.str(), [&](Type inner, StringRef place) -> std::string {
    auto copyObject = [](SavedType saved, const std::string &object) {
      std::string name = saved.getName().str();
      return "to->" + object + " = (" + name + "){0};\n" + name + "_copy(&to->" + object + ", &from->" + object +
             ");\n";
    };
    if (auto nested = dyn_cast<SavedType>(inner))
      return copyObject(nested, place.str());
    std::string to = ("to->" + place).str(), from = ("from->" + place).str();
    std::string text = to + ".data = pullback_duplicate(" + to + ".data, " + to + ".size, &" + to +
                       ".capacity, sizeof *" + to + ".data);\n";
    auto element = dyn_cast<SavedType>(cast<StackType>(inner).getElement());
    if (element && ownsMemory(element, module))
      text +=
          "for (size_t n = 0; n < " + from + ".size; ++n) {\n" + copyObject(element, place.str() + ".data[n]") + "}\n";
    return text;
  });
}

std::string pullback::emit::declareSavedFunctions(ModuleOp module) {
  std::string text;
  for (SavedDefOp saved : getSavedStructs(module, "derivative"))
    if (owns(saved) && isPublic(saved))
      text += "/// Frees what `saved` holds. It is all zero then, as it has to be before its first use.\n" +
              getFreeSignature(saved) + ";\n\n/// Makes `to` a copy of `from`; what it held before is freed.\n" +
              getCopySignature(saved) + ";\n\n";
  return text;
}

std::string pullback::emit::defineSavedFunctions(ModuleOp module) {
  SmallVector<SavedDefOp> structs = getSavedStructs(module, "helper"), external = getSavedStructs(module, "derivative");
  std::string declarations, definitions;
  structs.append(external);
  for (SavedDefOp saved : structs) {
    if (!owns(saved))
      continue;
    std::string released, copied, name = saved.getCxxName().str();
    for (auto [field, type] : llvm::zip(saved.getFieldNames(), saved.getFieldTypes().getAsValueRange<TypeAttr>()))
      if (ownsMemory(type, module)) {
        released += freeField(type, cast<StringAttr>(field).getValue(), module);
        copied += copyField(type, cast<StringAttr>(field).getValue(), module);
      }
    bool isHelper = !isPublic(saved), isCopied = saved.getRole() != "helper"; // only what is in the header is
    std::string linkage = isHelper ? "static " : "";
    declarations += isHelper ? linkage + getFreeSignature(saved) + ";\n" : "";
    declarations += isHelper && isCopied ? linkage + getCopySignature(saved) + ";\n" : "";
    definitions += linkage + getFreeSignature(saved) + " {\n" + released + "*saved = (" + name + "){0};\n}\n\n";
    if (!isCopied)
      continue;
    definitions += linkage + getCopySignature(saved) + " {\nif (to == from)\nreturn;\n" + name +
                   "_free(to);\n*to = *from;\n" + copied + "}\n\n";
  }
  return declarations + (declarations.empty() ? "" : "\n") + definitions;
}
