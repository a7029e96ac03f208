// Loops of which the reverse sweep gets the states from snapshots: PULLBACK_CHECKPOINT.
#ifndef PULLBACK_IR_CHECKPOINTS_H
#define PULLBACK_IR_CHECKPOINTS_H

#include "IR/Pullback.h"

namespace pullback {

/// The attribute of such a loop: the number of snapshots, or the name of the function's parameter that says it.
inline constexpr llvm::StringLiteral kCheckpoint = "pb.checkpoint";

inline bool isCheckpointed(mlir::Operation *loop) { return loop->hasAttr(kCheckpoint); }

inline void copyCheckpoint(mlir::Operation *from, mlir::Operation *to) {
  if (mlir::Attribute count = from->getAttr(kCheckpoint))
    to->setAttr(kCheckpoint, count);
}

} // namespace pullback

#endif // PULLBACK_IR_CHECKPOINTS_H
