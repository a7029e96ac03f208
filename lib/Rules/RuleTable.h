// The derivative table: for each function its partial derivatives as formulae, one row a function, and how a row
// becomes IR. Reverse mode, forward mode, the values to be recorded, the documentation and the numeric tests all read
// the row.
#ifndef PULLBACK_RULES_RULETABLE_H
#define PULLBACK_RULES_RULETABLE_H

#include "Rules/Expr.h"

#include "mlir/IR/ValueRange.h"

namespace mlir {
class Location;
class OpBuilder;
} // namespace mlir

namespace pullback {

/// Where the row is tested: one closed interval for each operand.
struct Interval {
  double low, high;
};

struct Rule {
  /// The name that pb.math uses, or "add", "sub", "mul", "div", "neg" for the operators of arith.
  llvm::StringRef name;
  /// One for each operand; isZero() where the operand contributes nothing.
  llvm::SmallVector<Expr, 3> partials;
  llvm::SmallVector<Interval, 3> domain;
  /// For people: what happens at kinks, poles and jumps.
  llvm::StringRef note = {};
  /// For each operand, the condition under which its partial can be infinite or NaN although the function's value is
  /// finite; empty: never. An adjoint of exactly 0 must contribute exactly 0 there.
  llvm::SmallVector<Expr, 3> poles = {};

  unsigned getArity() const { return domain.size(); }
  /// True if a partial in `operand` may be infinite or NaN where the value is finite.
  bool mayBePole(unsigned operand) const { return operand < poles.size() && !poles[operand].isNone(); }
  /// True if no operand contributes: rounding, classification, integer results.
  bool isConstant() const;
};

/// The row of that name; null where there is none: the function cannot be differentiated.
const Rule *lookupRule(llvm::StringRef name);
/// All rows, in the order of the documentation.
llvm::ArrayRef<Rule> getRules();

/// The value of a formula, as arith and pb.math operations in the floating-point type of the operands.
mlir::Value buildExpr(mlir::OpBuilder &builder, mlir::Location location, const Expr &expr, mlir::ValueRange operands,
                      mlir::Value result);

/// The key of an operation's row in the table; "" for an operation that is not a function of real numbers.
llvm::StringRef getRuleName(mlir::Operation *op);

/// `seed` times the partial of `rule` in `operand`: what reverse mode adds to the operand's adjoint (seed: adjoint of
/// the result) and forward mode to the result's tangent (seed: tangent of the operand). In the shape that an expert
/// writes: seed / y for 1 / y, -(seed / y * r) for -r / y, 2 * seed * x for 2 * x, ldexp(seed, n) for ldexp(1, n). An
/// exact zero where the partial is zero. At a pole a zero seed gives an exact zero. `operands` and `result` may hold
/// null values where the partial does not use them (usesOperand, usesResult).
mlir::Value buildProduct(mlir::OpBuilder &builder, mlir::Location location, const Rule &rule, unsigned operand,
                         mlir::Value seed, mlir::ValueRange operands, mlir::Value result);

} // namespace pullback

#endif // PULLBACK_RULES_RULETABLE_H
