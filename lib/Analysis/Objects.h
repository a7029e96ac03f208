// Which objects a pointer may point into, and what is done to them.
#ifndef PULLBACK_ANALYSIS_OBJECTS_H
#define PULLBACK_ANALYSIS_OBJECTS_H

#include "IR/Pullback.h"

#include "llvm/ADT/DenseSet.h"

namespace pullback {

/// Appends the objects that `pointer` may point into: function arguments, pb.local, pb.alloc, pb.global, pb.null. A
/// pointer that comes from anywhere else (a load, a call, a carried value) is appended itself, as an unknown object.
void collectObjects(mlir::Value pointer, llvm::SmallVectorImpl<mlir::Value> &objects);
llvm::SmallVector<mlir::Value, 2> getObjects(mlir::Value pointer);

/// True if the object belongs to the function itself and vanishes with it: pb.local or pb.alloc.
bool isLocalObject(mlir::Value object);

/// What a call does with one of its pointer arguments.
struct ArgumentEffect {
  bool reads = true;
  bool writes = true;
};
ArgumentEffect getArgumentEffect(CallOp call, unsigned argument);

/// True if the function called throws, or one that it calls, as far as their bodies are known.
bool mayThrow(CallOp call);

/// The pointers through which `op` itself (not its regions) may read or write memory.
void collectReads(mlir::Operation *op, llvm::SmallVectorImpl<mlir::Value> &pointers);
void collectWrites(mlir::Operation *op, llvm::SmallVectorImpl<mlir::Value> &pointers);

/// The writes of a function, by object, in the order of the text.
class ObjectWrites {
public:
  explicit ObjectWrites(mlir::Region &region);
  llvm::ArrayRef<mlir::Operation *> getWrites(mlir::Value object) const;

private:
  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Operation *, 2>> writes;
};

/// True if `write` may run after `read` has run, in one call of the function: it stands behind it, or a loop is around
/// both. With `within`, one run of that block is meant: loops around it do not count.
bool mayFollow(mlir::Operation *write, mlir::Operation *read, mlir::Block *within = nullptr);

/// Collects the operations that read or write `object`, or free it. False if its address goes elsewhere: into a call, a
/// selection, a comparison or memory; or if it may have come in through another argument as well.
bool collectAccesses(mlir::Value object, llvm::SmallVectorImpl<mlir::Operation *> &accesses);

/// True if what it points to holds floating-point data.
bool isFloatPointer(mlir::Value pointer);

/// An object whose address only serves loads, stores and what is accounted for as reading or writing.
bool isPrivate(mlir::Value object);

} // namespace pullback

#endif // PULLBACK_ANALYSIS_OBJECTS_H
