// Inlining of calls.
#ifndef PULLBACK_TRANSFORMS_INLINE_H
#define PULLBACK_TRANSFORMS_INLINE_H

#include "IR/Pullback.h"

namespace pullback {

/// Replaces `call` by the body of `callee`, which is one block with one pb.return.
void inlineCall(CallOp call, FuncOp callee);

/// Inlines every call of a primal whose body is visible and not recursive.
void inlineCalls(mlir::ModuleOp module);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_INLINE_H
