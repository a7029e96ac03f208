// What ends a function without returning from it.
//
//   throw std::invalid_argument("x < 0");   ->   a call of the external function "throw std::invalid_argument"
//   x > 0 ? x : throw Negative(x)           ->   the same, and no value
//   throw "x < 0";   throw -1;              ->   a call of "throw " with the text or the number
//   throw Error(1, std::string(name) + " < 0");  ->   the same of the items that the text is put together
//   from std::__throw_out_of_range(...)          ->   throw std::out_of_range, from inside the standard library
//
// Whatever follows is never reached, so that its values do not matter. Not handled, refused: objects made of anything
// but text and numbers, other thrown pointers, try.
#include "Frontend/FunctionLowering.h"

#include "IR/Text.h"

using namespace mlir;
using namespace pullback;

/// The construction of the object that is thrown, below copies and conversions.
static const clang::CXXConstructExpr *findConstruction(const clang::Expr *expr) {
  while (true) {
    expr = expr->IgnoreImplicit()->IgnoreParens();
    if (auto *cast = dyn_cast<clang::CXXFunctionalCastExpr>(expr)) {
      expr = cast->getSubExpr();
      continue;
    }
    auto *construction = dyn_cast<clang::CXXConstructExpr>(expr);
    bool isCopy = construction && construction->getConstructor()->isCopyOrMoveConstructor();
    if (!isCopy)
      return construction;
    expr = construction->getArg(0);
  }
}

static bool hasOneArgument(const clang::CXXConstructExpr *construction) {
  return construction->getNumArgs() > 0 &&
         llvm::all_of(llvm::drop_begin(construction->arguments()),
                      [](const clang::Expr *other) { return isa<clang::CXXDefaultArgExpr>(other); });
}

/// The text that a string is made of: a literal, or a std::string made from one; null otherwise.
static const clang::StringLiteral *findText(const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts()->IgnoreImplicit();
  if (auto *construction = dyn_cast<clang::CXXConstructExpr>(expr))
    return hasOneArgument(construction) ? findText(construction->getArg(0)) : nullptr;
  if (auto *cast = dyn_cast<clang::CastExpr>(expr))
    return findText(cast->getSubExpr());
  return dyn_cast<clang::StringLiteral>(expr);
}

std::string pullback::quoteText(const clang::StringLiteral *text) {
  std::string quoted;
  llvm::raw_string_ostream stream(quoted);
  text->outputString(stream);
  return quoted;
}

Value FunctionLowering::lowerText(const clang::StringLiteral *text, Location location) {
  return noteCharacters(makeText(location, quoteText(text)), text);
}

/// So that it is known what strings say that are made from the literal.
Value FunctionLowering::noteCharacters(Value global, const clang::StringLiteral *text) {
  if (text->getCharByteWidth() == 1)
    global.getDefiningOp()->setAttr(kCharacters, builder.getStringAttr(cutAtEnd(text->getString())));
  return global;
}

/// A literal that a reference is bound to: an array of characters.
Value FunctionLowering::lowerTextArray(const clang::StringLiteral *text) {
  PtrType type = module.getTypes().lowerPointerTo(text->getType().withConst());
  return noteCharacters(builder.create<GlobalOp>(locate(text), type, quoteText(text), "", "", false), text);
}

/// Text in quotation marks is a "global" whose name is the text.
Value FunctionLowering::makeText(Location location, StringRef quoted) {
  PtrType type = module.getTypes().lowerPointerTo(ast.CharTy.withConst());
  return builder.create<GlobalOp>(location, type, quoted, "", "", false);
}

/// `throw "no convergence"` and `throw -1`: the object is the text or the number itself.
void FunctionLowering::throwPlain(const clang::Expr *thrown) {
  auto *text = dyn_cast<clang::StringLiteral>(thrown->IgnoreParenImpCasts());
  if ((!text || !text->isOrdinary()) && (text || !thrown->getType()->isRealType()))
    return report(Obstacle::Throw, thrown->getSourceRange(), "a throw");
  if (const clang::TagDecl *hidden = module.getTypes().findTypeNotInHeader(thrown->getType()))
    return report(Obstacle::TypeNotInHeader, thrown->getSourceRange(), "a throw", TypeLowering::getTagName(hidden));
  Location location = locate(thrown);
  Value operand = text ? lowerText(text, location) : lowerValue(thrown);
  if (!operand)
    return expectReported();
  builder.create<CallOp>(location, module.getThrow("", operand), operand);
}

