// Pointers to void whose object is not known.
#ifndef PULLBACK_TRANSFORMS_VOIDPOINTERS_H
#define PULLBACK_TRANSFORMS_VOIDPOINTERS_H

#include "IR/Pullback.h"

namespace pullback {

/// What a `void *` leads to is known by now where it was made, handed on and used in one place: see CastOp::fold.
mlir::LogicalResult checkVoidPointers(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_VOIDPOINTERS_H
