// Memory that one side of a branch takes.
#ifndef PULLBACK_TRANSFORMS_BRANCHMEMORY_H
#define PULLBACK_TRANSFORMS_BRANCHMEMORY_H

#include "IR/Pullback.h"

namespace pullback {

/// Takes memory in front of the branches around it, as far as what its size is computed by is arithmetic: for so many
/// elements on that side, and none on the other; for one object on both.
void takeBeforeBranches(AllocOp alloc);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_BRANCHMEMORY_H
