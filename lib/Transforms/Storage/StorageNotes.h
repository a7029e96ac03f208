// What is said about the values that the reverse sweep uses: for `--explain` and the manifest.
#ifndef PULLBACK_TRANSFORMS_STORAGE_STORAGENOTES_H
#define PULLBACK_TRANSFORMS_STORAGE_STORAGENOTES_H

#include "IR/Pullback.h"

namespace pullback {

/// How the derivative `function` gets a value of the primal: the variable or array that the value is or comes from, or
/// what generated code calls it, its line in the source (0: unknown), and a text such as "saved in 'u_saved', 8 * n
/// bytes: ...".
struct StorageNote {
  std::string function, variable, text;
  unsigned line = 0;
};

/// Lets passes take notes in this module.
void enableStorageNotes(mlir::ModuleOp module);
bool takesStorageNotes(mlir::Operation *op);
/// The variable that the value is or comes from; "" where it has none.
std::string getNoteName(mlir::Value value);
/// Takes a note, if they are enabled. What is saved in a loop that FuseLoops kept apart from its reverse says why.
void addStorageNote(mlir::Value value, llvm::StringRef text);
/// The notes on all functions, in the order of the text.
std::vector<StorageNote> getStorageNotes(mlir::ModuleOp module);
/// The names of variables and parameters in a module that has been imported.
std::vector<std::string> getVariables(mlir::ModuleOp module);

/// The bytes of a scalar.
unsigned getBytes(mlir::Type type);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_STORAGENOTES_H
