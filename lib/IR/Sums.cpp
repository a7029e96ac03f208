// Integer sums and differences that are known, or simpler: what iterators and lengths of containers are made of.
#include "IR/Pullback.h"

#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace pullback;

/// What is left of a sum or difference in which a number is added and taken away again: b of a + (b - a), (b - a) + a,
/// (a + b) - a, (b + a) - a and a - (a - b); null for others. Unsigned numbers wrap around both ways.
static Value getLeft(BinaryOp op) {
  Value left = op.getLhs(), right = op.getRhs();
  auto first = left.getDefiningOp<BinaryOp>(), second = right.getDefiningOp<BinaryOp>();
  auto isDifference = [](BinaryOp inner, Value from) {
    return inner && inner.getKind() == BinaryKind::Sub && inner.getRhs() == from;
  };
  if (op.getKind() == BinaryKind::Add)
    return isDifference(second, left) ? second.getLhs() : isDifference(first, right) ? first.getLhs() : Value();
  if (op.getKind() != BinaryKind::Sub)
    return {};
  if (first && first.getKind() == BinaryKind::Add && (first.getLhs() == right || first.getRhs() == right))
    return first.getLhs() == right ? first.getRhs() : first.getLhs();
  return second && second.getKind() == BinaryKind::Sub && second.getLhs() == left ? second.getRhs() : Value();
}

// x + 0 == x, x * 1 == x, x - 0 == x, x / 1 == x on integers; no constants are combined, so printed code keeps what the
// user wrote and no new overflow appears.
OpFoldResult BinaryOp::fold(FoldAdaptor) {
  if (Value value = getLeft(*this))
    return value;
  std::optional<int64_t> right = getConstantInt(getRhs());
  std::optional<int64_t> left = getConstantInt(getLhs());
  bool neutralRight = right && ((*right == 0 && llvm::is_contained({BinaryKind::Add, BinaryKind::Sub}, getKind())) ||
                                (*right == 1 && llvm::is_contained({BinaryKind::Mul, BinaryKind::Div}, getKind())));
  if (neutralRight)
    return getLhs();
  if (getKind() == BinaryKind::Mul && (left == 0 || right == 0))
    return left == 0 ? getLhs() : getRhs();
  if (left && ((*left == 0 && getKind() == BinaryKind::Add) || (*left == 1 && getKind() == BinaryKind::Mul)))
    return getRhs();
  return {};
}

/// What a sum or difference adds to its left operand, if that is a small number.
static std::optional<int64_t> getAdded(BinaryOp op) {
  std::optional<int64_t> right = op ? getConstantInt(op.getRhs()) : std::nullopt;
  bool isSum = right && op.getKind() == BinaryKind::Add, isDifference = right && op.getKind() == BinaryKind::Sub;
  if ((!isSum && !isDifference) || std::abs(*right) >= int64_t(1) << 30)
    return std::nullopt;
  return isSum ? *right : -*right;
}

/// The number behind casts between signed and unsigned ones of one width, which computes with the same bits.
static Value stripSigns(Value value) {
  for (auto cast = value.getDefiningOp<CastOp>(); cast; cast = value.getDefiningOp<CastOp>()) {
    auto to = dyn_cast<pullback::IntType>(cast.getType()),
         from = dyn_cast<pullback::IntType>(cast.getOperand().getType());
    if (!to || !from || to.getWidth() != from.getWidth())
      break;
    value = cast.getOperand();
  }
  return value;
}

/// 2 of (long(u) + 2) - u, the elements between two iterators of a container whose first is at u.
static std::optional<int64_t> getDistance(BinaryOp op) {
  auto sum = stripSigns(op.getLhs()).getDefiningOp<BinaryOp>();
  std::optional<int64_t> added = getAdded(sum);
  bool isDistance =
      op.getKind() == BinaryKind::Sub && added && *added >= 0 && stripSigns(sum.getLhs()) == stripSigns(op.getRhs());
  return isDistance ? added : std::nullopt;
}

// (i + 1) + 1 is i + 2, where nobody has a name for i + 1, and (i - 1) + 1 is i.
LogicalResult BinaryOp::canonicalize(BinaryOp op, PatternRewriter &rewriter) {
  if (std::optional<int64_t> distance = getDistance(op)) {
    rewriter.replaceOpWithNewOp<ConstantOp>(op, op.getType(), *distance);
    return success();
  }
  auto inner = op.getLhs().getDefiningOp<BinaryOp>();
  std::optional<int64_t> first = getAdded(inner), second = getAdded(op);
  if (first && second && *first + *second == 0) {
    rewriter.replaceOp(op, inner.getLhs());
    return success();
  }
  bool isKept = first && !inner->hasOneUse() && !getVariableName(inner.getResult()).empty();
  if (!first || !second || isKept || (*first < 0) != (*second < 0))
    return failure();
  Value sum = rewriter.create<ConstantOp>(op.getRhs().getLoc(), op.getType(), std::abs(*first + *second));
  rewriter.replaceOpWithNewOp<BinaryOp>(op, *first < 0 ? BinaryKind::Sub : BinaryKind::Add, inner.getLhs(), sum);
  return success();
}
