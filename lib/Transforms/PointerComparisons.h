// Comparisons of pointers that are kept in memory as numbers.
#ifndef PULLBACK_TRANSFORMS_POINTERCOMPARISONS_H
#define PULLBACK_TRANSFORMS_POINTERCOMPARISONS_H

#include "Transforms/PointerGroups.h"

namespace pullback {

/// What is kept for the pointer that `load` reads: the number of its object, or of its place in memory that objects
/// share; with `index` 1, the offset in the object, where that is kept.
mlir::Value readKept(mlir::OpBuilder &builder, PointerGroup &group, LoadOp load, unsigned index);

/// Rewrites a comparison of pointers of which one is kept and may be null.
void comparePointers(CmpOp op, PointerGroups &groups, mlir::OpBuilder &builder);

/// Whether it is a pointer of the group, or to a part of what one points to.
bool isOf(PointerGroups &groups, const PointerGroup &group, mlir::Value pointer);

/// A comparison that tells pointers apart, one of which is of the group and has been carried or chosen since it was
/// loaded; null if there is none.
mlir::Operation *findComparedCarried(FuncOp function, PointerGroups &groups, const PointerGroup &group);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_POINTERCOMPARISONS_H
