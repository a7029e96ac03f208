// std::string and std::string_view: numbers that stand for what they say, and can be compared.
//
//   Contract c{100, "call"};       ->   pb.text "call", stored to c.name.number
//   if (c.name == "call")          ->   pb.text.cmp eq, %number, %call
//   name += "x";                   ->   pb.text.unknown: refused later if somebody looks at it
//
// What a string is made from has to be literal text, numbers and other strings, or what a function of the user's
// returns. Not handled, refused: single characters, lengths, searching.
#include "Frontend/FunctionLowering.h"

#include "IR/Text.h"

#include "clang/AST/ExprCXX.h"

using namespace mlir;
using namespace pullback;

/// True if a function of the library may change what it is called with: std::exchange(a, "x"), std::move(a) + "z",
/// a.append("x").
static bool mayChangeArguments(const clang::Stmt *statement) {
  auto binds = [](const clang::Expr *argument, clang::QualType parameter) {
    const clang::Expr *inner = argument->IgnoreParenImpCasts();
    return parameter->isReferenceType() && !parameter->getPointeeType().isConstQualified() && inner->isGLValue() &&
           !isa<clang::MaterializeTemporaryExpr>(inner);
  };
  auto anyBinds = [&](const clang::FunctionDecl *callee, llvm::ArrayRef<const clang::Expr *> arguments) {
    return llvm::any_of(llvm::zip(callee->parameters(), arguments),
                        [&](auto pair) { return binds(std::get<1>(pair), std::get<0>(pair)->getType()); });
  };
  if (auto *construction = dyn_cast<clang::CXXConstructExpr>(statement))
    return anyBinds(construction->getConstructor(),
                    llvm::ArrayRef(construction->getArgs(), construction->getNumArgs()));
  auto *call = dyn_cast<clang::CallExpr>(statement);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee)
    return false;
  auto arguments = llvm::ArrayRef(call->getArgs(), call->getNumArgs());
  auto *method = dyn_cast<clang::CXXMethodDecl>(callee);
  bool isOperator = method && isa<clang::CXXOperatorCallExpr>(call); // whose first argument is the object
  const clang::Expr *object = isOperator ? arguments.front() : nullptr;
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(call))
    object = member->getImplicitObjectArgument();
  bool changesObject = method && !method->isStatic() && !method->isConst() && object && object->isLValue();
  return changesObject || anyBinds(callee, arguments.drop_front(isOperator ? 1 : 0));
}

/// True if computing the text does nothing that anybody sees.
static bool isPureText(const clang::Stmt *statement) {
  if (!statement)
    return true;
  auto *call = dyn_cast<clang::CallExpr>(statement);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (call && (!callee || !TypeLowering::isFromStandardLibrary(callee)))
    return false;
  if (mayChangeArguments(statement) || isa<clang::CXXThrowExpr, clang::CXXNewExpr, clang::LambdaExpr>(statement))
    return false;
  if (auto *operation = dyn_cast<clang::BinaryOperator>(statement); operation && operation->isAssignmentOp())
    return false;
  if (auto *step = dyn_cast<clang::UnaryOperator>(statement); step && step->isIncrementDecrementOp())
    return false;
  return llvm::all_of(statement->children(), [](const clang::Stmt *inner) { return isPureText(inner); });
}

static bool isOfChars(clang::QualType type) {
  auto *string =
      dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  return string && string->getTemplateArgs()[0].getAsType()->isSpecificBuiltinType(clang::BuiltinType::Char_S);
}

bool pullback::isTextInput(clang::QualType type) {
  bool isConstant = !type->isReferenceType() || type->getPointeeType().isConstQualified();
  return isConstant && !type->isPointerType() && TypeLowering::isString(type) && isOfChars(type);
}

std::string TypeLowering::printTextInput(clang::QualType type) {
  const auto *string = type.getNonReferenceType()->getAsCXXRecordDecl();
  std::string name = ("std::" + string->getName().drop_front(StringRef("basic_").size())).str();
  return type->isReferenceType() ? "const " + name + "&" : name;
}

