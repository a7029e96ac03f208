// Static locals that nothing changes, which are constants whether they are const or not.
//
//   static double cof[2] = {76.18, -86.5};   for (...) s += cof[i] / y;   ->   as of static const double cof[2]
//   static Parameters p;   return p;         ->   as of static const Parameters p, where a const reference is returned
//   static int one = 1;   daxpy(&n, x, &one);                             ->   as of static const int one
//
// The function's own text tells, as nobody else can name them. What is not seen to be reading alone is a change; who
// gets a reference to const, reads, and so does a function that only reads what its parameter points to.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

namespace {

using Visited = llvm::SmallPtrSet<const clang::ParmVarDecl *, 8>;

/// Whether a variable is used other than by reading it; of a parameter that is a pointer, whether what it points to is.
class StaticUses : public clang::RecursiveASTVisitor<StaticUses> {
public:
  StaticUses(const clang::VarDecl *variable, Visited &visited)
      : variable(variable), isPointer(isa<clang::ParmVarDecl>(variable)), visited(visited) {}

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
  bool TraverseCallExpr(clang::CallExpr *call) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    const clang::FunctionDecl *definition = nullptr;
    if (!callee || !callee->hasBody(definition) || definition->isVariadic() || isa<clang::CXXMethodDecl>(callee))
      return RecursiveASTVisitor::TraverseCallExpr(call);
    for (auto [argument, parameter] : llvm::zip(call->arguments(), definition->parameters()))
      if (!isOwnAddress(argument) || !isOnlyReadThere(definition, parameter))
        TraverseStmt(argument);
    return true;
  }
  bool TraverseCompoundStmt(clang::CompoundStmt *block) {
    for (clang::Stmt *statement : block->body())
      if (!isStepOfPointer(statement))
        TraverseStmt(statement);
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr *use) {
    isChanged |= use->getDecl() == variable;
    return true;
  }

  bool isChanged = false;

private:
  bool isVariable(const clang::Expr *expr) const {
    auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
    return use && use->getDecl() == variable;
  }
  /// The address of the number, or the pointer itself.
  bool isOwnAddress(const clang::Expr *argument) const {
    if (isPointer)
      return isVariable(argument);
    auto *unary = dyn_cast<clang::UnaryOperator>(argument->IgnoreParens());
    return unary && unary->getOpcode() == clang::UO_AddrOf && variable->getType()->isArithmeticType() &&
           isVariable(unary->getSubExpr());
  }
  bool isOnlyReadThere(const clang::FunctionDecl *function, const clang::ParmVarDecl *parameter) {
    if (!parameter->getType()->isPointerType())
      return false;
    if (!visited.insert(parameter).second) // as it is found elsewhere
      return true;
    StaticUses uses(parameter, visited);
    uses.TraverseStmt(function->getBody());
    return !uses.isChanged;
  }
  /// `--p;`, where p may point to elements in front of it.
  bool isStepOfPointer(const clang::Stmt *statement) const {
    auto *unary = dyn_cast<clang::UnaryOperator>(statement);
    return isPointer && unary && unary->isIncrementDecrementOp() && isVariable(unary->getSubExpr());
  }

  /// A place that is only read: `x`, `x[i].y`, `*x`.
  bool traverseRead(clang::Expr *place) {
    place = place->IgnoreParens();
    if (!isPointer && isa<clang::DeclRefExpr>(place) && isVariable(place))
      return true;
    if (auto *unary = dyn_cast<clang::UnaryOperator>(place); unary && unary->getOpcode() == clang::UO_Deref)
      return traverseElements(unary->getSubExpr());
    if (auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(place))
      return traverseElements(subscript->getBase()) && TraverseStmt(subscript->getIdx());
    if (auto *choice = dyn_cast<clang::ConditionalOperator>(place))
      return TraverseStmt(choice->getCond()) && traverseRead(choice->getTrueExpr()) &&
             traverseRead(choice->getFalseExpr());
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
    if (isPointer && isVariable(pointer))
      return true;
    auto *unary = dyn_cast<clang::UnaryOperator>(pointer->IgnoreParens());
    if (unary && unary->getOpcode() == clang::UO_AddrOf &&
        isFixedWhereConst(unary->getType()->getPointeeType().withConst()))
      return traverseRead(unary->getSubExpr());
    auto *cast = dyn_cast<clang::ImplicitCastExpr>(pointer->IgnoreParens());
    bool isArray = cast && cast->getCastKind() == clang::CK_ArrayToPointerDecay;
    return isArray ? traverseRead(cast->getSubExpr()) : TraverseStmt(pointer);
  }

  const clang::VarDecl *variable;
  bool isPointer;
  Visited &visited;
};

} // namespace

/// True for a variable of a function that the function only reads.
static bool isOnlyRead(const clang::VarDecl *variable) {
  auto *owner = dyn_cast_or_null<clang::FunctionDecl>(variable->getParentFunctionOrMethod());
  if (!owner || !owner->getBody())
    return false;
  Visited visited;
  StaticUses uses(variable, visited);
  uses.TraverseStmt(owner->getBody());
  return !uses.isChanged;
}

bool pullback::onlyReads(const clang::FunctionDecl *definition, const clang::ParmVarDecl *parameter) {
  Visited visited{parameter};
  StaticUses uses(parameter, visited);
  uses.TraverseStmt(definition->getBody());
  return !uses.isChanged;
}

bool pullback::isConstantStatic(const clang::VarDecl *variable) {
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
