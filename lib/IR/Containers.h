// What is known of objects of libraries: of their fields, and of the growth of a vector (pb.grow) that belongs to
// another container.
#ifndef PULLBACK_IR_CONTAINERS_H
#define PULLBACK_IR_CONTAINERS_H

#include "llvm/ADT/StringRef.h"

namespace pullback {

/// References to the elements stay valid: the container's elements do not move in memory.
inline constexpr llvm::StringLiteral kStays = "pb.stays";
/// The same, but the elements move within the vector.
inline constexpr llvm::StringLiteral kShifts = "pb.shifts";
/// Only room is made: where elements do not move as the vector grows, this does nothing.
inline constexpr llvm::StringLiteral kReserves = "pb.reserves";

/// A function of which the text is a library's.
inline constexpr llvm::StringLiteral kLibrary = "pb.of_library";

/// The field that is what an object holds: its parts are called after the object alone.
inline constexpr llvm::StringLiteral kContent = "its_values";

} // namespace pullback

#endif // PULLBACK_IR_CONTAINERS_H
