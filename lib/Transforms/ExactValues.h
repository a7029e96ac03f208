// Primal values that the reverse sweep computes again and then decides by.
#ifndef PULLBACK_TRANSFORMS_EXACTVALUES_H
#define PULLBACK_TRANSFORMS_EXACTVALUES_H

#include "IR/Pullback.h"

namespace pullback {

/// While it exists, those operations that compute primal values again (`pb.again`) have the attribute `pb.exact` of whose
/// results comparisons, conversions to integers or functions with steps depend, through branches, loops and the
/// function's own memory. Another rounding there is
/// another decision: x == copysign(x, y), where x was rounded in another way the first time, has the wrong partial.
class ExactValues {
public:
  explicit ExactValues(FuncOp function);
  ~ExactValues();

private:
  void need(mlir::Value value);
  void needStored(mlir::Value pointer);

  FuncOp function;
  llvm::SmallVector<mlir::Value> values;
  llvm::DenseSet<mlir::Value> seen;
  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Value>> stored; // by object
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_EXACTVALUES_H
