// Expression trees: construction, questions, text.
#include "Rules/Expr.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace pullback;

struct Expr::Node {
  Kind kind;
  unsigned index = 0;
  double number = 0;
  StringRef name, digits;
  SmallVector<Expr, 3> parts;
};

Expr::Expr(double number) : node(std::make_shared<Node>(Node{Kind::Constant, 0, number, {}, {}, {}})) {}

Expr Expr::operand(unsigned index) { return Expr(std::make_shared<Node>(Node{Kind::Operand, index, 0, {}, {}, {}})); }

Expr Expr::result() { return Expr(std::make_shared<Node>(Node{Kind::Result, 0, 0, {}, {}, {}})); }

Expr Expr::named(StringRef name, StringRef digits) {
  return Expr(std::make_shared<Node>(Node{Kind::NamedConstant, 0, 0, name, digits, {}}));
}

Expr Expr::make(Kind kind, ArrayRef<Expr> parts) {
  return Expr(std::make_shared<Node>(Node{kind, 0, 0, {}, {}, SmallVector<Expr, 3>(parts)}));
}

Expr Expr::call(StringRef function, ArrayRef<Expr> arguments) {
  return Expr(std::make_shared<Node>(Node{Kind::Call, 0, 0, function, {}, SmallVector<Expr, 3>(arguments)}));
}

bool Expr::isNumber(double number) const { return node && node->kind == Kind::Constant && node->number == number; }

Expr::Kind Expr::getKind() const { return node->kind; }
unsigned Expr::getIndex() const { return node->index; }
double Expr::getNumber() const { return node->number; }
StringRef Expr::getName() const { return node->name; }
StringRef Expr::getDigits() const { return node->digits; }
ArrayRef<Expr> Expr::getParts() const { return node->parts; }

template <typename Predicate> static bool anyNode(const Expr &expr, Predicate predicate) {
  if (expr.isNone())
    return false;
  return predicate(expr) || any_of(expr.getParts(), [&](const Expr &part) { return anyNode(part, predicate); });
}

bool pullback::usesOperand(const Expr &expr, unsigned operand) {
  return anyNode(expr, [&](const Expr &e) { return e.getKind() == Expr::Kind::Operand && e.getIndex() == operand; });
}

bool pullback::usesResult(const Expr &expr) {
  return anyNode(expr, [](const Expr &e) { return e.getKind() == Expr::Kind::Result; });
}

//===------------------------------------------------------------------------------------------------------------===//
// Text
//===------------------------------------------------------------------------------------------------------------===//

/// How tightly C++ binds the operator at the top of the tree.
static int getPrecedence(Expr::Kind kind) {
  using Kind = Expr::Kind;
  switch (kind) {
  case Kind::Select: return 0;
  case Kind::Or: return 1;
  case Kind::And: return 2;
  case Kind::Equal: return 3;
  case Kind::Less:
  case Kind::LessEqual:
  case Kind::Greater:
  case Kind::GreaterEqual: return 4;
  case Kind::Add:
  case Kind::Sub: return 5;
  case Kind::Mul:
  case Kind::Div: return 6;
  case Kind::Neg: return 7;
  default: return 8;
  }
}

static StringRef getOperator(Expr::Kind kind) {
  using Kind = Expr::Kind;
  switch (kind) {
  case Kind::Add: return " + ";
  case Kind::Sub: return " - ";
  case Kind::Mul: return " * ";
  case Kind::Div: return " / ";
  case Kind::Less: return " < ";
  case Kind::LessEqual: return " <= ";
  case Kind::Greater: return " > ";
  case Kind::GreaterEqual: return " >= ";
  case Kind::Equal: return " == ";
  case Kind::Or: return " || ";
  case Kind::And: return " && ";
  default: return "";
  }
}

/// The text of `expr`, in parentheses where it binds less tightly than `atLeast`.
static std::string print(const Expr &expr, int atLeast) {
  int precedence = getPrecedence(expr.getKind());
  std::string text = expr.str();
  return precedence < atLeast ? "(" + text + ")" : text;
}

std::string Expr::str() const {
  if (!node)
    return "none";
  ArrayRef<Expr> parts = getParts();
  int precedence = getPrecedence(getKind());
  switch (getKind()) {
  case Kind::Operand: return std::string(1, "xyzw"[getIndex()]);
  case Kind::Result: return "r";
  case Kind::Constant: {
    std::string digits;
    raw_string_ostream(digits) << format("%g", getNumber());
    return digits;
  }
  case Kind::NamedConstant: return getName().str();
  case Kind::Neg: return "-" + print(parts[0], precedence);
  case Kind::Select: return print(parts[0], 1) + " ? " + print(parts[1], 1) + " : " + print(parts[2], 0);
  case Kind::Call: {
    std::string arguments = join(map_range(parts, [](const Expr &part) { return part.str(); }), ", ");
    return (getName() + "(" + arguments + ")").str();
  }
  default: return print(parts[0], precedence) + getOperator(getKind()).str() + print(parts[1], precedence + 1);
  }
}
