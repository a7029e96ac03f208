// Arrays that a nest of loops reads nearly as a whole and that are overwritten later, as the field of a time step: kept
// once for the nest, as a row, rather than load by load.
//
//   for (t) {                                     for (t) {
//                                                   u_saved[t][...] = u[...]
//     for (i) next[i] = f(u[i - 1], u[i])   =>      for (i) next[i] = f(u[i - 1], u[i])
//     swap(u, next)                                 swap(u, next)
//   }                                             }
//
// A load of the reverse sweep reads the row at the subscript that the load of the forward sweep had.
#ifndef PULLBACK_TRANSFORMS_STORAGE_ROWS_H
#define PULLBACK_TRANSFORMS_STORAGE_ROWS_H

#include "Transforms/Storage/Extents.h"
#include "Transforms/Storage/StableLoads.h"

#include <memory>

namespace pullback {

/// What is kept: the place of `load` in all elements of the array, from the first, as they are where `nest` begins.
struct Row {
  mlir::Operation *nest; ///< a loop that does not write to these places
  LoadOp load;           ///< one that reads them
  RowPlace place;        ///< of that
  Extent extent;         ///< of the array
  unsigned dimensions;   ///< of the subscripts that run over it
};

class Rows {
public:
  /// Looks at the loads of the forward sweep that would not give the same value later. `canKeep` says whether there can
  /// be a place for the row.
  Rows(const Mirrors &mirrors, const StableLoads &stableLoads, llvm::function_ref<bool(const Row &)> canKeep);
  Rows() = default;

  /// The row that has what the load reads; null if there is none.
  Row *find(LoadOp load) const { return rows.lookup(load); }
  llvm::ArrayRef<std::unique_ptr<Row>> getAll() const { return all; }

private:
  std::vector<std::unique_ptr<Row>> all;
  llvm::DenseMap<mlir::Operation *, Row *> rows;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_ROWS_H
