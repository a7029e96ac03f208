// Arrays for the iterations of triangular nests: for each i the inner loop makes one trip more than for the i before,
// or one less.
#ifndef PULLBACK_TRANSFORMS_STORAGE_TRIANGLES_H
#define PULLBACK_TRANSFORMS_STORAGE_TRIANGLES_H

#include "IR/Pullback.h"

namespace pullback {

/// Which two loops of a nest span a triangle; all others have the same bounds in all iterations.
///
///   for (int i = 0; i < n; ++i)
///     for (int j = 0; j <= i; ++j)   // n (n + 1) / 2 iterations; the first of row i is number i (i + 1) / 2
struct Triangle {
  size_t outer, inner;
  /// The trips of the shortest row.
  int64_t least;
  /// Row 0 is the shortest, or the longest.
  bool grows;
  /// The outer counter in row 0, where the rows are numbered along it: also those of a loop that runs down. Otherwise
  /// they are numbered by trips.
  std::optional<int64_t> origin;

  /// None if the nest has another shape. `isFixed` says whether a bound is known before the nest.
  static std::optional<Triangle> find(llvm::ArrayRef<mlir::Operation *> loops,
                                      llvm::function_ref<bool(mlir::Value)> isFixed);

  /// How often the innermost loop's body runs, from the trips of all loops but the inner one (null).
  mlir::Value buildSize(mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Value> counts) const;
  /// How many iterations of the inner loop are in front of the present row, from the zero-based trips of the loops
  /// around it.
  mlir::Value buildRow(mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Value> trips,
                       llvm::ArrayRef<mlir::Value> counts) const;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_TRIANGLES_H
