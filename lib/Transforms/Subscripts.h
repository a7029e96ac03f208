// Subscripts of pointers that are known objects and offsets.
#ifndef PULLBACK_TRANSFORMS_SUBSCRIPTS_H
#define PULLBACK_TRANSFORMS_SUBSCRIPTS_H

#include "IR/Pullback.h"

namespace pullback {

/// (p + 1) + 1 is p + 2: what `*p++` in a row makes.
void mergeOffsets(FuncOp function);

/// Refuses subscripts that lead from one member to others, `(&v.x)[i]`: members are told apart by their names.
mlir::LogicalResult checkMemberSubscripts(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_SUBSCRIPTS_H
