// Names that say what a value is, for those that the user gave none.
#include "IR/InventedNames.h"

#include "IR/Containers.h"
#include "IR/Text.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace pullback;

bool pullback::isHiddenMember(StringRef name) {
  return name == kContent || name.starts_with("_M_") || name.ends_with("_fields_base");
}

std::string pullback::withoutReservedForm(StringRef name) {
  bool isReserved = name.starts_with("__") || (name.starts_with("_") && name.size() > 1 && llvm::isUpper(name[1]));
  std::string form = (isReserved ? name.ltrim('_') : name).str();
  if (form.empty() || llvm::isDigit(form[0]))
    return "value";
  if (isReserved)
    form[0] = llvm::toLower(form[0]);
  auto repeated = std::unique(form.begin(), form.end(), [](char a, char b) { return a == '_' && b == '_'; });
  form.erase(repeated, form.end());
  return form;
}

std::string pullback::withNumber(StringRef name, unsigned number) {
  return (name + (name.ends_with("_") ? "" : "_") + Twine(number)).str();
}

// type == "call" is type_is_call.
static std::string nameOfTextQuestion(const std::string &string, StringRef question) {
  std::string name = string.empty() ? "text" : string;
  name += question.starts_with("!") ? "_is_not_" : question.starts_with("=") ? "_is_" : "_against_";
  StringRef text = question.split(' ').second.trim('"');
  if (text.empty() || text.size() > 20 || !llvm::all_of(text, [](char c) { return llvm::isAlnum(c) || c == '_'; }))
    return name + "text";
  return name + text.str();
}

// Without namespaces.
static StringRef getBaseName(StringRef name) { return name.substr(name.rfind(':') + 1); }

static std::string nameOfAddress(Value pointer, llvm::function_ref<std::string(Value)> nameOf) {
  Operation *op = pointer.getDefiningOp();
  if (auto element = dyn_cast_or_null<ElementOp>(op)) {
    std::string base = nameOfAddress(element.getPointer(), nameOf), index = nameOf(element.getIndex());
    if (StringRef(base).ends_with("_saved"))
      base.resize(base.size() - StringRef("_saved").size());
    if (base.empty())
      return "";
    if (auto constant = getConstantInt(element.getIndex()); constant && *constant >= 0)
      return base + std::to_string(*constant);
    return index.empty() || index.size() > 2 ? base + "_value" : base + "_" + index;
  }
  if (auto field = dyn_cast_or_null<FieldOp>(op); field && isTextComparison(field.getName()))
    return nameOfTextQuestion(nameOfAddress(field.getPointer(), nameOf), field.getName());
  if (auto field = dyn_cast_or_null<FieldOp>(op))
    return isHiddenMember(field.getName()) ? nameOfAddress(field.getPointer(), nameOf) : field.getName().str();
  if (isa_and_nonnull<DecayOp, StackDataOp, CastOp>(op))
    return nameOfAddress(op->getOperand(0), nameOf);
  if (auto global = dyn_cast_or_null<GlobalOp>(op))
    return isText(global) ? "text_value" : getBaseName(global.getName()).str() + "_value";
  return nameOf(pointer);
}

// The object that the address leads to, or the field of it.
static std::string nameOfObject(Value pointer, llvm::function_ref<std::string(Value)> nameOf) {
  while (auto element = pointer.getDefiningOp<ElementOp>())
    pointer = element.getPointer();
  if (auto decay = pointer.getDefiningOp<DecayOp>())
    return nameOfObject(decay.getPointer(), nameOf);
  return nameOfAddress(pointer, nameOf);
}

std::string pullback::getObjectName(Operation *object) {
  StringRef name = object->getAttrOfType<StringAttr>("name").getValue();
  return name.empty() ? "value" : name.str();
}

StringRef pullback::getUnqualifiedName(StringRef name) {
  name = name.split('<').first;
  return name.substr(name.rfind(':') + 1);
}

