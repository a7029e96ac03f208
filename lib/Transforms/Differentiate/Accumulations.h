// Sums in memory, as operations of their own.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_ACCUMULATIONS_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_ACCUMULATIONS_H

#include "IR/Pullback.h"

namespace pullback {

/// Turns `*p = *p + v` and `*p = *p - v` into accumulations, so that the reverse sweep leaves the adjoint of *p where
/// it is, and reads it only.
void formAccumulations(FuncOp function);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_ACCUMULATIONS_H
