// Static locals that nothing changes, which are constants whether they are const or not.
//
//   static double cof[2] = {76.18, -86.5};   for (...) s += cof[i] / y;   ->   as of static const double cof[2]
//
// The function's own text tells, as nobody else can name them. What is not seen to be reading alone is a change.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

namespace {

/// Whether a variable is used other than by reading it.
class StaticUses : public clang::RecursiveASTVisitor<StaticUses> {
public:
  explicit StaticUses(const clang::VarDecl *variable) : variable(variable) {}

  bool TraverseImplicitCastExpr(clang::ImplicitCastExpr *cast) {
    clang::Expr *operand = cast->getSubExpr()->IgnoreParens();
    bool isPointerToConst = cast->getCastKind() == clang::CK_NoOp && cast->getType()->isPointerType() &&
                            cast->getType()->getPointeeType().isConstQualified();
    if (cast->getCastKind() == clang::CK_LValueToRValue)
      return traverseRead(operand);
    return isPointerToConst ? traverseElements(operand) : RecursiveASTVisitor::TraverseImplicitCastExpr(cast);
  }
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr *) { return true; } // computes nothing
  bool VisitDeclRefExpr(clang::DeclRefExpr *use) {
    isChanged |= use->getDecl() == variable;
    return true;
  }

  bool isChanged = false;

private:
  /// A place that is only read: `x`, `x[i].y`.
  bool traverseRead(clang::Expr *place) {
    place = place->IgnoreParens();
    if (auto *use = dyn_cast<clang::DeclRefExpr>(place); use && use->getDecl() == variable)
      return true;
    if (auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(place))
      return traverseElements(subscript->getBase()) && TraverseStmt(subscript->getIdx());
    if (auto *member = dyn_cast<clang::MemberExpr>(place); member && !member->isArrow())
      return traverseRead(member->getBase());
    return TraverseStmt(place);
  }
  /// A pointer to what is only read: the name of an array.
  bool traverseElements(clang::Expr *pointer) {
    auto *cast = dyn_cast<clang::ImplicitCastExpr>(pointer->IgnoreParens());
    bool isArray = cast && cast->getCastKind() == clang::CK_ArrayToPointerDecay;
    return isArray ? traverseRead(cast->getSubExpr()) : TraverseStmt(pointer);
  }

  const clang::VarDecl *variable;
};

} // namespace

bool FunctionLowering::isConstantStatic(const clang::VarDecl *variable) {
  auto *owner = dyn_cast_or_null<clang::FunctionDecl>(variable->getParentFunctionOrMethod());
  if (!variable->isStaticLocal() || !owner || !owner->getBody() || !variable->getInit() ||
      !variable->hasConstantInitialization())
    return false;
  StaticUses uses(variable);
  uses.TraverseStmt(owner->getBody());
  return !uses.isChanged;
}
