// An integer lies between the bounds of its type, or of the narrower type that it was widened from, and between those
// that the branches around set for it:
//
//   pb.cmp ge %unsigned, 0                                 ->   true
//   pb.cmp lt (pb.cast %byte), 300                         ->   true
//   pb.cmp eq (pb.binary and %n, 2), 1                     ->   false: a bit that the mask does not have
//   pb.cmp gt (n > 0 ? n : 1), 0                           ->   true
//   scf.if (pb.cmp lt %n, 5) {} else { pb.cmp gt %n, 3 }   ->   true: what is left of n < 5 || n > 3
//   scf.if (pb.cmp ne %n, 1) { pb.cmp eq %n, 1 }           ->   false
//   arith.andi (pb.cmp eq %n, 2), (pb.cmp eq %n, 1)        ->   false
//   arith.select %c, %true, (not %c)                       ->   arith.select %c, %true, %true
//
// Not handled: comparisons of two variables other than of one with itself, bounds through arithmetic.
#include "IR/KnownComparisons.h"

#include "IR/Comparisons.h"
#include "IR/Mutants.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace pullback;

namespace {

using Wide = __int128; // holds every 64-bit integer, signed or not

struct Interval {
  Wide low, high;
  SmallVector<Wide, 2> holes = {}; // inside, which the value is not

  void intersect(Wide least, Wide greatest) { low = std::max(low, least), high = std::min(high, greatest); }
  bool isEmpty() const { return low > high || (low == high && llvm::is_contained(holes, low)); }
};

/// `value` compared with a constant.
struct Bound {
  Value value;
  Predicate predicate;
  Wide constant;
};

} // namespace

static std::optional<Wide> getConstant(Value value) {
  std::optional<int64_t> constant = getConstantInt(value);
  if (!constant)
    return std::nullopt;
  return cast<pullback::IntType>(value.getType()).getIsSigned() ? Wide(*constant) : Wide(uint64_t(*constant));
}

static std::optional<Bound> getBound(CmpOp op) {
  if (!isa<pullback::IntType>(op.getLhs().getType()))
    return std::nullopt;
  if (std::optional<Wide> right = getConstant(op.getRhs()))
    return Bound{op.getLhs(), op.getPredicate(), *right};
  if (std::optional<Wide> left = getConstant(op.getLhs()))
    return Bound{op.getRhs(), swapSides(op.getPredicate()), *left};
  return std::nullopt;
}

static std::optional<Interval> getTypeRange(Type type) {
  if (type.isInteger(1))
    return Interval{0, 1};
  auto integer = dyn_cast<pullback::IntType>(type);
  if (!integer)
    return std::nullopt;
  unsigned bits = integer.getWidth() - (integer.getIsSigned() ? 1 : 0);
  Wide end = Wide(1) << bits;
  return Interval{integer.getIsSigned() ? -end : Wide(0), end - 1};
}

static void restrictBy(Interval &range, Value value, Value condition, bool holds);

/// What a number lies between, of which selections are followed so deep.
static Interval getRange(Value value, unsigned depth = 4) {
  if (std::optional<Wide> constant = getConstant(value))
    return {*constant, *constant};
  Interval range = *getTypeRange(value.getType());
  auto select = value.getDefiningOp<arith::SelectOp>();
  if (select && depth > 0) {
    Interval sides[] = {getRange(select.getTrueValue(), depth - 1), getRange(select.getFalseValue(), depth - 1)};
    restrictBy(sides[0], select.getTrueValue(), select.getCondition(), true);
    restrictBy(sides[1], select.getFalseValue(), select.getCondition(), mutant("mark:side-of-selection"));
    if (sides[0].isEmpty() || sides[1].isEmpty())
      return sides[0].isEmpty() ? sides[1] : sides[0];
    return {std::min(sides[0].low, sides[1].low), std::max(sides[0].high, sides[1].high)};
  }
  if (auto cast = value.getDefiningOp<CastOp>()) {
    std::optional<Interval> source = getTypeRange(cast.getOperand().getType());
    if (source && source->low >= range.low && source->high <= range.high)
      return *source;
  }
  return range;
}

static void restrict(Interval &range, Predicate predicate, Wide constant) {
  switch (predicate) {
  case Predicate::LT: return range.intersect(range.low, constant - 1);
  case Predicate::LE: return range.intersect(range.low, constant);
  case Predicate::GT: return range.intersect(constant + 1, range.high);
  case Predicate::GE: return range.intersect(constant, range.high);
  case Predicate::EQ: return range.intersect(constant, constant);
  case Predicate::NE:
    range.holes.push_back(constant);
    range.low += range.low == constant ? 1 : 0;
    range.high -= range.high == constant ? 1 : 0;
    return;
  }
}

/// What a condition that holds, or does not, says of a value.
static void restrictBy(Interval &range, Value value, Value condition, bool holds) {
  auto compare = condition.getDefiningOp<CmpOp>();
  std::optional<Bound> bound = compare ? getBound(compare) : std::nullopt;
  if (bound && bound->value == value)
    restrict(range, holds ? bound->predicate : negate(bound->predicate), bound->constant);
}

