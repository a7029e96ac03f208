// Calls of functions that have a rule of the user's: what the derivatives of both modes have to know of them.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_RULECALLS_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_RULECALLS_H

#include "Analysis/Activity.h"

namespace pullback {

/// The name of a parameter of the callee, for messages and variables.
std::string getParameterName(CallOp call, unsigned index);

/// True if that parameter has an adjoint or tangent in the rules of the callee.
bool hasRuleAdjoint(CallOp call, unsigned index);

/// Reports what a rule may not be given: its derivatives and what it writes overlap nothing, and it knows nothing of
/// derivatives that its lists leave out. `isActive` is asked about scalar operands and pointers.
mlir::LogicalResult checkRuleCall(CallOp call, llvm::function_ref<bool(mlir::Value)> isActive);

/// Begins the error that the rule of the callee does not serve for this call.
mlir::InFlightDiagnostic refuseRuleCall(CallOp call);
/// Reports that a rule would have to give the length of that parameter.
void refuseRuleLength(CallOp call, mlir::DictionaryAttr rule, unsigned index, const llvm::Twine &why);

/// True if two array arguments of a call are known to be apart.
bool areApart(CallOp call, unsigned left, unsigned right);

/// The number of elements behind the argument of a call, in front of the call or of the loops that it does not change
/// in; null where it is not known.
mlir::Value buildLengthBefore(CallOp call, unsigned index);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_RULECALLS_H
