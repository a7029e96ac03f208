#include "Frontend/CopyFunctions.h"

#include "Frontend/KeptIterators.h"
#include "Frontend/Types.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

namespace {

/// Reads a copy or move function that a user has written.
class CopyReader : public clang::RecursiveASTVisitor<CopyReader> {
public:
  explicit CopyReader(const clang::CXXMethodDecl *function)
      : function(function), record(function->getParent()), other(function->getParamDecl(0)) {}
  bool isPlain();

  bool VisitMemberExpr(clang::MemberExpr *member);
  bool VisitBinaryOperator(clang::BinaryOperator *assignment);
  bool VisitUnaryOperator(clang::UnaryOperator *change);
  bool VisitCallExpr(clang::CallExpr *call);

private:
  bool isOther(const clang::Expr *expr) const;
  static const clang::FieldDecl *getOwnField(const clang::Expr *expr);
  bool isCopied(const clang::FieldDecl *field, const clang::Expr *value);
  bool pointsToItself(const clang::Stmt *value);
  static bool isNumber(const clang::FieldDecl *field) {
    return !field->getType()->isPointerType() && field->getType()->isScalarType();
  }

  const clang::CXXMethodDecl *function;
  const clang::CXXRecordDecl *record;
  const clang::ParmVarDecl *other; // what is copied
  llvm::SmallPtrSet<const clang::FieldDecl *, 8> mentioned;
  bool handsOn = false; // the object as a whole: to an assignment, or a swap
  bool isOdd = false;
};

} // namespace

/// `o`, and `std::move(o)`.
bool CopyReader::isOther(const clang::Expr *expr) const {
  expr = expr->IgnoreParenImpCasts();
  if (auto *call = dyn_cast<clang::CallExpr>(expr); call && call->getNumArgs() == 1)
    if (const clang::FunctionDecl *callee = call->getDirectCallee(); callee && callee->isInStdNamespace())
      return isOther(call->getArg(0));
  if (auto *cast = dyn_cast<clang::ExplicitCastExpr>(expr))
    return isOther(cast->getSubExpr());
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  return use && use->getDecl() == other;
}

/// The number of the object itself that the expression is.
const clang::FieldDecl *CopyReader::getOwnField(const clang::Expr *expr) {
  auto *member = dyn_cast<clang::MemberExpr>(expr->IgnoreParenImpCasts());
  bool isOwn = member && isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenImpCasts());
  return isOwn ? dyn_cast<clang::FieldDecl>(member->getMemberDecl()) : nullptr;
}

/// A number made of what the other object has: `o.n`, `o.rows * o.cols`, `std::exchange(o.n, 0)`.
bool CopyReader::isCopied(const clang::FieldDecl *field, const clang::Expr *value) {
  value = value->IgnoreImplicit()->IgnoreParenCasts();
  if (auto *list = dyn_cast<clang::InitListExpr>(value))
    return list->getNumInits() == 1 && isCopied(field, list->getInit(0));
  if (auto *call = dyn_cast<clang::CallExpr>(value))
    return call->getNumArgs() > 0 && call->getDirectCallee() && call->getDirectCallee()->isInStdNamespace() &&
           isCopied(field, call->getArg(0));
  if (auto *product = dyn_cast<clang::BinaryOperator>(value); product && !product->isAssignmentOp())
    return isCopied(field, product->getLHS()) && isCopied(field, product->getRHS());
  auto *member = dyn_cast<clang::MemberExpr>(value);
  return member && isOther(member->getBase());
}

/// `&value_`, and `this`.
bool CopyReader::pointsToItself(const clang::Stmt *value) {
  if (auto *address = dyn_cast<clang::UnaryOperator>(value); address && address->getOpcode() == clang::UO_AddrOf)
    return getOwnField(address->getSubExpr()) != nullptr;
  if (auto *expr = dyn_cast<clang::Expr>(value); expr && getOwnField(expr)) // what a pointer of its own leads to
    return getOwnField(expr)->getType()->isArrayType();
  return isa<clang::CXXThisExpr>(value) ||
         llvm::any_of(value->children(), [&](const clang::Stmt *inner) { return inner && pointsToItself(inner); });
}

bool CopyReader::VisitMemberExpr(clang::MemberExpr *member) {
  if (auto *field = dyn_cast<clang::FieldDecl>(member->getMemberDecl()); field && isOther(member->getBase()))
    mentioned.insert(field);
  return true;
}

