// The types of memory in which numbers are kept in place of pointers.
#ifndef PULLBACK_TRANSFORMS_KEPTTYPES_H
#define PULLBACK_TRANSFORMS_KEPTTYPES_H

#include "Transforms/PointerGroups.h"

namespace pullback {

/// The record of which object a pointer goes to, and where in it.
mlir::Type makePlaceType(FuncOp function, mlir::Type object);

/// The type in which the pointer is used, where it is kept as one to the name of a class.
mlir::Type getUsedType(LoadOp load);

/// Gives all values the types in which pointers are what their groups keep.
void convertKeptTypes(FuncOp function, PointerGroups &groups);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_KEPTTYPES_H
