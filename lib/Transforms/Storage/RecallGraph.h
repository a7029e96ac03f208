// Which primal values to save, and which to compute again, for the reverse sweep: a minimum cut.
//
// Every value v that the reverse sweep wants, or that is needed to compute such a value again, has two nodes:
//
//   source --(cost of computing v again)--> v.again --(cost of saving v)--> v.wanted --(inf)--> sink, if a recall wants
//   v operand.wanted --(inf)--> v.again
//
// A node on the sink's side of the cut says yes. If v is wanted and not computed again, the edge between them is cut: v
// is saved. If v is computed again, all of its operands are wanted. A value that cannot be computed again hangs on the
// source with an infinite edge. What is free (in reach of the reverse sweep as it is) has no nodes.
//
// An array that a nest of loops reads may be kept as a whole (Rows). What is loaded from it can be computed again then:
//
//   source --(cost of keeping the row)--> row --(inf)--> v.again, if computing v again loads from the row
#ifndef PULLBACK_TRANSFORMS_STORAGE_RECALLGRAPH_H
#define PULLBACK_TRANSFORMS_STORAGE_RECALLGRAPH_H

#include "Transforms/Storage/Rows.h"
#include "Transforms/Strategies.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {

class RecallGraph {
public:
  /// `canKeep` says for which rows there can be a place.
  RecallGraph(const Mirrors &mirrors, llvm::function_ref<bool(const Row &)> canKeep);

  /// Refuses values that the user wants computed again where that cannot be.
  mlir::LogicalResult checkHints();
  /// Refuses what can neither be saved nor be computed again.
  mlir::LogicalResult checkSaved() const;
  /// Solves for the least total cost.
  void solve();

  /// In reach of the reverse sweep without doing anything: values of the scope's own block and of those around it,
  /// constants, counters.
  bool isFree(mlir::Value value);
  bool isSaved(mlir::Value value) const { return saved.contains(value); }
  /// The saved values that are others now; the old ones need not exist any more.
  void replaceSaved(llvm::ArrayRef<mlir::Value> old, mlir::ValueRange values);
  /// Why a saved value is not computed again.
  std::string explainSaving(mlir::Value value);
  /// What the operation that computes `value` (with its regions) takes from outside.
  static llvm::SmallVector<mlir::Value> getInputs(mlir::Operation *op);
  /// What computing `value` again takes: of what is loaded from rows, the subscripts.
  llvm::SmallVector<mlir::Value> getInputsAgain(mlir::Value value) const;
  /// True if `value` is one of several that only change places from iteration to iteration of a loop, whose mirror can
  /// change them back. What that takes is what the loop makes of them.
  bool isUndone(mlir::Value value) const;
  /// The loads of rows in the operation or its regions.
  llvm::SmallVector<LoadOp> getRowLoads(mlir::Operation *op) const;
  Row *getRow(LoadOp load) const { return rows.find(load); }

private:
  bool canRecompute(mlir::Value value);
  bool mayLoadAgain(LoadOp load, mlir::Operation *op) const;
  bool pointsToVanished(mlir::Value value);
  /// Addresses mean nothing in `f_rev`: what is saved for it may be a copy, and with it the function's objects.
  bool mayNotBeKept(mlir::Value value) const;
  double getWeight(mlir::Block *block) const;
  double getPenalty(Strategy strategy) const;
  double recomputeCost(mlir::Value value) const;
  double saveCost(mlir::Value value) const;
  double keepCost(const Row &row) const;
  /// The cost of the least cut if the values in `kept` may not be saved; the values to save go to `chosen`.
  double cut(llvm::function_ref<bool(mlir::Block *)> maySave, llvm::DenseSet<mlir::Value> &chosen);
  /// Loops of the forward sweep that nobody would need if none of their values were saved.
  llvm::SmallVector<mlir::Operation *> getRemovableLoops();

  const Mirrors &mirrors;
  StableLoads stableLoads;
  Rows rows;
  llvm::SetVector<mlir::Value> values;
  llvm::DenseMap<mlir::Value, bool> recomputable;
  llvm::DenseSet<mlir::Value> saved;
};

/// Trips that a loop is guessed to have, and the price of writing a number to memory and reading it back; of one of
/// many in a row, which are copied at once.
inline constexpr double kTrips = 8, kSave = 6, kKeep = 3;
/// The cost of running `op` once, regions included, in units of a floating-point addition.
double getCost(mlir::Operation *op);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_RECALLGRAPH_H
