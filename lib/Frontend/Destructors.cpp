// Which destructors do nothing that anybody sees.
//
//   ~Matrix() { delete[] data_; }                     ->   nothing: memory lives until the end of the block that made
//   it ~Rows() { for (...) delete[] rows_[i]; n_ = 0; }  ->   nothing: what the members are is not seen any more
//   ~Pair() { memory_->destroy(cut_); }               ->   nothing: destroy() gives back what cut_ is, and clears it
//   ~Timer() { ++*count_; }                           ->   seen by others; ScopeGuards.cpp calls it
#include "Frontend/ModuleLowering.h"
#include "Frontend/Types.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace mlir;
using namespace pullback;

namespace {

/// Reads the body of a destructor, those of the functions that it calls, and the destructors of what it destroys. What
/// is being read already, as in a list whose nodes destroy their successors, adds nothing.
class HarmlessReader {
public:
  bool isHarmless(const clang::CXXRecordDecl *record);

private:
  /// A function that is called, and which of its references, and the object, are of what is destroyed.
  struct Reading {
    const clang::FunctionDecl *function;
    llvm::SmallVector<const clang::ParmVarDecl *, 2> own;
    bool isOfOwn, isDestructor;

    bool operator==(const Reading &other) const {
      return function == other.function && own == other.own && isOfOwn == other.isOfOwn;
    }
  };

  bool isHarmless(Reading reading);
  bool isHarmless(const clang::Stmt *statement);
  bool isHarmlessCall(const clang::CallExpr *call);
  bool isOwn(const clang::Expr *target) const;

  llvm::SmallVector<Reading, 4> visited;
  Reading current = {nullptr, {}, true, true};
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> records;
};

} // namespace

/// True for a member of the object itself, and for a variable of the destructor or of a function that it calls.
bool HarmlessReader::isOwn(const clang::Expr *target) const {
  target = target->IgnoreParenImpCasts();
  while (auto *member = dyn_cast<clang::MemberExpr>(target)) {
    if (isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenImpCasts()))
      return current.isOfOwn && isa<clang::FieldDecl>(member->getMemberDecl()) &&
             !cast<clang::FieldDecl>(member->getMemberDecl())->getType()->isReferenceType();
    if (member->isArrow())
      return false;
    target = member->getBase()->IgnoreParenImpCasts();
  }
  auto *use = dyn_cast<clang::DeclRefExpr>(target);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasLocalStorage() &&
         (!variable->getType()->isReferenceType() || llvm::is_contained(current.own, variable));
}

bool HarmlessReader::isHarmlessCall(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  if (!callee)
    return false;
  if (callee->getIdentifier() && callee->getName() == "free" && (callee->isExternC() || callee->isInStdNamespace()))
    return true;
  if (isa<clang::CXXOperatorCallExpr>(call) || callee->isInStdNamespace() || callee->isVariadic())
    return false;
  Reading reading = {callee->getCanonicalDecl(), {}, false, false};
  if (auto *method = dyn_cast<clang::CXXMethodDecl>(callee); method && method->isInstance()) {
    const clang::Expr *object = cast<clang::CXXMemberCallExpr>(call)->getImplicitObjectArgument();
    bool isThis = isa<clang::CXXThisExpr>(object->IgnoreParenImpCasts());
    reading.isOfOwn = isThis ? current.isOfOwn : !object->getType()->isPointerType() && isOwn(object);
    if (method->isVirtual() && !(isThis && current.isDestructor)) // which one it is is not known
      return false;
  }
  const clang::FunctionDecl *definition = nullptr;
  if (!callee->hasBody(definition))
    return false;
  for (auto [parameter, argument] : llvm::zip(definition->parameters(), call->arguments()))
    if (parameter->getType()->isReferenceType() && isOwn(argument))
      reading.own.push_back(parameter);
  return isHarmless(std::move(reading));
}

