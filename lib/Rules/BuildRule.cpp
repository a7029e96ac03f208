// From formulae to IR.
//
// Constants among the operands are put in before anything is built, where the arithmetic on them is exact: the partial
// y * pow(x, y - 1) becomes 2 * x for y = 2. Nothing else is simplified here; that is the business of Simplify.
#include "IR/Mutants.h"
#include "IR/Pullback.h"
#include "Rules/RuleTable.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

namespace {

using Kind = Expr::Kind;

class ExprBuilder {
public:
  ExprBuilder(OpBuilder &builder, Location location, ValueRange operands, Value result, FloatType type)
      : builder(builder), location(location), operands(operands), result(result), type(type) {}

  Value build(const Expr &expr);
  Value buildProduct(Value seed, const Expr &partial);
  Value constant(const APFloat &number) { return builder.create<ConstantOp>(location, type, number); }
  Value constant(double number) { return constant(round(APFloat(number))); }
  /// What the condition is for the constants among the operands, or nothing.
  std::optional<bool> foldCondition(const Expr &expr);

private:
  std::optional<APFloat> fold(const Expr &expr);
  std::optional<APFloat> foldOperand(Value operand);
  std::optional<APFloat> foldArithmetic(Kind kind, APFloat left, const APFloat &right);
  APFloat round(APFloat number);
  Value buildArithmetic(Kind kind, Value left, Value right);
  Value buildCondition(Kind kind, Value left, Value right);
  Value buildCall(const Expr &expr);
  Value buildOperand(unsigned index);
  Value negate(Value value);
  Value multiply(Value left, Value right);
  Value productOfQuotient(Value seed, const Expr &numerator, const Expr &denominator);

