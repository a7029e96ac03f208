// Values of an inner loop that all iterations of a loop around it compute anew.
//
//   for (c)
//     for (j)
//       s[c] += w[j] * v[j][c];   // w[j] is the same for all c
#ifndef PULLBACK_TRANSFORMS_STORAGE_STEADYVALUES_H
#define PULLBACK_TRANSFORMS_STORAGE_STEADYVALUES_H

#include "IR/Pullback.h"

namespace pullback {

/// The `loops` around `value`, outermost first, without those whose iteration does not matter: it is the same in all of
/// them where those inside have the same counters.
llvm::SmallVector<mlir::Operation *> getLoopsThatMatter(mlir::Value value, llvm::ArrayRef<mlir::Operation *> loops);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_STEADYVALUES_H
