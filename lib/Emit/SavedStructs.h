// What C++ and C have in common in structs of saved values: which there are, in which order, and their fields.
#ifndef PULLBACK_EMIT_SAVEDSTRUCTS_H
#define PULLBACK_EMIT_SAVEDSTRUCTS_H

#include "IR/OutputLanguage.h"
#include "IR/Pullback.h"

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace pullback::emit {

/// The structs of one role, in the order of the module.
llvm::SmallVector<SavedDefOp> getSavedStructs(mlir::ModuleOp module, llvm::StringRef role);

/// The same, with those in front that others contain whole, since they have to be complete; one in a buffer has not.
llvm::SmallVector<SavedDefOp> orderSavedStructs(llvm::ArrayRef<SavedDefOp> structs);

/// The declarations of the fields, with the notes of what they hold.
std::string printSavedFields(SavedDefOp saved, OutputLanguage language);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_SAVEDSTRUCTS_H