bool HarmlessReader::isHarmless(const clang::Stmt *statement) {
  if (!statement)
    return true;
  if (isa<clang::CXXThrowExpr, clang::CXXNewExpr, clang::LambdaExpr, clang::AsmStmt, clang::CXXTryStmt>(statement))
    return false;
  if (auto *loop = dyn_cast<clang::CXXForRangeStmt>(statement);
      loop && TypeLowering::getSequenceElement(loop->getRangeInit()->getType())) // its iterators change nothing
    return isHarmless(loop->getRangeInit()) && isHarmless(loop->getBody());
  if (auto *call = dyn_cast<clang::CallExpr>(statement); call && !isHarmlessCall(call))
    return false;
  if (auto *made = dyn_cast<clang::CXXConstructExpr>(statement); made && made->getConstructor()->isUserProvided())
    return false;
  if (auto *operation = dyn_cast<clang::BinaryOperator>(statement);
      operation && operation->isAssignmentOp() && !isOwn(operation->getLHS()))
    return false;
  if (auto *step = dyn_cast<clang::UnaryOperator>(statement);
      step && step->isIncrementDecrementOp() && !isOwn(step->getSubExpr()))
    return false;
  if (auto *deletion = dyn_cast<clang::CXXDeleteExpr>(statement))
    if (const clang::CXXRecordDecl *record = deletion->getDestroyedType()->getAsCXXRecordDecl();
        record && record->hasDefinition() && !isHarmless(record))
      return false;
  return llvm::all_of(statement->children(), [&](const clang::Stmt *inner) { return isHarmless(inner); });
}

bool HarmlessReader::isHarmless(Reading reading) {
  const clang::FunctionDecl *definition = nullptr;
  if (!reading.function->hasBody(definition) || llvm::is_contained(visited, reading))
    return definition;
  visited.push_back(reading);
  std::swap(current, reading);
  bool result = isHarmless(definition->getBody());
  std::swap(current, reading);
  return result;
}

bool HarmlessReader::isHarmless(const clang::CXXRecordDecl *record) {
  clang::QualType type = record->getASTContext().getRecordType(record);
  if (record->hasTrivialDestructor() || TypeLowering::isString(type) ||
      !records.insert(record->getCanonicalDecl()).second)
    return true;
  auto isHarmlessType = [&](clang::QualType part) {
    const auto *inner = record->getASTContext().getBaseElementType(part)->getAsCXXRecordDecl();
    return !inner || !inner->hasDefinition() || isHarmless(inner->getDefinition());
  };
  if (std::optional<clang::QualType> element = TypeLowering::getVectorElement(type))
    return isHarmlessType(*element);
  if (std::optional<clang::QualType> pointee = TypeLowering::getSmartPointee(type))
    return isHarmlessType(*pointee);
  if (std::optional<clang::QualType> value = TypeLowering::getOptionalValue(type))
    return isHarmlessType(*value);
  if (isStdFunction(type))
    return llvm::all_of(TypeLowering::getStoredTargets(type), [&](auto &one) { return isHarmlessType(one.type); });
  const clang::CXXDestructorDecl *destructor = record->getDestructor();
  if (destructor && destructor->isUserProvided() &&
      !isHarmless(Reading{destructor->getCanonicalDecl(), {}, /*isOfOwn=*/true, /*isDestructor=*/true}))
    return false;
  return llvm::all_of(record->bases(), [&](auto &base) { return isHarmlessType(base.getType()); }) &&
         llvm::all_of(record->fields(), [&](auto *field) { return isHarmlessType(field->getType()); });
}

bool TypeLowering::isScopeGuard(clang::QualType type) {
  const auto *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || record->hasTrivialDestructor() || isFromStandardLibrary(record))
    return false;
  const clang::CXXDestructorDecl *destructor = record->getDestructor();
  return destructor && destructor->isUserProvided() && destructor->hasBody() && !record->isPolymorphic() &&
         !hasHarmlessDestructor(record);
}

bool TypeLowering::hasHarmlessDestructor(const clang::CXXRecordDecl *record) {
  return HarmlessReader().isHarmless(record);
}