void FunctionLowering::lowerThrow(const clang::CXXThrowExpr *expr) {
  auto refuse = [&] { report(Obstacle::Throw, expr->getSourceRange(), "a throw"); };
  const clang::Expr *thrown = expr->getSubExpr();
  if (thrown && !thrown->getType()->isRecordType())
    return throwPlain(thrown);
  const clang::CXXConstructExpr *construction = thrown ? findConstruction(thrown) : nullptr;
  if (!construction)
    return refuse();
  if (const clang::TagDecl *hidden = module.getTypes().findTypeNotInHeader(construction->getType()))
    return report(Obstacle::TypeNotInHeader, expr->getSourceRange(), "a throw", TypeLowering::getTagName(hidden));
  Location location = locate(expr);
  SmallVector<Value> operands;
  for (const clang::Expr *argument : construction->arguments()) {
    if (isa<clang::CXXDefaultArgExpr>(argument))
      continue;
    const clang::StringLiteral *text = findText(argument);
    if (!text && TypeLowering::isString(argument->getType()))
      return throwComposed(expr, construction);
    bool isPointer = !text && isTextPointer(argument->getType());
    bool isNumber = argument->getType()->isArithmeticType() || argument->getType()->isEnumeralType();
    if (!text && !isPointer && !isNumber)
      return refuse();
    operands.push_back(text        ? lowerText(text, location)
                       : isPointer ? lowerTextPointer(argument)
                                   : lowerValue(argument));
  }
  if (llvm::is_contained(operands, Value()))
    return expectReported();
  builder.create<CallOp>(location, module.getThrow(construction->getType(), operands), operands);
}

bool pullback::isTextPointer(clang::QualType type) {
  return type->isPointerType() && type->getPointeeType().isConstQualified() &&
         type->getPointeeType()->isSpecificBuiltinType(clang::BuiltinType::Char_S);
}

bool pullback::isStdString(clang::QualType type) {
  auto *string =
      dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  return TypeLowering::isString(type) && string->getName() == "basic_string" &&
         string->getTemplateArgs()[0].getAsType()->isSpecificBuiltinType(clang::BuiltinType::Char_S);
}

/// The text that a variable of type `const char *` points to, or that a string holds.
Value FunctionLowering::lowerTextPointer(const clang::Expr *expr) {
  const clang::Expr *inner = expr->IgnoreParenImpCasts();
  auto *call = dyn_cast<clang::CXXMemberCallExpr>(inner);
  bool isCString = call && call->getMethodDecl() && call->getMethodDecl()->getIdentifier() &&
                   call->getMethodDecl()->getName() == "c_str" &&
                   isStdString(call->getImplicitObjectArgument()->getType());
  if (!isCString && !isStdString(inner->getType()))
    return expr->isGLValue() ? load(locate(expr), lowerPlace(expr)) : lowerValue(expr);
  Value number = lowerTextNumber(isCString ? call->getImplicitObjectArgument() : inner);
  PtrType type = module.getTypes().lowerPointerTo(ast.CharTy.withConst());
  return number ? builder.create<TextDataOp>(locate(expr), type, number, isCString) : Value();
}