  OpBuilder &builder;
  Location location;
  ValueRange operands;
  Value result;
  FloatType type;
};

//===------------------------------------------------------------------------------------------------------------===//
// Constants
//===------------------------------------------------------------------------------------------------------------===//

APFloat ExprBuilder::round(APFloat number) {
  bool losesInfo = false;
  number.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
  return number;
}

/// A literal, or an integer literal that was converted.
std::optional<APFloat> ExprBuilder::foldOperand(Value operand) {
  if (!operand)
    return std::nullopt;
  if (auto literal = operand.getDefiningOp<ConstantOp>())
    if (auto number = dyn_cast<FloatAttr>(literal.getValue()))
      return number.getValue();
  auto cast = operand.getDefiningOp<CastOp>();
  std::optional<int64_t> integer =
      cast && isa<IntType>(cast.getOperand().getType()) ? getConstantInt(cast.getOperand()) : std::nullopt;
  if (!integer)
    return std::nullopt;
  APFloat number(type.getFloatSemantics());
  bool exact = number.convertFromAPInt(APInt(64, static_cast<uint64_t>(*integer)), /*IsSigned=*/true,
                                       APFloat::rmNearestTiesToEven) == APFloat::opOK;
  return exact ? std::optional(number) : std::nullopt;
}

std::optional<APFloat> ExprBuilder::foldArithmetic(Kind kind, APFloat left, const APFloat &right) {
  APFloat::opStatus status = APFloat::opInexact;
  constexpr auto nearest = APFloat::rmNearestTiesToEven;
  switch (kind) {
  case Kind::Add: status = left.add(right, nearest); break;
  case Kind::Sub: status = left.subtract(right, nearest); break;
  case Kind::Mul: status = left.multiply(right, nearest); break;
  case Kind::Div: status = left.divide(right, nearest); break;
  default: break;
  }
  return status == APFloat::opOK ? std::optional(left) : std::nullopt;
}

std::optional<APFloat> ExprBuilder::fold(const Expr &expr) {
  switch (expr.getKind()) {
  case Kind::Operand: return foldOperand(operands[expr.getIndex()]);
  case Kind::Constant: return round(APFloat(expr.getNumber()));
  case Kind::NamedConstant: return APFloat(type.getFloatSemantics(), expr.getDigits());
  case Kind::Neg:
    if (auto number = fold(expr.getParts()[0]))
      return neg(*number);
    return std::nullopt;
  case Kind::Add:
  case Kind::Sub:
  case Kind::Mul:
  case Kind::Div: {
    auto left = fold(expr.getParts()[0]), right = fold(expr.getParts()[1]);
    return left && right ? foldArithmetic(expr.getKind(), *left, *right) : std::nullopt;
  }
  default: return std::nullopt;
  }
}

std::optional<bool> ExprBuilder::foldCondition(const Expr &expr) {
  if (expr.getParts().size() != 2)
    return std::nullopt;
  const Expr &a = expr.getParts()[0], &b = expr.getParts()[1];
  if (expr.getKind() == Kind::Or || expr.getKind() == Kind::And) {
    auto left = foldCondition(a), right = foldCondition(b);
    bool decides = expr.getKind() == Kind::Or; // the operand that settles the result alone
    if (left == decides || right == decides)
      return decides;
    return left && right ? std::optional(!decides) : std::nullopt;
  }
  auto left = fold(a), right = fold(b);
  if (!left || !right)
    return std::nullopt;
  switch (expr.getKind()) {
  case Kind::Less: return *left < *right;
  case Kind::LessEqual: return *left <= *right;
  case Kind::Greater: return *left > *right;
  case Kind::GreaterEqual: return *left >= *right;
  case Kind::Equal: return *left == *right;
  default: return std::nullopt;
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Expressions
//===------------------------------------------------------------------------------------------------------------===//

Value ExprBuilder::buildOperand(unsigned index) {
  Value operand = operands[index];
  if (std::optional<APFloat> number = foldOperand(operand); number && !operand.getDefiningOp<ConstantOp>())
    return constant(*number);
  return operand;
}

Value ExprBuilder::negate(Value value) {
  if (isa<IntType>(value.getType()))
    return builder.create<UnaryOp>(location, UnaryKind::Neg, value);
  return builder.create<arith::NegFOp>(location, value);
}

Value ExprBuilder::buildArithmetic(Kind kind, Value left, Value right) {
  switch (kind) {
  case Kind::Add: return builder.create<arith::AddFOp>(location, left, right);
  case Kind::Sub: return builder.create<arith::SubFOp>(location, left, right);
  case Kind::Mul: return builder.create<arith::MulFOp>(location, left, right);
  default: return builder.create<arith::DivFOp>(location, left, right);
  }
}

Value ExprBuilder::buildCondition(Kind kind, Value left, Value right) {
  auto compare = [&](arith::CmpFPredicate predicate) -> Value {
    return builder.create<arith::CmpFOp>(location, predicate, left, right);
  };
  switch (kind) {
  case Kind::Less: return compare(arith::CmpFPredicate::OLT);
  case Kind::LessEqual: return compare(arith::CmpFPredicate::OLE);
  case Kind::Greater: return compare(arith::CmpFPredicate::OGT);
  case Kind::GreaterEqual: return compare(arith::CmpFPredicate::OGE);
  case Kind::Equal: return compare(arith::CmpFPredicate::OEQ);
  case Kind::Or: return builder.create<arith::OrIOp>(location, left, right);
  default: return builder.create<arith::AndIOp>(location, left, right);
  }
}

static Type getCallType(StringRef function, FloatType type) {
  if (function == "isnan")
    return IntegerType::get(type.getContext(), 1);
  if (function == "frexp_exponent")
    return getIntType(type.getContext());
  return type;
}

// pow(x, 0) == 1, pow(x, 1) == x
Value ExprBuilder::buildCall(const Expr &expr) {
  if (expr.getName() == "pow") {
    std::optional<APFloat> exponent = fold(expr.getParts()[1]);
    if (exponent && exponent->isZero())
      return constant(1.0);
    if (exponent && exponent->isExactlyValue(1.0))
      return build(expr.getParts()[0]);
  }
  SmallVector<Value> arguments;
  for (const Expr &part : expr.getParts())
    arguments.push_back(build(part));
  return builder.create<MathOp>(location, getCallType(expr.getName(), type), expr.getName(), arguments);
}

Value ExprBuilder::build(const Expr &expr) {
  ArrayRef<Expr> parts = expr.getParts();
  if (expr.getKind() == Kind::Operand)
    return buildOperand(expr.getIndex());
  if (std::optional<APFloat> number = fold(expr))
    return constant(*number);
  switch (expr.getKind()) {
  case Kind::Result: return result;
  case Kind::Neg: return negate(build(parts[0]));
  case Kind::Call: return buildCall(expr);
  case Kind::Select: {
    if (std::optional<bool> decided = foldCondition(parts[0]))
      return build(parts[*decided ? 1 : 2]);
    Value condition = build(parts[0]), left = build(parts[1]), right = build(parts[2]);
    return builder.create<arith::SelectOp>(location, condition, left, right);
  }
  case Kind::Less:
  case Kind::LessEqual:
  case Kind::Greater:
  case Kind::GreaterEqual:
  case Kind::Equal:
  case Kind::Or:
  case Kind::And: {
    Value left = build(parts[0]), right = build(parts[1]);
    return buildCondition(expr.getKind(), left, right);
  }
  default: {
    Value left = build(parts[0]), right = build(parts[1]);
    return buildArithmetic(expr.getKind(), left, right);
  }
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Products with a seed
//===------------------------------------------------------------------------------------------------------------===//

// 1 * a == a, (-1) * a == -a; a constant stands first
Value ExprBuilder::multiply(Value left, Value right) {
  if (right.getDefiningOp<ConstantOp>() && !left.getDefiningOp<ConstantOp>())
    std::swap(left, right);
  if (isConstantFloat(left, 1))
    return right;
  if (isConstantFloat(left, -1))
    return mutant("sign:times-minus-one") ? right : negate(right);
  return builder.create<arith::MulFOp>(location, left, right);
}

// seed * (1 / b) == seed / b; seed * (c / b) == (c * seed) / b for a constant c; seed * (a / b) == (seed / b) * a,
// whose quotient several partials of one function have in common
Value ExprBuilder::productOfQuotient(Value seed, const Expr &numerator, const Expr &denominator) {
  auto divide = [&](Value value) -> Value {
    return builder.create<arith::DivFOp>(location, value, build(denominator));
  };
  if (numerator.getKind() == Kind::Neg && mutant("sign:negated-numerator"))
    return productOfQuotient(seed, numerator.getParts()[0], denominator);
  if (numerator.getKind() == Kind::Neg)
    return negate(productOfQuotient(seed, numerator.getParts()[0], denominator));
  if (numerator.isNumber(-1))
    return mutant("sign:minus-one-over") ? divide(seed) : negate(divide(seed));
  if (numerator.getKind() == Kind::Constant || numerator.getKind() == Kind::NamedConstant)
    return divide(buildProduct(seed, numerator));
  return buildProduct(divide(seed), numerator);
}

Value ExprBuilder::buildProduct(Value seed, const Expr &partial) {
  if (partial.isZero())
    return constant(0.0);
  if (partial.isNumber(1))
    return seed;
  if (partial.isNumber(-1))
    return mutant("sign:minus-one") ? seed : negate(seed);
  ArrayRef<Expr> parts = partial.getParts();
  switch (partial.getKind()) {
  case Kind::Neg:
    return mutant("sign:negated-partial") ? buildProduct(seed, parts[0]) : negate(buildProduct(seed, parts[0]));
  case Kind::Mul: return buildProduct(buildProduct(seed, parts[0]), parts[1]);
  case Kind::Div: return productOfQuotient(seed, parts[0], parts[1]);
  case Kind::Select: {
    if (std::optional<bool> decided = foldCondition(parts[0]))
      return buildProduct(seed, parts[*decided ? 1 : 2]);
    Value condition = build(parts[0]);
    Value left = buildProduct(seed, parts[1]), right = buildProduct(seed, parts[2]);
    return builder.create<arith::SelectOp>(location, condition, left, right);
  }
  case Kind::Call:
    // seed * ldexp(1, n) == ldexp(seed, n), without overflow on the way
    if (!parts.empty() && parts[0].isNumber(1))
      return builder.create<MathOp>(location, type, partial.getName(), ValueRange{seed, build(parts[1])});
    break;
  default: break;
  }
  return multiply(seed, build(partial));
}

} // namespace

Value pullback::buildExpr(OpBuilder &builder, Location location, const Expr &expr, ValueRange operands, Value result) {
  FloatType type;
  for (Value operand : operands)
    if (operand && !type)
      type = dyn_cast<FloatType>(operand.getType());
  if (!type)
    type = cast<FloatType>(result.getType());
  return ExprBuilder(builder, location, operands, result, type).build(expr);
}

StringRef pullback::getRuleName(Operation *op) {
  return llvm::TypeSwitch<Operation *, StringRef>(op)
      .Case([](MathOp math) { return math.getName(); })
      .Case([](arith::AddFOp) { return "add"; })
      .Case([](arith::SubFOp) { return "sub"; })
      .Case([](arith::MulFOp) { return "mul"; })
      .Case([](arith::DivFOp) { return "div"; })
      .Case([](arith::NegFOp) { return "neg"; })
      .Default([](Operation *) { return ""; });
}

Value pullback::buildProduct(OpBuilder &builder, Location location, const Rule &rule, unsigned operand, Value seed,
                             ValueRange operands, Value result) {
  ExprBuilder expressions(builder, location, operands, result, cast<FloatType>(seed.getType()));
  Value product = expressions.buildProduct(seed, rule.partials[operand]);
  if (!rule.mayBePole(operand) || expressions.foldCondition(rule.poles[operand]) == false ||
      isConstantFloat(product, 0))
    return product;
  Value zero = expressions.constant(0.0);
  Value isZero = builder.create<arith::CmpFOp>(location, arith::CmpFPredicate::OEQ, seed, zero);
  return builder.create<arith::SelectOp>(location, isZero, zero, product);
}
