// Makes textual IR smaller as long as a script finds it interesting: MLIR's test-case reducer with our dialect and
// passes.
#include "IR/Pullback.h"
#include "Transforms/Passes.h"

#include "mlir/Reducer/Passes.h"
#include "mlir/Tools/mlir-reduce/MlirReduceMain.h"
#include "mlir/Transforms/Passes.h"

int main(int argc, char **argv) {
  mlir::registerTransformsPasses();
  mlir::registerReducerPasses();
  pullback::registerPullbackPasses();
  mlir::DialectRegistry registry;
  registry.insert<pullback::PullbackDialect, mlir::arith::ArithDialect, mlir::scf::SCFDialect>();
  mlir::MLIRContext context(registry);
  return mlir::failed(mlir::mlirReduceMain(argc, argv, context));
}
