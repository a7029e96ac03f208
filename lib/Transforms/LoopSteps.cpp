#include "Transforms/LoopSteps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

Value pullback::yielded(scf::IfOp branch, bool side, unsigned index) {
  return (side ? branch.thenYield() : branch.elseYield()).getOperand(index);
}

static std::optional<int64_t> getIncrement(Value next, Value variable) {
  auto binary = next.getDefiningOp<BinaryOp>();
  if (!binary)
    return std::nullopt;
  std::optional<int64_t> right = getConstantInt(binary.getRhs());
  std::optional<int64_t> left = getConstantInt(binary.getLhs());
  if (binary.getKind() == BinaryKind::Add && binary.getLhs() == variable)
    return right;
  if (binary.getKind() == BinaryKind::Add && binary.getRhs() == variable)
    return left;
  if (binary.getKind() == BinaryKind::Sub && binary.getLhs() == variable && right)
    return -*right;
  return std::nullopt;
}

// What `value` is where `condition` is `side`.
static Truth evaluate(Value value, Value condition, bool side) {
  if (value == condition)
    return {side, {}};
  if (Value negated = getNegated(value)) {
    Truth inner = evaluate(negated, condition, side);
    return inner.constant ? Truth{!*inner.constant, {}} : Truth::of(value);
  }
  if (auto conjunction = value.getDefiningOp<arith::AndIOp>()) {
    Truth left = evaluate(conjunction.getLhs(), condition, side);
    Truth right = evaluate(conjunction.getRhs(), condition, side);
    if (left.constant == false || right.constant == true)
      return left;
    return right.constant == false || left.constant == true ? right : Truth::of(value);
  }
  auto select = value.getDefiningOp<arith::SelectOp>();
  if (select && select.getCondition() == condition)
    return Truth::of(side ? select.getTrueValue() : select.getFalseValue());
  auto branch = value.getDefiningOp<scf::IfOp>();
  if (branch && branch.getCondition() == condition)
    return Truth::of(yielded(branch, side, cast<OpResult>(value).getResultNumber()));
  return Truth::of(value);
}

Choice Choice::of(Value value) {
  if (auto select = value.getDefiningOp<arith::SelectOp>())
    return {select.getCondition(), select.getTrueValue(), select.getFalseValue()};
  auto branch = value.getDefiningOp<scf::IfOp>();
  if (!branch)
    return {};
  unsigned index = cast<OpResult>(value).getResultNumber();
  return {branch.getCondition(), yielded(branch, true, index), yielded(branch, false, index)};
}

Step pullback::findStep(Value next, Truth goOn, Value variable) {
  if (goOn.constant == false)
    return {Step::Any, 0};
  if (std::optional<int64_t> increment = getIncrement(next, variable))
    return {Step::Known, *increment};
  Choice choice = Choice::of(next);
  if (!choice.condition)
    return {};
  auto onSide = [&](bool side) {
    Truth then = goOn.constant ? goOn : evaluate(goOn.value, choice.condition, side);
    return findStep(choice.on(side), then, variable);
  };
  return Step::both(onSide(true), onSide(false));
}
