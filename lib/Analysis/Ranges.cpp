#include "Analysis/Ranges.h"

#include "Analysis/Aliasing.h"

using namespace mlir;
using namespace pullback;

Value pullback::stripKeepingCasts(Value value) {
  while (auto cast = value.getDefiningOp<CastOp>()) {
    auto from = dyn_cast<IntType>(cast.getOperand().getType()), to = dyn_cast<IntType>(cast.getType());
    bool keeps = from && to && to.getWidth() >= from.getWidth() &&
                 (to.getWidth() == 64 || to.getIsSigned() == from.getIsSigned() ||
                  (to.getIsSigned() && to.getWidth() > from.getWidth()));
    if (!keeps)
      break;
    value = cast.getOperand();
  }
  return value;
}

bool pullback::isSameBase(Value a, Value b) {
  return a == b || (a && b && isSameValue(stripKeepingCasts(a), stripKeepingCasts(b)));
}

Limit pullback::getLimit(Value value, int64_t shift) {
  Limit limit{{}, shift};
  while (true) {
    if (std::optional<int64_t> number = getConstantInt(value)) {
      limit.constant += *number;
      return limit;
    }
    auto binary = value.getDefiningOp<BinaryOp>();
    std::optional<int64_t> right = binary ? getConstantInt(binary.getRhs()) : std::nullopt;
    bool isSigned = binary && cast<IntType>(binary.getType()).getIsSigned();
    if (!right || !isSigned || (binary.getKind() != BinaryKind::Add && binary.getKind() != BinaryKind::Sub))
      break;
    limit.constant += binary.getKind() == BinaryKind::Add ? *right : -*right;
    value = binary.getLhs();
  }
  limit.base = stripKeepingCasts(value);
  return limit;
}

std::optional<Interval> pullback::getRange(ForOp loop) {
  int64_t step = loop.getStep();
  bool isUpward = step == 1 && (loop.getPredicate() == Predicate::LT || loop.getPredicate() == Predicate::LE);
  bool isDownward = step == -1 && (loop.getPredicate() == Predicate::GT || loop.getPredicate() == Predicate::GE);
  if (isUpward)
    return Interval{getLimit(loop.getLower()), getLimit(loop.getUpper(), loop.getPredicate() == Predicate::LE)};
  if (isDownward)
    return Interval{getLimit(loop.getUpper(), loop.getPredicate() == Predicate::GT), getLimit(loop.getLower(), 1)};
  return std::nullopt;
}

ForOp pullback::getLoopOfCounter(Value value) {
  auto counter = dyn_cast<BlockArgument>(value);
  auto loop = counter ? dyn_cast<ForOp>(counter.getOwner()->getParentOp()) : ForOp();
  return loop && loop.getInductionVar() == counter ? loop : ForOp();
}

bool pullback::isAtMost(const Limit &left, const Limit &right) {
  if (isSameBase(left.base, right.base))
    return left.constant <= right.constant;
  ForOp loop = !left.base && right.base ? getLoopOfCounter(right.base) : ForOp();
  std::optional<Interval> range = loop ? getRange(loop) : std::nullopt;
  return range && !range->begin.base && left.constant <= range->begin.constant + right.constant;
}

bool pullback::makeUp(ArrayRef<Interval> parts, const Interval &whole) {
  Limit reached = whole.begin;
  for (size_t round = 0; round < parts.size() && !isAtMost(whole.end, reached); ++round)
    for (const Interval &next : parts)
      if (isAtMost(next.begin, reached) && !isAtMost(next.end, reached))
        reached = next.end;
  return isAtMost(whole.end, reached);
}
