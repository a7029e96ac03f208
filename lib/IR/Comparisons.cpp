#include "IR/Comparisons.h"

#include "IR/ComparedPointers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/PatternMatch.h"

#include <limits>

using namespace mlir;
using namespace pullback;

Predicate pullback::swapSides(Predicate predicate) {
  switch (predicate) {
  case Predicate::LT: return Predicate::GT;
  case Predicate::GT: return Predicate::LT;
  case Predicate::LE: return Predicate::GE;
  case Predicate::GE: return Predicate::LE;
  case Predicate::EQ:
  case Predicate::NE: return predicate;
  }
  llvm_unreachable("all predicates are listed");
}

Predicate pullback::negate(Predicate predicate) {
  switch (predicate) {
  case Predicate::LT: return Predicate::GE;
  case Predicate::GE: return Predicate::LT;
  case Predicate::GT: return Predicate::LE;
  case Predicate::LE: return Predicate::GT;
  case Predicate::EQ: return Predicate::NE;
  case Predicate::NE: return Predicate::EQ;
  }
  llvm_unreachable("all predicates are listed");
}

std::optional<bool> pullback::getConstantBool(Value condition) {
  auto constant = condition.getDefiningOp<arith::ConstantOp>();
  if (!constant || !constant.getType().isInteger(1))
    return std::nullopt;
  return cast<IntegerAttr>(constant.getValue()).getValue().isOne();
}

Value pullback::getNegated(Value condition) {
  auto negation = condition.getDefiningOp<arith::XOrIOp>();
  return negation && getConstantBool(negation.getRhs()) == true ? negation.getLhs() : Value();
}

bool pullback::holds(Predicate predicate, bool isLess, bool isEqual) {
  switch (predicate) {
  case Predicate::EQ: return isEqual;
  case Predicate::NE: return !isEqual;
  case Predicate::LT: return isLess;
  case Predicate::LE: return isLess || isEqual;
  case Predicate::GT: return !isLess && !isEqual;
  case Predicate::GE: return !isLess;
  }
  llvm_unreachable("not a comparison");
}

/// Of a constant, and of a character that is compared as an int.
static std::optional<int64_t> getWidenedConstant(Value value) {
  auto cast = value.getDefiningOp<CastOp>();
  auto to = cast ? dyn_cast<IntType>(cast.getType()) : IntType();
  auto from = to ? dyn_cast<IntType>(cast.getOperand().getType()) : IntType();
  bool isWidened = from && to.getWidth() > from.getWidth() && (to.getIsSigned() || !from.getIsSigned());
  std::optional<int64_t> known = getConstantInt(isWidened ? cast.getOperand() : value);
  return isWidened && known && *known < 0 && !from.getIsSigned() ? std::nullopt : known;
}

std::optional<bool> pullback::decideComparison(Predicate predicate, Value left, Value right) {
  if (left == right)
    return holds(predicate, /*isLess=*/false, /*isEqual=*/true);
  std::optional<int64_t> first = getWidenedConstant(left), second = getWidenedConstant(right);
  if (!first || !second)
    return std::nullopt;
  bool isSigned = cast<IntType>(left.getType()).getIsSigned();
  bool isLess = isSigned ? *first < *second : static_cast<uint64_t>(*first) < static_cast<uint64_t>(*second);
  return holds(predicate, isLess, *first == *second);
}

/// What a choice yields where its condition holds, and where not; null values for what is none.
static std::pair<Value, Value> getAlternatives(Value value) {
  if (auto select = value.getDefiningOp<arith::SelectOp>())
    return {select.getTrueValue(), select.getFalseValue()};
  auto branch = value.getDefiningOp<scf::IfOp>();
  if (!branch || branch.getElseRegion().empty())
    return {};
  unsigned index = cast<OpResult>(value).getResultNumber();
  return {branch.thenYield().getOperand(index), branch.elseYield().getOperand(index)};
}

/// The outcome of a comparison with a choice between constants, where all of them have one.
static std::optional<bool> compareOutcomes(Predicate predicate, Value left, Value right, unsigned depth = 0) {
  if (getConstantInt(left))
    return decideComparison(predicate, left, right);
  if (std::optional<bool> known = compareAddresses(predicate, left, right))
    return known;
  auto [then, otherwise] = getAlternatives(left);
  std::optional<bool> first = then && depth < 16 ? compareOutcomes(predicate, then, right, depth + 1) : std::nullopt;
  return first && first == compareOutcomes(predicate, otherwise, right, depth + 1) ? first : std::nullopt;
}

