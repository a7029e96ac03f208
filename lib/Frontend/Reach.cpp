// Every function that a body names counts as called.
#include "Frontend/Reach.h"

#include "Frontend/CompilerInputs.h"
#include "Frontend/Types.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace pullback;

namespace {
class CalleeFinder : public RecursiveASTVisitor<CalleeFinder> {
public:
  CalleeFinder(llvm::SetVector<const FunctionDecl *> &found, Reach reach) : found(found), reach(reach) {}

  bool VisitDeclRefExpr(DeclRefExpr *reference) {
    auto *function = dyn_cast<FunctionDecl>(reference->getDecl());
    const FunctionDecl *definition = nullptr;
    if (function && function->isDefined(definition) && isFollowed(definition))
      found.insert(definition);
    return true;
  }

private:
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
    CalleeFinder(found, reach).TraverseStmt(found[i]->getBody());
  return {found.begin(), found.end()};
}
