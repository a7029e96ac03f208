// Operators. The IR's order of floating-point operations is the text's, sign for sign:
//
//   addf %a, (mulf (negf %b), %c)   ->   a - b * c          signs move through * and / exactly in IEEE arithmetic
//   cast(%i : int to f64) * %y      ->   i * y              C++ converts i by itself
//   2.0 * %y                        ->   2 * y              the int converts exactly to y's type
#include "Emit/Lowering.h"

#include "Emit/Literals.h"
#include "Emit/Types.h"
#include "IR/Comparisons.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

//===------------------------------------------------------------------------------------------------------------===//
// Literals and conversions beside other operands
//===------------------------------------------------------------------------------------------------------------===//

/// A constant that a cast turns into another type, where that is exact.
static std::optional<APFloat> convertExactly(ConstantOp constant, FloatType type) {
  bool losesInfo = false;
  if (auto floating = dyn_cast<FloatAttr>(constant.getValue())) {
    APFloat value = floating.getValue();
    std::string digits = value.isFinite() ? shortestDigits(value) : "";
    value.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
    bool readsAlike = !losesInfo && !digits.empty() && digits == shortestDigits(value); // 0.5F does, 0.1F does not
    return readsAlike ? std::optional(value) : std::nullopt;
  }
  auto integer = dyn_cast<pullback::IntType>(constant.getType());
  APFloat value(type.getFloatSemantics());
  APFloat::opStatus status = value.convertFromAPInt(cast<IntegerAttr>(constant.getValue()).getValue(),
                                                    integer.getIsSigned(), APFloat::rmNearestTiesToEven);
  return status == APFloat::opOK ? std::optional(value) : std::nullopt;
}

Expr *Lowering::literal(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !folding->isInline(op))
    return nullptr;
  if (auto constant = dyn_cast<ConstantOp>(op))
    return makeLiteral(code, constant);
  auto cast = dyn_cast<CastOp>(op);
  auto constant = cast ? cast.getOperand().getDefiningOp<ConstantOp>() : ConstantOp();
  if (!constant || isEnum(constant.getType()))
    return nullptr;
  if (auto type = dyn_cast<pullback::IntType>(value.getType())) {
    std::optional<int64_t> number = getConstantInt(constant);
    bool keepsValue = number && *number >= 0 && isPromoted(type) && type.getWidth() >= 32 && *number <= INT32_MAX;
    return keepsValue ? makeIntLiteral(code, llvm::APInt(type.getWidth(), *number), type) : nullptr;
  }
  auto type = dyn_cast<FloatType>(value.getType());
  std::optional<APFloat> converted = type ? convertExactly(constant, type) : std::nullopt;
  return converted ? makeFloatLiteral(code, *converted, type) : nullptr;
}

/// int to std::size_t and the like, which C++ does by itself beside an operand of the unsigned type.
static bool wrapsSilently(Type from, Type to) {
  auto fromInt = dyn_cast<pullback::IntType>(from), toInt = dyn_cast<pullback::IntType>(to);
  return fromInt && toInt && !isEnum(from) && isPromoted(to) && !toInt.getIsSigned() &&
         fromInt.getWidth() <= toInt.getWidth();
}

Value Lowering::behindSilentCast(Value value, bool maySignChange) {
  auto cast = value.getDefiningOp<CastOp>();
  if (!cast || !folding->isInline(cast) || isa<PtrType>(cast.getType()))
    return {};
  Type from = cast.getOperand().getType();
  bool silent = widensSilently(from, cast.getType()) || (maySignChange && wrapsSilently(from, cast.getType()));
  return !from.isInteger(1) && silent ? cast.getOperand() : Value();
}

std::pair<Expr *, Expr *> Lowering::operands(Value left, Value right, Signs signs, bool maySignChange) {
  Expr *leftLiteral = literal(left), *rightLiteral = literal(right);
  Value leftInner = leftLiteral ? Value() : behindSilentCast(left, maySignChange);
  Value rightInner = rightLiteral ? Value() : behindSilentCast(right, maySignChange);
  if (!isPromoted(left.getType()))
    leftInner = rightInner = Value();
  auto changesSign = [](Value inner, Value outer) {
    return inner && !widensSilently(inner.getType(), outer.getType());
  };
  if (rightLiteral && changesSign(leftInner, left)) // an int and a literal would be computed in int
    leftInner = Value();
  if (leftLiteral && changesSign(rightInner, right))
    rightInner = Value();
  if (leftInner && rightInner)
    leftInner = Value();
  if (leftLiteral && !rightLiteral && !rightInner)
    makeBare(leftLiteral);
  if (rightLiteral && !leftLiteral && !leftInner)
    makeBare(rightLiteral);
  auto print = [&](Value operand, Value inner, Expr *constant, bool *sign) {
    if (constant && sign && constant->kind == Expr::Unary && constant->text == "-") {
      *sign = !*sign;
      return constant->operands[0];
    }
    if (constant)
      return constant;
    if (inner)
      return value(inner);
    return sign ? withoutSign(operand, *sign) : value(operand);
  };
  Expr *leftExpr = print(left, leftInner, leftLiteral, signs.left);
  return {leftExpr, print(right, rightInner, rightLiteral, signs.right)};
}

