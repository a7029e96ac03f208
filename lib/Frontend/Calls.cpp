// Calls of the user's functions, and of those of the standard library whose bodies can be read.
//
//   f(x, a[0], {1, 2})   ->   numbers by value, references as places, records by value as a copy of their own
//   S s = g();           ->   the record returned is written to the last argument
//   m.f(x), a + b        ->   the place of m, or of a, is the first argument of a member function
//
// Not handled, refused: virtual calls of unknown target, variable arguments.
#include "Frontend/FunctionLowering.h"
#include "IR/Text.h"

using namespace mlir;
using namespace pullback;

/// The object that a member function is called on, as it is written; null for other calls.
static const clang::Expr *getObject(const clang::CallExpr *call) {
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(call))
    return member->getImplicitObjectArgument();
  bool isOperator =
      isa<clang::CXXOperatorCallExpr>(call) && isa_and_nonnull<clang::CXXMethodDecl>(call->getDirectCallee());
  return isOperator && call->getNumArgs() > 0 ? call->getArg(0) : nullptr;
}

/// False for `Base::f()`, which names the function to call.
static bool isDispatched(const clang::CallExpr *call) {
  auto *member = dyn_cast<clang::MemberExpr>(call->getCallee()->IgnoreParenImpCasts());
  return !member || !member->hasQualifier();
}

bool ModuleLowering::isClosedLibrary(const clang::FunctionDecl *callee) {
  // The series of special functions converge, but their derivatives need not.
  StringRef file = ast.getSourceManager().getFilename(ast.getSourceManager().getFileLoc(callee->getLocation()));
  bool isSpecial = file.ends_with("specfun.h") || file.contains("/tr1/");
  return callee->isInStdNamespace() && !isInactive(callee) && (!callee->hasBody() || isSpecial);
}

/// The function that is called, or null where that is refused, which is reported.
const clang::FunctionDecl *FunctionLowering::resolveCallee(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = findFunction(call->getCallee());
  auto refuse = [&](Obstacle obstacle) -> const clang::FunctionDecl * {
    std::string name = callee ? "the call to '" + callee->getNameAsString() + "'" : "this call";
    report(obstacle, call->getSourceRange(), name, callee ? callee->getNameAsString() : "");
    lowerArgumentsForEffects(call);
    return nullptr;
  };
  if (!callee)
    return refuse(Obstacle::FunctionPointer);
  if (auto *method = dyn_cast<clang::CXXMethodDecl>(callee); method && !method->isStatic()) {
    const clang::Expr *object = getObject(call);
    if (object && isRefused(object)) {
      expectReported();
      lowerArgumentsForEffects(call);
      return nullptr;
    }
    if (TypeLowering::isFromStandardLibrary(method->getParent()) &&
        !module.getTypes().lower(ast.getRecordType(method->getParent())))
      return refuse(module.getTypes().getProblem().obstacle);
    if (method->isVirtual() && isDispatched(call)) {
      method = object ? method->getDevirtualizedMethod(object, /*IsAppleKext=*/false) : nullptr;
      return method ? method : refuse(Obstacle::VirtualCall);
    }
  }
  return module.isClosedLibrary(callee) ? refuse(Obstacle::StandardLibrary) : callee;
}

/// The function behind the pointer that a lambda without captures is converted to; null for other calls.
static const clang::FunctionDecl *findConverted(const clang::CallExpr *call) {
  auto *conversion = dyn_cast_or_null<clang::CXXConversionDecl>(call->getDirectCallee());
  bool isIt = conversion && conversion->getParent()->isLambda() && conversion->hasBody();
  auto *body = isIt ? dyn_cast_or_null<clang::CompoundStmt>(conversion->getBody()) : nullptr;
  auto *result = body && !body->body_empty() ? dyn_cast<clang::ReturnStmt>(body->body_back()) : nullptr;
  auto *use = result ? dyn_cast<clang::DeclRefExpr>(result->getRetValue()->IgnoreParenImpCasts()) : nullptr;
  return use ? getInvoked(dyn_cast<clang::FunctionDecl>(use->getDecl())) : nullptr;
}

/// True for std::forward and std::move.
static bool isPassingOn(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  return callee && callee->isInStdNamespace() && callee->getIdentifier() &&
         (callee->getName() == "forward" || callee->getName() == "move");
}

