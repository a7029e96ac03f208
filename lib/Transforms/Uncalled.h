// Helpers that no derivative calls any more.
#ifndef PULLBACK_TRANSFORMS_UNCALLED_H
#define PULLBACK_TRANSFORMS_UNCALLED_H

#include "IR/Pullback.h"

namespace pullback {

/// Removes helper functions that nothing calls at the end of all passes, and structs of saved values without use: the
/// last calls may have stood behind a condition that turned out to be false.
void removeUncalled(mlir::ModuleOp module);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_UNCALLED_H
