// Static locals that nothing changes, which are constants whether they are const or not.
//
//   static double cof[2] = {76.18, -86.5};   for (...) s += cof[i] / y;   ->   as of static const double cof[2]
//   static Parameters p;   return p;         ->   as of static const Parameters p, where a const reference is returned
//
// The function's own text tells, as nobody else can name them. What is not seen to be reading alone is a change; who
// gets a reference to const, reads.
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
    bool isQualification = cast->getCastKind() == clang::CK_NoOp;
    bool isPointerToConst =
        isQualification && cast->getType()->isPointerType() && cast->getType()->getPointeeType().isConstQualified();
    bool isConstObject = isQualification && cast->isLValue() && isFixedWhereConst(cast->getType());
    if (cast->getCastKind() == clang::CK_LValueToRValue || isConstObject)
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
  static bool isFixedWhereConst(clang::QualType type) {
    const auto *record = type->getAsCXXRecordDecl();
    return type.isConstQualified() && !(record && TypeLowering::hasMutable(record));
  }
  /// A pointer to what is only read: the name of an array, or an object's address.
  bool traverseElements(clang::Expr *pointer) {
    auto *unary = dyn_cast<clang::UnaryOperator>(pointer->IgnoreParens());
    if (unary && unary->getOpcode() == clang::UO_AddrOf &&
        isFixedWhereConst(unary->getType()->getPointeeType().withConst()))
      return traverseRead(unary->getSubExpr());
    auto *cast = dyn_cast<clang::ImplicitCastExpr>(pointer->IgnoreParens());
    bool isArray = cast && cast->getCastKind() == clang::CK_ArrayToPointerDecay;
    return isArray ? traverseRead(cast->getSubExpr()) : TraverseStmt(pointer);
  }

  const clang::VarDecl *variable;
};

} // namespace

/// True for a variable of a function that the function only reads.
static bool isOnlyRead(const clang::VarDecl *variable) {
  auto *owner = dyn_cast_or_null<clang::FunctionDecl>(variable->getParentFunctionOrMethod());
  if (!owner || !owner->getBody())
    return false;
  StaticUses uses(variable);
  uses.TraverseStmt(owner->getBody());
  return !uses.isChanged;
}

bool FunctionLowering::isConstantStatic(const clang::VarDecl *variable) {
  return variable->isStaticLocal() && variable->getInit() && isOnlyRead(variable);
}

/// An integer that `function` computes of literals and of what it only reads, so that it is the same later on.
static bool isFixed(const clang::Expr *expr, const clang::FunctionDecl *function) {
  expr = expr->IgnoreParens();
  if (!expr->getType()->isIntegerType())
    return false;
  if (isa<clang::IntegerLiteral, clang::UnaryExprOrTypeTraitExpr>(expr))
    return true;
  if (auto *cast = dyn_cast<clang::CastExpr>(expr))
    return isFixed(cast->getSubExpr(), function);
  if (auto *binary = dyn_cast<clang::BinaryOperator>(expr))
    return (binary->isMultiplicativeOp() || binary->isAdditiveOp()) && isFixed(binary->getLHS(), function) &&
           isFixed(binary->getRHS(), function);
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasLocalStorage() && !variable->getType().isVolatileQualified() &&
         variable->getParentFunctionOrMethod() == function && isOnlyRead(variable);
}

const clang::Expr *FunctionLowering::lookThroughVariable(const clang::Expr *expr) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  bool isKnown =
      variable && variable->getInit() && isFixed(use, declaration) && isFixed(variable->getInit(), declaration);
  return isKnown ? variable->getInit() : expr;
}
