// Formulae of the rule table: small immutable expression trees in the operands x, y, z and the result r of a function.
// They are values: copy them freely, combine them with C++'s operators.
#ifndef PULLBACK_RULES_EXPR_H
#define PULLBACK_RULES_EXPR_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <string>

namespace pullback {

class Expr {
public:
  enum class Kind {
    Operand,       // getIndex()
    Result,        // the value of the function
    Constant,      // getNumber(), exact
    NamedConstant, // getDigits(), more of them than any type holds; getName() for people
    Neg,
    Add,
    Sub,
    Mul,
    Div, // getParts()
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    Or,
    And,    // getParts(); conditions
    Select, // getParts(): condition, value if true, value if false
    Call    // getName(): a function of pb.math; getParts(): its arguments
  };

  /// No formula: the operand has no derivative (an integer, a place that the value does not depend on smoothly).
  Expr() = default;
  /// Numbers are exact: integers and binary fractions.
  Expr(int number) : Expr(static_cast<double>(number)) {}
  Expr(double number);

  static Expr operand(unsigned index);
  static Expr result();
  /// `digits` is a decimal expansion (or "inf") of at least 40 digits, rounded once to the type in use.
  static Expr named(llvm::StringRef name, llvm::StringRef digits);
  static Expr make(Kind kind, llvm::ArrayRef<Expr> parts);
  static Expr call(llvm::StringRef function, llvm::ArrayRef<Expr> arguments);

  bool isNone() const { return !node; }
  /// True where nothing is contributed: no formula, or the constant 0.
  bool isZero() const { return isNone() || isNumber(0); }
  bool isNumber(double number) const;

  Kind getKind() const;
  unsigned getIndex() const;
  double getNumber() const;
  llvm::StringRef getName() const;
  llvm::StringRef getDigits() const;
  llvm::ArrayRef<Expr> getParts() const;

  /// The formula as C++ text in x, y, z and r.
  std::string str() const;

private:
  struct Node;
  explicit Expr(std::shared_ptr<const Node> node) : node(std::move(node)) {}
  std::shared_ptr<const Node> node;
};

inline Expr operator-(const Expr &a) { return Expr::make(Expr::Kind::Neg, {a}); }
inline Expr operator+(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Add, {a, b}); }
inline Expr operator-(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Sub, {a, b}); }
inline Expr operator*(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Mul, {a, b}); }
inline Expr operator/(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Div, {a, b}); }
inline Expr operator<(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Less, {a, b}); }
inline Expr operator>(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Greater, {a, b}); }
inline Expr operator<=(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::LessEqual, {a, b}); }
inline Expr operator>=(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::GreaterEqual, {a, b}); }
inline Expr operator==(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Equal, {a, b}); }
inline Expr operator||(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::Or, {a, b}); }
inline Expr operator&&(const Expr &a, const Expr &b) { return Expr::make(Expr::Kind::And, {a, b}); }
inline Expr select(const Expr &condition, const Expr &a, const Expr &b) {
  return Expr::make(Expr::Kind::Select, {condition, a, b});
}

/// True if the formula's value depends on that operand, or on the function's result: what has to be recorded.
bool usesOperand(const Expr &expr, unsigned operand);
bool usesResult(const Expr &expr);

} // namespace pullback

#endif // PULLBACK_RULES_EXPR_H
