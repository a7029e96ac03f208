// Subscripts of pointers that are known objects and offsets.
#ifndef PULLBACK_TRANSFORMS_SUBSCRIPTS_H
#define PULLBACK_TRANSFORMS_SUBSCRIPTS_H

#include "IR/Pullback.h"

namespace pullback {

/// The number that an index is: 3, or -3.
std::optional<int64_t> getConstantOffset(mlir::Value index);

/// (p + 1) + 1 is p + 2: what `*p++` in a row makes. (p - 1)[i] is p[i - 1] where p is the start of an object: arrays that
/// count from one point in front of what they have.
void mergeOffsets(FuncOp function);

/// Refuses subscripts that lead from one member to others, `(&v.x)[i]`: members are told apart by their names.
mlir::LogicalResult checkMemberSubscripts(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_SUBSCRIPTS_H
