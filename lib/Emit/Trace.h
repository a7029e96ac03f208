// Statements that report the first adjoint that is not finite.
#ifndef PULLBACK_EMIT_TRACE_H
#define PULLBACK_EMIT_TRACE_H

#include "Emit/Code.h"

namespace pullback::emit {

/// Puts a call of traceNonfinite behind every adjoint statement; variables have their names. `isEntry`: the function is
/// called from outside, where tracing begins.
void traceAdjoints(Code &code, llvm::StringRef functionName, bool isEntry);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_TRACE_H
