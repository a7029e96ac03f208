// Loops of the reverse sweep whose iterations may be put in another order.
#ifndef PULLBACK_TRANSFORMS_FORWARDORDER_H
#define PULLBACK_TRANSFORMS_FORWARDORDER_H

#include "IR/Pullback.h"

#include "llvm/ADT/DenseSet.h"

namespace pullback {

/// True if the loop is a mirror that counts down, and running it upwards makes no difference but in rounding. What it
/// does to `privateObjects` is known to concern one iteration alone.
bool canRunForwards(ForOp loop, const llvm::DenseSet<mlir::Value> &privateObjects = {});

/// True if what the loop carries are sums that nothing in it looks at.
bool carriesSumsOnly(ForOp loop);

/// True if both bounds of the counter are constant.
bool isOfConstantLength(ForOp loop);

/// True if the number of trips is known, and less than `trips`.
bool hasFewTrips(ForOp loop, int64_t trips);

/// A loop of the reverse sweep over the same iterations, in the same order, that carries nothing and does nothing yet.
/// The builder stands in its body then.
ForOp buildEmptyLoop(mlir::OpBuilder &builder, ForOp loop);

/// Makes the loop count upwards. The old one is gone.
ForOp runForwards(ForOp loop);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_FORWARDORDER_H
