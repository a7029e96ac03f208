// Literals. A floating-point value is printed with the fewest digits that read back as the same bits; inf and nan have
// no literal and are spelled with std::numeric_limits, in C with the macros of <math.h>.
//
// Not kept: the payload and sign of a NaN. Nothing in C++ can spell those in an expression.
#include "Emit/Literals.h"

#include "Emit/Types.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Error.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;
using llvm::APFloat;
using llvm::APInt;

static bool readsBack(StringRef text, const APFloat &value) {
  APFloat parsed(value.getSemantics());
  auto status = parsed.convertFromString(text, APFloat::rmNearestTiesToEven);
  if (!status) {
    llvm::consumeError(status.takeError());
    return false;
  }
  return parsed.bitwiseIsEqual(value);
}

/// `1.0E-3` and `1E+22` of APFloat as `1e-3` and `1e22`; whole numbers get a `.0`.
static std::string tidyDigits(StringRef digits) {
  auto [mantissa, exponent] = digits.split('E');
  std::string result = mantissa.str();
  if (mantissa.contains('.')) {
    result = mantissa.rtrim('0').str();
    if (result.back() == '.')
      result += '0';
  }
  if (exponent.empty())
    return mantissa.contains('.') ? result : result + ".0";
  if (StringRef(result).ends_with(".0"))
    result.resize(result.size() - 2);
  return result + "e" + exponent.ltrim('+').str();
}

std::string pullback::emit::shortestDigits(const APFloat &value) {
  unsigned most = 2 + APFloat::semanticsPrecision(value.getSemantics()) * 59 / 196; // log10(2) < 59/196
  for (unsigned digits = 1;; ++digits) {
    SmallString<40> text;
    value.toString(text, digits, /*FormatMaxPadding=*/5);
    if (digits >= most || readsBack(text, value))
      return tidyDigits(text);
  }
}

static StringRef getFloatSuffix(Type type) { return type.isF32() ? "F" : type.isF64() ? "" : "L"; }

static Expr *makeLimit(Code &code, Type type, StringRef which, bool negative) {
  Expr *limit =
      code.isC() ? code.makeText(which == "infinity" ? "INFINITY" : "NAN")
                 : code.makeText("std::numeric_limits<" + spellType(type, code.language) + ">::" + which.str() + "()");
  return negative ? code.make(Expr::Unary, "-", {limit}) : limit;
}

/// `INT` of INT_MAX; "" for types whose limits are not printed by name.
static std::string getPrefixOfLimits(Type type) {
  if (isa<FloatType>(type))
    return type.isF32() ? "FLT" : type.isF64() ? "DBL" : "LDBL";
  auto integer = dyn_cast<pullback::IntType>(type);
  return llvm::StringSwitch<std::string>(integer ? integer.getSpelling() : "")
      .Case("int", "INT")
      .Case("unsigned int", "UINT")
      .Case("long", "LONG")
      .Case("unsigned long", "ULONG")
      .Case("long long", "LLONG")
      .Case("unsigned long long", "ULLONG")
      .Default("");
}

/// A whole number whose digits as an int literal mean the same: `2`. Minus zero has none.
static std::string getWholeDigits(const APFloat &value) {
  bool exact = false;
  llvm::APSInt whole(31, /*isUnsigned=*/false);
  APFloat limit(1e6);
  bool losesInfo = false;
  APFloat rounded = value;
  rounded.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &losesInfo);
  if (abs(rounded).compare(limit) == APFloat::cmpGreaterThan ||
      value.convertToInteger(whole, APFloat::rmTowardZero, &exact) != APFloat::opOK || !exact ||
      (value.isZero() && value.isNegative()))
    return "";
  return llvm::toString(whole, 10);
}

Expr *pullback::emit::makeFloatLiteral(Code &code, const APFloat &value, Type type) {
  if (value.isNaN())
    return makeLimit(code, type, "quiet_NaN", value.isNegative());
  if (value.isInfinity())
    return makeLimit(code, type, "infinity", value.isNegative());
  Expr *literal = code.makeText(shortestDigits(abs(value)) + getFloatSuffix(type).str());
  literal->bareText = getWholeDigits(value.isZero() ? value : abs(value)); // -0 is not the negation of an int
  if (literal->bareText.empty())
    literal->bareText = literal->text;
  if (!value.isNegative())
    return literal;
  return code.make(Expr::Unary, "-", {literal});
}

Expr *pullback::emit::makeIntLiteral(Code &code, const APInt &value, pullback::IntType type) {
  if (isEnum(type) || !isPromoted(type)) {
    SmallString<24> digits;
    value.toString(digits, 10, type.getIsSigned());
    return code.cast(spellType(type, code.language), code.makeText(digits));
  }
  bool negative = type.getIsSigned() && value.isNegative();
  if (negative && value.isMinSignedValue())
    return code.isC() ? code.makeText(getPrefixOfLimits(type) + "_MIN")
                      : code.makeText("std::numeric_limits<" + spellType(type, code.language) + ">::min()");
  APInt magnitude = negative ? -value : value;
  SmallString<24> digits;
  magnitude.toString(digits, 10, /*Signed=*/false);
  std::string suffix = type.getIsSigned() ? "" : "U";
  if (StringRef(type.getSpelling()).contains("long long"))
    suffix += "LL";
  else if (type.getWidth() == 64)
    suffix += "L";
  Expr *literal = code.makeText(digits.str().str() + suffix);
  literal->bareText = magnitude.getActiveBits() <= 31 ? digits.str().str() : literal->text;
  return negative ? code.make(Expr::Unary, "-", {literal}) : literal;
}