// Of a function that is generated, the name of the primal: f_fwd, f_sweep_2_fwd, f_sweep_both.
static std::string getCalleeName(CallOp call, llvm::function_ref<std::string(Value)> nameOf) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  StringRef name = callee ? getUnqualifiedName(callee.getCxxName()) : StringRef("callee");
  bool isOperator = llvm::is_contained({"()", "[]", "*"}, name) || callee.getCxxName().starts_with("static_cast<");
  if (isOperator && callee->hasAttr("pb.items")) { // of an opaque object
    std::string object = nameOf(call.getOperand(0));
    return object.empty() ? "object" : object;
  }
  auto isOfName = [](char c) { return llvm::isAlnum(c) || c == '_'; };
  if (name == "operator" || (name.starts_with("operator") && !llvm::all_of(name, isOfName))) // *, or a literal's suffix
    return "operation";
  if (!name.consume_back("_fwd"))
    name.consume_back("_both");
  auto [function, number] = name.rsplit("_sweep"); // f_sweep, f_sweep_2
  bool isSweep = number.empty() || (number.consume_front("_") && llvm::all_of(number, llvm::isDigit));
  return (isSweep ? function : name).str();
}

std::string pullback::inventName(Value value, llvm::function_ref<std::string(Value)> nameOf) {
  static const llvm::StringMap<StringRef> functions = {
      {"sqrt", "root"},      {"cbrt", "root"},     {"exp", "power"},    {"exp2", "power"}, {"pow", "power"},
      {"hypot", "length"},   {"hypot3", "length"}, {"sin", "sine"},     {"cos", "cosine"}, {"tan", "tangent"},
      {"fabs", "magnitude"}, {"floor", "whole"},   {"log", "logarithm"}};
  Operation *op = value.getDefiningOp();
  if (!op || op->getNumRegions() != 0)
    return value.getType().isInteger(1) ? "go_on" : "value";
  if (auto load = dyn_cast<LoadOp>(op)) {
    std::string name = nameOfAddress(load.getPointer(), nameOf);
    return name.empty() ? "value" : name;
  }
  if (auto math = dyn_cast<MathOp>(op)) {
    auto found = functions.find(math.getName());
    return found == functions.end() ? math.getName().str() + "_value" : found->second.str();
  }
  if (isa<StackEmplaceOp>(op))
    return "record";
  if (auto previous = dyn_cast<StackPreviousOp>(op)) {
    if (previous.yieldsAddress())
      return "record";
    std::string name = nameOfAddress(previous.getStack(), nameOf);
    return name.empty() ? "saved_value" : name + "_value";
  }
  if (auto call = dyn_cast<CallOp>(op))
    return getCalleeName(call, nameOf) + "_value";
  if (isa<arith::DivFOp>(op))
    return "quotient";
  if (isa<arith::MulFOp>(op))
    return "product";
  if (isa<arith::AddFOp>(op))
    return "sum";
  if (isa<arith::SubFOp>(op))
    return "difference";
  if (isa<pullback::IntType>(value.getType()))
    return value.getType() == getSizeType(value.getContext()) ? "count" : "index";
  if (value.getType().isInteger(1))
    return "condition";
  if (isa<ElementOp>(op)) {
    std::string name = nameOfObject(value, nameOf);
    return name.empty() ? "row" : name + "_row";
  }
  if (isa<PtrType>(value.getType()))
    return "pointer";
  return "value";
}

std::string pullback::inventSavedName(Value value) {
  auto nameOf = [](Value operand) { return getVariableName(operand).str(); };
  std::string name = getVariableName(value).str();
  Operation *op = value.getDefiningOp();
  if (auto load = dyn_cast_or_null<LoadOp>(op); load && name.empty())
    name = nameOfObject(load.getPointer(), nameOf);
  if (auto call = dyn_cast_or_null<CallOp>(op); call && name.empty())
    name = getCalleeName(call, nameOf);
  if (name.empty() && value.getType().isInteger(1))
    name = "taken"; // what a branch does
  return (name.empty() ? inventName(value, nameOf) : name) + "_saved";
}
