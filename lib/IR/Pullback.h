// The pb dialect: types, operations, and small questions about them. See PullbackOps.td for what each means.
#ifndef PULLBACK_IR_PULLBACK_H
#define PULLBACK_IR_PULLBACK_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace pullback {
/// True for values that an SSA value of C++ can be: floats, C++ integers, bool, pointers.
bool isScalar(mlir::Type type);
} // namespace pullback

#include "IR/PullbackDialect.h.inc"

#include "IR/PullbackEnums.h.inc"

#define GET_TYPEDEF_CLASSES
#include "IR/PullbackTypes.h.inc"

#define GET_ATTRDEF_CLASSES
#include "IR/PullbackAttributes.h.inc"

#define GET_OP_CLASSES
#include "IR/PullbackOps.h.inc"

namespace pullback {

/// `std::size_t` and `std::ptrdiff_t` as generated code computes sizes and indices.
IntType getSizeType(mlir::MLIRContext *context);
IntType getPtrdiffType(mlir::MLIRContext *context);
/// C++ `int`.
IntType getIntType(mlir::MLIRContext *context);

/// The name of the field that the elements of a `!pb.stack` are.
inline constexpr llvm::StringLiteral kElements = "elements";

/// True if an object of this type holds floating-point data anywhere that is reached without a pointer.
bool holdsFloat(mlir::Type type);

/// True if a pointer is part of the type, or of what pointers in it lead to.
bool containsPointer(mlir::Type type);
/// How many operations there are in an operation, itself included.
size_t countOperations(mlir::Operation *whole);

/// The C++ name of the variable that a value was assigned to, from its NameLoc; "" if there is none.
llvm::StringRef getVariableName(mlir::Location location);
/// The same for a value; results of loops and branches have the name of what they carry or yield.
llvm::StringRef getVariableName(mlir::Value value);
/// `location` with the variable's name in front; the frontend and promotion use it to keep the user's names.
mlir::Location nameLocation(llvm::StringRef variable, mlir::Location location);
/// The location without a variable's name.
mlir::Location withoutName(mlir::Location location);
/// File, line and column of the place in the user's source; null where there is none.
mlir::FileLineColLoc getSourceLocation(mlir::Location location);

/// "a::v1" of the scope "a::inline v1": what stands before a name.
std::string getQualifier(llvm::StringRef scope);

/// The integer that a pb.constant of integer type holds, or nothing.
std::optional<int64_t> getConstantInt(mlir::Value value);
/// What stands before all conversions; null for null.
mlir::Value stripCasts(mlir::Value value);
/// The pointer to the record, or to the one around that, of which `pointer` goes to a member; itself if it does not.
mlir::Value getRecordAround(mlir::Value pointer);
/// The extent of an array in an array, or in records of an array, if `pointer` is its first element; nothing elsewhere.
std::optional<int64_t> getRowExtent(mlir::Value pointer);
/// The same, if `pointer` is element 0 of that first element: the beginning of a walk that may go on over other rows,
/// while the row's own subscripts stay in it.
std::optional<int64_t> getWalkedExtent(mlir::Value pointer);
/// True for a pb.constant of floating type that holds exactly `number`, with its sign of zero.
bool isConstantFloat(mlir::Value value, double number);

} // namespace pullback

#endif // PULLBACK_IR_PULLBACK_H
