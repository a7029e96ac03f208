// How the user wants the reverse sweep to get a value: PULLBACK_STORE, PULLBACK_RECOMPUTE.
//
// A value with a hint is a cast to its own type that does not fold, in front of all uses of the variable. It goes away
// once the reverse sweep has its values.
#ifndef PULLBACK_IR_STORAGEHINTS_H
#define PULLBACK_IR_STORAGEHINTS_H

#include "IR/Pullback.h"

namespace pullback {

/// The attribute of such a cast.
inline constexpr llvm::StringLiteral kStorageHint = "pb.storage";

/// The attribute of operations that are not to be run twice: what they compute was to be stored.
inline constexpr llvm::StringLiteral kStoredOnce = "pb.stored_once";

mlir::Value hintStorage(mlir::OpBuilder &builder, mlir::Value value, llvm::StringRef hint);
/// "store", "recompute" or "".
llvm::StringRef getStorageHint(mlir::Value value);
/// For a value that a hint is given for in its block, the value with the hint; else the value itself.
mlir::Value getHinted(mlir::Value value);

} // namespace pullback

#endif // PULLBACK_IR_STORAGEHINTS_H
