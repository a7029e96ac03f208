// The check that what is called a pure output is one.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_PUREOUTPUTS_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_PUREOUTPUTS_H

#include "Analysis/Objects.h"

namespace pullback {

/// Fails with an error at the first read of a pure output that is not proved to follow a write of the same place.
mlir::LogicalResult checkPureOutput(FuncOp function, unsigned argument);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_PUREOUTPUTS_H
