#include "Transforms/Uncalled.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

static void eraseFunctions(ModuleOp module) {
  llvm::SetVector<Operation *> live;
  for (auto function : module.getOps<FuncOp>())
    if (function.getRole() != "helper")
      live.insert(function);
  for (size_t i = 0; i < live.size(); ++i) // grows on the way
    live[i]->walk([&](CallOp call) {
      if (Operation *callee = module.lookupSymbol(call.getCallee()))
        live.insert(callee);
    });
  for (auto function : llvm::make_early_inc_range(module.getOps<FuncOp>()))
    if (!live.contains(function))
      function.erase();
}

// A struct may have fields of other structs; these stand before it.
static void eraseStructs(ModuleOp module) {
  DenseSet<StringRef> used;
  auto use = [&](Type type) { type.walk([&](SavedType saved) { used.insert(saved.getName()); }); };
  module.walk([&](Operation *op) {
    for (Region &region : op->getRegions())
      for (Block &block : region)
        llvm::for_each(block.getArgumentTypes(), use);
    llvm::for_each(op->getResultTypes(), use);
  });
  for (auto function : module.getOps<FuncOp>())
    llvm::for_each(function.getArgumentTypes(), use);
  SmallVector<SavedDefOp> definitions(module.getOps<SavedDefOp>());
  for (SavedDefOp definition : llvm::reverse(definitions)) {
    if (definition.getRole() == "helper" && !used.contains(definition.getSymName()))
      definition.erase();
    else
      for (Attribute type : definition.getFieldTypes())
        use(cast<TypeAttr>(type).getValue());
  }
}

void pullback::removeUncalled(ModuleOp module) {
  eraseFunctions(module);
  eraseStructs(module);
}
