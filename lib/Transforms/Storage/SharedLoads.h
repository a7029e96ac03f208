// Loads of two loops that give the same values, iteration by iteration.
#ifndef PULLBACK_TRANSFORMS_STORAGE_SHAREDLOADS_H
#define PULLBACK_TRANSFORMS_STORAGE_SHAREDLOADS_H

#include "IR/Pullback.h"

namespace pullback {

/// True if `left` in iteration i of its loop gives what `right` gives in iteration i of its own, whichever loop comes
/// first. Both stand in the bodies of loops that run equally often, one behind the other in one block, and nothing
/// writes to the array from the first of them to the end of the second.
bool giveSameValues(LoadOp left, LoadOp right);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_SHAREDLOADS_H
