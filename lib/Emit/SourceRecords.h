// Definitions of structs that stand in the primal's source file, where generated code cannot include them from.
#ifndef PULLBACK_EMIT_SOURCERECORDS_H
#define PULLBACK_EMIT_SOURCERECORDS_H

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace pullback::emit {

struct RecordDefinitions {
  std::string header, source;
};

/// Gives the records that the module names in `pb.source_records` names of their own and prints their definitions: in
/// an unnamed namespace of the source, or, where a struct of saved values in the header holds one, in a namespace of
/// the header named after it.
RecordDefinitions defineSourceRecords(mlir::ModuleOp module, llvm::StringRef headerName);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_SOURCERECORDS_H
