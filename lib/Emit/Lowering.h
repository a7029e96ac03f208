// Turns one function's structured SSA into a tree of C++ or C (Code.h): expressions, statements and loops.
#ifndef PULLBACK_EMIT_LOWERING_H
#define PULLBACK_EMIT_LOWERING_H

#include "Emit/Congruence.h"

namespace pullback::emit {

class Lowering {
public:
  Lowering(FuncOp function, Code &code) : function(function), code(code) {}
  mlir::LogicalResult run();
  /// The parameters, in order; a record that is returned is an Object and not a parameter of the text.
  llvm::ArrayRef<Variable *> getParameters() const { return parameters; }

private:
  // Expressions.cpp: values and addresses.
  Expr *value(mlir::Value value);
  Expr *build(mlir::Operation *op);
  Expr *assigned(mlir::Value value);                     // initialises or is assigned to a variable of its type
  Expr *convertedTo(mlir::Operation *op);                // the same for what `op` computes
  Expr *index(mlir::Value value, bool isAmount = false); // between brackets, or what bits are shifted by
  Expr *indexDifference(mlir::Value value);
  Expr *pointer(mlir::Value pointer); // as a value
  Expr *place(mlir::Value pointer);   // what it points to
  Expr *element(Expr *array, Expr *index);
  mlir::Value withoutCasts(mlir::Value address);
  Expr *vectorAt(mlir::Value address);
  Expr *elementOfVector(ElementOp element);
  Expr *shift(Expr *index, int64_t by);
  bool isWrittenWithSign(mlir::Value value) const;
  Expr *elementOfShifted(ElementOp element);
  bool liesInVector(mlir::Value array);
  Expr *asArrays(mlir::Value pointer, Expr *data);
  static bool isOptional(mlir::Value stack);
  Expr *elementsOf(FieldOp field);
  Expr *hasValue(mlir::Value size);
  void setHasValue(SetSizeOp change, Block &to);
  Expr *dataOf(Expr *stack);
  Expr *sizeOf(Expr *stack);
  bool needsCastInC(CastOp conversion);
  Expr *member(FieldOp field);
  /// `stored`, cut to the bits of the caller's unsigned bit-field if compilers do not see that it fits in.
  Expr *storedInBits(FieldOp field, mlir::Value value, Expr *stored);
  Expr *complexPartInC(FieldOp field);
  Expr *argument(FuncOp callee, unsigned index, mlir::Value operand);

  // Arithmetic.cpp: operators, literals beside operands, casts.
  Expr *buildScalar(mlir::Operation *op);
  Expr *buildFloatSum(mlir::Operation *op, bool isSubtraction);
  Expr *buildProduct(mlir::Operation *op, bool *negative);
  Expr *buildNegation(mlir::Operation *op);
  Expr *buildInteger(BinaryOp op);
  Expr *buildComparison(mlir::arith::CmpFOp op);
  Expr *buildComparison(CmpOp op);
  Expr *buildSelect(mlir::arith::SelectOp op);
  mlir::Value choose(mlir::Value chosen, mlir::Value condition, bool outcome);
  Expr *buildConditional(mlir::Value condition, mlir::Value ifTrue, mlir::Value ifFalse);
  Expr *buildCast(CastOp op);
  Expr *buildMath(MathOp op);
  Expr *truth(mlir::Value condition);
  Expr *literal(mlir::Value value);
  /// The operand of a cast that may be left out beside an operand of the type; null if it may not. `maySignChange`:
  /// also a cast to unsigned, which is as good in arithmetic but not in comparisons.
  mlir::Value behindSilentCast(mlir::Value value, bool maySignChange = false);
  struct Signs {
    bool *left, *right;
  };
  /// Both operands of an operator that C++ computes in their type; with `signs`, without their signs.
  std::pair<Expr *, Expr *> operands(mlir::Value left, mlir::Value right, Signs signs = {nullptr, nullptr},
                                     bool maySignChange = false);
  /// `value` without its sign, which is flipped in `negative`: -x, -2 * x and x / -y are all split exactly.
  Expr *withoutSign(mlir::Value value, bool &negative);

