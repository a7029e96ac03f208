// The SSA graph as a drawing.
#ifndef PULLBACK_DRIVER_EXPRESSIONGRAPH_H
#define PULLBACK_DRIVER_EXPRESSIONGRAPH_H

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace pullback {

/// Graphviz text: one cluster a function, one cluster a loop, one node a value or memory operation, labelled with the
/// user's variable where it has one. `modules` are drawn side by side.
std::string drawExpressionGraph(llvm::ArrayRef<mlir::ModuleOp> modules);

} // namespace pullback

#endif // PULLBACK_DRIVER_EXPRESSIONGRAPH_H
