// What std::valarray's operators yield is computed where its elements are read, and by then what it is made from may
// have changed. The tool computes it at once (Library/valarray.h), which is the same where nothing comes between: where
// it is an operand of another such operation, or a std::valarray is made of it. Elsewhere it is refused, and so is a
// call among the operands that may change another operand.
#include "Frontend/ModuleLowering.h"
#include "Frontend/Traversal.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

static StringRef getStandardName(clang::QualType type) {
  const clang::CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getIdentifier() ? record->getName() : "";
}

static bool isLazy(const clang::Expr *expr) {
  return expr && llvm::is_contained({"__result", "__selection"}, getStandardName(expr->getType()));
}

static bool isOfValarrays(clang::QualType type) {
  static const StringRef names[] = {"valarray",    "__result",   "__selection",
                                    "slice_array", "mask_array", "indirect_array"};
  return llvm::is_contained(names, getStandardName(type));
}

/// True for operators, functions and members that use a result as the library's expressions do.
static bool takesLazy(const clang::FunctionDecl *callee) {
  auto *method = dyn_cast<clang::CXXMethodDecl>(callee);
  if (method && isOfValarrays(method->getASTContext().getRecordType(method->getParent())))
    return true;
  bool isInPart = method && method->getParent()->isInStdNamespace() && method->getParent()->getName() == "__part";
  return isInPart || (callee->isInStdNamespace() && isOfValarrays(callee->getReturnType()));
}

/// True for calls that may change objects which they do not own.
static bool mayChange(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  if (callee && (callee->isInStdNamespace() || takesLazy(callee)))
    return false;
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  if (!callee || (method && !method->isStatic() && !method->isConst()) || (method && method->getParent()->isLambda()))
    return true;
  return llvm::any_of(callee->parameters(), [](const clang::ParmVarDecl *parameter) {
    clang::QualType type = parameter->getType();
    return (type->isReferenceType() || type->isPointerType()) && !type->getPointeeType().isConstQualified();
  });
}

static const clang::CallExpr *findChange(const clang::Stmt *statement) {
  if (!statement)
    return nullptr;
  if (auto *call = dyn_cast<clang::CallExpr>(statement); call && mayChange(call))
    return call;
  for (const clang::Stmt *child : statement->children())
    if (const clang::CallExpr *found = findChange(child))
      return found;
  return nullptr;
}

namespace {

class LazyFinder : public clang::RecursiveASTVisitor<LazyFinder> {
public:
  explicit LazyFinder(ObstacleReporter &obstacles) : obstacles(obstacles) {}

  bool TraverseLambdaExpr(clang::LambdaExpr *lambda) { // its body is a function of its own
    for (clang::Expr *init : lambda->capture_inits()) {
      check(init, "what this captures");
      TraverseStmt(init);
    }
    return true;
  }
  bool VisitCallExpr(clang::CallExpr *call) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    bool isTaken = callee && takesLazy(callee);
    for (const clang::Expr *argument : call->arguments()) {
      if (!isTaken)
        check(argument, "this argument");
      if (!isLazy(call))
        continue;
      if (const clang::CallExpr *change = findChange(argument))
        obstacles.report(Obstacle::LazyUse, change->getSourceRange(), "this call beside it");
    }
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *construction) {
    for (const clang::Expr *argument : construction->arguments())
      if (!takesLazy(construction->getConstructor()))
        check(argument, "this argument");
    return true;
  }
  bool VisitInitListExpr(clang::InitListExpr *list) {
    for (const clang::Expr *element : list->inits())
      check(element, "this member");
    return true;
  }
  bool VisitReturnStmt(clang::ReturnStmt *statement) {
    check(statement->getRetValue(), "what is returned");
    return true;
  }

private:
  void check(const clang::Expr *expr, const std::string &subject) {
    if (isLazy(expr))
      obstacles.report(Obstacle::LazyUse, expr->getSourceRange(), subject);
  }

  ObstacleReporter &obstacles;
};

} // namespace

void ModuleLowering::checkLazyResults(const clang::FunctionDecl *definition) {
  const auto *method = dyn_cast<clang::CXXMethodDecl>(definition);
  if (method ? TypeLowering::isFromStandardLibrary(method->getParent()) : definition->isInStdNamespace())
    return;
  LazyFinder finder(obstacles);
  traverseDefinition(finder, definition);
}
