// Seeds of pure outputs.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_SEEDS_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_SEEDS_H

#include "Analysis/Objects.h"

namespace pullback {

/// True if it is proved that the function writes no place of `object` twice in one call and never reads it, so that the
/// reverse of a store may read the seed without clearing it.
bool isWrittenOnce(FuncOp function, mlir::Value object);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_SEEDS_H
