// Forward mode: every operation followed by its tangent.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_FORWARD_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_FORWARD_H

#include "Transforms/Differentiate/CallVariants.h"

namespace pullback {

/// Turns a copy of a primal, whose parameters have roles, into its jvp.
mlir::LogicalResult differentiateForward(FuncOp function, CallVariants &variants);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_FORWARD_H
