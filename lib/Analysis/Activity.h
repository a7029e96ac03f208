// Which values and objects take part in the derivative: varied (they depend on an independent) and useful (an output
// depends on them).
//
// Objects are judged as a whole, and independently of the order of statements; a value or object that is not active has
// an adjoint that nobody asks for, so treating one as active that is not costs time, never correctness.
#ifndef PULLBACK_ANALYSIS_ACTIVITY_H
#define PULLBACK_ANALYSIS_ACTIVITY_H

#include "Analysis/Objects.h"

#include "mlir/Interfaces/LoopLikeInterface.h"
#include "llvm/ADT/DenseSet.h"

namespace pullback {

class Activity {
public:
  /// Reads the roles of the arguments (`pb.role`): "wrt" and "inout" are independents, "of" and "inout" and the
  /// returned value are outputs.
  explicit Activity(FuncOp function);

  bool isVaried(mlir::Value value) const { return varied.contains(value); }
  bool isUseful(mlir::Value value) const { return useful.contains(value); }
  /// For a floating-point value, or an object that holds floating-point data.
  bool isActive(mlir::Value value) const { return isVaried(value) && isUseful(value); }
  /// True if any object that `pointer` may point into is active.
  bool isActivePointer(mlir::Value pointer) const;
  /// `copy` is as active as `original`; of operations, with all results and regions.
  void copyActivity(mlir::Value original, mlir::Value copy);
  void copyActivity(mlir::Operation *original, mlir::Operation *copy);
  /// True if `op` or anything in its regions has a reverse.
  bool hasAdjoint(mlir::Operation *op) const;

private:
  void propagateVaried(mlir::Operation *op);
  void propagateUseful(mlir::Operation *op);
  void markVaried(mlir::Value value);
  void markUseful(mlir::Value value);
  void markVariedObjects(mlir::Value pointer);
  void markUsefulObjects(mlir::Value pointer);
  bool anyVaried(mlir::ValueRange values) const;
  bool isVariedPointer(mlir::Value pointer) const;
  bool isUsefulPointer(mlir::Value pointer) const;

  llvm::DenseSet<mlir::Value> varied, useful;
  bool changed = false;
};

/// True if the callee's derivative is zero by the user's decision.
bool isInactiveCall(CallOp call);
/// Reports a call of such a function that may write to active data: what the derivative of the data is then, nobody
/// says.
mlir::LogicalResult checkInactiveCall(CallOp call, const Activity &activity);
/// The user's rule of that mode for the callee, or null.
mlir::DictionaryAttr getRule(CallOp call, llvm::StringRef mode);
/// For a callee with a rule: the role (`pb.role`) that the rule gives to that argument; "" for other callees.
llvm::StringRef getRuleRole(CallOp call, unsigned argument);
/// For a callee with a rule: true if that argument is a pure output.
bool isRuleOutput(CallOp call, unsigned argument);

} // namespace pullback

#endif // PULLBACK_ANALYSIS_ACTIVITY_H