//===------------------------------------------------------------------------------------------------------------===//
// The user's spelling
//===------------------------------------------------------------------------------------------------------------===//

/// Names of standard headers that can be printed again; any other name may not be visible in generated code.
static bool isStandardName(StringRef spelling, Type type) {
  static const llvm::StringSet<> doubles = {"M_PI",       "M_PI_2",  "M_PI_4",    "M_1_PI", "M_2_PI",
                                            "M_2_SQRTPI", "M_SQRT2", "M_SQRT1_2", "M_E",    "M_LOG2E",
                                            "M_LOG10E",   "M_LN2",   "M_LN10"};
  if (type.isF64() && doubles.contains(spelling))
    return true;
  return spelling.starts_with("std::numeric_limits<" + spellType(type, OutputLanguage::Cxx) + ">::");
}

/// The macro of <float.h>, <limits.h> or <math.h> for a member of std::numeric_limits; "" if there is none. M_PI and
/// the like are no part of C.
static std::string getMacro(StringRef spelling, Type type) {
  if (!spelling.consume_front("std::numeric_limits<" + spellType(type, OutputLanguage::Cxx) + ">::"))
    return "";
  bool isFloat = isa<FloatType>(type);
  if (isFloat && (spelling == "infinity()" || spelling == "quiet_NaN()"))
    return spelling == "infinity()" ? "INFINITY" : "NAN";
  std::string prefix = getPrefixOfLimits(type);
  StringRef suffix = llvm::StringSwitch<StringRef>(spelling)
                         .Case("max()", "_MAX")
                         .Case("min()", isFloat || cast<pullback::IntType>(type).getIsSigned() ? "_MIN" : "")
                         .Case("epsilon()", isFloat ? "_EPSILON" : "")
                         .Default("");
  return prefix.empty() || suffix.empty() ? "" : prefix + suffix.str();
}

/// The user's literal if it is one of the value's own type; `bare` is set for an int literal that stands for a float.
static bool isFloatLiteralOf(StringRef spelling, const APFloat &value, Type type, bool &bare) {
  if (spelling.empty() || !(llvm::isDigit(spelling.front()) || spelling.front() == '.') || spelling.contains('\''))
    return false;
  bool isHex = spelling.starts_with_insensitive("0x");
  bare = llvm::all_of(spelling, llvm::isDigit) && (spelling.size() == 1 || spelling.front() != '0');
  if (isHex || (!bare && spelling.find_first_of(".eE") == StringRef::npos))
    return false;
  StringRef digits = spelling.rtrim("fFlL");
  if (!bare && spelling.substr(digits.size()).upper() != getFloatSuffix(type))
    return false;
  return readsBack(digits, value);
}

Expr *pullback::emit::makeLiteral(Code &code, ConstantOp constant) {
  StringRef spelling = constant.getSpelling().value_or("");
  Type type = constant.getType();
  if (spelling.contains("/*")) // the text that a number stands for
    return code.makeText(spelling);
  if (code.isC()) {
    if (std::string macro = getMacro(spelling, type); !macro.empty())
      return code.makeText(macro);
  } else if (isStandardName(spelling, type) || (isEnum(type) && !spelling.empty())) {
    return code.makeText(spelling);
  }
  if (auto integer = dyn_cast<IntegerAttr>(constant.getValue()))
    return makeIntLiteral(code, integer.getValue(), cast<pullback::IntType>(type));
  const APFloat value = cast<FloatAttr>(constant.getValue()).getValue();
  Expr *literal = makeFloatLiteral(code, value, type);
  bool bare = false;
  if (literal->isLiteral() && isFloatLiteralOf(spelling, value, type, bare)) {
    if (!bare)
      literal->text = literal->bareText = spelling.str();
  }
  return literal;
}

void pullback::emit::makeBare(Expr *literal) {
  if (literal->kind == Expr::Unary)
    literal = literal->operands[0];
  literal->bare = literal->isLiteral();
}

Expr *pullback::emit::makeZero(Code &code, Type type) {
  if (isa<PtrType>(type))
    return code.makeText(code.isC() ? "NULL" : "nullptr");
  if (type.isInteger(1))
    return code.makeText("false");
  if (auto integer = dyn_cast<pullback::IntType>(type))
    return makeIntLiteral(code, APInt(integer.getWidth(), 0), integer);
  return makeFloatLiteral(code, APFloat::getZero(cast<FloatType>(type).getFloatSemantics()), type);
}
