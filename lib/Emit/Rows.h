// Rows of arrays: x + i * d, of which elements are taken.
#ifndef PULLBACK_EMIT_ROWS_H
#define PULLBACK_EMIT_ROWS_H

#include "Emit/Order.h"

namespace pullback::emit {

/// Marks the addresses that get a variable: rows that several places or inner loops take elements of. A row of an
/// adjoint is made beside the row of the primal array, where there is one.
void markRows(FuncOp function);
bool isRow(mlir::Operation *op);

/// The end of what the address is used in, in the block of `place`: loops around uses run again.
unsigned getLastUse(mlir::Value address, mlir::Operation *place, const Order &order);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_ROWS_H