Expr *Lowering::assigned(Value value) {
  if (Expr *constant = literal(value)) {
    makeBare(constant);
    bool isNarrow = constant->isCast() && !isEnum(value.getType()); // short s = 3
    return isNarrow ? constant->operands[0] : constant;
  }
  if (Value inner = behindSilentCast(value))
    return this->value(inner);
  return this->value(value);
}

Expr *Lowering::convertedTo(Operation *op) {
  auto cast = dyn_cast<CastOp>(op);
  if (cast && !cast.getOperand().getType().isInteger(1) && !isa<PtrType>(cast.getType()) &&
      widensSilently(cast.getOperand().getType(), cast.getType()))
    return value(cast.getOperand());
  return build(op);
}

//===------------------------------------------------------------------------------------------------------------===//
// Floating point
//===------------------------------------------------------------------------------------------------------------===//

Expr *Lowering::withoutSign(Value value, bool &negative) {
  Operation *op = value.getDefiningOp();
  if (!op || !folding->isInline(op) || !isa<FloatType>(value.getType()))
    return this->value(value);
  if (auto negation = dyn_cast<arith::NegFOp>(op)) {
    negative = !negative;
    return withoutSign(negation.getOperand(), negative);
  }
  if (isa<arith::MulFOp, arith::DivFOp>(op))
    return buildProduct(op, &negative);
  return this->value(value);
}

/// With `negative`, signs are taken out of both factors.
Expr *Lowering::buildProduct(Operation *op, bool *negative) {
  auto [left, right] = operands(op->getOperand(0), op->getOperand(1), {negative, negative});
  return code.binary(isa<arith::MulFOp>(op) ? "*" : "/", left, right);
}

Expr *Lowering::buildFloatSum(Operation *op, bool isSubtraction) {
  bool leftSign = false, rightSign = isSubtraction;
  Value left = op->getOperand(0);
  auto negation = left.getDefiningOp<arith::NegFOp>();
  bool swaps = !isSubtraction && negation && folding->isInline(negation); // -a + b == b - a
  auto [first, second] = operands(left, op->getOperand(1), {swaps ? &leftSign : nullptr, &rightSign});
  if (leftSign && !rightSign)
    return code.binary("-", second, first);
  if (leftSign)
    first = code.make(Expr::Unary, "-", {first});
  return code.binary(rightSign ? "-" : "+", first, second);
}

/// -(a * b) is -a * b, unless a is printed as an integer: that has no negative zero.
Expr *Lowering::buildNegation(Operation *op) {
  Value factor = op->getOperand(0);
  auto isProduct = [&](Value value) {
    Operation *inner = value.getDefiningOp();
    return inner && folding->isInline(inner) && isa<arith::MulFOp, arith::DivFOp>(inner);
  };
  while (isProduct(factor))
    factor = factor.getDefiningOp()->getOperand(0);
  Expr *operand = value(op->getOperand(0));
  Expr **leftmost = &operand;
  if (!literal(factor) && !behindSilentCast(factor))
    for (Value product = op->getOperand(0); isProduct(product); product = product.getDefiningOp()->getOperand(0))
      leftmost = &(*leftmost)->operands[0];
  *leftmost = code.make(Expr::Unary, "-", {*leftmost});
  return operand;
}

