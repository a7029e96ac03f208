// The stages of the compiler, in order.
#ifndef PULLBACK_TRANSFORMS_PIPELINE_H
#define PULLBACK_TRANSFORMS_PIPELINE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Support/LogicalResult.h"

namespace pullback {

/// "frontend", "structure-exits", "promote", "inline", "clean", "differentiate", "place", "simplify".
llvm::ArrayRef<llvm::StringRef> getStageNames();

/// Takes a module in source form to derivative functions in structured form, or to the state after the stage named
/// (empty: all stages). Fails after an error has been reported at the user's line.
/// `checksContract`: derivatives check what their callers pass, where all stages run.
mlir::LogicalResult runPipeline(mlir::ModuleOp module, llvm::StringRef stopAfter = {}, bool checksContract = false);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_PIPELINE_H
