// Every function that a body names counts as called; of a class of which an object is made, the constructor, the
// destructor and all virtual functions.
#include "Frontend/Reach.h"

#include "Frontend/CompilerInputs.h"
#include "Frontend/Types.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace pullback;

namespace {
class CalleeFinder : public RecursiveASTVisitor<CalleeFinder> {
public:
  CalleeFinder(llvm::SetVector<const FunctionDecl *> &found, Reach reach) : found(found), reach(reach) {}

  bool VisitDeclRefExpr(DeclRefExpr *reference) { return add(dyn_cast<FunctionDecl>(reference->getDecl())); }
  bool VisitMemberExpr(MemberExpr *member) { return add(dyn_cast<FunctionDecl>(member->getMemberDecl())); }
  bool VisitCXXConstructExpr(CXXConstructExpr *construction) {
    const CXXRecordDecl *record = construction->getConstructor()->getParent();
    add(record->getDestructor());
    for (const CXXMethodDecl *method : record->methods())
      if (method->isVirtual())
        add(method);
    return add(construction->getConstructor());
  }
  void traverse(const FunctionDecl *function) {
    if (auto *constructor = dyn_cast<CXXConstructorDecl>(function))
      for (const CXXCtorInitializer *initializer : constructor->inits())
        TraverseStmt(initializer->getInit());
    TraverseStmt(function->getBody());
  }

private:
  bool add(const FunctionDecl *function) {
    const FunctionDecl *definition = nullptr;
    if (function && function->isDefined(definition) && isFollowed(definition))
      found.insert(definition);
    return true;
  }
  bool isFollowed(const FunctionDecl *function) const {
    const SourceManager &sources = function->getASTContext().getSourceManager();
    if (reach == Reach::OwnCode || !sources.isInSystemHeader(function->getLocation()))
      return !sources.isInSystemHeader(function->getLocation());
    SourceLocation place = sources.getFileLoc(function->getLocation());
    return !TypeLowering::isFromStandardLibrary(function) && !function->isExternC() &&
           !sources.getFilename(place).starts_with(eigenFolder);
  }

  llvm::SetVector<const FunctionDecl *> &found;
  const Reach reach;
};
} // namespace

llvm::SmallVector<const FunctionDecl *> pullback::getReachedFunctions(const FunctionDecl *function, Reach reach) {
  llvm::SetVector<const FunctionDecl *> found;
  found.insert(function);
  for (size_t i = 0; i < found.size(); ++i)
    CalleeFinder(found, reach).traverse(found[i]);
  return {found.begin(), found.end()};
}
