// Every function that a body names counts as called.
#include "Frontend/Reach.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace pullback;

namespace {
class CalleeFinder : public RecursiveASTVisitor<CalleeFinder> {
public:
  explicit CalleeFinder(llvm::SetVector<const FunctionDecl *> &found) : found(found) {}

  bool VisitDeclRefExpr(DeclRefExpr *reference) {
    auto *function = dyn_cast<FunctionDecl>(reference->getDecl());
    const FunctionDecl *definition = nullptr;
    if (function && function->isDefined(definition) &&
        !function->getASTContext().getSourceManager().isInSystemHeader(definition->getLocation()))
      found.insert(definition);
    return true;
  }

private:
  llvm::SetVector<const FunctionDecl *> &found;
};
} // namespace

llvm::SmallVector<const FunctionDecl *> pullback::getReachedFunctions(const FunctionDecl *function) {
  llvm::SetVector<const FunctionDecl *> found;
  found.insert(function);
  for (size_t i = 0; i < found.size(); ++i)
    CalleeFinder(found).TraverseStmt(found[i]->getBody());
  return {found.begin(), found.end()};
}
