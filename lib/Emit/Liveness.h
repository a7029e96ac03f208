// Where the variables that hold SSA values are alive.
#ifndef PULLBACK_EMIT_LIVENESS_H
#define PULLBACK_EMIT_LIVENESS_H

#include "Emit/Folding.h"

#include <map>

namespace pullback::emit {

/// Disjoint closed intervals of points. An operation at position p reads at point 2p and writes at 2p + 1, so a value
/// that dies where another is born does not meet it.
class LiveRange {
public:
  void add(unsigned begin, unsigned end);
  bool intersects(const LiveRange &other) const;
  void unite(const LiveRange &other);
  size_t size() const { return intervals.size(); }
  unsigned begin() const { return intervals.empty() ? 0 : intervals.begin()->first; }

private:
  std::map<unsigned, unsigned> intervals; // begin -> end
};

/// The live ranges of all variables of a function, by carrier, given what is folded.
class Liveness {
public:
  Liveness(FuncOp function, const Order &order, const Needed &needed, const Folding &folding);
  /// The variables, in the order of their first definition.
  llvm::ArrayRef<mlir::Value> getVariables() const { return variables; }
  LiveRange &operator[](mlir::Value carrier) { return ranges[carrier]; }
  /// The blocks in which the variable is assigned or read.
  llvm::ArrayRef<mlir::Block *> getBlocks(mlir::Value carrier) const {
    auto found = blocks.find(carrier);
    return found == blocks.end() ? llvm::ArrayRef<mlir::Block *>() : llvm::ArrayRef<mlir::Block *>(found->second);
  }
  unsigned countUses(mlir::Value carrier) const { return useCounts.lookup(carrier); }

private:
  void define(mlir::Block &block);
  void defineCarried(mlir::Operation *loop, mlir::Block::BlockArgListType carried);
  void defineBranch(mlir::scf::IfOp branch);
  void use(mlir::Block &block);
  void useOperands(mlir::Operation *op);
  void useAt(mlir::Value value, mlir::Block *block, unsigned point);
  void extend(mlir::Value value, mlir::Block *block, unsigned point);
  void addVariable(mlir::Value value, mlir::Block *block);

  const Order &order;
  const Needed &needed;
  const Folding &folding;
  llvm::SmallVector<mlir::Value> variables;
  llvm::DenseMap<mlir::Value, LiveRange> ranges;
  llvm::DenseMap<mlir::Value, llvm::SmallVector<mlir::Block *, 2>> blocks;
  llvm::DenseMap<mlir::Value, unsigned> useCounts;
  llvm::DenseMap<std::pair<mlir::Value, mlir::Block *>, unsigned> reached; // up to where a range is known
};

} // namespace pullback::emit

#endif // PULLBACK_EMIT_LIVENESS_H
