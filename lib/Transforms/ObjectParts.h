// Pointers to bases and members of objects, and the objects that these are parts of.
#ifndef PULLBACK_TRANSFORMS_OBJECTPARTS_H
#define PULLBACK_TRANSFORMS_OBJECTPARTS_H

#include "IR/Pullback.h"

namespace pullback {

/// The allocation of a single object from the heap that `object` is, or is a base of; null if it is none. The way there
/// goes to `bases`, from the whole object on.
AllocOp findAllocation(mlir::Value object, llvm::SmallVectorImpl<FieldOp> &bases);

/// True if both lists lead to one base of one class.
bool areSameBases(llvm::ArrayRef<FieldOp> one, llvm::ArrayRef<FieldOp> other);

/// The object of which `pointer` goes to the base, and the base of an object.
mlir::Value getWhole(mlir::OpBuilder &builder, llvm::ArrayRef<FieldOp> bases, mlir::Value pointer,
                     mlir::Location location);
mlir::Value getPart(mlir::OpBuilder &builder, llvm::ArrayRef<FieldOp> bases, mlir::Value whole,
                    mlir::Location location);

/// Has a branch, selection or loop hand on the object, of which its result `index` is the base.
void carryWhole(llvm::ArrayRef<FieldOp> bases, mlir::Operation *slot, unsigned index);

/// Takes the object itself where it is made of a base that was taken of it just before.
void forgetParts(FuncOp func);

/// Declares a variable at the beginning of `scope`, so that what it, or a part of it, holds lives as long as those that
/// point to it. True if that was possible.
bool hoistObject(mlir::Value object, mlir::Block &scope);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_OBJECTPARTS_H
