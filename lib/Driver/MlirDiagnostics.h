// Errors of the stages behind the frontend, printed by Clang with the user's line and a caret.
#ifndef PULLBACK_DRIVER_MLIRDIAGNOSTICS_H
#define PULLBACK_DRIVER_MLIRDIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"

namespace clang {
class DiagnosticsEngine;
class SourceManager;
} // namespace clang

namespace pullback {

/// While it lives, diagnostics of the MLIR context go to Clang's engine.
class MlirDiagnostics {
public:
  MlirDiagnostics(mlir::MLIRContext &context, clang::DiagnosticsEngine &diagnostics);

private:
  mlir::ScopedDiagnosticHandler handler;
};

} // namespace pullback

#endif // PULLBACK_DRIVER_MLIRDIAGNOSTICS_H
