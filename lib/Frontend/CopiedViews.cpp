// Generated code works on a copy of the matrix that an Eigen::Ref in its signature leads to, in which no gaps lie
// between the columns (lib/Emit, declareDense). The derivative of a function that asks where the columns lie, or walks
// over what lies between them, would not be that of the function: it is refused, in the function itself and in those
// that it calls.
#include "Frontend/ModuleLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

static bool isCopied(clang::QualType type) {
  std::optional<EigenObject> object = TypeLowering::getEigenObject(type);
  return object && object->view == "Ref" && !object->isVector();
}

/// Whether the object may be such a view, or a part or expression of one. A Ref with other strides may lead to a part
/// of it. One of a vector without gaps knows nothing of columns.
static bool sees(clang::QualType type) {
  type = type->isPointerType() ? type->getPointeeType() : type.getNonReferenceType();
  auto *record = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!record || !TypeLowering::isOfEigen(record))
    return false;
  if (record->getName() == "Ref") {
    std::optional<EigenObject> object = TypeLowering::getEigenObject(type);
    return !object || !object->isVector();
  }
  return llvm::any_of(record->getTemplateArgs().asArray(), [](const clang::TemplateArgument &argument) {
    return argument.getKind() == clang::TemplateArgument::Type && sees(argument.getAsType());
  });
}

namespace {

/// Finds where a function asks for the memory behind such a view.
class LayoutFinder : public clang::RecursiveASTVisitor<LayoutFinder> {
public:
  explicit LayoutFinder(ObstacleReporter &obstacles) : obstacles(obstacles) {}

  bool TraverseLambdaExpr(clang::LambdaExpr *lambda) { // its body is a function of its own
    return llvm::all_of(lambda->capture_inits(), [&](clang::Expr *init) { return TraverseStmt(init); });
  }
  bool VisitCXXMemberCallExpr(clang::CXXMemberCallExpr *call) {
    static const StringRef asking[] = {"data", "outerStride", "innerStride", "rowStride", "colStride"};
    const clang::CXXMethodDecl *method = call->getMethodDecl();
    if (method && method->getIdentifier() && llvm::is_contained(asking, method->getName()))
      check(call->getImplicitObjectArgument(), call->getExprLoc(), method->getName().str() + "()");
    return true;
  }
  bool VisitUnaryOperator(clang::UnaryOperator *operation) {
    if (operation->getOpcode() != clang::UO_AddrOf)
      return true;
    checkAddress(operation->getSubExpr(), operation->getOperatorLoc());
    return true;
  }
  bool VisitCallExpr(clang::CallExpr *call) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    if (callee && callee->isInStdNamespace() && callee->getIdentifier() && callee->getName() == "addressof")
      checkAddress(call->getArg(0), call->getExprLoc());
    return true;
  }

private:
  /// Of a coefficient, or a reference that is bound to one.
  void checkAddress(const clang::Expr *operand, clang::SourceLocation location) {
    operand = operand->IgnoreImplicit()->IgnoreParenImpCasts();
    if (auto *use = dyn_cast<clang::DeclRefExpr>(operand)) {
      auto *variable = dyn_cast<clang::VarDecl>(use->getDecl());
      if (variable && variable->getType()->isReferenceType() && variable->getInit())
        checkAddress(variable->getInit(), location);
    } else if (auto *call = dyn_cast<clang::CXXMemberCallExpr>(operand)) {
      check(call->getImplicitObjectArgument(), location, "the address of a coefficient");
    } else if (auto *subscript = dyn_cast<clang::CXXOperatorCallExpr>(operand)) {
      check(subscript->getArg(0), location, "the address of a coefficient");
    }
  }
  void check(const clang::Expr *object, clang::SourceLocation location, const std::string &what) {
    if (sees(object->IgnoreImplicit()->getType()))
      obstacles.report(Obstacle::CopiedView, location, what);
  }

  ObstacleReporter &obstacles;
};

} // namespace

bool ModuleLowering::hasCopiedViews(const clang::FunctionDecl *function) {
  return llvm::any_of(function->parameters(), [](const auto *parameter) { return isCopied(parameter->getType()); });
}

void ModuleLowering::checkCopiedViews(const clang::FunctionDecl *definition) {
  if (definition->isInStdNamespace() || TypeLowering::isOfEigen(definition))
    return;
  LayoutFinder finder(obstacles);
  finder.TraverseStmt(definition->getBody());
  if (auto *constructor = dyn_cast<clang::CXXConstructorDecl>(definition))
    for (const clang::CXXCtorInitializer *initializer : constructor->inits())
      finder.TraverseStmt(initializer->getInit());
}
