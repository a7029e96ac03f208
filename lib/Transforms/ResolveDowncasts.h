// What casts to derived classes yield.
#ifndef PULLBACK_TRANSFORMS_RESOLVEDOWNCASTS_H
#define PULLBACK_TRANSFORMS_RESOLVEDOWNCASTS_H

#include "IR/Pullback.h"

namespace pullback {

/// Replaces casts to derived classes by the objects whose bases are cast, of which selections may choose one. Branches
/// that use objects of other classes go. Refuses casts of what is not known.
mlir::LogicalResult resolveDowncasts(FuncOp func);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_RESOLVEDOWNCASTS_H