bool CopyReader::VisitBinaryOperator(clang::BinaryOperator *assignment) {
  const clang::FieldDecl *field = assignment->isAssignmentOp() ? getOwnField(assignment->getLHS()) : nullptr;
  if (field && isNumber(field))
    isOdd |= assignment->isCompoundAssignmentOp() || !isCopied(field, assignment->getRHS());
  else if (field && field->getType()->isPointerType())
    isOdd |= pointsToItself(assignment->getRHS());
  return true;
}

bool CopyReader::VisitUnaryOperator(clang::UnaryOperator *change) {
  const clang::FieldDecl *field = change->isIncrementDecrementOp() ? getOwnField(change->getSubExpr()) : nullptr;
  isOdd |= field && isNumber(field);
  return true;
}

bool CopyReader::VisitCallExpr(clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  bool isOfBase = method && record->isDerivedFrom(method->getParent());
  bool isMove = callee && callee->isInStdNamespace() && call->getNumArgs() == 1;
  if (!isOfBase && !isMove)
    handsOn |= llvm::any_of(call->arguments(), [&](const clang::Expr *argument) { return isOther(argument); });
  return true;
}

bool CopyReader::isPlain() {
  bool delegates = false;
  if (auto *constructor = dyn_cast<clang::CXXConstructorDecl>(function))
    for (const clang::CXXCtorInitializer *initializer : constructor->inits()) {
      TraverseStmt(initializer->getInit());
      delegates |= initializer->isDelegatingInitializer();
      const clang::FieldDecl *field = initializer->getMember();
      if (field && isNumber(field))
        isOdd |= initializer->isWritten() && !isCopied(field, initializer->getInit());
      else if (field && field->getType()->isPointerType())
        isOdd |= pointsToItself(initializer->getInit());
    }
  TraverseStmt(function->getBody());
  bool isWhole = llvm::all_of(
      record->fields(), [&](const clang::FieldDecl *field) { return !isNumber(field) || mentioned.contains(field); });
  return !isOdd && (isWhole || handsOn || delegates);
}

static bool isCopyFunction(const clang::CXXMethodDecl *method) {
  auto *constructor = dyn_cast<clang::CXXConstructorDecl>(method);
  return method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator() ||
         (constructor && constructor->isCopyOrMoveConstructor());
}

bool pullback::changesInCopies(const clang::CXXRecordDecl *record) {
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    return false;
  auto isOdd = [&](const clang::CXXMethodDecl *method) {
    return !TypeLowering::isFromStandardLibrary(record) && isCopyFunction(method) && method->isUserProvided() &&
           method->doesThisDeclarationHaveABody() && !CopyReader(method).isPlain();
  };
  auto isOf = [](clang::QualType type) {
    return changesInCopies(type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl());
  };
  auto getDefined = [](const clang::CXXMethodDecl *method) {
    const clang::FunctionDecl *definition = nullptr;
    return method->hasBody(definition) ? cast<clang::CXXMethodDecl>(definition) : method;
  };
  return keepsOwnIterators(record) ||
         llvm::any_of(record->methods(), [&](auto *method) { return isOdd(getDefined(method)); }) ||
         llvm::any_of(record->bases(), [&](auto &base) { return isOf(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](auto *field) { return isOf(field->getType()); });
}

bool pullback::isMovedByUser(clang::QualType type) {
  type = clang::QualType(type->getBaseElementTypeUnsafe(), 0);
  const auto *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || TypeLowering::getVectorElement(type))
    return false; // a vector gives its memory away
  auto isOfUser = [](const clang::CXXMethodDecl *method) {
    auto *constructor = dyn_cast<clang::CXXConstructorDecl>(method);
    bool isCopy = method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator() ||
                  (constructor && constructor->isCopyOrMoveConstructor());
    return isCopy && method->isUserProvided();
  };
  if (!TypeLowering::isFromStandardLibrary(record) &&
      (record->isPolymorphic() || llvm::any_of(record->methods(), isOfUser)))
    return true;
  return llvm::any_of(record->bases(), [](auto &base) { return isMovedByUser(base.getType()); }) ||
         llvm::any_of(record->fields(), [](auto *field) { return isMovedByUser(field->getType()); });
}
