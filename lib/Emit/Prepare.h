// The last changes to the IR before it is printed.
#ifndef PULLBACK_EMIT_PREPARE_H
#define PULLBACK_EMIT_PREPARE_H

#include "IR/Pullback.h"

namespace pullback::emit {

void prepare(FuncOp function);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_PREPARE_H
