// What an iteration that runs again computes for the next one alone.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_UNREADWRITES_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_UNREADWRITES_H

#include "IR/Pullback.h"

namespace pullback {

/// Erases those of the operations that only serve to write to `objects` what nothing reads: contents of these mean
/// nothing behind the operations, which stand in one block and run once in a row. What other operations use, marks for
/// the reverse sweep and values that are marked where they are stored stay.
void eraseUnreadWrites(llvm::ArrayRef<mlir::Operation *> operations, llvm::ArrayRef<mlir::Value> objects);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_UNREADWRITES_H
