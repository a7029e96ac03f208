// Walks over what a function consists of.
#ifndef PULLBACK_FRONTEND_TRAVERSAL_H
#define PULLBACK_FRONTEND_TRAVERSAL_H

#include "clang/AST/DeclCXX.h"

namespace pullback {

/// Shows a RecursiveASTVisitor what a constructor initialises members with, and the body of any function.
template <class Visitor> void traverseDefinition(Visitor &visitor, const clang::FunctionDecl *definition) {
  if (auto *constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(definition))
    for (const clang::CXXCtorInitializer *initializer : constructor->inits())
      visitor.TraverseStmt(initializer->getInit());
  visitor.TraverseStmt(definition->getBody());
}

} // namespace pullback

#endif // PULLBACK_FRONTEND_TRAVERSAL_H
