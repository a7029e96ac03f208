// Predicates, conditions, and what is known of their outcome.
#ifndef PULLBACK_IR_COMPARISONS_H
#define PULLBACK_IR_COMPARISONS_H

#include "IR/Pullback.h"

#include <optional>

namespace pullback {

/// The predicate that holds for (b, a) where `predicate` holds for (a, b).
Predicate swapSides(Predicate predicate);
/// The predicate that holds where `predicate` does not.
Predicate negate(Predicate predicate);

/// Whether the predicate holds for (a, b).
bool holds(Predicate predicate, bool isLess, bool isEqual);

/// The truth value that a constant condition has, or nothing.
std::optional<bool> getConstantBool(mlir::Value condition);
/// The operand of `not condition`; null for what is none.
mlir::Value getNegated(mlir::Value condition);

/// What a comparison gives, where that is known: of a value with itself, and of constants (an argument of an inlined
/// call).
std::optional<bool> decideComparison(Predicate predicate, mlir::Value left, mlir::Value right);

} // namespace pullback

#endif // PULLBACK_IR_COMPARISONS_H