StringRef pullback::cutAtEnd(StringRef text) {
  return text.take_until([](char c) { return c == 0; });
}

Value FunctionLowering::makeTextNumber(Location location, StringRef text) {
  return builder.create<TextOp>(location, getIntType(builder.getContext()), cutAtEnd(text));
}

Value FunctionLowering::getTextNumber(Location location, Value string) {
  if (!string)
    return expectReported(), Value();
  PtrType type = PtrType::get(getIntType(builder.getContext()), cast<PtrType>(string.getType()).getIsConst());
  return builder.create<FieldOp>(location, type, string, kTextNumber);
}

void FunctionLowering::copyText(Location location, Value from, Value to, bool isMove) {
  Value source = getTextNumber(location, from), target = getTextNumber(location, to);
  if (!source || !target)
    return;
  store(location, load(location, source), target);
  if (isMove && !cast<PtrType>(from.getType()).getIsConst()) // the library leaves it empty
    store(location, makeTextNumber(location, ""), source);
}

Value FunctionLowering::lowerUnknownText(const clang::Expr *expr) {
  if (!isPureText(expr)) {
    report(Obstacle::String, expr->getSourceRange(), "this text");
    return {};
  }
  return builder.create<UnknownTextOp>(locate(expr), getIntType(builder.getContext()));
}

/// Literal text, and nothing that is computed: what a static variable is made from once.
static bool isLiteralText(const clang::Stmt *statement) {
  if (!statement || isa<clang::StringLiteral, clang::CXXDefaultArgExpr>(statement))
    return true;
  bool isKept =
      isa<clang::CastExpr, clang::CXXConstructExpr, clang::ExprWithCleanups, clang::CXXBindTemporaryExpr,
          clang::MaterializeTemporaryExpr, clang::InitListExpr, clang::ParenExpr, clang::UserDefinedLiteral>(statement);
  if (auto *literal = dyn_cast<clang::UserDefinedLiteral>(statement))
    return isLiteralText(literal->getArg(0));
  return isKept && llvm::all_of(statement->children(), [](const clang::Stmt *inner) { return isLiteralText(inner); });
}

/// What a constant variable was initialised with, wherever it is; null for others.
static const clang::Expr *getConstantInitializer(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  const clang::Expr *initializer = variable && variable->getType().isConstQualified() && variable->hasGlobalStorage()
                                       ? variable->getAnyInitializer()
                                       : nullptr;
  return initializer && isLiteralText(initializer) ? initializer : nullptr;
}

Value FunctionLowering::chooseText(const clang::ConditionalOperator *choice) {
  return choose(
      locate(choice), lowerCondition(choice->getCond()), getIntType(builder.getContext()),
      [&] { return lowerTextNumber(choice->getTrueExpr()); }, [&] { return lowerTextNumber(choice->getFalseExpr()); });
}

/// The text behind a pointer to characters, or the string whose characters they are.
Value FunctionLowering::lowerTextPointerNumber(const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  if (auto *literal = dyn_cast<clang::StringLiteral>(expr); literal && literal->getCharByteWidth() == 1)
    return makeTextNumber(locate(expr), literal->getString());
  if (const clang::Expr *initializer = getConstantInitializer(expr))
    return lowerTextPointerNumber(initializer);
  if (auto *choice = dyn_cast<clang::ConditionalOperator>(expr))
    return chooseText(choice);
  auto *call = dyn_cast<clang::CXXMemberCallExpr>(expr);
  const clang::CXXMethodDecl *method = call ? call->getMethodDecl() : nullptr;
  if (method && method->getIdentifier() && (method->getName() == "c_str" || method->getName() == "data") &&
      TypeLowering::isString(call->getImplicitObjectArgument()->getType()))
    return lowerTextNumber(call->getImplicitObjectArgument());
  clang::QualType type = expr->getType();
  clang::QualType element = type->isArrayType()     ? ast.getAsArrayType(type)->getElementType()
                            : type->isPointerType() ? type->getPointeeType()
                                                    : clang::QualType();
  if (element.isNull() || !element->isSpecificBuiltinType(clang::BuiltinType::Char_S))
    return lowerUnknownText(expr);
  Location location = locate(expr);
  Value pointer = type->isArrayType() ? lowerPlace(expr) : lowerTextPointer(expr);
  if (pointer && type->isArrayType())
    pointer = builder.create<DecayOp>(location, pointer);
  return pointer ? builder.create<TextAtOp>(location, getIntType(builder.getContext()), pointer) : Value();
}

