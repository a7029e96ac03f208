// What the lowering of a function hands on from one of its parts to another.
#ifndef PULLBACK_FRONTEND_LOWERINGPARTS_H
#define PULLBACK_FRONTEND_LOWERINGPARTS_H

#include "IR/Pullback.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"

namespace pullback {

/// What a vector that has just been made empty consists of.
struct EmptyVector {
  AllocOp memory;
  StoreOp stored;
};
/// A call of a member or a member operator: on what, of which type that is, and the other arguments.
struct MemberCall {
  const clang::CXXMethodDecl *method = nullptr;
  const clang::Expr *object = nullptr;
  clang::QualType type;
  llvm::ArrayRef<const clang::Expr *> arguments;
};
/// A complex number by its parts, a real one without an imaginary part; null parts: an obstacle.
struct ComplexValue {
  mlir::Value real, imag;
};
/// What is sorted, and how two of the elements are compared.
struct Sorting {
  mlir::Location location;
  mlir::Value first, count, comparator;
  FuncOp comparison;
};
/// What a call of a member of an opaque object is made of: the object, which is the first operand, and the arguments as
/// the items that are printed (IR/Text.h). References are printed as places.
struct OpaqueCall {
  llvm::SmallVector<mlir::Value> operands;
  llvm::SmallVector<bool> areReferences;
  llvm::SmallVector<std::string> items;
  bool isNoDiscard = false; // compilers warn where the result is not used
  bool asConst = false;     // the object is not const where it comes from, and another overload would be called
};
/// What has been written to a stream or a string, in the block that declares it.
struct MessageText {
  mlir::Block *block;
  llvm::SmallVector<std::string> items;
  llvm::SmallVector<mlir::Value> operands;
  bool isStream;
};
/// A run of statements of a switch with the case labels in front of it.
struct SwitchSection {
  llvm::SmallVector<const clang::SwitchCase *> labels;
  llvm::SmallVector<const clang::Stmt *> statements;
  bool hasDefault = false;
};

/// A jump on its way to `jumpTargets[target]`: break or continue there, if `flag` is set.
struct PassingJump {
  size_t target;
  ExitKind kind;
  mlir::Value flag;
};
/// What jumps can leave: loops and switches of the user's, and what is made of blocks with labels.
struct JumpTarget {
  enum Kind { UsersLoop, UsersSwitch, Loop, Once };
  const void *owner; // the label, if this is a label's
  Kind kind;
  mlir::Value repeats; // is set where a jump begins this anew
  llvm::SmallVector<PassingJump, 1> passing;
  size_t guards = 0; // how many live around it
};
/// A variable whose destructor is called where control leaves its block.
struct ScopeGuard {
  mlir::Value object;
  const clang::VarDecl *variable;
};

/// True for `double *` and `const double *`.
bool isSamePointee(clang::QualType left, clang::QualType right);
/// True for the place of a complex number.
bool isComplex(mlir::Value place);
/// The row that a pointer leads to, where its size is computed; and what arrays of such sizes consist of in the end.
const clang::VariableArrayType *getVariableRow(const clang::ASTContext &ast, clang::QualType type);
clang::QualType getElementOfRows(const clang::ASTContext &ast, clang::QualType type);
/// A variable among the statements whose destructor is seen, or null.
const clang::VarDecl *findGuardIn(llvm::ArrayRef<const clang::Stmt *> statements);
/// Up to what ends a text of C.
llvm::StringRef cutAtEnd(llvm::StringRef text);
/// True for a static local that its function only reads.
bool isConstantStatic(const clang::VarDecl *variable);
/// True if an object, or one of those that it is chosen from, is a global or part of one: these are only read.
bool isPartOfGlobal(const clang::Expr *expr);
/// True for `std::max(x, y)` and `std::max({x, y, z})`. With a comparison of the user's, or of objects, they are what
/// the library's text says.
bool isMinMaxOfNumbers(const clang::CallExpr *call);
/// True if a function of pointers that anybody may change only reads what this one points to.
bool onlyReads(const clang::FunctionDecl *definition, const clang::ParmVarDecl *parameter);
/// The place of the first element of a container of the caller.
mlir::Value getElements(mlir::OpBuilder &builder, mlir::Location location, mlir::Value stack);

} // namespace pullback

#endif // PULLBACK_FRONTEND_LOWERINGPARTS_H
