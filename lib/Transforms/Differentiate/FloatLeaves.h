// Code for all floating-point scalars in an object.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_FLOATLEAVES_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_FLOATLEAVES_H

#include "IR/Pullback.h"

namespace pullback {

/// Visits every floating-point scalar of an object of `type`, at the same place in each of `objects` (pointers to
/// objects of that type): `visit` gets pointers to scalars. Arrays become loops.
/// `areNew`: the containers in them are empty.
void forEachFloatLeaf(mlir::OpBuilder &builder, mlir::Location location, mlir::Type type,
                      llvm::ArrayRef<mlir::Value> objects, llvm::function_ref<void(llvm::ArrayRef<mlir::Value>)> visit,
                      bool areNew = false);

/// Visits elements 0 .. count-1 of the arrays that `pointers` point to.
void forEachElement(mlir::OpBuilder &builder, mlir::Location location, mlir::Value count,
                    llvm::ArrayRef<mlir::Value> pointers, llvm::function_ref<void(llvm::ArrayRef<mlir::Value>)> visit);

/// Sets the floating-point scalars of the object to zero and leaves its other data alone.
void zeroFloats(mlir::OpBuilder &builder, mlir::Location location, mlir::Value pointer, bool isNew = false);

/// Makes a new adjoint object zero: whole, or scalar by scalar where `T t = {};` would take the initialisers that
/// members of the struct have (the module's `pb.initialized_records`).
void clearObject(mlir::OpBuilder &builder, mlir::Location location, mlir::Value pointer);

/// Makes `count` new elements of an array zero that starts with zeros: nothing, but where initialisers of members say
/// otherwise.
void clearInitialized(mlir::OpBuilder &builder, mlir::Location location, mlir::Value first, mlir::Value count);

/// Whether objects of the type start with what initialisers of members say, and not with zeros.
bool startsInitialized(mlir::ModuleOp module, mlir::Type type);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_FLOATLEAVES_H