/// The text of a string that the library leaves empty.
Value FunctionLowering::lowerMovedText(const clang::Expr *expr) {
  Location location = locate(expr);
  Value string = lowerPlace(expr);
  if (!string)
    return {};
  Value number = load(location, getTextNumber(location, string));
  if (!cast<PtrType>(string.getType()).getIsConst())
    store(location, makeTextNumber(location, ""), getTextNumber(location, string));
  return number;
}

/// What makes a string.
Value FunctionLowering::lowerConstructedText(const clang::CXXConstructExpr *construction) {
  SmallVector<const clang::Expr *> arguments;
  for (const clang::Expr *argument : construction->arguments())
    if (!isa<clang::CXXDefaultArgExpr>(argument))
      arguments.push_back(argument);
  if (arguments.empty())
    return makeTextNumber(locate(construction), "");
  clang::QualType type = arguments.front()->getType();
  bool isText = TypeLowering::isString(type) || type->isPointerType() || type->isArrayType();
  if (construction->getConstructor()->isMoveConstructor() && arguments.front()->isXValue())
    return lowerMovedText(arguments.front());
  return arguments.size() == 1 && isText ? lowerTextNumber(arguments.front()) : lowerUnknownText(construction);
}

/// The number that stands for a string, a literal or what else a string is made from.
Value FunctionLowering::lowerTextNumber(const clang::Expr *expr) {
  expr = expr->IgnoreParenNoopCasts(ast);
  Location location = locate(expr);
  bool isString = TypeLowering::isString(expr->getType());
  if (isString && !isOfChars(expr->getType()))
    return lowerUnknownText(expr);
  if (auto *cast = dyn_cast<clang::CastExpr>(expr))
    return lowerTextNumber(cast->getSubExpr());
  if (!isString)
    return lowerTextPointerNumber(expr);
  if (const clang::Expr *initializer = getConstantInitializer(expr))
    return lowerTextNumber(initializer);
  if (expr->isGLValue()) {
    if (auto *temporary = dyn_cast<clang::MaterializeTemporaryExpr>(expr);
        temporary && temporary->getStorageDuration() == clang::SD_FullExpression)
      return lowerTextNumber(temporary->getSubExpr());
    Value string = lowerPlace(expr);
    return string ? load(location, getTextNumber(location, string)) : Value();
  }
  if (auto *inner = dyn_cast<clang::ExprWithCleanups>(expr))
    return lowerTextNumber(inner->getSubExpr());
  if (auto *inner = dyn_cast<clang::CXXBindTemporaryExpr>(expr))
    return lowerTextNumber(inner->getSubExpr());
  if (auto *inner = dyn_cast<clang::CXXDefaultArgExpr>(expr))
    return lowerTextNumber(inner->getExpr());
  if (auto *construction = dyn_cast<clang::CXXConstructExpr>(expr))
    return lowerConstructedText(construction);
  if (isa<clang::ImplicitValueInitExpr, clang::CXXScalarValueInitExpr>(expr))
    return makeTextNumber(location, "");
  if (auto *list = dyn_cast<clang::InitListExpr>(expr); list && list->getNumInits() <= 1)
    return list->getNumInits() ? lowerTextNumber(list->getInit(0)) : makeTextNumber(location, "");
  if (auto *choice = dyn_cast<clang::ConditionalOperator>(expr))
    return chooseText(choice);
  auto *call = dyn_cast<clang::CallExpr>(expr);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (auto *literal = dyn_cast<clang::UserDefinedLiteral>(expr); literal && callee && callee->isInStdNamespace()) {
    auto *text = dyn_cast<clang::StringLiteral>(literal->getArg(0)->IgnoreParenImpCasts());
    bool isWhole = text && text->getCharByteWidth() == 1 && cutAtEnd(text->getString()) == text->getString();
    return isWhole ? lowerTextPointerNumber(text) : lowerUnknownText(expr);
  }
  if (auto *member = dyn_cast_or_null<clang::CXXMemberCallExpr>(call);
      member && isa_and_nonnull<clang::CXXConversionDecl>(callee) &&
      TypeLowering::isString(member->getImplicitObjectArgument()->getType()))
    return lowerTextNumber(member->getImplicitObjectArgument());
  if (call && callee && TypeLowering::isFromStandardLibrary(callee))
    return lowerUnknownText(expr);
  if (!call && !isa<clang::CXXDefaultInitExpr>(expr))
    return lowerUnknownText(expr);
  Value made = makeTemporary(location, module.getTypes().lower(expr->getType()), "text");
  if (call)
    lowerCallInto(call, made);
  else
    lowerDefault(cast<clang::CXXDefaultInitExpr>(expr), [&](auto *value) { lowerStringInto(value, made); });
  return load(location, getTextNumber(location, made));
}

