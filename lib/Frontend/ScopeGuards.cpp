// Variables whose destructors others see: a call of the destructor wherever control leaves their block.
//
//   { Restore r(x); x *= 2; s = x * y; }       ->   ... s = x * y; a call of ~Restore on r
//   { Restore r(x); if (x > 1) return y; A }   ->   if (x > 1) { the value y; a call of ~Restore; pb.exit return } A; a
//                                                   call of ~Restore
//
// The last that was declared is destroyed first. Only variables of blocks are such objects; members, elements,
// temporaries and what functions take and return by value are refused, as are jumps by goto out of such a block,
// classes with virtual functions, objects that are returned and that a destructor might still change, and what may
// throw while such a variable lives.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace pullback;

static const clang::VarDecl *findGuard(const clang::Stmt *statement) {
  auto *declarations = dyn_cast<clang::DeclStmt>(statement);
  if (!declarations)
    return nullptr;
  for (const clang::Decl *one : declarations->decls())
    if (auto *variable = dyn_cast<clang::VarDecl>(one))
      if (TypeLowering::isScopeGuard(variable->getType()) && variable->hasLocalStorage())
        return variable;
  return nullptr;
}

const clang::VarDecl *FunctionLowering::findGuardIn(ArrayRef<const clang::Stmt *> statements) {
  for (const clang::Stmt *statement : statements)
    if (const clang::VarDecl *guard = findGuard(statement))
      return guard;
  return nullptr;
}

/// A statement of a block itself: what it declares lives until the end of the block.
void FunctionLowering::lowerStatementOfBlock(const clang::Stmt *statement) {
  llvm::SaveAndRestore<bool> keep(isInBlock, findGuard(statement) != nullptr);
  lowerStatement(statement);
}

void FunctionLowering::lowerGuard(const clang::VarDecl *variable) {
  std::string subject = "the variable '" + variable->getNameAsString() + "'";
  PtrType type = module.getTypes().lowerPointerTo(variable->getType().getUnqualifiedType());
  places[variable] = Value();
  if (!type)
    return module.reportType(variable->getSourceRange(), subject);
  if (!isInBlock || !variable->getInit())
    return report(Obstacle::NotPlain, variable->getSourceRange(), subject);
  Location location = nameLocation(variable->getName(), locate(variable->getLocation()));
  Value place = makeTemporary(location, type.getPointee(), variable->getName());
  places[variable] = place;
  lowerInto(variable->getInit(), place);
  guards.push_back({place, variable});
}

/// Destroys the variables from `first` on, the last first.
void FunctionLowering::destroyGuards(size_t first) {
  for (size_t i = guards.size(); i-- > first;) {
    const clang::VarDecl *variable = guards[i].variable;
    const clang::CXXDestructorDecl *destructor = variable->getType()->getAsCXXRecordDecl()->getDestructor();
    emitCall(variable->getInit(), destructor, guards[i].object, {}, {});
  }
}

/// The end of the block in which the variables from `first` on are declared.
void FunctionLowering::closeGuards(size_t first) {
  if (!isTerminated())
    destroyGuards(first);
  guards.truncate(first);
}

namespace {
/// Finds a throw in a function and what it calls.
class ThrowFinder : public clang::RecursiveASTVisitor<ThrowFinder> {
public:
  bool findIn(const clang::FunctionDecl *function) {
    auto *type = function->getType()->getAs<clang::FunctionProtoType>();
    const clang::FunctionDecl *definition = nullptr;
    if ((type && type->isNothrow()) || !function->hasBody(definition) || !visited.insert(definition).second)
      return found;
    TraverseStmt(definition->getBody());
    return found;
  }
  bool VisitCXXThrowExpr(clang::CXXThrowExpr *) { return !(found = true); }
  bool VisitCallExpr(clang::CallExpr *call) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    if (callee && callee->isInStdNamespace())
      found |= callee->getIdentifier() && (callee->getName() == "at" || callee->getName() == "value");
    else if (callee)
      findIn(callee);
    return !found;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *construction) {
    if (!construction->getConstructor()->isInStdNamespace())
      findIn(construction->getConstructor());
    return !found;
  }

private:
  llvm::SmallPtrSet<const clang::FunctionDecl *, 8> visited;
  bool found = false;
};
} // namespace

bool FunctionLowering::refuseThrow(clang::SourceRange range, const Twine &subject, const clang::FunctionDecl *callee) {
  if (guards.empty() || (callee && !ThrowFinder().findIn(callee)))
    return false;
  report(Obstacle::UnwoundGuard, range, subject);
  return true;
}
