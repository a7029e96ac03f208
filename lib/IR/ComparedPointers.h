// Comparisons of addresses that have the same outcome in every run.
#ifndef PULLBACK_IR_COMPAREDPOINTERS_H
#define PULLBACK_IR_COMPAREDPOINTERS_H

#include "IR/Pullback.h"

#include <optional>

namespace pullback {

/// True for what a pointer to the elements of is null if there are none: a vector, unless it is known to have some.
bool isVectorOrNull(mlir::Value object);

/// True for an address in an object or in what a reference means, or at a distance from where a pointer points to.
bool isNeverNull(mlir::Value pointer);

/// Addresses of different objects differ, and none is null but that of an empty vector's elements; a pointer is equal
/// to itself. No value where the outcome is not known, or it is no comparison of pointers for equality.
std::optional<bool> compareAddresses(Predicate predicate, mlir::Value left, mlir::Value right);

} // namespace pullback

#endif // PULLBACK_IR_COMPAREDPOINTERS_H
