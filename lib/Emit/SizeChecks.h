// For --checks: whether containers that derivatives are added to have the sizes of those of the primal, also where they
// are elements or members of what is passed.
#ifndef PULLBACK_EMIT_SIZECHECKS_H
#define PULLBACK_EMIT_SIZECHECKS_H

#include "IR/Pullback.h"

#include "llvm/ADT/SmallVector.h"

#include <string>

namespace pullback::emit {

/// True for `x_bar` and `x_dot` of `x`, also with a number behind that keeps the name from another's.
bool isDerivativeOf(llvm::StringRef object, llvm::StringRef name);

/// The gradients and tangents with containers in them that a function gets, each with the object that it belongs to and
/// that has its sizes when the function begins.
llvm::SmallVector<std::pair<mlir::BlockArgument, mlir::BlockArgument>> getObjectsOfOneSize(FuncOp function);

/// Functions that compare the sizes of all containers in two such objects: `checkSizes("f_vjp", "x_bar", x_bar, x)`.
/// They are given for the objects that the functions of the module check.
std::string printSizeChecks(mlir::ModuleOp module);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_SIZECHECKS_H