// (c ? 2 : 3) == 2 is c, and (c ? 2 : 3) == 4 is false; (c ? &x : nullptr) == nullptr is !c.
static LogicalResult compareChosen(CmpOp op, PatternRewriter &rewriter) {
  auto [then, otherwise] = getAlternatives(op.getLhs());
  bool isKnown = getConstantInt(op.getRhs()) || isa_and_nonnull<NullOp>(op.getRhs().getDefiningOp());
  if (!then || !isKnown || !isa<IntType, PtrType>(op.getLhs().getType()))
    return failure();
  std::optional<bool> first = compareOutcomes(op.getPredicate(), then, op.getRhs());
  std::optional<bool> second = compareOutcomes(op.getPredicate(), otherwise, op.getRhs());
  if (!first || !second)
    return failure();
  if (*first == *second) {
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, rewriter.getBoolAttr(*first));
    return success();
  }
  auto select = op.getLhs().getDefiningOp<arith::SelectOp>();
  Value condition = select ? select.getCondition() : op.getLhs().getDefiningOp<scf::IfOp>().getCondition();
  if (*first) {
    rewriter.replaceOp(op, condition);
  } else {
    Value one = rewriter.create<arith::ConstantOp>(op.getLoc(), rewriter.getBoolAttr(true));
    rewriter.replaceOpWithNewOp<arith::XOrIOp>(op, condition, one);
  }
  return success();
}

/// An element's address is null where the array's is, and a base's where the object's is: compilers warn of
/// `u + k == nullptr` and `&u[k].base == nullptr`.
static LogicalResult compareArrayWithNull(CmpOp op, PatternRewriter &rewriter) {
  Value array = stripCasts(op.getLhs());
  bool isElement = false;
  while (isa_and_nonnull<ElementOp, FieldOp>(array.getDefiningOp())) {
    isElement = true;
    array = stripCasts(array.getDefiningOp()->getOperand(0));
  }
  if (!isElement || !isa_and_nonnull<NullOp>(op.getRhs().getDefiningOp()))
    return failure();
  Value null = rewriter.create<NullOp>(op.getLoc(), array.getType());
  rewriter.replaceOpWithNewOp<CmpOp>(op, op.getType(), op.getPredicate(), array, null);
  return success();
}

/// (x != y ? x : y) is x, and (x == y ? x : y) is y.
static LogicalResult replaceChoices(CmpOp op, PatternRewriter &rewriter) {
  if (!isa<IntType>(op.getLhs().getType()) || !llvm::is_contained({Predicate::EQ, Predicate::NE}, op.getPredicate()))
    return failure();
  auto isOfBoth = [&](Operation *user) {
    auto choice = dyn_cast<arith::SelectOp>(user);
    return choice && choice.getCondition() == op.getResult() && choice.getTrueValue() != choice.getFalseValue() &&
           llvm::is_contained({op.getLhs(), op.getRhs()}, choice.getTrueValue()) &&
           llvm::is_contained({op.getLhs(), op.getRhs()}, choice.getFalseValue());
  };
  auto found = llvm::find_if(op->getUsers(), isOfBoth);
  if (found == op->user_end())
    return failure();
  auto choice = cast<arith::SelectOp>(*found);
  rewriter.replaceOp(choice, op.getPredicate() == Predicate::EQ ? choice.getFalseValue() : choice.getTrueValue());
  return success();
}

/// The number of elements of a container, or a choice among such numbers: adding a few does not wrap around.
static bool isSizeOfContainer(Value value, unsigned depth = 0) {
  if (std::optional<int64_t> constant = getConstantInt(value))
    return *constant >= 0 && *constant <= std::numeric_limits<int32_t>::max();
  auto [then, otherwise] = getAlternatives(value);
  return isa_and_nonnull<StackSizeOp>(value.getDefiningOp()) ||
         (then && depth < 4 && isSizeOfContainer(then, depth + 1) && isSizeOfContainer(otherwise, depth + 1));
}

/// v.size() < v.size() + 1, and so for signed numbers.
static std::optional<bool> compareWithLarger(Predicate predicate, Value left, Value right) {
  auto isLarger = [](Value sum, Value size) {
    auto binary = sum.getDefiningOp<BinaryOp>();
    auto type = dyn_cast<pullback::IntType>(size.getType());
    bool wraps = !(type && type.getIsSigned()) && !isSizeOfContainer(size);
    if (!binary || binary.getKind() != BinaryKind::Add || wraps)
      return false;
    Value added = binary.getLhs() == size ? binary.getRhs() : binary.getLhs();
    std::optional<int64_t> constant = getConstantInt(added);
    return (binary.getLhs() == size || binary.getRhs() == size) && constant && *constant > 0 &&
           *constant <= std::numeric_limits<int32_t>::max();
  };
  if (isLarger(right, left))
    return holds(predicate, /*isLess=*/true, /*isEqual=*/false);
  return isLarger(left, right) ? std::optional(holds(predicate, /*isLess=*/false, /*isEqual=*/false)) : std::nullopt;
}

LogicalResult CmpOp::canonicalize(CmpOp op, PatternRewriter &rewriter) {
  if (succeeded(compareChosen(op, rewriter)) || succeeded(replaceChoices(op, rewriter)))
    return success();
  if (std::optional<bool> known = compareAddresses(op.getPredicate(), op.getLhs(), op.getRhs())) {
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, rewriter.getBoolAttr(*known));
    return success();
  }
  std::optional<bool> known = decideComparison(op.getPredicate(), op.getLhs(), op.getRhs());
  if (!known)
    known = compareWithLarger(op.getPredicate(), op.getLhs(), op.getRhs());
  if (!known)
    return compareArrayWithNull(op, rewriter);
  rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, rewriter.getBoolAttr(*known));
  return success();
}
