// Comparisons of integers whose outcome is the same in every run: compilers warn about them.
#ifndef PULLBACK_EMIT_KNOWNCOMPARISONS_H
#define PULLBACK_EMIT_KNOWNCOMPARISONS_H

#include "IR/Pullback.h"

namespace pullback::emit {

/// Puts constants in place of comparisons with a fixed outcome. True if there were any.
bool replaceKnownComparisons(FuncOp function);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_KNOWNCOMPARISONS_H
