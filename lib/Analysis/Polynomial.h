// Subscripts and bounds as polynomials in SSA values, and what can be proved about them.
#ifndef PULLBACK_ANALYSIS_POLYNOMIAL_H
#define PULLBACK_ANALYSIS_POLYNOMIAL_H

#include "IR/Pullback.h"

#include <map>
#include <vector>

namespace pullback {

/// A sum of integers times products of values: `i * n + j - 1`.
class Polynomial {
public:
  Polynomial(int64_t constant = 0) { add({}, constant); }
  /// Follows sums, differences, products and conversions; anything else is an unknown of its own.
  static Polynomial of(mlir::Value value);

  Polynomial operator+(const Polynomial &other) const;
  Polynomial operator-(const Polynomial &other) const;
  Polynomial operator*(const Polynomial &other) const;
  bool operator==(const Polynomial &other) const { return terms == other.terms; }

  bool contains(mlir::Value value) const;
  /// The number, if no value is in it.
  std::optional<int64_t> getConstant() const;
  /// True if `test` holds for every value in it.
  bool all(llvm::function_ref<bool(mlir::Value)> test) const;
  /// The polynomial that stands with `value`, where `value` occurs linearly; null otherwise.
  std::optional<Polynomial> getCoefficient(mlir::Value value) const;
  Polynomial substitute(mlir::Value value, const Polynomial &by) const;

  /// What a subscript of several dimensions may be divided by: the values and numbers that multiply others in it.
  std::vector<Polynomial> getStrides() const;
  /// quotient * stride + remainder, for a stride that is one value or one number.
  std::pair<Polynomial, Polynomial> divide(const Polynomial &stride) const;

private:
  bool isOfSmallNumbers() const;
  using Product = std::vector<void *>; // values, sorted
  void add(const Product &product, int64_t coefficient);

  std::map<Product, int64_t> terms;
  friend class Bounds;
};

/// The integers that a counted loop with step 1 or -1 goes through: first <= i < end, if there are any.
struct CounterRange {
  Polynomial first, end;
  static std::optional<CounterRange> of(ForOp loop);
};

/// What is known at an operation: the counters of the loops around it, and that these loops run.
class Bounds {
public:
  explicit Bounds(mlir::Operation *op);
  /// Of counters whose ranges are known, inner ones first: a range may depend on the counters behind it.
  explicit Bounds(llvm::ArrayRef<std::pair<mlir::Value, CounterRange>> counters);
  /// True if it is proved that the polynomial is not negative; integers do not wrap around.
  bool isNotNegative(Polynomial polynomial) const;

private:
  void noteThatLoopsRun();
  bool isSumOfNotNegatives(const Polynomial &polynomial) const;

  llvm::SmallVector<std::pair<mlir::Value, CounterRange>> counters; // innermost first
  std::map<void *, int64_t> least;                                  // lower bounds of values
};

} // namespace pullback

#endif // PULLBACK_ANALYSIS_POLYNOMIAL_H
