// What a function does with its variables of type std::function: whether they stand for their target, and whether a
// lambda calls the variable that it is kept in, which is itself.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

/// The lambda that a std::function is made from, without the conversions around it; null for other expressions.
static const clang::LambdaExpr *getLambda(const clang::Expr *expr) {
  while (true) {
    expr = expr->IgnoreImplicit()->IgnoreParens();
    auto *construction = dyn_cast<clang::CXXConstructExpr>(expr);
    if (auto *cast = dyn_cast<clang::CXXFunctionalCastExpr>(expr))
      expr = cast->getSubExpr();
    else if (construction && construction->getNumArgs() >= 1)
      expr = construction->getArg(0);
    else
      return dyn_cast<clang::LambdaExpr>(expr);
  }
}

namespace {

/// How a variable of type std::function is used in the function that declares it.
class FunctionUses {
public:
  explicit FunctionUses(const clang::VarDecl *variable) : variable(variable) {}
  void visit(const clang::Stmt *statement);

  /// What it is assigned.
  SmallVector<const clang::Expr *> assigned;
  /// The classes of lambdas that capture it by reference.
  SmallVector<const clang::CXXRecordDecl *> captors;
  /// It is changed in other ways than by assignments, or its address is taken.
  bool isChanged = false;
  /// It is asked whether it is empty.
  bool isAsked = false;

private:
  bool isUse(const clang::Expr *expr) const {
    auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParens());
    return use && use->getDecl() == variable;
  }
  const clang::VarDecl *variable;
};

} // namespace

void FunctionUses::visit(const clang::Stmt *statement) {
  if (!statement)
    return;
  if (auto *lambda = dyn_cast<clang::LambdaExpr>(statement))
    for (const clang::LambdaCapture &capture : lambda->captures())
      if (capture.capturesVariable() && capture.getCapturedVar() == variable) {
        if (capture.getCaptureKind() == clang::LCK_ByCopy)
          return; // the body uses a copy
        captors.push_back(lambda->getLambdaClass());
        return visit(lambda->getBody());
      }
  if (auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(statement);
      operation && isUse(operation->getArg(0)->IgnoreImplicit())) {
    if (operation->getOperator() == clang::OO_Equal)
      assigned.push_back(operation->getArg(1));
    else if (operation->getOperator() != clang::OO_Call)
      isAsked = true; // compared with nullptr
    for (const clang::Expr *argument : llvm::drop_begin(operation->arguments()))
      visit(argument);
    return;
  }
  if (auto *call = dyn_cast<clang::CXXMemberCallExpr>(statement);
      call && isUse(call->getImplicitObjectArgument()->IgnoreImplicit())) {
    (isa<clang::CXXConversionDecl>(call->getMethodDecl()) ? isAsked : isChanged) = true;
    for (const clang::Expr *argument : call->arguments())
      visit(argument);
    return;
  }
  if (auto *cast = dyn_cast<clang::ImplicitCastExpr>(statement); cast && isUse(cast->getSubExpr())) {
    isChanged |= !cast->getType().isConstQualified();
    return;
  }
  if (auto *expr = dyn_cast<clang::Expr>(statement); expr && isUse(expr)) {
    isChanged |= !expr->getType().isConstQualified();
    return;
  }
  for (const clang::Stmt *inner : statement->children())
    visit(inner);
}

static FunctionUses findUses(const clang::VarDecl *variable) {
  auto *owner = dyn_cast<clang::FunctionDecl>(variable->getDeclContext());
  const clang::FunctionDecl *definition = nullptr;
  bool hasBody = owner && owner->hasBody(definition);
  auto *parameter = dyn_cast<clang::ParmVarDecl>(variable);
  if (parameter && hasBody)
    variable = definition->getParamDecl(parameter->getFunctionScopeIndex());
  FunctionUses uses(variable);
  if (hasBody)
    uses.visit(definition->getBody());
  if (auto *constructor = dyn_cast_or_null<clang::CXXConstructorDecl>(definition))
    for (const clang::CXXCtorInitializer *initializer : constructor->inits())
      uses.visit(initializer->getInit());
  return uses;
}

/// True if calls and copies are all that is done with a variable, so that it may stand for its target.
bool FunctionLowering::isOnlyCalled(const clang::VarDecl *variable) {
  FunctionUses uses = findUses(variable);
  bool isCaptured = llvm::any_of(uses.captors, [&](const clang::CXXRecordDecl *captor) {
    return !TypeLowering::capturesItself(captor, variable);
  });
  return uses.assigned.empty() && !uses.isChanged && !uses.isAsked && !isCaptured;
}

/// True for `f = [&](int i) { return f(i - 1); }`, where that is all that f ever is.
bool TypeLowering::capturesItself(const clang::CXXRecordDecl *closure, const clang::ValueDecl *captured) {
  auto *variable = dyn_cast<clang::VarDecl>(captured);
  if (!variable || !isStdFunction(variable->getType()) || variable->getType()->isReferenceType() ||
      !variable->hasLocalStorage() || isa<clang::ParmVarDecl>(variable))
    return false;
  FunctionUses uses = findUses(variable);
  const clang::LambdaExpr *first = variable->getInit() ? getLambda(variable->getInit()) : nullptr;
  const clang::LambdaExpr *only = first && uses.assigned.empty()        ? first
                                  : !first && uses.assigned.size() == 1 ? getLambda(uses.assigned[0])
                                                                        : nullptr;
  return only && !uses.isChanged && !uses.isAsked && only->getLambdaClass() == closure;
}

bool TypeLowering::isSelfCapture(const clang::FieldDecl *field) {
  auto *record = dyn_cast<clang::CXXRecordDecl>(field->getParent());
  if (!record || !record->isLambda() || !field->getType()->isReferenceType())
    return false;
  const clang::LambdaCapture *capture = record->getCapture(field->getFieldIndex());
  return capture->capturesVariable() && capturesItself(record, capture->getCapturedVar());
}