void FunctionLowering::lowerStringInto(const clang::Expr *expr, Value place) {
  Value number = lowerTextNumber(expr), target = getTextNumber(locate(expr), place);
  if (number && target)
    store(locate(expr), number, target);
}

static std::optional<Predicate> getPredicate(clang::OverloadedOperatorKind kind) {
  switch (kind) {
  case clang::OO_EqualEqual: return Predicate::EQ;
  case clang::OO_ExclaimEqual: return Predicate::NE;
  case clang::OO_Less: return Predicate::LT;
  case clang::OO_LessEqual: return Predicate::LE;
  case clang::OO_Greater: return Predicate::GT;
  case clang::OO_GreaterEqual: return Predicate::GE;
  default: return std::nullopt;
  }
}

/// The place of a string, or the number of another text: what it says is read when both sides are known, as they are
/// references.
Value FunctionLowering::lowerTextOperand(const clang::Expr *expr) {
  const clang::Expr *inner = expr->IgnoreParenNoopCasts(ast);
  bool isPlace = TypeLowering::isString(inner->getType()) && inner->isGLValue() && isOfChars(inner->getType()) &&
                 !isa<clang::MaterializeTemporaryExpr>(inner) && !getConstantInitializer(inner);
  return isPlace ? lowerPlace(inner) : lowerTextNumber(expr);
}

Value FunctionLowering::compareTexts(Location location, Predicate predicate, Value left, Value right) {
  if (!left || !right)
    return expectReported(), Value();
  for (Value *side : {&left, &right})
    if (isa<PtrType>(side->getType()))
      *side = load(location, getTextNumber(location, *side));
  return builder.create<CompareTextOp>(location, builder.getI1Type(), predicate, left, right);
}

/// True if the library's function that `comparison` calls compares strings.
static bool comparesStrings(const clang::Expr *comparison) {
  auto *call = dyn_cast<clang::CXXOperatorCallExpr>(comparison->IgnoreImplicit());
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  return callee && callee->isInStdNamespace() && call->getNumArgs() == 2 &&
         (TypeLowering::isString(call->getArg(0)->getType()) || TypeLowering::isString(call->getArg(1)->getType()));
}

/// `a == b`, `a < b`; `comparison` may be what C++20 writes it by, `b <=> a`.
bool FunctionLowering::lowerTextComparison(const clang::Expr *comparison, clang::OverloadedOperatorKind kind,
                                           const clang::Expr *left, const clang::Expr *right, Value &result) {
  std::optional<Predicate> predicate = getPredicate(kind);
  if (!predicate || !comparesStrings(comparison))
    return false;
  Value first = lowerTextOperand(left);
  Value second = lowerTextOperand(right);
  result = compareTexts(locate(comparison), *predicate, first, second);
  return true;
}