const clang::FunctionDecl *FunctionLowering::findFunction(const clang::Expr *expr) {
  while (true) {
    expr = expr->IgnoreParenImpCasts();
    auto *unary = dyn_cast<clang::UnaryOperator>(expr);
    bool isPath = unary && (unary->getOpcode() == clang::UO_AddrOf || unary->getOpcode() == clang::UO_Deref ||
                            unary->getOpcode() == clang::UO_Plus);
    auto *replaced = dyn_cast<clang::SubstNonTypeTemplateParmExpr>(expr);
    auto *written = dyn_cast<clang::ExplicitCastExpr>(expr); // static_cast<double (*)(double)>(std::sin)
    bool isChoice = written && (written->getCastKind() == clang::CK_FunctionToPointerDecay ||
                                written->getCastKind() == clang::CK_NoOp);
    if (!isPath && !replaced && !isChoice)
      break;
    expr = isPath ? unary->getSubExpr() : replaced ? replaced->getReplacement() : written->getSubExpr();
  }
  if (auto *access = dyn_cast<clang::BinaryOperator>(expr); access && access->isPtrMemOp())
    return findFunction(access->getRHS());
  if (auto *call = dyn_cast<clang::CallExpr>(expr); call && call->getNumArgs() == 1 && isPassingOn(call))
    return findFunction(call->getArg(0));
  if (auto *call = dyn_cast<clang::CXXMemberCallExpr>(expr))
    return findConverted(call);
  if (auto *member = dyn_cast<clang::MemberExpr>(expr); member && !isa<clang::FieldDecl>(member->getMemberDecl()))
    return dyn_cast<clang::FunctionDecl>(member->getMemberDecl());
  if (isa<clang::MemberExpr, clang::ArraySubscriptExpr>(expr) && refersToFunction(expr->getType()))
    return findConstantPart(expr);
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  if (!use)
    return nullptr;
  if (auto *variable = dyn_cast<clang::VarDecl>(use->getDecl()))
    return variable->hasGlobalStorage() ? findConstantFunction(variable) : functions.lookup(variable);
  return getInvoked(dyn_cast<clang::FunctionDecl>(use->getDecl()));
}

void FunctionLowering::lowerArgumentsForEffects(const clang::CallExpr *call) {
  for (const clang::Expr *argument : call->arguments())
    if (argument->getType()->isArithmeticType())
      lowerEffects(argument);
}

/// What is declared PULLBACK_INACTIVE in `expr`, an array, a class or a pointer to them that is handed on; or null.
const clang::ValueDecl *FunctionLowering::findInactiveObject(const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  if (expr->getType()->isArithmeticType() || expr->getType()->isEnumeralType())
    return nullptr;
  while (true) {
    if (auto *member = dyn_cast<clang::MemberExpr>(expr)) {
      if (module.isInactive(member->getMemberDecl()))
        return member->getMemberDecl();
      expr = member->getBase()->IgnoreParenImpCasts();
    } else if (auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(expr)) {
      expr = subscript->getBase()->IgnoreParenImpCasts();
    } else if (auto *unary = dyn_cast<clang::UnaryOperator>(expr)) {
      expr = unary->getSubExpr()->IgnoreParenImpCasts();
    } else if (auto *sum = dyn_cast<clang::BinaryOperator>(expr)) {
      expr = (sum->getLHS()->getType()->isPointerType() ? sum->getLHS() : sum->getRHS())->IgnoreParenImpCasts();
    } else {
      break;
    }
  }
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasLocalStorage() && inactivePlaces.contains(places.lookup(variable)) ? variable
                                                                                                     : nullptr;
}

/// Functions of the library are lowered in forms of their own, which know of numbers alone.
bool FunctionLowering::refuseInactiveArguments(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  if (inactivePlaces.empty() || !callee ||
      !(callee->getBuiltinID() != 0 || ast.getSourceManager().isInSystemHeader(callee->getLocation())))
    return false;
  for (const clang::Expr *argument : call->arguments())
    if (findInactiveObject(argument)) {
      reportInactivePointer(argument->getSourceRange());
      return true;
    }
  return false;
}

/// True for a call of a pointer or reference to a function, or of a pointer to a member, that is not known.
bool FunctionLowering::isCallByPointer(const clang::CallExpr *call) {
  const clang::Expr *callee = call->getCallee();
  auto *access = dyn_cast<clang::BinaryOperator>(callee->IgnoreParens());
  return (refersToFunction(callee->getType()) || (access && access->isPtrMemOp())) && !findFunction(callee) &&
         !isRefused(callee);
}

