// Runs single stages of the compiler on textual IR.
#include "Emit/Emit.h"
#include "IR/Pullback.h"
#include "Transforms/Passes.h"

#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<pullback::PullbackDialect, mlir::arith::ArithDialect, mlir::scf::SCFDialect>();
  mlir::registerTransformsPasses();
  pullback::registerPullbackPasses();
  pullback::registerEmitPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "Pullback's stages on textual IR\n", registry));
}
