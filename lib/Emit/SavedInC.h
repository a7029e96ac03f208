// Structs of saved values in C.
#ifndef PULLBACK_EMIT_SAVEDINC_H
#define PULLBACK_EMIT_SAVEDINC_H

#include "IR/Pullback.h"

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace pullback::emit {

/// The definitions of the structs of one role, with names of their own for each (`f_saved` is `struct f_saved`).
std::string printSavedInC(mlir::ModuleOp module, llvm::StringRef role);

/// Declarations of the functions that free and copy the structs in the header, with the comments that users read.
std::string declareSavedFunctions(mlir::ModuleOp module);

/// Definitions of the functions that free and copy structs which own memory: those of the header are external, others
/// static.
std::string defineSavedFunctions(mlir::ModuleOp module);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_SAVEDINC_H
