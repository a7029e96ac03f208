// How types are spelled in C++ or C, alone and around a declared name, and what converts to what.
#ifndef PULLBACK_EMIT_TYPES_H
#define PULLBACK_EMIT_TYPES_H

#include "IR/OutputLanguage.h"
#include "IR/Pullback.h"

#include <optional>
#include <string>

namespace pullback::emit {

/// `double`, `unsigned int`, `std::size_t`, `double*`, `ns::Camera`. C has `size_t` and `struct camera`, and the parts
/// of a vector in place of std::vector: `struct { double* data; size_t size, capacity; }`. A base of a tuple that
/// stands alone, as in a tuple that generated code defines itself, is a tuple of its elements.
std::string spellType(mlir::Type type, OutputLanguage language);
/// An element of a std::vector: arrays themselves cannot be.
std::string spellElement(mlir::Type type);

/// The elements of a tuple that one of the bases holds that the library makes it of: from number 1 on `int, double` of
/// `std::_Tuple_impl<1, int, double>`, `int` alone of `std::_Head_base<1, int>`.
struct TuplePart {
  unsigned first;
  std::string elements;
};
std::optional<TuplePart> getTuplePart(mlir::Type type);

/// `const double* x`, `double (*a)[3]`, `double x[3]`: the declaration of `name`. `isConst` makes the variable itself
/// const. `scalar`, if not empty, is the spelling of the innermost scalar type.
std::string declare(mlir::Type type, llvm::StringRef name, OutputLanguage language, bool isConst = false,
                    llvm::StringRef scalar = {});
/// The same for a reference to `type`: `const double& x`, `double (&x)[3]`.
std::string declareReference(mlir::Type type, llvm::StringRef name, bool isConst, llvm::StringRef scalar = {});

/// True if every value of `from` is one of `to`, and no warning flag of ours has anything to say about an implicit
/// conversion: int to double, float to double, int to long, unsigned char to int; not bool, not int to unsigned.
bool widensSilently(mlir::Type from, mlir::Type to);
/// True for types on which C++ computes without promoting them first: int and wider, and floating point.
bool isPromoted(mlir::Type type);
bool isEnum(mlir::Type type);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_TYPES_H
