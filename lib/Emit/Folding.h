// Decides which operations are printed inside the expressions that use them, and which get a variable or a statement.
#ifndef PULLBACK_EMIT_FOLDING_H
#define PULLBACK_EMIT_FOLDING_H

#include "Emit/Needed.h"
#include "Emit/Order.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/DenseSet.h"

namespace pullback::emit {

/// `std::max(first, second)` or `std::min(first, second)`, recognised in a comparison that only one select uses.
struct MinMax {
  bool isMax;
  mlir::Value first, second;
};
std::optional<MinMax> matchMinMax(mlir::arith::SelectOp select);

class Folding {
public:
  /// `intoCopies` are operations that are to be printed where a loop or branch yields them.
  Folding(FuncOp function, const Order &order, const Needed &needed,
          const llvm::DenseSet<mlir::Operation *> &intoCopies);

  /// Printed where its result is used, each time.
  bool isInline(mlir::Operation *op) const { return roles.lookup(op) == Role::Inline; }
  /// Not printed at all: unused and without effect, or a part of what another operation prints.
  bool isSkipped(mlir::Operation *op) const {
    return roles.lookup(op) == Role::Dead || roles.lookup(op) == Role::Absorbed;
  }
  /// Printed as `?:`, `&&` or `||`, in place or as the value of a variable.
  bool isExpression(mlir::scf::IfOp branch) const { return expressions.contains(branch); }
  /// True if the value lives in a variable that is assigned: not a constant, an address or a part of an expression.
  bool isVariable(mlir::Value value) const;

  /// The variables that printing `value` as an operand mentions.
  void forEachLeaf(mlir::Value value, llvm::function_ref<void(mlir::Value)> visit) const;

private:
  enum class Role { Root, Inline, Dead, Absorbed };
  /// A place where a value is printed; `inHeader` for the bound of a loop, printed once but evaluated in each
  /// iteration.
  struct Place {
    mlir::Operation *root;
    bool inHeader;
  };

  void visit(mlir::Block &block);
  Role decide(mlir::Operation *op);
  bool collectPlaces(mlir::Value value, llvm::SmallVectorImpl<Place> &places, unsigned limit) const;
  bool mayFold(mlir::Operation *op, llvm::ArrayRef<Place> places);
  bool mayRepeat(mlir::Operation *op, llvm::ArrayRef<Place> places) const;
  bool isEvaluatedMoreOften(mlir::Operation *op, const Place &place) const;
  bool readsWrittenMemory(mlir::Operation *op, const Place &place) const;
  bool isCopied(mlir::Value value) const;
  bool takesSpace(mlir::Operation *op, llvm::ArrayRef<Place> places);
  bool formsExpression(mlir::scf::IfOp branch) const;
  bool fitsExpression(mlir::Block &block, unsigned &budget) const;
  void inlineContents(mlir::scf::IfOp branch);

  const Order &order;
  const Needed &needed;
  const llvm::DenseSet<mlir::Operation *> &intoCopies;
  llvm::DenseMap<mlir::Operation *, Role> roles;
  llvm::DenseMap<mlir::Operation *, unsigned> depths, sizes;
  llvm::DenseSet<mlir::Operation *> expressions;
};

/// Constants and addresses, which are printed in place however often they are used.
bool isTransparent(mlir::Operation *op);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_FOLDING_H
