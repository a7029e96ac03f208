// Which functions a function calls, directly or not.
#ifndef PULLBACK_FRONTEND_REACH_H
#define PULLBACK_FRONTEND_REACH_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"

namespace pullback {

/// `function` and all functions with visible bodies that it may call, outside of system headers, in order of discovery.
llvm::SmallVector<const clang::FunctionDecl *> getReachedFunctions(const clang::FunctionDecl *function);

} // namespace pullback

#endif // PULLBACK_FRONTEND_REACH_H
