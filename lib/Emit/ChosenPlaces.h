// Addresses of elements of one of several vectors.
#ifndef PULLBACK_EMIT_CHOSENPLACES_H
#define PULLBACK_EMIT_CHOSENPLACES_H

#include "IR/Pullback.h"

namespace pullback::emit {

/// Chooses such an address anew wherever it is used, if the elements may move before, as their vector grows.
void chooseMovedPlacesAnew(FuncOp function);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_CHOSENPLACES_H
