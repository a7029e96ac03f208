// Which functions a function calls, directly or not.
#ifndef PULLBACK_FRONTEND_REACH_H
#define PULLBACK_FRONTEND_REACH_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"

namespace pullback {

/// `function` and all functions with visible bodies that it may call, in order of discovery: outside of system headers,
/// or of the libraries that generated code takes as a whole.
enum class Reach { OwnCode, Libraries };
llvm::SmallVector<const clang::FunctionDecl *> getReachedFunctions(const clang::FunctionDecl *function,
                                                                   Reach reach = Reach::OwnCode);

} // namespace pullback

#endif // PULLBACK_FRONTEND_REACH_H
