// Whether two pointers can mean one place, decided from how they are made.
#ifndef PULLBACK_ANALYSIS_ALIASING_H
#define PULLBACK_ANALYSIS_ALIASING_H

#include "IR/Pullback.h"

#include "llvm/ADT/SmallVector.h"

namespace pullback {

/// The object that a pointer made of elements, fields, decays and casts points into: a function argument, pb.local,
/// pb.alloc, pb.global or pb.null; null if it cannot be known.
mlir::Value getObject(mlir::Value pointer);

/// No: a write through one is never seen through the other. Must: both point to exactly one place.
enum class Alias { No, May, Must };

/// How the objects at `p` and `q` (scalars or whole aggregates) lie to each other. Both pointers are taken at one time:
/// a block argument or a value in a loop means the same iteration.
///
/// Rests on: objects of different scalar types do not overlap, characters excepted; the arguments of a requested
/// function or of its derivative overlap only where neither is written (the contract with users), so No is answered for
/// them.
Alias alias(mlir::Value p, mlir::Value q);

/// True for a variable of another file that is not const: the function only reads it, and those that it calls may not.
bool mayChange(GlobalOp global);
/// True for calls of functions of the library, and of those of which nothing but the value is seen.
bool leavesGlobals(CallOp call);

/// True if `op` itself, not its regions, may write to or read the object at `pointer`. A call may do so through the
/// pointers that it takes and to globals.
bool mayWrite(mlir::Operation *op, mlir::Value pointer);
bool mayRead(mlir::Operation *op, mlir::Value pointer);
/// Whether it may read from, or write to, any part of the object: a copy of one element as well.
bool mayReadObject(mlir::Operation *op, mlir::Value object);
bool mayWriteObject(mlir::Operation *op, mlir::Value object);

/// True if `op`, or something in its regions, may write to the object that begins at `place`, makes it, or releases or
/// resizes memory. `touches` says of a pointer that is written through whether it can lead there.
bool mayWriteWithin(mlir::Operation *op, mlir::Value place, llvm::function_ref<bool(mlir::Value)> touches);

/// A pointer taken apart: `p[i].a[2]` is p, offset i, field a, offset 2.
struct PointerPath {
  /// A sum, in elements.
  struct Offset {
    llvm::SmallVector<mlir::Value, 2> bases;
    int64_t constant = 0;
    /// The extent of the array that the offset moves in; 0 where it is not known.
    int64_t extent = 0;
  };
  mlir::Value root;
  /// `offsets[i]`, then `fields[i]` ("" for the decay of an array), then `offsets[i + 1]` and so on.
  llvm::SmallVector<Offset, 4> offsets;
  llvm::SmallVector<llvm::StringRef, 4> fields;
};
PointerPath getPath(mlir::Value pointer);

/// True if the two, of one root, are of elements of arrays and lead to different fields there, whatever the subscripts
/// are: `p[i].a` and `p[j].b`.
bool areOtherFields(const PointerPath &one, const PointerPath &other);
/// How two paths from one root lie to each other.
Alias comparePaths(const PointerPath &p, const PointerPath &q);
/// Whether two roots may be, or be chosen from, one object.
bool rootsMayMeet(mlir::Value p, mlir::Value q);
/// Whether two objects, arguments of one function among them, are or may share memory.
inline bool isOrMeets(mlir::Value object, mlir::Value other) { return object == other || rootsMayMeet(object, other); }
/// Whether objects of the two types may share memory.
bool typesMayOverlap(mlir::Type a, mlir::Type b);

/// True if the two values are equal wherever both are defined: one value, or equal pure expressions of equal values.
bool isSameValue(mlir::Value a, mlir::Value b);

} // namespace pullback

#endif // PULLBACK_ANALYSIS_ALIASING_H