Expr *Lowering::buildComparison(arith::CmpFOp op) {
  using P = arith::CmpFPredicate;
  auto [left, right] = operands(op.getLhs(), op.getRhs());
  auto negated = [&](Expr *expr) { return code.make(Expr::Unary, "!", {expr}); };
  switch (op.getPredicate()) {
  case P::OEQ: return code.binary("==", left, right);
  case P::UNE: return code.binary("!=", left, right);
  case P::OLT: return code.binary("<", left, right);
  case P::OLE: return code.binary("<=", left, right);
  case P::OGT: return code.binary(">", left, right);
  case P::OGE: return code.binary(">=", left, right);
  case P::UGE: return negated(code.binary("<", left, right));
  case P::UGT: return negated(code.binary("<=", left, right));
  case P::ULE: return negated(code.binary(">", left, right));
  case P::ULT: return negated(code.binary(">=", left, right));
  default: break;
  }
  left = value(op.getLhs());
  right = value(op.getRhs());
  auto standard = [&](StringRef name) { return (code.isC() ? "" : "std::") + name.str(); };
  switch (op.getPredicate()) {
  case P::UNO: return code.call(standard("isunordered"), {left, right});
  case P::ORD: return negated(code.call(standard("isunordered"), {left, right}));
  case P::ONE: return code.call(standard("islessgreater"), {left, right});
  case P::UEQ: return negated(code.call(standard("islessgreater"), {left, right}));
  default: return fail(op, "its predicate is a constant");
  }
}

Expr *Lowering::buildMath(MathOp op) {
  std::string callee = code.isC() ? getFunctionOfC(op) : getStandardFunction(op);
  if (callee.empty())
    return fail(op, code.isC() ? "no function of <math.h> has this name" : "no function of <cmath> has this name");
  SmallVector<Expr *> arguments;
  for (Value operand : op.getOperands())
    arguments.push_back(value(operand));
  return code.call(callee, arguments);
}

//===------------------------------------------------------------------------------------------------------------===//
// Integers
//===------------------------------------------------------------------------------------------------------------===//

Expr *Lowering::buildInteger(BinaryOp op) {
  static const llvm::StringRef spellings[] = {"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"};
  bool isShift = op.getKind() == BinaryKind::Shl || op.getKind() == BinaryKind::Shr;
  Expr *left, *right;
  if (isShift) {
    left = value(op.getLhs());
    right = index(op.getRhs(), /*isAmount=*/true);
  } else {
    std::tie(left, right) = operands(op.getLhs(), op.getRhs(), {nullptr, nullptr}, /*maySignChange=*/true);
  }
  Expr *result = code.binary(spellings[static_cast<unsigned>(op.getKind())], left, right);
  return isPromoted(op.getType()) ? result : code.cast(spellType(op.getType(), code.language), result);
}

Expr *Lowering::buildComparison(CmpOp op) {
  static const llvm::StringRef spellings[] = {"==", "!=", "<", "<=", ">", ">="};
  bool isEquality = op.getPredicate() == Predicate::EQ || op.getPredicate() == Predicate::NE;
  if (Expr *known = isEquality && getConstantInt(op.getRhs()) == 0 ? hasValue(op.getLhs()) : nullptr)
    return op.getPredicate() == Predicate::NE ? known : code.negate(known);
  auto [left, right] = operands(op.getLhs(), op.getRhs());
  Expr *result = code.binary(spellings[static_cast<unsigned>(op.getPredicate())], left, right);
  result->onIntegers = true;
  return result;
}

Expr *Lowering::buildCast(CastOp op) {
  Type from = op.getOperand().getType(), to = op.getType();
  if (isa<PtrType>(to))
    return pointer(op.getOperand());
  if (Expr *constant = literal(op.getResult()))
    return constant;
  if (Expr *known = to.isInteger(1) ? hasValue(op.getOperand()) : nullptr)
    return known;
  if (to.isInteger(1) && !from.isInteger(1)) {
    Expr *operand = value(op.getOperand());
    Expr *zero = makeZero(code, from);
    makeBare(zero);
    Expr *result = code.binary("!=", operand, zero);
    result->onIntegers = !isa<FloatType>(from);
    return result;
  }
  return code.cast(spellType(to, code.language), truth(op.getOperand()));
}

//===------------------------------------------------------------------------------------------------------------===//
// Conditions
//===------------------------------------------------------------------------------------------------------------===//

/// A condition as 0 or 1: isinf and its like may give any number in C.
Expr *Lowering::truth(Value condition) {
  auto math = condition.getDefiningOp<MathOp>();
  bool isAnyNumber = code.isC() && math && condition.getType().isInteger(1) && folding->isInline(math);
  return isAnyNumber ? code.binary("!=", value(condition), code.makeText("0")) : value(condition);
}

/// What `chosen` is where `condition` has the given outcome, which another condition need not be asked for again.
Value Lowering::choose(Value chosen, Value condition, bool outcome) {
  Operation *op = chosen.getDefiningOp();
  if (!op || !folding->isInline(op))
    return chosen;
  auto branch = dyn_cast<scf::IfOp>(op);
  if (branch && branch.getCondition() == condition)
    return choose((outcome ? branch.thenYield() : branch.elseYield()).getOperand(0), condition, outcome);
  auto select = dyn_cast<arith::SelectOp>(op);
  if (select && select.getCondition() == condition)
    return choose(outcome ? select.getTrueValue() : select.getFalseValue(), condition, outcome);
  return chosen;
}

