// The functions of the rule table as the C++ library computes them, and formulae evaluated in numbers: what the rules
// are tested against.
#ifndef PULLBACK_UNITTESTS_RULES_REFERENCE_H
#define PULLBACK_UNITTESTS_RULES_REFERENCE_H

#include "Rules/RuleTable.h"

namespace pullback {

/// The value of the function or operator; a test failure and NaN if the name is unknown.
template <typename T> T callFunction(llvm::StringRef name, llvm::ArrayRef<T> arguments);

/// All names that callFunction knows.
std::vector<llvm::StringRef> getFunctionNames();

/// A formula's value; conditions are 0 or 1.
template <typename T> T evaluate(const Expr &expr, llvm::ArrayRef<T> operands, T result);

/// The value of buildProduct's operations for these numbers, in double.
double evaluateProduct(llvm::StringRef name, unsigned operand, double seed, llvm::ArrayRef<double> operands);

/// The textual IR of buildProduct on the arguments %x, %y, %z, the result %r and the seed %s; a literal in place of an
/// argument where `literals` holds one.
std::string printProduct(llvm::StringRef name, unsigned operand, llvm::ArrayRef<std::optional<double>> literals = {});

} // namespace pullback

#endif // PULLBACK_UNITTESTS_RULES_REFERENCE_H
