// Whether iterations of loops touch each other's elements.
#ifndef PULLBACK_ANALYSIS_DEPENDENCE_H
#define PULLBACK_ANALYSIS_DEPENDENCE_H

#include "Analysis/Aliasing.h"
#include "Analysis/Polynomial.h"

namespace pullback {

/// The subscripts of a path, one for each of its offsets.
llvm::SmallVector<Polynomial> getSubscripts(const PointerPath &path);

/// True if it is proved that `write`, a write at `pointer`, where it runs after `read` within one run of the block
/// `scope`, never writes to what the read has read. For instance no place of a row k < j is written again here:
///
///   for (int j = 0; j < n; ++j)
///     for (int k = 0; k < j; ++k) a[j * n + j] -= a[j * n + k] * a[j * n + k];
///
/// Subscripts are compared as polynomials in the counters of the loops around, dimension by dimension where a subscript
/// such as j * n + k is one of several dimensions: with 0 <= k < n proved, it is the pair (j, k).
bool isNeverOverwritten(LoadOp read, mlir::Operation *write, mlir::Value pointer, mlir::Block &scope);

/// True if it is proved that two accesses never touch one place within one run of the block `scope`, in whatever order
/// they run. For `one` and `other` the same access, that it never touches a place twice: `y[(i * m + j) * n + k]` with
/// 0 <= j < m and 0 <= k < n.
bool neverMeet(mlir::Operation *one, mlir::Value pointer, mlir::Operation *other, mlir::Value otherPointer,
               mlir::Block &scope);

/// True if it is proved that `later`, an access at `laterPointer`, does not touch in a later iteration of `loop` what
/// `earlier`, an access at `pointer`, has touched.
bool isApartInLaterIterations(ForOp loop, mlir::Operation *earlier, mlir::Value pointer, mlir::Operation *later,
                              mlir::Value laterPointer);

/// True if it is proved that `access`, an access at `pointer`, does not touch what `place` points to. Both are taken at
/// the time of the access. If `place` is made of values from outside of a loop around, so it is in all of its
/// iterations.
bool isApart(mlir::Value place, mlir::Operation *access, mlir::Value pointer);

} // namespace pullback

#endif // PULLBACK_ANALYSIS_DEPENDENCE_H
