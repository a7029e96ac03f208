// Comparisons of integers whose outcome is the same in every run: compilers warn about them, and what depends on them
// is dead.
#ifndef PULLBACK_IR_KNOWNCOMPARISONS_H
#define PULLBACK_IR_KNOWNCOMPARISONS_H

#include "IR/Pullback.h"

namespace pullback {

/// Puts constants in place of comparisons with a fixed outcome. True if there were any.
bool replaceKnownComparisons(FuncOp function);

} // namespace pullback

#endif // PULLBACK_IR_KNOWNCOMPARISONS_H
