// SSA construction for scalar locals, for passes that put values into locals of their own.
#ifndef PULLBACK_TRANSFORMS_PROMOTE_H
#define PULLBACK_TRANSFORMS_PROMOTE_H

#include "IR/Pullback.h"

namespace pullback {

/// Promotes the scalar locals in `root`, which is in structured form. Locals with the unit attribute "pb.invented" lend
/// their name to what branches and loops carry, but not to the values assigned to them.
mlir::LogicalResult promoteLocals(mlir::Operation *root);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_PROMOTE_H
