// Names that say what a value is, for those that the user gave none.
#ifndef PULLBACK_IR_INVENTEDNAMES_H
#define PULLBACK_IR_INVENTEDNAMES_H

#include "IR/Pullback.h"

namespace pullback {

/// "root" for sqrt(x), "u_i" for u[i], "quotient" for x / y; `nameOf` names operands.
std::string inventName(mlir::Value value, llvm::function_ref<std::string(mlir::Value)> nameOf);

/// What the place is called that keeps `value` for the reverse sweep: "step_saved" for the variable step, "u_saved" for
/// u[i], "taken_saved" for the condition of a branch.
std::string inventSavedName(mlir::Value value);

/// The name of a pb.local or pb.alloc; "value" for one without, as the object of a structured binding.
std::string getObjectName(mlir::Operation *object);

/// The last part of a function's name, without template arguments: "solve" for `linear::solve<double>`.
llvm::StringRef getUnqualifiedName(llvm::StringRef name);

/// True for members that users do not know of: `_M_elems` of a std::array, what stands for a base.
bool isHiddenMember(llvm::StringRef name);

/// `__first` and `_Num`, as variables of the standard library are called, are names for it alone: `first`, `num`.
std::string withoutReservedForm(llvm::StringRef name);
/// "x_2" for "x" and for "x_".
std::string withNumber(llvm::StringRef name, unsigned number);

} // namespace pullback

#endif // PULLBACK_IR_INVENTEDNAMES_H