Expr *Lowering::buildConditional(Value condition, Value ifTrue, Value ifFalse) {
  if (auto known = decided.find(condition); known != decided.end())
    return value(known->second ? ifTrue : ifFalse);
  ifTrue = choose(ifTrue, condition, true);
  ifFalse = choose(ifFalse, condition, false);
  Expr *test = value(condition);
  if (ifTrue.getType().isInteger(1)) {
    std::optional<bool> whenTrue = getConstantBool(ifTrue), whenFalse = getConstantBool(ifFalse);
    if (whenTrue && whenFalse && *whenTrue == *whenFalse)
      return code.makeText(*whenTrue ? "true" : "false");
    if (whenTrue && whenFalse)
      return *whenTrue ? test : code.negate(test);
    if (whenTrue)
      return *whenTrue ? code.binary("||", test, value(ifFalse)) : code.binary("&&", code.negate(test), value(ifFalse));
    if (whenFalse)
      return *whenFalse ? code.binary("||", code.negate(test), value(ifTrue)) : code.binary("&&", test, value(ifTrue));
  }
  auto [first, second] = operands(ifTrue, ifFalse);
  return code.make(Expr::Conditional, "", {test, first, second});
}

Expr *Lowering::buildSelect(arith::SelectOp op) {
  if (auto minMax = matchMinMax(op))
    return code.call(minMax->isMax ? "std::max" : "std::min", {value(minMax->first), value(minMax->second)});
  return buildConditional(op.getCondition(), op.getTrueValue(), op.getFalseValue());
}

Expr *Lowering::buildScalar(Operation *op) {
  auto logical = [&](StringRef spelling) {
    return code.binary(spelling, value(op->getOperand(0)), value(op->getOperand(1)));
  };
  auto compareBools = [&](StringRef spelling) {
    return code.binary(spelling, truth(op->getOperand(0)), truth(op->getOperand(1)));
  };
  return llvm::TypeSwitch<Operation *, Expr *>(op)
      .Case([&](ConstantOp constant) { return makeLiteral(code, constant); })
      .Case([&](UndefOp undef) { return makeZero(code, undef.getType()); })
      .Case([&](arith::ConstantOp constant) {
        if (auto number = dyn_cast<FloatAttr>(constant.getValue()))
          return makeFloatLiteral(code, number.getValue(), number.getType());
        std::optional<bool> known = getConstantBool(constant);
        return known && constant.getType().isInteger(1) ? code.makeText(*known ? "true" : "false")
                                                        : fail(op, "only bool constants are arith's");
      })
      .Case([&](arith::AddFOp) { return buildFloatSum(op, false); })
      .Case([&](arith::SubFOp) { return buildFloatSum(op, true); })
      .Case<arith::MulFOp, arith::DivFOp>([&](auto) { return buildProduct(op, nullptr); })
      .Case([&](arith::NegFOp) { return buildNegation(op); })
      .Case([&](arith::CmpFOp compare) { return buildComparison(compare); })
      .Case([&](arith::SelectOp select) { return buildSelect(select); })
      .Case([&](arith::XOrIOp) {
        if (auto known = getConstantBool(op->getOperand(1)))
          return *known ? code.negate(value(op->getOperand(0))) : value(op->getOperand(0));
        return compareBools("!=");
      })
      .Case([&](arith::AndIOp) { return logical("&&"); })
      .Case([&](arith::OrIOp) { return logical("||"); })
      .Case([&](arith::CmpIOp compare) {
        if (compare.getPredicate() == arith::CmpIPredicate::eq)
          return compareBools("==");
        return compare.getPredicate() == arith::CmpIPredicate::ne ? compareBools("!=") : fail(op, "it orders bools");
      })
      .Case([&](BinaryOp binary) { return buildInteger(binary); })
      .Case([&](UnaryOp unary) {
        StringRef spelling = unary.getKind() == UnaryKind::Neg ? "-" : "~";
        Expr *result = code.make(Expr::Unary, spelling, {value(unary.getOperand())});
        return isPromoted(unary.getType()) ? result : code.cast(spellType(unary.getType(), code.language), result);
      })
      .Case([&](CmpOp compare) { return buildComparison(compare); })
      .Case([&](CastOp cast) { return buildCast(cast); })
      .Case([&](MathOp math) { return buildMath(math); })
      .Default([&](Operation *) { return fail(op, "it has no operator in the language that is written"); });
}
