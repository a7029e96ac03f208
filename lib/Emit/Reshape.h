// Gives lowered code the shapes that a person writes: break, while, do, +=, early exits before the rest of a block.
#ifndef PULLBACK_EMIT_RESHAPE_H
#define PULLBACK_EMIT_RESHAPE_H

#include "Emit/Code.h"

namespace pullback::emit {

void reshape(Code &code);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_RESHAPE_H
