// Who frees memory in C.
#ifndef PULLBACK_EMIT_OWNERS_H
#define PULLBACK_EMIT_OWNERS_H

#include "Emit/Code.h"
#include "IR/Pullback.h"

namespace pullback::emit {

/// True if an object of this type has memory to be freed: a growable buffer, or a struct of saved values with one in
/// it.
bool ownsMemory(mlir::Type type, mlir::ModuleOp module);

/// The loop that takes the elements of a buffer away from the end and frees what they own; null if they own nothing.
Stmt *freeElements(Code &code, const Expr *stack, mlir::Type element, mlir::ModuleOp module);

/// Frees what the blocks of a function of C declare: at their ends, and before a break or a return leaves them.
/// `result` is the type that the function returns.
void freeOwned(Code &code, mlir::Type result, mlir::ModuleOp module);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_OWNERS_H
