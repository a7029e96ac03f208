// The language that derivatives are written in: a fact of the module, which the frontend (names of types, declarations
// of globals) and Emit read.
#ifndef PULLBACK_IR_OUTPUTLANGUAGE_H
#define PULLBACK_IR_OUTPUTLANGUAGE_H

namespace mlir {
class ModuleOp;
}

namespace pullback {

enum class OutputLanguage { Cxx, C };

OutputLanguage getLanguage(mlir::ModuleOp module);
void setLanguage(mlir::ModuleOp module, OutputLanguage language);

} // namespace pullback

#endif // PULLBACK_IR_OUTPUTLANGUAGE_H
