// What tells null pointers from others.
#ifndef PULLBACK_TRANSFORMS_NULLPOINTERS_H
#define PULLBACK_TRANSFORMS_NULLPOINTERS_H

#include "IR/Pullback.h"

namespace pullback {

/// The pointer that `pointer` is null with: to the object of which it goes to a base or, the other way round, the
/// class.
mlir::Value getOrigin(mlir::Value pointer);

/// The other pointer of a comparison, where one is null; or null.
mlir::Value getComparedWithNull(CmpOp op);

/// Whether an operation has one outcome for two pointers to one object and another where one of them is null.
bool tellsPointersApart(CmpOp op);

/// Whether the function that is called may look whether its argument is null, by a comparison of its own or in calls.
/// Functions whose bodies are not visible count as looking if `hasNull`.
bool looksAtNull(CallOp call, unsigned argument, bool hasNull);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_NULLPOINTERS_H
