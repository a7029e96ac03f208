// Where variables are declared.
#ifndef PULLBACK_EMIT_DECLARATIONS_H
#define PULLBACK_EMIT_DECLARATIONS_H

#include "Emit/Code.h"

namespace pullback::emit {

/// Declares each variable at its first assignment in the innermost block that encloses all that mentions it: const if
/// nothing else assigns it, without a value if all paths assign it later, with a zero if some path may not.
void placeDeclarations(Code &code);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_DECLARATIONS_H
