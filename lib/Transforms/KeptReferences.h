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

/// Elements of the library's containers to which references may be kept while functions that become a loop call each
/// other.
class KeptElements {
public:
  explicit KeptElements(const Cycle &cycle);
  /// True for elements that move in the tool's reading, where those of the library's container stay.
  bool mayMove(mlir::Type element) const { return moving.contains(element); }
  /// True for the first element of a container whose elements keep their numbers, and their container: after a call it
  /// is read from the container again, and a reference leads to the same element from there.
  bool canReload(mlir::Value pointer) const;

private:
  llvm::DenseSet<mlir::Type> moving, lost;
};

/// Refuses uses of pointers from before a recursive call, of functions that become a loop, if they lead to elements
/// that may move and that are not found again.
mlir::LogicalResult checkKeptReferences(const Cycle &cycle, const KeptElements &elements);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_KEPTREFERENCES_H
