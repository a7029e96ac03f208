#include "Emit/SizeChecks.h"

#include "Emit/Lowering.h"
#include "Emit/Types.h"
#include "IR/Containers.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

bool pullback::emit::isDerivativeOf(StringRef object, StringRef name) {
  bool isOne = name.consume_front(object) && (name.consume_front("_bar") || name.consume_front("_dot"));
  return isOne && (!name.consume_front("_") || (!name.empty() && llvm::all_of(name, llvm::isDigit)));
}

static bool isEigen(Type type) {
  auto record = dyn_cast<RecordType>(type);
  return record && !record.getFieldNames().empty() && record.getFieldNames()[0].getValue() == kContent;
}

static bool holdsNumber(Type type) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return holdsNumber(array.getElement());
  if (auto stack = dyn_cast<StackType>(type))
    return holdsNumber(stack.getElement());
  auto record = dyn_cast<RecordType>(type);
  return isa<FloatType>(type) || (record && llvm::any_of(record.getFieldTypes(), holdsNumber));
}

/// True for objects with containers in them, of what may have a derivative: others are never looked at.
static bool holdsContainer(Type type) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return holdsContainer(array.getElement());
  auto record = dyn_cast<RecordType>(type);
  return (isa<StackType>(type) && holdsNumber(type)) ||
         (record && llvm::any_of(record.getFieldTypes(), holdsContainer));
}

SmallVector<std::pair<BlockArgument, BlockArgument>> pullback::emit::getObjectsOfOneSize(FuncOp function) {
  SmallVector<std::pair<BlockArgument, BlockArgument>> found;
  auto arguments = function.getBody().getArguments();
  for (BlockArgument derivative : arguments) {
    auto type = dyn_cast<PtrType>(derivative.getType());
    if (!type || !function.getArgAttr(derivative.getArgNumber(), "pb.adjoint_of") || !holdsContainer(type.getPointee()))
      continue;
    StringRef name = function.getArgName(derivative.getArgNumber());
    for (BlockArgument object : arguments) {
      auto of = dyn_cast<PtrType>(object.getType());
      bool isInput = of && of.getPointee() == type.getPointee() &&
                     (of.getIsConst() || function.getArgAttr(object.getArgNumber(), "pb.byval"));
      if (isInput && isDerivativeOf(function.getArgName(object.getArgNumber()), name))
        found.push_back({derivative, object});
    }
  }
  return found;
}

/// What is inside stands before.
static void collect(Type type, llvm::SetVector<Type> &found) {
  if (!holdsContainer(type) || found.contains(type))
    return;
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return collect(array.getElement(), found);
  if (auto stack = dyn_cast<StackType>(type))
    collect(stack.getElement(), found);
  else if (!isEigen(type))
    for (Type field : cast<RecordType>(type).getFieldTypes())
      collect(field, found);
  found.insert(type);
}

/// Compares `object` + place with `wanted` + place.
static std::string compare(Type type, const std::string &place, unsigned depth) {
  if (!holdsContainer(type))
    return "";
  auto array = dyn_cast<pullback::ArrayType>(type);
  if (!array)
    return "checkSizes(function, name, object" + place + ", wanted" + place + ");\n";
  std::string index = "i" + (depth > 0 ? std::to_string(depth) : "");
  return "for (std::size_t " + index + " = 0; " + index + " < " + std::to_string(array.getExtent()) + "; ++" + index +
         ")\n" + compare(array.getElement(), place + "[" + index + "]", depth + 1);
}

static std::string compareParts(Type type) {
  auto compareSize = [](StringRef by) {
    return ("checkSize(function, name, object." + by + "(), wanted." + by + "());\n").str();
  };
  if (isEigen(type))
    return compareSize("rows") + compareSize("cols");
  if (auto stack = dyn_cast<StackType>(type); stack && stack.getContainer() == "optional") {
    bool isOpen = holdsContainer(stack.getElement());
    return compareSize("has_value") + (isOpen ? "if (object)\ncheckSizes(function, name, *object, *wanted);\n" : "");
  }
  if (auto stack = dyn_cast<StackType>(type)) {
    std::string elements = compare(stack.getElement(), "[i]", 1);
    return compareSize("size") +
           (elements.empty() ? "" : "for (std::size_t i = 0; i < object.size(); ++i)\n" + elements);
  }
  auto record = dyn_cast<RecordType>(type);
  if (!record)
    return compare(type, "", 0);
  std::string text;
  for (auto [name, field] : llvm::zip(record.getFieldNames(), record.getFieldTypes())) {
    bool isOfArray = record.getName().starts_with("std::array<");
    text += compare(field, isOfArray ? "" : "." + name.str(), 0);
  }
  return text;
}

std::string pullback::emit::printSizeChecks(ModuleOp module) {
  llvm::SetVector<Type> found;
  module.walk([&](CheckContractOp op) {
    for (auto [derivative, object] : getObjectsOfOneSize(op->getParentOfType<FuncOp>())) {
      Type type = cast<PtrType>(object.getType()).getPointee();
      collect(type, found);
      found.insert(type); // an array that is a parameter
    }
  });
  std::string text;
  for (Type type : found)
    text += "void checkSizes(const char* function, const char* name, " + declareReference(type, "object", true) + ", " +
            declareReference(type, "wanted", true) + ") {\n" + compareParts(type) + "}\n";
  return text.empty() ? "" : "namespace {\n\n" + text + "\n} // namespace\n\n";
}

/// `checkSize("f_vjp", "x_bar", x_bar.size(), x.size());`
void Lowering::checkSize(BlockArgument size, CheckContractOp op, Block &to) {
  StringRef container = function.getArgAttrOfType<StringAttr>(size.getArgNumber(), "pb.size_of").getValue();
  StringRef method = function.getArgAttrOfType<StringAttr>(size.getArgNumber(), "pb.size_by").getValue();
  Variable *object = nullptr;
  SmallVector<Variable *> derivatives;
  for (BlockArgument argument : function.getBody().getArguments()) {
    StringRef name = function.getArgName(argument.getArgNumber());
    if (!function.getArgAttr(argument.getArgNumber(), "pb.container"))
      continue;
    if (name == container)
      object = owners.lookup(argument);
    else if (function.getArgAttr(argument.getArgNumber(), "pb.adjoint_of") && isDerivativeOf(container, name))
      derivatives.push_back(owners.lookup(argument));
  }
  auto ask = [&](Variable *one) { return code.make(Expr::Method, method, {code.makeName(one)}); };
  auto quote = [&](StringRef text) { return code.makeText(("\"" + text + "\"").str()); };
  for (Variable *derivative : object ? derivatives : SmallVector<Variable *>())
    evaluate(code.call(helper("checkSize"),
                       {quote(function.getCxxName()), quote(derivative->hint), ask(derivative), ask(object)}),
             op, to);
}

/// `checkSizes("f_vjp", "x_bar", x_bar, x);` for objects with containers in them, none of which is null.
void Lowering::checkSizes(CheckContractOp op, Block &to) {
  auto quote = [&](StringRef text) { return code.makeText(("\"" + text + "\"").str()); };
  for (auto [derivative, object] : getObjectsOfOneSize(function))
    evaluate(code.call(helper("checkSizes"),
                       {quote(function.getCxxName()), quote(function.getArgName(derivative.getArgNumber())),
                        place(derivative), place(object)}),
             op, to);
}
