// Literals and constant expressions, exact, with the user's spelling where generated code may repeat it.
//
//   0.1          ->   pb.constant bits "0x3FB999999999999A" spelled "0.1" : f64
//   M_PI         ->   pb.constant bits "0x400921FB54442D18" spelled "M_PI" : f64
//   INFINITY     ->   spelled "std::numeric_limits<double>::infinity()"
//   sizeof(int)  ->   pb.constant 4 : !pb.int<"unsigned long", 64, false>
//
// A macro of the user's is spelled as what it stands for: generated code does not see it.
#include "Frontend/FunctionLowering.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace mlir;
using namespace pullback;

Value FunctionLowering::lowerLiteral(const clang::Expr *expr) {
  Location location = locate(expr);
  if (auto *boolean = dyn_cast<clang::CXXBoolLiteralExpr>(expr))
    return makeBool(location, boolean->getValue());
  Type type = lowerType(expr->getType(), expr->getSourceRange(), "a literal");
  if (!type)
    return {};
  std::string spelling = getSpelling(expr);
  if (auto *integer = dyn_cast<clang::IntegerLiteral>(expr))
    return makeInteger(location, type, integer->getValue(), spelling);
  if (auto *character = dyn_cast<clang::CharacterLiteral>(expr))
    return makeInteger(location, type, APInt(32, character->getValue()), spelling);
  return makeFloat(location, type, cast<clang::FloatingLiteral>(expr)->getValue(), spelling);
}

/// The name of the outermost macro of a system header that stands for exactly the token at `location`, or "".
static StringRef findSystemMacro(clang::SourceLocation location, clang::ASTContext &ast) {
  clang::SourceManager &sources = ast.getSourceManager();
  const clang::LangOptions &language = ast.getLangOpts();
  StringRef name;
  while (location.isMacroID() && sources.isMacroBodyExpansion(location) &&
         clang::Lexer::isAtStartOfMacroExpansion(location, sources, language) &&
         clang::Lexer::isAtEndOfMacroExpansion(location, sources, language)) {
    if (!sources.isInSystemHeader(sources.getSpellingLoc(location)) &&
        !sources.isWrittenInBuiltinFile(sources.getSpellingLoc(location)))
      break;
    StringRef one = clang::Lexer::getImmediateMacroName(location, sources, language);
    if (!one.starts_with("_"))
      name = one;
    location = sources.getImmediateExpansionRange(location).getBegin();
  }
  return name;
}

std::string FunctionLowering::getSpelling(const clang::Expr *literal) {
  if (StringRef macro = findSystemMacro(literal->getBeginLoc(), ast); !macro.empty())
    return macro.str();
  clang::SourceManager &sources = ast.getSourceManager();
  clang::SourceLocation place = sources.getSpellingLoc(literal->getBeginLoc());
  bool isInvalid = false;
  const char *text = sources.getCharacterData(place, &isInvalid);
  if (isInvalid)
    return {};
  StringRef token(text, clang::Lexer::MeasureTokenLength(place, sources, ast.getLangOpts()));
  // The literal of a template parameter stands where the parameter's name is.
  bool isLiteral = token.starts_with(".") || llvm::isDigit(token.front()) || token.ends_with("'");
  return isLiteral ? token.str() : std::string();
}

//===------------------------------------------------------------------------------------------------------------===//
// Constant expressions
//===------------------------------------------------------------------------------------------------------------===//

Value FunctionLowering::lowerConstantExpression(const clang::Expr *expr, StringRef spelling) {
  clang::Expr::EvalResult result;
  if (!expr->isPRValue() || expr->isValueDependent() || !expr->EvaluateAsRValue(result, ast) || result.HasSideEffects)
    return {};
  Type type = module.getTypes().lower(expr->getType());
  if (!type)
    return {};
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *enumerator = use ? dyn_cast<clang::EnumConstantDecl>(use->getDecl()) : nullptr;
  auto integer = dyn_cast<pullback::IntType>(type);
  // A named enumeration has its name as the spelling of the type; others are plain integers.
  if (enumerator && integer &&
      type != module.getTypes().lower(cast<clang::EnumDecl>(enumerator->getDeclContext())->getIntegerType()))
    return makeConstant(locate(expr), type, result.Val, (integer.getSpelling() + "::" + enumerator->getName()).str());
  return makeConstant(locate(expr), type, result.Val, spelling);
}

Value FunctionLowering::makeConstant(Location location, Type type, const clang::APValue &value, StringRef spelling) {
  if (value.isInt())
    return makeInteger(location, type, value.getInt(), spelling);
  if (value.isFloat())
    return makeFloat(location, type, value.getFloat(), spelling);
  return {};
}

Value FunctionLowering::makeInteger(Location location, Type type, const APInt &value, StringRef spelling) {
  if (type.isInteger(1))
    return makeBool(location, !value.isZero());
  unsigned width = cast<pullback::IntType>(type).getWidth();
  auto bits = builder.getIntegerAttr(builder.getIntegerType(width), value.sextOrTrunc(width));
  return builder.create<ConstantOp>(location, type, bits,
                                    spelling.empty() ? StringAttr() : builder.getStringAttr(spelling));
}

Value FunctionLowering::makeFloat(Location location, Type type, const APFloat &value, StringRef spelling) {
  std::string limits;
  if (!value.isFinite() && spelling.empty()) {
    StringRef name = type.isF32() ? "float" : type.isF64() ? "double" : "long double";
    StringRef function = value.isInfinity() ? "infinity" : "quiet_NaN";
    limits = ((value.isNegative() ? "-" : "") + Twine("std::numeric_limits<") + name + ">::" + function + "()").str();
    spelling = limits;
  }
  return builder.create<ConstantOp>(location, type, value, spelling);
}

Value FunctionLowering::makeBool(Location location, bool value) {
  return builder.create<arith::ConstantOp>(location, builder.getBoolAttr(value));
}

Value FunctionLowering::makeSize(Location location, uint64_t value) {
  return makeInteger(location, getSizeType(builder.getContext()), APInt(64, value));
}
