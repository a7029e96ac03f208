// The operations that adjoints consist of. An adjoint that a branch found to be zero stays zero, whatever it is
// multiplied by.
#ifndef PULLBACK_TRANSFORMS_ZEROADJOINTS_H
#define PULLBACK_TRANSFORMS_ZEROADJOINTS_H

#include "IR/Pullback.h"

#include "mlir/IR/PatternMatch.h"

namespace pullback {

/// True for an operation of a derivative that may be written in another way. Primal values that the reverse sweep
/// computes again (`pb.again`) keep their bits: another rounding may be on the other side of a step, or outside of
/// where a function exists, as sqrt(d) at d = 0.
bool isOfAdjoint(mlir::Operation *op);

/// (c ? a : 0) / x == c ? a / x : 0, and the same for products: where a factor may be infinite. The partial of a value
/// that the branch itself tests is one (`d = 1 / x; if (d < 100) s += d`, at x = 0).
void populateZeroAdjoints(mlir::RewritePatternSet &patterns);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_ZEROADJOINTS_H