/// `a.compare(b) < 0`. How large the number is differs from library to library: others than its sign are refused.
bool FunctionLowering::lowerTextOrder(const clang::BinaryOperator *expr, Value &result) {
  auto *call = dyn_cast<clang::CXXMemberCallExpr>(expr->getLHS()->IgnoreParenImpCasts());
  const clang::CXXMethodDecl *method = call ? call->getMethodDecl() : nullptr;
  auto *zero = dyn_cast<clang::IntegerLiteral>(expr->getRHS()->IgnoreParenImpCasts());
  std::optional<Predicate> predicate =
      expr->isComparisonOp() ? getPredicate(clang::BinaryOperator::getOverloadedOperator(expr->getOpcode()))
                             : std::nullopt;
  if (!method || !method->getIdentifier() || method->getName() != "compare" || call->getNumArgs() != 1 || !zero ||
      !zero->getValue().isZero() || !predicate || !TypeLowering::isString(call->getImplicitObjectArgument()->getType()))
    return false;
  Value left = lowerTextOperand(call->getImplicitObjectArgument());
  Value right = lowerTextOperand(call->getArg(0));
  result = compareTexts(locate(expr), *predicate, left, right);
  return true;
}

bool FunctionLowering::lowerStringCall(const clang::CallExpr *call, Value &result) {
  if (auto *written = dyn_cast<clang::CXXOperatorCallExpr>(call);
      written && written->getNumArgs() == 2 &&
      lowerTextComparison(written, written->getOperator(), written->getArg(0), written->getArg(1), result))
    return true;
  std::optional<MemberCall> member = getMemberCall(call);
  if (!member || !TypeLowering::isString(member->type) || isa<clang::CXXConversionDecl>(member->method))
    return false;
  Location location = locate(call);
  StringRef name = member->method->getIdentifier() ? member->method->getName() : StringRef();
  unsigned arity = member->arguments.size();
  auto asNumber = [&] {
    return member->object->getType()->isPointerType()
               ? load(location, getTextNumber(location, lowerObject(member->object)))
               : lowerTextNumber(member->object);
  };
  if (name == "empty") {
    Value number = asNumber();
    result = compareTexts(location, Predicate::EQ, number, makeTextNumber(location, ""));
    return true;
  }
  static const StringRef others[] = {"append", "push_back", "resize", "pop_back"};
  clang::OverloadedOperatorKind kind = member->method->getOverloadedOperator();
  bool isSet = (kind == clang::OO_Equal || name == "assign") && arity == 1 &&
               !member->arguments.front()->getType()->isIntegerType();
  bool isUnknown =
      kind == clang::OO_PlusEqual || kind == clang::OO_Equal || name == "assign" || llvm::is_contained(others, name);
  bool isKept = name == "reserve" || name == "shrink_to_fit";
  if ((!isSet && !isUnknown && !isKept && name != "clear") ||
      !llvm::all_of(member->arguments, [&](const clang::Expr *one) { return isSet || isPureText(one); })) {
    report(Obstacle::String, call->getSourceRange(), "what the text says here");
    return true;
  }
  bool isMove = isSet && member->method->getParamDecl(0)->getType()->isRValueReferenceType() &&
                member->arguments.front()->isXValue() && TypeLowering::isString(member->arguments.front()->getType());
  Value number = isMove            ? lowerMovedText(member->arguments.front())
                 : isSet           ? lowerTextNumber(member->arguments.front())
                 : name == "clear" ? makeTextNumber(location, "")
                 : isUnknown       ? lowerUnknownText(member->arguments.empty() ? call : member->arguments.front())
                                   : Value();
  result = lowerObject(member->object);
  if (!result || (!isKept && !number)) {
    expectReported();
    result = {};
  } else if (!isKept) {
    if (cast<PtrType>(result.getType()).getIsConst())
      return reportGlobalStore(member->object), true;
    store(location, number, getTextNumber(location, result));
  }
  return true;
}