Value FunctionLowering::lowerCall(const clang::CallExpr *call) {
  Value result;
  if (refuseInactiveArguments(call))
    return result;
  if (lowerOpaqueCall(call, result) || lowerMessageCall(call) || lowerStringCall(call, result) ||
      lowerBitCall(call, result) || lowerVectorCall(call, result) || lowerSmartCall(call, result) ||
      lowerOptionalCall(call, result) || lowerFunctionCall(call, {}, result) || lowerFunctionMember(call, result) ||
      lowerPrintCall(call) || lowerStreamCall(call))
    return result;
  if (isVirtualCall(call))
    return lowerVirtualCall(call, {});
  const clang::FunctionDecl *callee = findFunction(call->getCallee());
  if (callee && (lowerComplexCall(call, callee, result) || lowerMathCall(call, callee, result) ||
                 lowerDerivativeCall(call, callee, result) || lowerStandardCall(call, callee, result)))
    return result;
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  bool isPlainAssignment =
      method && method->isTrivial() && (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator());
  if (auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call); operation && isPlainAssignment) {
    Value source = lowerRecord(call->getArg(1), "");
    Value target = lowerPlace(call->getArg(0));
    if (target && cast<PtrType>(target.getType()).getIsConst())
      reportGlobalStore(call->getArg(0));
    else
      copyObject(locate(call), source, target);
    return target;
  }
  if (isCallByPointer(call))
    return lowerCallByPointer(call, {});
  callee = resolveCallee(call);
  return callee ? lowerCallOf(call, callee, {}) : Value();
}

void FunctionLowering::lowerCallInto(const clang::CallExpr *call, Value place) {
  Value ignored;
  if (refuseInactiveArguments(call))
    return;
  if (lowerBitInto(call, place) || lowerVectorIterator(call, place) || lowerMakeShared(call, place) ||
      lowerOptionalOr(call, place))
    return;
  bool isDispatchedCall = isVirtualCall(call), isFunctionObject = isStdFunctionCall(call),
       isByPointer = isCallByPointer(call);
  bool isChosen = isDispatchedCall || isFunctionObject || isByPointer;
  const clang::FunctionDecl *callee = isChosen ? nullptr : resolveCallee(call);
  if (!callee && !isChosen)
    return;
  auto callInto = [&](Value to) {
    if (isDispatchedCall)
      lowerVirtualCall(call, to);
    else if (isFunctionObject)
      lowerFunctionCall(call, to, ignored);
    else if (isByPointer)
      lowerCallByPointer(call, to);
    else
      lowerCallOf(call, callee, to);
  };
  // What the call reads may be what it is assigned to.
  bool isFresh = isa_and_nonnull<LocalOp>(place.getDefiningOp());
  if (isFresh && place.use_empty()) {
    callInto(place);
    return;
  }
  Value result = makeTemporary(locate(call), cast<PtrType>(place.getType()).getPointee(), "");
  callInto(result);
  copyObject(locate(call), result, place);
}

Value FunctionLowering::lowerCallOf(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value resultPlace) {
  auto arguments = ArrayRef(call->getArgs(), call->getNumArgs());
  if (!isa<clang::CXXMethodDecl>(callee))
    return emitCall(call, callee, {}, arguments, resultPlace);
  const clang::Expr *written = getObject(call);
  if (!written && hasThis(callee)) // a lambda, by a pointer to its function
    return emitCall(call, callee, {}, arguments, resultPlace);
  if (isa<clang::CXXOperatorCallExpr>(call))
    arguments = arguments.drop_front();
  if (!hasThis(callee)) {
    if (auto *member = dyn_cast<clang::MemberExpr>(call->getCallee()->IgnoreParenImpCasts()))
      lowerEffects(member->getBase());
    return emitCall(call, callee, {}, arguments, resultPlace);
  }
  Value object = written->getType()->isPointerType() ? lowerValue(written)
                 : written->isGLValue()              ? lowerPlace(written)
                                                     : lowerRecord(written, "");
  if (!object) {
    expectReported();
    lowerArgumentsForEffects(call);
    return {};
  }
  return emitCall(call, callee, object, arguments, resultPlace);
}

/// The number whose address is passed, where it is a global that the function only reads; null for other arguments.
static const clang::Expr *findGlobalToRead(const clang::Expr *argument, const clang::FunctionDecl *callee,
                                           const clang::ParmVarDecl *parameter) {
  auto *address = dyn_cast<clang::UnaryOperator>(argument->IgnoreParens());
  auto *use = address && address->getOpcode() == clang::UO_AddrOf
                  ? dyn_cast<clang::DeclRefExpr>(address->getSubExpr()->IgnoreParens())
                  : nullptr;
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  const clang::FunctionDecl *definition = nullptr;
  bool isGlobal = variable && variable->hasGlobalStorage() && variable->getType()->isArithmeticType() &&
                  callee->hasBody(definition) && parameter->getType()->isPointerType();
  return isGlobal && onlyReads(definition, definition->getParamDecl(parameter->getFunctionScopeIndex())) ? use
                                                                                                         : nullptr;
}

