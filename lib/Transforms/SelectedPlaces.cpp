// Adds the adjoint of a maximum or minimum at the place that it came from, also where that is the first value.
//
//   %from = pb.for %i = 1 ... carry(%best = 0) { yield %c ? %i : %best }
//   scf.if %from >= 1 { pb.accumulate %v, %x_bar[%from] }                =>   pb.accumulate %v, %x_bar[%from]
//   pb.accumulate %from >= 1 ? 0 : %v, %x_bar[0]
//
// What is left for the first value may also be a result of the branch.
// The number that stands for "no iteration" is the subscript of the first value then: the loop starts right behind it.
#include "IR/Pullback.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace pullback {
#define GEN_PASS_DEF_SELECTEDPLACES
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// Whether `next` is the loop's counter or what the loop carried before.
static bool isCounterOrBefore(Value next, Value counter, Value before) {
  if (next == counter || next == before)
    return true;
  if (auto select = next.getDefiningOp<arith::SelectOp>())
    return isCounterOrBefore(select.getTrueValue(), counter, before) &&
           isCounterOrBefore(select.getFalseValue(), counter, before);
  auto result = dyn_cast<OpResult>(next);
  auto branch = result ? dyn_cast<scf::IfOp>(result.getOwner()) : scf::IfOp();
  return branch && isCounterOrBefore(branch.thenYield().getOperand(result.getResultNumber()), counter, before) &&
         isCounterOrBefore(branch.elseYield().getOperand(result.getResultNumber()), counter, before);
}

/// The constant that `from` is where `isThere` does not hold: a loop's counter at one of its iterations, or what it was
/// before the loop.
static std::optional<int64_t> getValueForNone(Value isThere, Value from) {
  auto compare = isThere.getDefiningOp<CmpOp>();
  auto result = dyn_cast<OpResult>(from);
  auto loop = result ? dyn_cast<ForOp>(result.getOwner()) : ForOp();
  if (!loop || !compare || compare.getPredicate() != Predicate::GE || compare.getLhs() != from)
    return std::nullopt;
  unsigned number = result.getResultNumber();
  std::optional<int64_t> least = getConstantInt(compare.getRhs()), first = getConstantInt(loop.getLower()),
                         before = getConstantInt(loop.getInits()[number]);
  bool isUpward = static_cast<int64_t>(loop.getStep()) > 0 && cast<IntType>(from.getType()).getIsSigned();
  if (!isUpward || !least || !first || !before || *first < *least || *before >= *least ||
      !isCounterOrBefore(loop.getYield().getValues()[number], loop.getInductionVar(), loop.getCarried()[number]))
    return std::nullopt;
  return before;
}

static bool isSame(Value left, Value right) {
  auto constant = left.getDefiningOp<ConstantOp>(), other = right.getDefiningOp<ConstantOp>();
  return left == right || (constant && other && constant.getValue() == other.getValue());
}

/// The accumulation that is all that the branch does; null if there is more, or it hands on something else than zero,
/// or what has not been accumulated.
static AccumulateOp getOnlyAccumulation(scf::IfOp branch) {
  AccumulateOp found;
  if (branch->getNumResults() > 1 || (branch.elseBlock() && !branch.elseBlock()->without_terminator().empty()))
    return {};
  for (Operation &op : branch.thenBlock()->without_terminator()) {
    if (isa<ElementOp, ConstantOp>(op))
      continue;
    if (found || !isa<AccumulateOp>(op))
      return {};
    found = cast<AccumulateOp>(op);
  }
  bool handsOn = branch->getNumResults() == 1;
  if (!found || (handsOn && (!isConstantFloat(branch.thenYield().getOperand(0), 0.0) ||
                             !isSame(branch.elseYield().getOperand(0), found.getValue()))))
    return {};
  return found;
}

/// Whether `rest` is what the branch has not accumulated: nothing, or all.
static bool isRest(Value rest, scf::IfOp branch, Value all) {
  if (rest.getDefiningOp() == branch)
    return true;
  auto select = rest.getDefiningOp<arith::SelectOp>();
  return select && select.getCondition() == branch.getCondition() && isConstantFloat(select.getTrueValue(), 0.0) &&
         isSame(select.getFalseValue(), all);
}

static void mergePlaces(scf::IfOp branch) {
  AccumulateOp selected = getOnlyAccumulation(branch);
  auto place = selected ? selected.getPointer().getDefiningOp<ElementOp>() : ElementOp();
  if (!place)
    return;
  std::optional<int64_t> none = getValueForNone(branch.getCondition(), place.getIndex());
  if (!none)
    return;
  for (Operation *next = branch->getNextNode(); next; next = next->getNextNode()) {
    if (isa<ElementOp, ConstantOp, arith::SelectOp>(next))
      continue;
    auto first = dyn_cast<AccumulateOp>(next);
    auto firstPlace = first ? first.getPointer().getDefiningOp<ElementOp>() : ElementOp();
    if (!firstPlace || firstPlace.getPointer() != place.getPointer() || getConstantInt(firstPlace.getIndex()) != none ||
        !isRest(first.getValue(), branch, selected.getValue()))
      return;
    if (branch->getNumResults() == 1 && !branch.getResult(0).hasOneUse())
      return;
    if (auto constant = selected.getValue().getDefiningOp<ConstantOp>())
      if (constant->getParentOp() == branch)
        constant->moveBefore(branch);
    place->moveBefore(branch);
    selected->moveBefore(branch);
    first.erase();
    branch.erase();
    return;
  }
}

namespace {

struct SelectedPlaces : pullback::impl::SelectedPlacesBase<SelectedPlaces> {
  void runOnOperation() override {
    SmallVector<scf::IfOp> branches;
    getOperation().walk([&](scf::IfOp branch) { branches.push_back(branch); });
    for (scf::IfOp branch : branches)
      mergePlaces(branch);
  }
};

} // namespace