/// The parts of `"x[" + std::to_string(i) + "]"` in their order: literal text, "" for the next number and kTextItem for
/// the next text. False for other text.
bool FunctionLowering::collectText(const clang::Expr *expr, SmallVectorImpl<std::string> &items,
                                   SmallVectorImpl<Value> &operands) {
  while (true) {
    expr = expr->IgnoreParenImpCasts()->IgnoreImplicit();
    auto *construction = dyn_cast<clang::CXXConstructExpr>(expr);
    auto *cast = dyn_cast<clang::CXXFunctionalCastExpr>(expr);
    if (!(construction && hasOneArgument(construction)) && !cast)
      break;
    expr = cast ? cast->getSubExpr() : construction->getArg(0);
  }
  if (auto *literal = dyn_cast<clang::StringLiteral>(expr)) {
    items.push_back(quoteText(literal));
    return true;
  }
  if (auto *character = dyn_cast<clang::CharacterLiteral>(expr);
      character && llvm::isPrint(static_cast<char>(character->getValue())) && character->getValue() < 128) {
    std::string text(1, static_cast<char>(character->getValue()));
    items.push_back(text == "\"" || text == "\\" ? "\"\\" + text + "\"" : "\"" + text + "\"");
    return true;
  }
  if (isTextPointer(expr->getType())) {
    items.push_back(kTextItem.str());
    operands.push_back(lowerTextPointer(expr));
    return true;
  }
  if (isStdString(expr->getType()) && expr->isLValue() && !findMessage(expr)) {
    items.push_back(kTextItem.str());
    operands.push_back(lowerTextPointer(expr));
    return true;
  }
  if (const MessageText *known = findMessage(expr)) {
    llvm::append_range(items, known->items);
    operands.append(known->operands);
    return !known->isStream;
  }
  auto *call = dyn_cast<clang::CallExpr>(expr);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !callee->isInStdNamespace())
    return false;
  if (auto *sum = dyn_cast<clang::CXXOperatorCallExpr>(call); sum && sum->getOperator() == clang::OO_Plus)
    return collectText(sum->getArg(0), items, operands) && collectText(sum->getArg(1), items, operands);
  bool isNumber = callee->getIdentifier() && callee->getName() == "to_string" && call->getNumArgs() == 1 &&
                  call->getArg(0)->getType()->isArithmeticType();
  if (isNumber) {
    items.emplace_back();
    operands.push_back(lowerValue(call->getArg(0)));
  }
  return isNumber;
}

/// What one argument of a constructor that is thrown is made of.
bool FunctionLowering::collectThrown(const clang::Expr *argument, SmallVectorImpl<std::string> &items,
                                     SmallVectorImpl<Value> &operands) {
  if (argument->getType()->isArithmeticType() || argument->getType()->isEnumeralType()) {
    items.push_back(kNumberItem.str());
    operands.push_back(lowerValue(argument));
    return true;
  }
  if (collectMessage(argument, items, operands))
    return true;
  if (!isa<clang::StringLiteral>(argument->IgnoreImplicit()) && TypeLowering::isString(argument->getType()))
    items.push_back(kStringItem.str());
  return collectText(argument, items, operands);
}

/// `throw std::runtime_error("no row " + std::to_string(i))`: text that is put together.
void FunctionLowering::throwComposed(const clang::CXXThrowExpr *expr, const clang::CXXConstructExpr *construction) {
  SmallVector<std::string> items;
  SmallVector<Value> operands;
  for (const clang::Expr *argument : construction->arguments()) {
    if (isa<clang::CXXDefaultArgExpr>(argument))
      continue;
    if (!items.empty())
      items.push_back(kNextItem.str());
    if (!collectThrown(argument, items, operands))
      return report(Obstacle::Throw, expr->getSourceRange(), "a throw");
  }
  if (llvm::is_contained(operands, Value()))
    return expectReported();
  std::string name = "throw " + module.getTypes().printName(construction->getType());
  FuncOp target = module.getPrinting(name, items, ValueRange(operands).getTypes());
  target->setAttr("pb.throws", builder.getUnitAttr());
  builder.create<CallOp>(locate(expr), target, operands);
}

void FunctionLowering::throwOutOfRange(Location location, StringRef what) {
  Value text = makeText(location, ("\"" + what + "\"").str());
  builder.create<CallOp>(location, module.getThrow("std::out_of_range", text), text);
}

/// The functions of the GNU library that its classes call to throw.
bool FunctionLowering::lowerLibraryThrow(const clang::FunctionDecl *callee, const clang::Expr *call) {
  static const std::pair<StringRef, StringRef> thrown[] = {
      {"__throw_out_of_range_fmt", "std::out_of_range"}, {"__throw_out_of_range", "std::out_of_range"},
      {"__throw_length_error", "std::length_error"},     {"__throw_invalid_argument", "std::invalid_argument"},
      {"__throw_domain_error", "std::domain_error"},     {"__throw_range_error", "std::range_error"}};
  if (!callee->isInStdNamespace() || !callee->getIdentifier())
    return false;
  for (auto [function, exception] : thrown)
    if (callee->getName() == function) {
      Value text = makeText(locate(call), "\"out of range\"");
      builder.create<CallOp>(locate(call), module.getThrow(exception, text), text);
      return true;
    }
  return false;
}