  // Statements.cpp
  void lower(mlir::Block &from, Block &to);
  void lower(mlir::Operation *op, Block &to);
  void lowerMemory(mlir::Operation *op, Block &to);
  void lowerStack(mlir::Operation *op, Block &to);
  void lowerZero(ZeroOp op, Block &to);
  void lowerResize(ResizeOp op, Block &to);
  bool isEigenMatrix(unsigned index);
  static bool isOfEigen(mlir::Value stack);
  void declareData(mlir::BlockArgument matrix);
  Variable *declareDense(mlir::BlockArgument matrix);
  void writeDense(Block &to, bool isThrow = false);
  void lowerThrowing(CallOp op, FuncOp callee, Block &to);
  void declareSize(mlir::BlockArgument size);
  void declareMember(mlir::BlockArgument member);
  void lowerCopy(CopyOp op, Block &to);
  void lowerCall(CallOp op, Block &to);
  llvm::SmallVector<Expr *> partsOf(llvm::ArrayRef<llvm::StringRef> items, llvm::ArrayRef<Expr *> arguments);
  llvm::SmallVector<Expr *> composed(llvm::ArrayRef<llvm::StringRef> items, llvm::ArrayRef<Expr *> arguments);
  Expr *memberCall(FuncOp member, mlir::ArrayAttr items, llvm::ArrayRef<Expr *> arguments);
  Expr *printing(llvm::StringRef name, mlir::ArrayAttr items, llvm::ArrayRef<Expr *> arguments);
  void lowerCheck(CheckContractOp op, Block &to);
  void lowerReturn(ReturnOp op, Block &to);
  Stmt *assign(Expr *target, llvm::StringRef op, Expr *value, mlir::Operation *source, Block &to);
  Stmt *add(Stmt::Kind kind, mlir::Operation *source, Block &to);
  void annotate(Stmt *stmt, mlir::Operation *source);

  // SizeChecks.cpp
  void checkSizes(CheckContractOp op, Block &to);
  /// A function of ours at global scope, which another one in the function's namespace might hide.
  std::string helper(const std::string &name) { return (function.getCxxScope().empty() ? "" : "::") + name; }
  void checkSize(mlir::BlockArgument size, CheckContractOp op, Block &to);

  // MemoryInC.cpp: the same for memory, where C has other words.
  void lowerStackInC(mlir::Operation *op, Block &to);
  void lowerAllocInC(AllocOp alloc, Block &to);
  void lowerZeroInC(ZeroOp op, Block &to);
  void clearInC(Expr *stack, mlir::Type element, mlir::Operation *source, Block &to);
  void reserveInC(llvm::StringRef helper, Expr *stack, Expr *count, mlir::Operation *source, Block &to);
  Expr *sizeOfType(mlir::Type type);
  Stmt *evaluate(Expr *value, mlir::Operation *source, Block &to);

  Expr *flatten(mlir::Value pointer, mlir::Type &type, int64_t &count);

  // Loops.cpp: regions and the copies between variables at their borders.
  void lowerIf(mlir::scf::IfOp op, Block &to);
  void lowerFor(ForOp op, Block &to);
  void lowerLoop(LoopOp op, Block &to);
  void lowerYield(YieldOp yield, mlir::ValueRange targets, Block &to);
  void lowerCopies(mlir::ValueRange sources, mlir::ValueRange targets, mlir::Operation *at, Block &to);
  void markUndefined(mlir::Value target, mlir::Operation *at, Block &to);

  Variable *variable(mlir::Value value);
  Expr *name(mlir::Value value) { return code.makeName(variable(value)); }
  Expr *fail(mlir::Operation *op, llvm::StringRef reason);

  FuncOp function;
  Code &code;
  std::unique_ptr<Order> order;
  std::unique_ptr<Needed> needed;
  std::unique_ptr<Folding> folding;
  std::unique_ptr<Liveness> liveness;
  std::unique_ptr<Congruence> congruence;
  llvm::DenseSet<mlir::Operation *> lateCopies;
  llvm::DenseMap<mlir::Value, bool> decided;       // conditions whose branches are being lowered
  llvm::DenseMap<mlir::Value, Variable *> objects; // locals, buffers, arguments
  llvm::DenseMap<mlir::Value, Variable *> owners;  // of arguments that are the elements of containers
  struct DenseCopy {
    Variable *matrix, *copy;
    bool isAdjoint;
  };
  llvm::SmallVector<DenseCopy> dense; // of matrices that are written
  llvm::SmallVector<Variable *> parameters;
  llvm::SmallVector<mlir::BlockArgument> sizes;   // of containers among the parameters
  llvm::SmallVector<mlir::BlockArgument> members; // pointers in structs among the parameters
  Variable *returnedRecord = nullptr;
  unsigned loopDepth = 0;
  bool failed = false;
};

/// The function of <cmath> that a pb.math of this name prints; "" if a helper of ours has to.
std::string getStandardFunction(MathOp op);
/// The same of <math.h>, with the suffix of the type.
std::string getFunctionOfC(MathOp op);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_LOWERING_H
