// One function as text: signature, comment, body.
#ifndef PULLBACK_EMIT_FUNCTIONS_H
#define PULLBACK_EMIT_FUNCTIONS_H

#include "IR/Pullback.h"

#include "llvm/ADT/StringSet.h"

#include <string>

namespace pullback::emit {

/// `void f_vjp(const double* x, int n, double* x_bar);` with the comment that the header has above it.
/// No parameter gets a name in `taken`.
std::string printDeclaration(FuncOp function, bool isStatic, const llvm::StringSet<> &taken);
/// The definition. Changes the function on the way; reports an error where the body has no form in C++.
/// No variable gets a name in `taken`.
mlir::FailureOr<std::string> printDefinition(FuncOp function, bool isStatic, bool traceNonfinite,
                                             llvm::StringSet<> taken);
/// One or two lines that say what a derivative computes, as a comment.
std::string describe(FuncOp function);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_FUNCTIONS_H
