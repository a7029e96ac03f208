// Every function that a body names counts as called; of a class of which an object is made, the constructor, the
// destructor and all virtual functions. Libraries are gone through as well, since they call what they are given.
#include "Frontend/Reach.h"

#include "Frontend/CompilerInputs.h"
#include "Frontend/Traversal.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace pullback;

namespace {
class CalleeFinder : public RecursiveASTVisitor<CalleeFinder> {
public:
  explicit CalleeFinder(llvm::SetVector<const FunctionDecl *> &found) : found(found) {}

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
  void traverse(const FunctionDecl *function) { traverseDefinition(*this, function); }

private:
  bool add(const FunctionDecl *function) {
    const FunctionDecl *definition = nullptr;
    if (function && function->isDefined(definition))
      found.insert(definition);
    return true;
  }

  llvm::SetVector<const FunctionDecl *> &found;
};
} // namespace

/// Functions and members of the standard library, and of what its makers have beside it.
static bool isOfStandardLibrary(const FunctionDecl *function) {
  for (const DeclContext *scope = function->getDeclContext(); scope; scope = scope->getParent())
    if (auto *space = dyn_cast<NamespaceDecl>(scope);
        space && (space->isStdNamespace() || space->getName().starts_with("__")))
      return true;
  return false;
}

static bool isWanted(const FunctionDecl *function, Reach reach) {
  const SourceManager &sources = function->getASTContext().getSourceManager();
  if (reach == Reach::OwnCode || !sources.isInSystemHeader(function->getLocation()))
    return !sources.isInSystemHeader(function->getLocation());
  SourceLocation place = sources.getFileLoc(function->getLocation());
  return !isOfStandardLibrary(function) && !function->isExternC() &&
         !sources.getFilename(place).starts_with(eigenFolder);
}

llvm::SmallVector<const FunctionDecl *> pullback::getReachedFunctions(const FunctionDecl *function, Reach reach) {
  llvm::SetVector<const FunctionDecl *> found;
  found.insert(function);
  for (size_t i = 0; i < found.size(); ++i)
    CalleeFinder(found).traverse(found[i]);
  return llvm::to_vector(
      llvm::make_filter_range(found, [&](const FunctionDecl *one) { return one == function || isWanted(one, reach); }));
}
