// The optimisations that can be switched off.
#ifndef PULLBACK_TRANSFORMS_STRATEGIES_H
#define PULLBACK_TRANSFORMS_STRATEGIES_H

#include "mlir/IR/BuiltinOps.h"

namespace pullback {

enum class Strategy {
#define STRATEGY(enumerator, name, description) enumerator,
#include "Transforms/Strategies.def"
};

/// The names that a user switches them off by.
llvm::ArrayRef<llvm::StringRef> getStrategyNames();

/// True unless the module around `op` has the strategy's name in `pb.without`.
bool isEnabled(mlir::Operation *op, Strategy strategy);

/// Switches strategies off in the whole module.
void disableStrategies(mlir::ModuleOp module, llvm::ArrayRef<std::string> names);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STRATEGIES_H
