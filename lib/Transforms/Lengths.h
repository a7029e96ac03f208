// Sizes of the objects behind parameters.
#ifndef PULLBACK_TRANSFORMS_LENGTHS_H
#define PULLBACK_TRANSFORMS_LENGTHS_H

#include "Analysis/Polynomial.h"

namespace pullback {

/// The number of elements behind pointer parameter `argument`, as std::size_t at the place of `builder`: from its type,
/// a fixed extent, or the length that the request gives. Null where it is not known.
mlir::Value buildLength(mlir::OpBuilder &builder, FuncOp function, unsigned argument);

/// True if it is proved that `pointer` points into an array of known length: one of the function's own, or a parameter
/// with a length.
bool isWithinLength(FuncOp function, mlir::Value pointer, const Bounds &bounds);

/// The same for an argument of a call, from what the callee's declaration and its rule say.
mlir::Value buildLength(mlir::OpBuilder &builder, CallOp call, unsigned argument);

/// An object with room for `length` elements: a local variable or array where that is a small constant.
mlir::Value buildStorage(mlir::OpBuilder &builder, mlir::Location location, mlir::Type pointee, mlir::Value length,
                         llvm::StringRef name, AllocKind kind);

/// An object of the function's own with room for what parameter `argument` points to; its pointer has the parameter's
/// type without const. Null where the length is not known.
mlir::Value buildStorageLike(mlir::OpBuilder &builder, FuncOp function, unsigned argument, llvm::StringRef name,
                             AllocKind kind);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_LENGTHS_H