/// Applies what the branches around `op` say about `value`.
static void restrictByBranches(Interval &range, Value value, Operation *op) {
  for (; !isa<FuncOp>(op); op = op->getParentOp()) {
    auto branch = dyn_cast<scf::IfOp>(op->getParentOp());
    if (branch)
      restrictBy(range, value, branch.getCondition(),
                 (op->getParentRegion() == &branch.getThenRegion()) != mutant("mark:side-of-comparison"));
  }
}

/// Whether `value` has a bit that `constant` has not, or lacks one that it has, whatever its operands are.
static bool differsInBits(Value value, Wide constant) {
  auto binary = value.getDefiningOp<BinaryOp>();
  if (!binary)
    return false;
  std::optional<Wide> mask = getConstant(binary.getRhs());
  mask = mask ? mask : getConstant(binary.getLhs());
  if (!mask)
    return false;
  return (binary.getKind() == BinaryKind::And && (constant & ~*mask) != 0) ||
         (binary.getKind() == BinaryKind::Or && (*mask & ~constant) != 0);
}

/// The outcome at `place`; where a condition is given, on that side of it.
static std::optional<bool> isKnown(CmpOp op, Operation *place, Value condition = {}, bool side = true) {
  Predicate predicate = op.getPredicate();
  if (op.getLhs() == op.getRhs())
    return predicate == Predicate::EQ || predicate == Predicate::LE || predicate == Predicate::GE;
  std::optional<Bound> bound = getBound(op);
  if (!bound)
    return std::nullopt;
  bool isEquality = predicate == Predicate::EQ || predicate == Predicate::NE;
  if (isEquality && differsInBits(bound->value, bound->constant))
    return predicate == Predicate::NE;
  Interval range = getRange(bound->value);
  restrictByBranches(range, bound->value, place);
  if (condition)
    restrictBy(range, bound->value, condition, side);
  if (range.isEmpty())
    return std::nullopt; // never gets here
  Interval yes = range, no = range;
  restrict(yes, bound->predicate, bound->constant);
  restrict(no, negate(bound->predicate), bound->constant);
  if (no.isEmpty())
    return true;
  return yes.isEmpty() ? std::optional(false) : std::nullopt;
}

/// What `value`, a comparison, or the condition or its negation, is where the condition is `side`.
static std::optional<bool> getWhere(Value value, Value condition, bool side) {
  if (value == condition)
    return side;
  auto negation = value.getDefiningOp<arith::XOrIOp>();
  bool isNegation = negation && negation.getLhs() == condition && matchPattern(negation.getRhs(), m_One());
  if (isNegation)
    return !side;
  auto compare = value.getDefiningOp<CmpOp>();
  return compare ? isKnown(compare, compare, condition, side) : std::nullopt;
}

static bool replaceChosenConditions(arith::SelectOp select) {
  bool changed = false;
  for (bool side : {true, false}) {
    OpOperand &chosen = select->getOpOperand(side ? 1 : 2);
    if (std::optional<bool> known = getWhere(chosen.get(), select.getCondition(), side)) {
      OpBuilder builder(select);
      chosen.set(builder.create<arith::ConstantOp>(select.getLoc(), builder.getBoolAttr(*known)));
      changed = true;
    }
  }
  return changed;
}

/// a && b, or a || b: what b is where a decides nothing.
static bool replaceConjunct(Operation *op) {
  bool isAnd = isa<arith::AndIOp>(op);
  for (auto [first, second] : {std::pair(0, 1), std::pair(1, 0)}) {
    std::optional<bool> known = getWhere(op->getOperand(second), op->getOperand(first), isAnd);
    if (!known)
      continue;
    OpBuilder builder(op);
    Value decided = builder.create<arith::ConstantOp>(op->getLoc(), builder.getBoolAttr(*known));
    op->getResult(0).replaceAllUsesWith(*known == isAnd ? op->getOperand(first) : decided);
    return true;
  }
  return false;
}

/// A branch may be in others, which its condition, computed in front of them, is not.
static bool replaceBranchCondition(scf::IfOp branch) {
  auto compare = branch.getCondition().getDefiningOp<CmpOp>();
  std::optional<bool> known = compare ? isKnown(compare, branch) : std::nullopt;
  if (!known)
    return false;
  OpBuilder builder(branch);
  branch.getConditionMutable().assign(
      builder.create<arith::ConstantOp>(branch.getLoc(), builder.getBoolAttr(*known)).getResult());
  return true;
}

bool pullback::replaceKnownComparisons(FuncOp function) {
  bool changed = false;
  function.walk([&](Operation *op) {
    if (isa<arith::AndIOp, arith::OrIOp>(op) && op->getResult(0).getType().isInteger(1))
      changed |= replaceConjunct(op);
  });
  function.walk([&](arith::SelectOp select) { changed |= replaceChosenConditions(select); });
  function.walk([&](CmpOp op) {
    if (std::optional<bool> known = isKnown(op, op)) {
      OpBuilder builder(op);
      changed = true;
      op.replaceAllUsesWith(builder.create<arith::ConstantOp>(op.getLoc(), builder.getBoolAttr(*known)).getResult());
    }
  });
  function.walk([&](scf::IfOp branch) { changed |= replaceBranchCondition(branch); });
  return changed;
}
