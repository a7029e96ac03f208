#include "Transforms/Storage/Formulas.h"

#include "Transforms/Storage/StorageNotes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

static Value withoutCasts(Value number) {
  while (auto cast = number.getDefiningOp<CastOp>())
    number = cast.getOperand();
  return number;
}

static bool isSame(Value a, Value b) {
  a = withoutCasts(a), b = withoutCasts(b);
  std::optional<int64_t> constant = getConstantInt(a);
  return a == b || (constant && constant == getConstantInt(b));
}

/// True if `number` is upper - lower, or one more where `isOneMore`.
static bool isDistance(Value number, Value lower, Value upper, bool isOneMore) {
  number = withoutCasts(number);
  auto binary = number.getDefiningOp<BinaryOp>();
  if (isOneMore)
    return binary && binary.getKind() == BinaryKind::Add && getConstantInt(withoutCasts(binary.getRhs())) == 1 &&
           isDistance(binary.getLhs(), lower, upper, false);
  if (getConstantInt(withoutCasts(lower)) == 0 && isSame(number, upper))
    return true;
  return binary && binary.getKind() == BinaryKind::Sub && isSame(binary.getLhs(), upper) &&
         isSame(binary.getRhs(), lower);
}

StringRef pullback::getSign(Predicate predicate) {
  switch (predicate) {
  case Predicate::EQ: return "==";
  case Predicate::NE: return "!=";
  case Predicate::LT: return "<";
  case Predicate::LE: return "<=";
  case Predicate::GT: return ">";
  case Predicate::GE: return ">=";
  }
  llvm_unreachable("a predicate");
}

/// `lower < upper ? upper - lower : 0` is max(0, upper - lower).
static bool isTripCount(CmpOp compare, Value number) {
  Value lower = compare.getLhs(), upper = compare.getRhs();
  Predicate predicate = compare.getPredicate();
  if (predicate == Predicate::GT || predicate == Predicate::GE)
    std::swap(lower, upper);
  bool isStrict = predicate == Predicate::LT || predicate == Predicate::GT;
  bool isOrder = isStrict || predicate == Predicate::LE || predicate == Predicate::GE;
  return isOrder && isDistance(number, lower, upper, !isStrict);
}

namespace {

/// Writes formulas, exact ones or those for people.
class Writer {
public:
  explicit Writer(bool isExact) : isExact(isExact) {}
  std::optional<Formula> write(Value number) const;

private:
  std::optional<Formula> write(BinaryOp op) const;
  std::optional<Formula> write(arith::SelectOp select) const;
  std::optional<Formula> writeName(Value number) const;

  bool isExact;
};

} // namespace

std::optional<Formula> Writer::write(BinaryOp op) const {
  std::optional<Formula> left = write(op.getLhs()), right = write(op.getRhs());
  if (!left || !right)
    return std::nullopt;
  switch (op.getKind()) {
  case BinaryKind::Add: return Formula{left->inside(Formula::Sum) + " + " + right->inside(Formula::Sum), Formula::Sum};
  case BinaryKind::Sub:
    return Formula{left->inside(Formula::Sum) + " - " + right->inside(Formula::Product), Formula::Sum};
  case BinaryKind::Mul:
    return Formula{left->inside(Formula::Product) + " * " + right->inside(Formula::Product), Formula::Product};
  case BinaryKind::Div:
    return Formula{left->inside(Formula::Product) + " / " + right->inside(Formula::Operand), Formula::Product};
  default: return std::nullopt;
  }
}

std::optional<Formula> Writer::write(arith::SelectOp select) const {
  std::optional<Formula> chosen = write(select.getTrueValue()), other = write(select.getFalseValue());
  if (!chosen || !other)
    return std::nullopt;
  if (!isExact) // trips > 0 ? trips : 0, or is_empty ? 0 : trips
    return chosen->text == "0" ? other : chosen;
  auto compare = select.getCondition().getDefiningOp<CmpOp>();
  if (!compare)
    return std::nullopt;
  if (other->text == "0" && isTripCount(compare, select.getTrueValue()))
    return Formula{"max(0, " + chosen->text + ")"};
  std::optional<Formula> left = write(compare.getLhs()), right = write(compare.getRhs());
  if (!left || !right)
    return std::nullopt;
  StringRef sign = getSign(compare.getPredicate());
  std::string condition = left->inside(Formula::Sum) + " " + sign.str() + " " + right->inside(Formula::Sum);
  return Formula{condition + " ? " + chosen->inside(Formula::Sum) + " : " + other->inside(Formula::Sum),
                 Formula::Conditional};
}

std::optional<Formula> Writer::writeName(Value number) const {
  auto argument = dyn_cast<BlockArgument>(number);
  Operation *owner = argument ? argument.getOwner()->getParentOp() : nullptr;
  bool isKnown = owner && (isa<FuncOp>(owner) || (isa<ForOp>(owner) && argument.getArgNumber() == 0));
  if (isExact && (!isKnown || !isa<pullback::IntType>(number.getType())))
    return std::nullopt;
  std::string name = number.getDefiningOp<ForOp>() ? "" : getNoteName(number);
  if (!name.empty())
    return Formula{name};
  return isExact ? std::nullopt : std::optional<Formula>({"(iterations, counted before)"});
}

std::optional<Formula> Writer::write(Value number) const {
  number = withoutCasts(number);
  if (std::optional<int64_t> constant = getConstantInt(number))
    return Formula{std::to_string(*constant), *constant < 0 ? Formula::Sum : Formula::Operand};
  std::optional<Formula> formula;
  if (auto binary = number.getDefiningOp<BinaryOp>())
    formula = write(binary);
  if (auto select = number.getDefiningOp<arith::SelectOp>())
    formula = write(select);
  return formula ? formula : writeName(number);
}

std::optional<Formula> pullback::getFormula(Value number) { return Writer(/*isExact=*/true).write(number); }
Formula pullback::describeNumber(Value number) { return *Writer(/*isExact=*/false).write(number); }
