// Variables that a pointer leads to which leads to memory from the heap elsewhere.
#ifndef PULLBACK_TRANSFORMS_MIXEDOBJECTS_H
#define PULLBACK_TRANSFORMS_MIXEDOBJECTS_H

#include "IR/Pullback.h"

namespace pullback {

/// Takes such variables from the heap, too, where pointers to them are kept in memory: what these lead to can share one
/// vector then. Left alone are variables of which pointers lead to a part.
void moveMixedToHeap(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_MIXEDOBJECTS_H
