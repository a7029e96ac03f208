// References to elements of the library's containers, which stay valid while the container grows, and which the tool's
// reading of the container, a vector, may not keep.
#ifndef PULLBACK_TRANSFORMS_KEPTREFERENCES_H
#define PULLBACK_TRANSFORMS_KEPTREFERENCES_H

#include "Transforms/CallCycles.h"
#include "Transforms/PointerGroups.h"

namespace pullback {

/// Refuses uses of pointers from before an element of `group` has moved: where the group's memory is shared, growth
/// moves elements that stay in the library's container (`kStays`); elsewhere only what says so does (`kShifts`).
mlir::LogicalResult checkKeptReferences(FuncOp function, PointerGroups &groups, PointerGroup &group);

/// Refuses uses of pointers from before a recursive call, of functions that become a loop, in which elements may move.
mlir::LogicalResult checkKeptReferences(const Cycle &cycle);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_KEPTREFERENCES_H
