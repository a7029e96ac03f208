#include "Transforms/Exchanges.h"

#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

std::optional<Carried> pullback::getCarried(Value value) {
  if (auto result = dyn_cast<OpResult>(value))
    return isLoop(result.getOwner()) ? std::optional(Carried{result.getOwner(), result.getResultNumber(), true})
                                     : std::nullopt;
  Operation *loop = cast<BlockArgument>(value).getOwner()->getParentOp();
  if (!isLoop(loop))
    return std::nullopt;
  const auto *found = llvm::find(getLoopCarried(loop), value);
  if (found == getLoopCarried(loop).end())
    return std::nullopt;
  return Carried{loop, static_cast<unsigned>(found - getLoopCarried(loop).begin()), false};
}

// The number of the carried value that the next iteration gets as number `number`.
static std::optional<unsigned> getSource(Operation *loop, unsigned number) {
  auto argument = dyn_cast<BlockArgument>(getLoopYield(loop).getValues()[number]);
  std::optional<Carried> carried = argument ? getCarried(argument) : std::nullopt;
  return carried && carried->loop == loop ? std::optional(carried->number) : std::nullopt;
}

SmallVector<unsigned, 2> pullback::getExchange(Operation *loop, unsigned number) {
  SmallVector<unsigned, 2> members{number};
  while (true) {
    std::optional<unsigned> source = getSource(loop, members.back());
    if (!source)
      return {};
    if (*source == number)
      return members.size() > 1 ? members : SmallVector<unsigned, 2>();
    if (llvm::is_contained(members, *source))
      return {};
    members.push_back(*source);
  }
}

// The numbers that values can be that one loop carries, if they begin as different ones and only change places with
// others of their kind. They are never equal at one time then.
static SmallVector<int64_t, 4> getExchanged(ArrayRef<Value> values) {
  std::optional<Carried> first = getCarried(values[0]);
  llvm::SmallSetVector<unsigned, 4> members;
  for (Value value : values) {
    std::optional<Carried> carried = getCarried(value);
    if (!carried || carried->loop != first->loop || carried->isResult != first->isResult ||
        !members.insert(carried->number))
      return {};
  }
  llvm::SmallSetVector<unsigned, 4> handedOn;
  llvm::SmallSetVector<int64_t, 4> numbers;
  SmallVector<Value> inits;
  for (size_t i = 0; i < members.size(); ++i) { // grows on the way
    std::optional<unsigned> source = getSource(first->loop, members[i]);
    if (!source || !handedOn.insert(*source))
      return {};
    inits.push_back(getLoopInits(first->loop)[members[i]]);
    if (std::optional<int64_t> constant = getConstantInt(inits.back()); constant && !numbers.insert(*constant))
      return {};
    members.insert(*source);
  }
  if (numbers.empty())
    return getExchanged(inits);
  return numbers.size() == inits.size() ? SmallVector<int64_t, 4>(numbers.begin(), numbers.end())
                                        : SmallVector<int64_t, 4>();
}

// What the choice is where `number` is `value`: choices by `number == c` are made.
static Value choose(Value pointer, Value number, int64_t value) {
  while (auto select = pointer.getDefiningOp<arith::SelectOp>()) {
    auto compare = select.getCondition().getDefiningOp<CmpOp>();
    std::optional<int64_t> constant = compare ? getConstantInt(compare.getRhs()) : std::nullopt;
    if (!constant || compare.getLhs() != number || compare.getPredicate() != Predicate::EQ)
      break;
    pointer = getPath(*constant == value ? select.getTrueValue() : select.getFalseValue()).root;
  }
  return pointer;
}

bool pullback::mayMeetAtOnce(Value p, Value q) {
  auto left = p.getDefiningOp<arith::SelectOp>(), right = q.getDefiningOp<arith::SelectOp>();
  auto one = left ? left.getCondition().getDefiningOp<CmpOp>() : CmpOp();
  auto other = right ? right.getCondition().getDefiningOp<CmpOp>() : CmpOp();
  SmallVector<int64_t, 4> numbers;
  if (one && other)
    numbers = getExchanged({one.getLhs(), other.getLhs()});
  if (numbers.empty())
    return rootsMayMeet(p, q);
  return llvm::any_of(numbers, [&](int64_t first) {
    return llvm::any_of(numbers, [&](int64_t second) {
      return first != second && rootsMayMeet(choose(p, one.getLhs(), first), choose(q, other.getLhs(), second));
    });
  });
}