Value FunctionLowering::emitCall(const clang::Expr *call, const clang::FunctionDecl *callee, Value object,
                                 ArrayRef<const clang::Expr *> arguments, Value resultPlace) {
  ModuleLowering::FunctionArguments passed(callee->getNumParams());
  for (auto [index, parameter] : llvm::enumerate(callee->parameters())) {
    clang::QualType type = parameter->getType();
    if (!refersToFunction(type) && !isStdFunction(type))
      continue;
    if (isStdFunction(type))
      passed[index] = isOnlyCalled(parameter) ? findTarget(arguments[index], type) : nullptr;
    else if (isNeverChanged(parameter))
      passed[index] = findFunction(arguments[index]);
  }
  FuncOp target = module.getCallee(callee, call, passed);
  if (!target) {
    expectReported();
    for (const clang::Expr *argument : arguments)
      if (argument->getType()->isArithmeticType())
        lowerEffects(argument);
    return {};
  }
  ArrayRef<Type> types = target.getArgumentTypes();
  SmallVector<Value> operands;
  bool isInactiveCall = module.isInactive(callee);
  if (!object && hasThis(callee)) // a lambda without captures, by a pointer to its function
    object = makeTemporary(locate(call), cast<PtrType>(types.front()).getPointee(), "");
  if (object) {
    auto *method = cast<clang::CXXMethodDecl>(callee);
    if (isInactivePlace(object) && !isInactiveCall && !module.isInactive(method->getParent()))
      reportInactivePointer(call->getSourceRange());
    operands.push_back(qualify(call, object, types.front()));
    types = types.drop_front();
  }
  for (auto [argument, parameter, known] : llvm::zip(arguments, callee->parameters(), passed)) {
    if (known && (refersToFunction(parameter->getType()) || !hasThis(known)))
      continue;
    const clang::Expr *global = findGlobalToRead(argument, callee, parameter);
    operands.push_back(known    ? lowerTargetObject(argument, known, parameter)
                       : global ? lowerPlace(global)
                                : lowerArgument(argument, parameter->getType(), parameter->getName(), types.front()));
    if (global && operands.back() && operands.back().getType() != types.front()) // what it points to is only read
      operands.back() = builder.create<CastOp>(locate(argument), types.front(), operands.back(), /*implicit=*/true);
    if (!isInactiveCall)
      checkInactiveArgument(argument, parameter, operands.back());
    types = types.drop_front();
  }
  if (isObject(callee->getReturnType()))
    operands.push_back(resultPlace ? resultPlace
                                   : makeTemporary(locate(call), cast<PtrType>(types.front()).getPointee(), ""));
  if (llvm::is_contained(operands, Value())) {
    expectReported();
    return {};
  }
  auto made = builder.create<CallOp>(locate(call), target, operands);
  return made.getNumResults() == 1 ? made.getResult(0) : Value();
}

/// The place that an initialiser binds a reference to; a temporary gets the name of the reference.
Value FunctionLowering::lowerReferred(const clang::Expr *expr, StringRef name) {
  while (auto *cleanups = dyn_cast<clang::ExprWithCleanups>(expr))
    expr = cleanups->getSubExpr();
  if (auto *initializer = dyn_cast<clang::CXXDefaultInitExpr>(expr))
    return lowerDefault(initializer, [&](auto *value) { return lowerReferred(value, name); });
  if (auto *list = dyn_cast<clang::InitListExpr>(expr); list && list->getNumInits() == 1)
    expr = list->getInit(0);
  if (auto *text = dyn_cast<clang::StringLiteral>(expr->IgnoreParens()); text && text->getCharByteWidth() == 1)
    return lowerTextArray(text);
  return isa<clang::MaterializeTemporaryExpr>(expr) ? lowerTemporary(cast<clang::MaterializeTemporaryExpr>(expr), name)
                                                    : lowerPlace(expr);
}

Value FunctionLowering::lowerArgument(const clang::Expr *argument, clang::QualType parameter, StringRef name,
                                      Type type) {
  if (isFunctionReference(parameter))
    return lowerFunction(argument);
  if (Value pointer; lowerRowArgument(argument, parameter, pointer))
    return pointer ? addConst(locate(argument), pointer, type) : Value();
  if (type == module.getTypes().lowerPointerTo(ast.CharTy.withConst()) && isTextInput(parameter)) {
    Value number = lowerTextNumber(argument); // for an external function
    return number ? builder.create<TextDataOp>(locate(argument), type, number, /*c_string=*/false) : Value();
  }
  if (parameter->isReferenceType() && argument->isPRValue() && !argument->getType()->isRecordType() &&
      !isa<clang::InitListExpr>(argument)) { // what a std::function passes by value
    Value copy = makeTemporary(locate(argument), cast<PtrType>(type).getPointee(), name);
    Value value = lowerValueAs(argument, cast<PtrType>(type).getPointee());
    if (!value)
      return {};
    store(locate(argument), value, copy);
    return qualify(argument, copy, type);
  }
  if (parameter->isReferenceType())
    return qualify(argument, lowerReferred(argument, name), type);
  if (!isObject(parameter))
    return lowerValueAs(argument, type);
  Value copy = makeTemporary(locate(argument), cast<PtrType>(type).getPointee(), name);
  lowerInto(argument, copy);
  return copy;
}
