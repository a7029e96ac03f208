// Sizes as text: how an integer follows from the function's parameters.
#ifndef PULLBACK_TRANSFORMS_STORAGE_FORMULAS_H
#define PULLBACK_TRANSFORMS_STORAGE_FORMULAS_H

#include "IR/Pullback.h"

#include <optional>

namespace pullback {

/// An expression, and how tightly its outermost operator binds.
struct Formula {
  enum Binding { Conditional, Sum, Product, Operand };
  std::string text;
  Binding binding = Operand;

  /// The text as an operand of an operator that binds like that.
  std::string inside(Binding least) const { return binding < least ? "(" + text + ")" : text; }
};

/// A C++ expression in parameters and counters of loops around, with `max`; none if the number does not follow from
/// them.
std::optional<Formula> getFormula(mlir::Value number);

/// "<" and its kin.
llvm::StringRef getSign(Predicate predicate);

/// "n - 1" for a number of iterations, for people: without what holds where there are none, and with the name of what
/// does not follow from parameters.
Formula describeNumber(mlir::Value number);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_FORMULAS_H
