// Textual IR: parser, verifier, and every stage on what they let through.
#include "Emit/Emit.h"
#include "IR/Pullback.h"
#include "Transforms/Pipeline.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace pullback;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  context.loadDialect<PullbackDialect, arith::ArithDialect, scf::SCFDialect>();
  ScopedDiagnosticHandler quiet(&context, [](Diagnostic &) { return success(); });
  std::string text(reinterpret_cast<const char *>(data), size); // the parser reads the null at its end
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(text, &context);
  if (!module || failed(runPipeline(*module, "")))
    return 0;
  EmitOptions options;
  options.headerName = "source.pullback.h";
  (void)emitCode(*module, options);
  return 0;
}
