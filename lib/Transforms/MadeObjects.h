// Objects that are made from time to time, and pointers to them that are kept.
#ifndef PULLBACK_TRANSFORMS_MADEOBJECTS_H
#define PULLBACK_TRANSFORMS_MADEOBJECTS_H

#include "Transforms/PointerGroups.h"

namespace pullback {

/// Finds which groups share memory, and what they go to: all of an object where its base is pointed to, and objects
/// class by class where some are made in loops.
void sortObjects(FuncOp function, PointerGroups &groups);

/// True for a part of an object from the heap that a loop makes anew while pointers to the one before are kept.
bool isMadeAgain(FuncOp function, PointerGroups &groups, PointerGroup &group, mlir::Value object);

/// The objects among which that is of which `object` is a base; null if it is one by itself.
const MadeObjects *findMade(const PointerGroup &group, mlir::Value object);

/// Gives parts the memory that their wholes have got.
void placeParts(PointerGroups &groups);

/// The part that a pointer goes to, from what is kept of it; and what is kept of a pointer.
mlir::Value getMadePart(mlir::OpBuilder &builder, const MadeObjects &made, mlir::Value place, mlir::Location location);
mlir::Value getMadePlace(mlir::OpBuilder &builder, const MadeObjects &made, mlir::Value pointer,
                         mlir::Location location);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_MADEOBJECTS_H
