// Arrays of ours whose size is known and small.
#ifndef PULLBACK_TRANSFORMS_SMALLARRAYS_H
#define PULLBACK_TRANSFORMS_SMALLARRAYS_H

#include "IR/Pullback.h"

namespace pullback {

/// Makes the small arrays of known size that `function` saves locals of its own, so that they become arrays in the
/// struct of saved values when its sweeps are split, rather than vectors.
void moveSavedArraysIntoStruct(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_SMALLARRAYS_H
