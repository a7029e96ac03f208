// Moves the computation of next values behind the last use of the old ones.
#ifndef PULLBACK_EMIT_SINK_H
#define PULLBACK_EMIT_SINK_H

#include "IR/Pullback.h"

namespace pullback::emit {

void sinkNextValues(FuncOp function);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_SINK_H
