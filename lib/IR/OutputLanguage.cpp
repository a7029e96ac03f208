#include "IR/OutputLanguage.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"

using namespace mlir;
using namespace pullback;

static constexpr llvm::StringLiteral kMark = "pb.writes_c";

OutputLanguage pullback::getLanguage(ModuleOp module) {
  return module->hasAttr(kMark) ? OutputLanguage::C : OutputLanguage::Cxx;
}

void pullback::setLanguage(ModuleOp module, OutputLanguage language) {
  if (language == OutputLanguage::C)
    module->setAttr(kMark, UnitAttr::get(module.getContext()));
  else
    module->removeAttr(kMark);
}
