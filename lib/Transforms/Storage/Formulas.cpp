#include "Transforms/Storage/Formulas.h"

#include "Analysis/Ranges.h"
#include "Transforms/Storage/StorageNotes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace pullback;

static bool isSame(Value a, Value b) {
  a = stripCasts(a), b = stripCasts(b);
  std::optional<int64_t> constant = getConstantInt(a);
  return a == b || (constant && constant == getConstantInt(b));
}

/// True if `number` is upper - lower, or one more where `isOneMore`.
static bool isDistance(Value number, Value lower, Value upper, bool isOneMore) {
  number = stripCasts(number);
  auto binary = number.getDefiningOp<BinaryOp>();
  if (isOneMore && getConstantInt(stripCasts(lower)) == 1 && isSame(number, upper))
    return true;
  if (isOneMore)
    return binary && binary.getKind() == BinaryKind::Add && getConstantInt(stripCasts(binary.getRhs())) == 1 &&
           isDistance(binary.getLhs(), lower, upper, false);
  if (getConstantInt(stripCasts(lower)) == 0 && isSame(number, upper))
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

/// Formulas that are longer are not written: with each number that is used twice their length may double.
constexpr size_t kLongest = 1000;

/// Writes formulas, exact ones or those for people.
class Writer {
public:
  explicit Writer(bool isExact) : isExact(isExact) {}
  std::optional<Formula> write(Value number);

private:
  std::optional<Formula> writeAnew(Value number);
  std::optional<Formula> write(BinaryOp op);
  std::optional<Formula> writeChoice(Value condition, Value whenTrue, Value whenFalse);
  std::optional<Formula> writeCondition(Value condition);
  std::optional<Formula> writeConditionAnew(Value condition);
  std::optional<Formula> writeName(Value number) const;
  using Known = llvm::DenseMap<Value, std::optional<Formula>>;
  std::optional<Formula> recall(Known &known, Value value, llvm::function_ref<std::optional<Formula>()> writeAnew);

  bool isExact;
  Known numbers, conditions;
};

} // namespace

std::optional<Formula> Writer::write(BinaryOp op) {
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

// A parameter, a comparison, their negations and conjunctions.
std::optional<Formula> Writer::writeConditionAnew(Value condition) {
  if (auto negation = condition.getDefiningOp<arith::XOrIOp>()) {
    std::optional<Formula> inner = writeCondition(negation.getLhs());
    return inner ? Formula{"!" + inner->inside(Formula::Operand)} : inner;
  }
  auto branch = condition.getDefiningOp<scf::IfOp>();
  Operation *both = condition.getDefiningOp();
  if (branch || isa_and_nonnull<arith::AndIOp, arith::OrIOp>(both)) {
    Value first = branch ? branch.getCondition() : both->getOperand(0), second = branch ? Value() : both->getOperand(1);
    StringRef sign = isa<arith::AndIOp>(both) ? " && " : " || ";
    if (branch) { // c ? true : d, or c ? d : false
      unsigned index = cast<OpResult>(condition).getResultNumber();
      Value whenTrue = branch.thenYield().getOperand(index), whenFalse = branch.elseYield().getOperand(index);
      bool isOr = matchPattern(whenTrue, m_One()), isAnd = matchPattern(whenFalse, m_Zero());
      if (isOr == isAnd)
        return std::nullopt;
      second = isOr ? whenFalse : whenTrue;
      sign = isOr ? " || " : " && ";
    }
    std::optional<Formula> left = writeCondition(first), right = writeCondition(second);
    if (!left || !right)
      return std::nullopt;
    Formula formula{left->inside(Formula::Sum) + sign.str() + right->inside(Formula::Sum), Formula::Conditional};
    return formula.text.size() <= kLongest ? std::optional(formula) : std::nullopt;
  }
  auto compare = condition.getDefiningOp<CmpOp>();
  if (!compare)
    return writeName(condition);
  std::optional<Formula> left = write(compare.getLhs()), right = write(compare.getRhs());
  if (!left || !right)
    return std::nullopt;
  StringRef sign = getSign(compare.getPredicate());
  return Formula{left->inside(Formula::Sum) + " " + sign.str() + " " + right->inside(Formula::Sum), Formula::Sum};
}

std::optional<Formula> Writer::writeChoice(Value condition, Value whenTrue, Value whenFalse) {
  std::optional<Formula> chosen = write(whenTrue), other = write(whenFalse);
  if (!chosen || !other)
    return std::nullopt;
  if (!isExact) // trips > 0 ? trips : 0, or is_empty ? 0 : trips
    return chosen->text == "0" ? other : chosen;
  auto compare = condition.getDefiningOp<CmpOp>();
  if (compare && other->text == "0" && isTripCount(compare, whenTrue))
    return Formula{"max(0, " + chosen->text + ")"};
  std::optional<Formula> test = writeCondition(condition);
  if (!test)
    return std::nullopt;
  return Formula{test->inside(Formula::Sum) + " ? " + chosen->inside(Formula::Sum) + " : " +
                     other->inside(Formula::Sum),
                 Formula::Conditional};
}

std::optional<Formula> Writer::writeName(Value number) const {
  auto argument = dyn_cast<BlockArgument>(number);
  Operation *owner = argument ? argument.getOwner()->getParentOp() : nullptr;
  bool isKnown = owner && (isa<FuncOp>(owner) || (isa<ForOp>(owner) && argument.getArgNumber() == 0));
  bool isNumber = isa<pullback::IntType>(number.getType()) || number.getType().isInteger(1);
  if (isExact && (!isKnown || !isNumber))
    return std::nullopt;
  std::string name = number.getDefiningOp<ForOp>() ? "" : getNoteName(number);
  if (!name.empty())
    return Formula{name};
  return isExact ? std::nullopt : std::optional<Formula>({"(iterations, counted before)"});
}

std::optional<Formula> Writer::writeAnew(Value number) {
  if (std::optional<int64_t> constant = getConstantInt(number))
    return Formula{std::to_string(*constant), *constant < 0 ? Formula::Sum : Formula::Operand};
  std::optional<Formula> formula;
  if (auto binary = number.getDefiningOp<BinaryOp>())
    formula = write(binary);
  if (auto select = number.getDefiningOp<arith::SelectOp>())
    formula = writeChoice(select.getCondition(), select.getTrueValue(), select.getFalseValue());
  if (auto branch = number.getDefiningOp<scf::IfOp>()) {
    unsigned index = cast<OpResult>(number).getResultNumber();
    formula =
        writeChoice(branch.getCondition(), branch.thenYield().getOperand(index), branch.elseYield().getOperand(index));
  }
  return formula && formula->text.size() <= kLongest ? formula : writeName(number);
}

std::optional<Formula> Writer::recall(Known &known, Value value,
                                      llvm::function_ref<std::optional<Formula>()> writeAnew) {
  auto found = known.find(value);
  if (found != known.end())
    return found->second;
  std::optional<Formula> formula = writeAnew();
  known[value] = formula;
  return formula;
}

std::optional<Formula> Writer::write(Value number) {
  number = stripCasts(number);
  return recall(numbers, number, [&] { return writeAnew(number); });
}

std::optional<Formula> Writer::writeCondition(Value condition) {
  return recall(conditions, condition, [&] { return writeConditionAnew(condition); });
}

std::optional<Formula> pullback::getFormula(Value number) { return Writer(/*isExact=*/true).write(number); }
Formula pullback::describeNumber(Value number) { return *Writer(/*isExact=*/false).write(number); }
