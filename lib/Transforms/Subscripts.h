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

/// Takes what a walk from the start of a row, `double *p = a[i]`, reads for elements of this row, where it does not leave
/// it: a[i][k] in place of (&a[i][0])[k]; a number that leads into another row, for one of that row's.
void keepInRows(FuncOp function);

/// Refuses subscripts that lead from one member to others, `(&v.x)[i]`: members are told apart by their names.
mlir::LogicalResult checkMemberSubscripts(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_SUBSCRIPTS_H
