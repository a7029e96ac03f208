// See VisibleNames.h. What only the main file declares is not visible to generated code.
#include "Frontend/VisibleNames.h"

#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"

#include <set>

using namespace clang;
using namespace pullback;

/// The compiler's own macros and its command line have no file; they hold for generated code as well.
static bool isInHeader(const SourceManager &sources, SourceLocation location) {
  return location.isInvalid() || !sources.isInMainFile(sources.getFileLoc(location));
}

static void addMacros(Preprocessor &preprocessor, std::set<std::string> &names) {
  for (const auto &[identifier, state] : preprocessor.macros()) {
    const MacroInfo *macro = preprocessor.getMacroInfo(identifier);
    if (macro && isInHeader(preprocessor.getSourceManager(), macro->getDefinitionLoc()))
      names.insert(identifier->getName().str());
  }
}

/// Variables, and the type aliases of which gcc warns as of variables.
static void addDeclarations(const DeclContext *scope, const SourceManager &sources, std::set<std::string> &names) {
  for (const DeclContext *part = scope; part; part = part->getParent()) {
    auto *space = dyn_cast<NamespaceDecl>(part);
    for (const Decl *reopened :
         space ? SmallVector<const Decl *>(space->redecls()) : SmallVector<const Decl *>{cast<Decl>(part)})
      for (const Decl *declaration : cast<DeclContext>(reopened)->decls()) {
        auto *named = dyn_cast<NamedDecl>(declaration);
        if (auto *shadow = dyn_cast_or_null<UsingShadowDecl>(named))
          named = shadow->getTargetDecl();
        if (isa_and_nonnull<VarDecl, TypedefNameDecl>(named) && named->getIdentifier() &&
            isInHeader(sources, declaration->getLocation()))
          names.insert(named->getName().str());
      }
  }
}

std::vector<std::string> pullback::collectVisibleNames(Sema &sema, llvm::ArrayRef<Request> requests) {
  std::set<std::string> names;
  addMacros(sema.getPreprocessor(), names);
  std::set<const DeclContext *> scopes;
  for (const Request &request : requests)
    if (const DeclContext *scope = request.primal->getEnclosingNamespaceContext(); scopes.insert(scope).second)
      addDeclarations(scope, sema.getSourceManager(), names);
  return {names.begin(), names.end()};
}
