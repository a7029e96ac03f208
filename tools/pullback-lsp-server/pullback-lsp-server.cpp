// MLIR's language server with our dialect: definitions, uses and errors of textual IR in an editor.
#include "IR/Pullback.h"

#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<pullback::PullbackDialect, mlir::arith::ArithDialect, mlir::scf::SCFDialect>();
  return mlir::failed(mlir::MlirLspServerMain(argc, argv, registry));
}
