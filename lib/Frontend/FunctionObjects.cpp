// std::function where its target is known: a variable or parameter stands for the object that it was made from.
//
//   std::function<double(double)> g = [&](double t) {...};   ->   g is the lambda's closure
//   integrate(g, 0, 1)                                       ->   a call of integrate for this target alone
//   g(t)                                                     ->   a call of the closure's operator()
//
// Where it is not known, or more is done than calls: StoredFunctions.cpp.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"

using namespace mlir;
using namespace pullback;

bool pullback::isStdFunction(clang::QualType type) {
  const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getIdentifier() && record->getName() == "function" &&
         isa<clang::ClassTemplateSpecializationDecl>(record);
}

static const clang::FunctionProtoType *getPrototype(clang::QualType type) {
  auto *record = cast<clang::ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  return record->getTemplateArgs()[0].getAsType()->getAs<clang::FunctionProtoType>();
}

/// What a std::function is made from, without the conversions around it.
static const clang::Expr *getSource(const clang::Expr *expr) {
  while (true) {
    expr = expr->IgnoreImplicit()->IgnoreParens();
    auto *construction = dyn_cast<clang::CXXConstructExpr>(expr);
    if (auto *cast = dyn_cast<clang::CXXFunctionalCastExpr>(expr))
      expr = cast->getSubExpr();
    else if (construction && construction->getNumArgs() >= 1 &&
             (isStdFunction(construction->getType()) || construction->getConstructor()->isCopyOrMoveConstructor()))
      expr = construction->getArg(0);
    else
      return expr;
  }
}

static const clang::VarDecl *getFunctionVariable(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreImplicit()->IgnoreParens());
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && isStdFunction(variable->getType()) ? variable : nullptr;
}

static bool haveSameTypes(clang::ASTContext &ast, const clang::FunctionDecl *function,
                          const clang::FunctionProtoType *wanted) {
  auto isSame = [&](clang::QualType a, clang::QualType b) {
    return ast.hasSameUnqualifiedType(a.getNonReferenceType(), b.getNonReferenceType());
  };
  if (!wanted || function->getNumParams() != wanted->getNumParams() ||
      !(wanted->getReturnType()->isVoidType() || isSame(function->getReturnType(), wanted->getReturnType())) ||
      function->getReturnType()->isReferenceType() != wanted->getReturnType()->isReferenceType())
    return false;
  for (unsigned i = 0; i < function->getNumParams(); ++i)
    if (!isSame(function->getParamDecl(i)->getType(), wanted->getParamType(i)))
      return false;
  return true;
}

/// The function that a std::function made from `expr` runs, or null if it is not known.
const clang::FunctionDecl *FunctionLowering::findTarget(const clang::Expr *expr, clang::QualType type) {
  const clang::Expr *source = getSource(expr);
  const clang::FunctionDecl *target = nullptr;
  if (const clang::VarDecl *variable = getFunctionVariable(source)) {
    target = functions.lookup(variable);
  } else if (isStdFunction(source->getType())) {
    return nullptr; // made elsewhere, or empty
  } else if (const auto *record = source->getType()->getAsCXXRecordDecl()) {
    for (const clang::CXXMethodDecl *method : record->methods())
      if (method->getOverloadedOperator() == clang::OO_Call)
        target = target ? nullptr : method;
  } else {
    target = findFunction(source);
  }
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(target);
  bool keepsState = method && !method->isStatic() && !method->isConst(); // copies of it differ
  return target && !keepsState && haveSameTypes(ast, target, getPrototype(type)) ? target : nullptr;
}

/// The object that is called, where the target is a member: a std::function that refers to another has that one's, any
/// other a copy of its own.
Value FunctionLowering::lowerTargetObject(const clang::Expr *expr, const clang::FunctionDecl *target,
                                          const clang::ValueDecl *variable) {
  const clang::Expr *source = getSource(expr);
  const clang::VarDecl *other = getFunctionVariable(source);
  Value object = other                 ? places.lookup(other)
                 : source->isGLValue() ? lowerPlace(source)
                                       : lowerRecord(source, "function");
  bool isShared = other && variable->getType()->isReferenceType();
  if (!object || isShared || (!other && !source->isGLValue()))
    return object;
  Value copy = makeTemporary(object.getLoc(), cast<PtrType>(object.getType()).getPointee(), variable->getName());
  copyInto(source, ast.getRecordType(cast<clang::CXXMethodDecl>(target)->getParent()), object, copy, /*isMove=*/false);
  return copy;
}

/// A variable of type std::function that is only called is the object that it is made from, or a copy of it. False
/// where that is not known.
bool FunctionLowering::lowerFunctionVariable(const clang::VarDecl *variable) {
  const clang::Expr *initializer = variable->getInit();
  const clang::FunctionDecl *target = initializer ? findTarget(initializer, variable->getType()) : nullptr;
  if (!target || !isOnlyCalled(variable))
    return false;
  functions[variable] = target;
  if (hasThis(target))
    places[variable] = lowerTargetObject(initializer, target, variable);
  return true;
}

bool FunctionLowering::isStdFunctionCall(const clang::CallExpr *call) {
  auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call);
  return operation && operation->getOperator() == clang::OO_Call && isStdFunction(call->getArg(0)->getType());
}

/// A call of a std::function; true if it is one.
bool FunctionLowering::lowerFunctionCall(const clang::CallExpr *call, Value resultPlace, Value &result) {
  if (!isStdFunctionCall(call))
    return false;
  const clang::VarDecl *variable = getFunctionVariable(call->getArg(0));
  const clang::FunctionDecl *target = variable ? functions.lookup(variable) : nullptr;
  if (!target) {
    result = lowerStoredCall(call, resultPlace);
    return true;
  }
  Value object = hasThis(target) ? places.lookup(variable) : Value();
  if (hasThis(target) && !object) {
    expectReported();
    return true;
  }
  result = emitCall(call, target, object, ArrayRef(call->getArgs(), call->getNumArgs()).drop_front(), resultPlace);
  return true;
}
