// Spellings of types, from the inside of a declarator outwards.
#include "Emit/Types.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

std::string pullback::emit::spellElement(Type type) {
  auto array = dyn_cast<pullback::ArrayType>(type);
  return array ? "std::array<" + spellElement(array.getElement()) + ", " + std::to_string(array.getExtent()) + ">"
               : spellType(type, OutputLanguage::Cxx);
}

std::optional<TuplePart> pullback::emit::getTuplePart(Type type) {
  auto record = dyn_cast<RecordType>(type);
  StringRef name = record ? record.getName() : StringRef();
  unsigned first = 0;
  bool isPart = name.consume_front("std::_Tuple_impl<") || name.consume_front("std::_Head_base<");
  if (!isPart || name.consumeInteger(10, first) || !name.consume_front(", ") || !name.consume_back(">"))
    return std::nullopt;
  if (record.getName().starts_with("std::_Head_base<")) // which says as well whether the element is its base
    (void)(name.consume_back(", false") || name.consume_back(", true"));
  return TuplePart{first, name.str()};
}

/// The innermost type, behind pointers and arrays, and whether const stands in front of it.
static std::string spellInnermost(Type type, StringRef scalar, OutputLanguage language) {
  if (language == OutputLanguage::C)
    scalar.consume_front("std::");
  if (!scalar.empty())
    return scalar.str();
  if (type.isF32())
    return "float";
  if (type.isF64())
    return "double";
  if (type.isF80() || type.isF128())
    return "long double";
  if (type.isInteger(1))
    return "bool";
  if (auto integer = dyn_cast<pullback::IntType>(type))
    return integer != getSizeType(type.getContext()) ? integer.getSpelling().str()
           : language == OutputLanguage::C           ? "size_t"
                                                     : "std::size_t";
  if (std::optional<TuplePart> part = getTuplePart(type))
    return "std::tuple<" + part->elements + ">";
  if (auto record = dyn_cast<RecordType>(type)) {
    StringRef name = record.getName();
    bool isComplexInC = language == OutputLanguage::C && name.consume_front("std::complex<") && name.consume_back(">");
    return isComplexInC ? name.str() + " _Complex" : name.str();
  }
  if (auto saved = dyn_cast<SavedType>(type))
    return saved.getName().str();
  if (auto stack = dyn_cast<StackType>(type); stack && language == OutputLanguage::C)
    return "struct { " + declare(PtrType::get(stack.getElement()), "data", language) + "; size_t size, capacity; }";
  if (auto stack = dyn_cast<StackType>(type))
    return "std::" + stack.getContainer().str() + "<" + spellElement(stack.getElement()) + ">";
  if (isa<NoneType>(type))
    return "void";
  return "";
}

static std::string declareInner(Type type, std::string declarator, bool isConst, StringRef scalar,
                                OutputLanguage language) {
  if (auto pointer = dyn_cast<PtrType>(type)) {
    declarator = (isConst ? "* const " : "*") + declarator;
    if (isa<pullback::ArrayType>(pointer.getPointee()))
      declarator = "(" + declarator + ")";
    return declareInner(pointer.getPointee(), declarator, pointer.getIsConst(), scalar, language);
  }
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return declareInner(array.getElement(), declarator + "[" + std::to_string(array.getExtent()) + "]", isConst, scalar,
                        language);
  std::string result = (isConst ? "const " : "") + spellInnermost(type, scalar, language);
  return declarator.empty() ? result : result + " " + declarator;
}

std::string pullback::emit::spellType(Type type, OutputLanguage language) {
  return declareInner(type, "", false, {}, language);
}

std::string pullback::emit::declare(Type type, StringRef name, OutputLanguage language, bool isConst,
                                    StringRef scalar) {
  return declareInner(type, name.str(), isConst, scalar, language);
}

std::string pullback::emit::declareReference(Type type, StringRef name, bool isConst, StringRef scalar) {
  std::string declarator = "&" + name.str();
  if (isa<pullback::ArrayType>(type))
    declarator = "(" + declarator + ")";
  return declareInner(type, declarator, isConst, scalar, OutputLanguage::Cxx);
}

bool pullback::emit::isEnum(Type type) {
  static const llvm::StringSet<> builtin = {
      "char",         "signed char", "unsigned char", "short",     "unsigned short",     "int",
      "unsigned int", "long",        "unsigned long", "long long", "unsigned long long", "wchar_t",
      "char8_t",      "char16_t",    "char32_t",      "__int128",  "unsigned __int128"};
  auto integer = dyn_cast<pullback::IntType>(type);
  return integer && !builtin.contains(integer.getSpelling());
}

bool pullback::emit::isPromoted(Type type) {
  auto integer = dyn_cast<pullback::IntType>(type);
  return isa<FloatType>(type) || (integer && integer.getWidth() >= 32 && !isEnum(type) &&
                                  !llvm::is_contained({"wchar_t", "char32_t"}, integer.getSpelling()));
}

bool pullback::emit::widensSilently(Type from, Type to) {
  if (from == to)
    return true;
  auto fromInt = dyn_cast<pullback::IntType>(from);
  if (isEnum(from) || isEnum(to))
    return false;
  if (auto toFloat = dyn_cast<FloatType>(to)) {
    unsigned precision = toFloat.getFPMantissaWidth();
    if (auto fromFloat = dyn_cast<FloatType>(from))
      return fromFloat.getFPMantissaWidth() <= precision;
    return fromInt && fromInt.getWidth() - (fromInt.getIsSigned() ? 1 : 0) <= precision;
  }
  auto toInt = dyn_cast<pullback::IntType>(to);
  if (!fromInt || !toInt)
    return false;
  if (fromInt.getIsSigned() == toInt.getIsSigned())
    return fromInt.getWidth() <= toInt.getWidth();
  return toInt.getIsSigned() && fromInt.getWidth() < toInt.getWidth();
}
