// Pointers to void: what they lead to has to become known, by inlining, before differentiation.
#ifndef PULLBACK_IR_VOIDPOINTERS_H
#define PULLBACK_IR_VOIDPOINTERS_H

#include "IR/Pullback.h"

namespace pullback {

/// The name of the record without fields that such a pointer points to.
inline constexpr llvm::StringLiteral kVoid = "void";

inline bool isVoidPointer(mlir::Type type) {
  auto pointer = mlir::dyn_cast<PtrType>(type);
  auto record = pointer ? mlir::dyn_cast<RecordType>(pointer.getPointee()) : RecordType();
  return record && record.getName() == kVoid;
}

} // namespace pullback

#endif // PULLBACK_IR_VOIDPOINTERS_H
