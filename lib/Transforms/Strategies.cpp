#include "Transforms/Strategies.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace pullback;

ArrayRef<StringRef> pullback::getStrategyNames() {
  static constexpr StringRef names[] = {
#define STRATEGY(enumerator, name, description) name,
#include "Transforms/Strategies.def"
  };
  return names;
}

bool pullback::isEnabled(Operation *op, Strategy strategy) {
  auto module = op->getParentOfType<ModuleOp>();
  auto without = module ? module->getAttrOfType<ArrayAttr>("pb.without") : ArrayAttr();
  StringRef name = getStrategyNames()[static_cast<unsigned>(strategy)];
  return !without || llvm::none_of(without.getAsValueRange<StringAttr>(), [&](StringRef off) { return off == name; });
}

void pullback::disableStrategies(ModuleOp module, ArrayRef<std::string> names) {
  SmallVector<StringRef> list(names.begin(), names.end());
  if (!list.empty())
    module->setAttr("pb.without", Builder(module.getContext()).getStrArrayAttr(list));
}
