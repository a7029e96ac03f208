// Functions that call themselves or each other.
#ifndef PULLBACK_TRANSFORMS_CALLCYCLES_H
#define PULLBACK_TRANSFORMS_CALLCYCLES_H

#include "IR/Pullback.h"

#include "llvm/ADT/SetVector.h"

namespace pullback {

/// Functions that call each other, or one that calls itself.
using Cycle = llvm::SetVector<mlir::Operation *>;

/// Whether an operation is a call of one of the functions, or one is in it.
bool isCallOf(mlir::Operation *op, const Cycle &cycle);
bool containsCallOf(mlir::Operation *op, const Cycle &cycle);

/// Whether the address of an object is used for other things than to read and write the object. What calls of the
/// functions copy is read.
bool escapes(mlir::Value place, const Cycle &cycle);

/// What a place is a part of.
mlir::Value getWhole(mlir::Value place);

/// Makes a variable anew where it is declared: it stays where it is until the end, whoever has its address.
void moveToHeap(LocalOp local);
/// Does so with the variables of the functions of which others may keep the address while another call runs.
void moveKeptToHeap(const Cycle &cycle);

/// Functions that call each other, of which one reads pointers from what a parameter leads to, and that can become a
/// loop (see IterateRecursion.cpp); callees before callers. None where there are no such functions.
Cycle findCycleToIterate(mlir::ModuleOp module);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_CALLCYCLES_H
