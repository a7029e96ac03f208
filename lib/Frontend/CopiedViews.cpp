// Generated code works on a copy of the matrix that an Eigen::Ref in its signature leads to, in which no gaps lie
// between the columns (lib/Emit, declareDense). The derivative of a function that asks where the columns lie, or walks
// over what lies between them, would not be that of the function: it is refused, in the function itself and in those
// that it calls.
#include "Frontend/ModuleLowering.h"
#include "Frontend/Traversal.h"

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
  const clang::CXXRecordDecl *object = type->getAsCXXRecordDecl();
  if (object && object->hasDefinition() && !TypeLowering::isOfEigen(object))
    return llvm::any_of(object->bases(), [](const clang::CXXBaseSpecifier &base) { return sees(base.getType()); });
  auto *record = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(object);
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

/// Whether the address of an object is of something else than a coefficient of such a view: of a variable, or of what
/// is in a container of the standard library, or behind a pointer, which does not point into the view.
static bool isElsewhere(const clang::Expr *expr) {
  expr = expr->IgnoreImplicit()->IgnoreParenImpCasts();
  if (auto *use = dyn_cast<clang::DeclRefExpr>(expr)) {
    auto *variable = dyn_cast<clang::VarDecl>(use->getDecl());
    bool isBound = variable && variable->getType()->isReferenceType();
    return !isBound || (!isa<clang::ParmVarDecl>(variable) && variable->getInit() && isElsewhere(variable->getInit()));
  }
  if (auto *member = dyn_cast<clang::MemberExpr>(expr))
    return !member->getMemberDecl()->getType()->isReferenceType();
  if (auto *call = dyn_cast<clang::CallExpr>(expr)) {
    auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(call->getDirectCallee());
    bool isEigen = method && TypeLowering::isOfEigen(method);
    const clang::Expr *object = nullptr;
    if (auto *inner = dyn_cast<clang::CXXMemberCallExpr>(call))
      object = inner->getImplicitObjectArgument();
    else if (method && isa<clang::CXXOperatorCallExpr>(call))
      object = call->getArg(0);
    return object && (isEigen ? !sees(object->IgnoreImplicit()->getType())
                              : TypeLowering::isFromStandardLibrary(method->getParent()));
  }
  auto *operation = dyn_cast<clang::UnaryOperator>(expr);
  return isa<clang::ArraySubscriptExpr, clang::CXXThisExpr, clang::StringLiteral>(expr) ||
         (operation && operation->getOpcode() == clang::UO_Deref);
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
    static const StringRef names[] = {"addressof", "__addressof", "__builtin_addressof"};
    if (callee && callee->getIdentifier() && llvm::is_contained(names, callee->getName()))
      checkAddress(call->getArg(0), call->getExprLoc());
    return true;
  }

private:
  void checkAddress(const clang::Expr *operand, clang::SourceLocation location) {
    if (operand->getType()->isFloatingType() && !isElsewhere(operand))
      obstacles.report(Obstacle::CopiedView, location, "the address of what may be a coefficient");
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
  traverseDefinition(finder, definition);
}
