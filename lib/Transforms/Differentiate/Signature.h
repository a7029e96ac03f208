// The parameters of derivative functions, as the contract's tables give them.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_SIGNATURE_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_SIGNATURE_H

#include "IR/Pullback.h"

namespace pullback {

/// What a parameter of the primal is to the derivative.
bool isIndependent(FuncOp function, unsigned argument);
bool isPureOutput(FuncOp function, unsigned argument);
bool isReturnedRecord(FuncOp function, unsigned argument);

/// The adjoint or tangent parameters that were appended to a copy of the primal, by the index of the primal's
/// parameter.
struct DerivativeParameters {
  /// The adjoint (a value, or a pointer to a record) or the tangent (a pointer) of the returned value; null if there is
  /// none.
  mlir::Value result;
  llvm::SmallVector<mlir::Value> ofArgument;
};

/// Appends `result_bar` (unless `withoutSeed`) and one adjoint for each output and independent, in parameter order.
DerivativeParameters appendAdjoints(FuncOp function, bool withoutSeed);
/// Appends one tangent for each output and independent, in parameter order, and `result_dot`.
void appendTangents(FuncOp function);

/// The tangent parameters of a function that has them already.
DerivativeParameters findTangents(FuncOp function);

/// Makes the function's own copy of a record passed by value visible where it writes to it.
void copyWrittenRecords(FuncOp function);

/// Moves the parameter through which a record is returned behind the others, where the dialect wants it.
void moveReturnedRecordLast(FuncOp function);

/// Appends one parameter; a taken name gets trailing underscores.
mlir::Value appendParameter(FuncOp function, mlir::Type type, const llvm::Twine &name, bool reference);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_SIGNATURE_H
