#include "Transforms/Storage/SteadyValues.h"

#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"
#include "Transforms/Exchanges.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace pullback;

namespace {

/// What is the same in all iterations of a loop.
class Steadiness {
public:
  explicit Steadiness(Operation *loop) : loop(loop) {}
  bool isSteady(Value value);

private:
  bool mayChange(LoadOp load) const;

  Operation *loop;
  llvm::DenseMap<Value, bool> known;
};

} // namespace

bool Steadiness::mayChange(LoadOp load) const {
  PointerPath read = getPath(load.getPointer());
  return mayWriteWithin(loop, read.root, [&](Value pointer) {
    PointerPath written = getPath(pointer);
    bool isApart = written.root == read.root && areOtherFields(written, read);
    return !isApart && mayMeetAtOnce(written.root, read.root) && !mutant("steady:written");
  });
}

// Counters of inner loops stand for themselves: the bounds have to be steady.
bool Steadiness::isSteady(Value value) {
  if (!loop->isAncestor(value.getParentBlock()->getParentOp()))
    return true;
  auto [found, isNew] = known.try_emplace(value, false);
  if (!isNew)
    return found->second;
  bool isSame = false;
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto inner = dyn_cast<ForOp>(argument.getOwner()->getParentOp());
    isSame = inner && inner != loop && argument == inner.getInductionVar() && isSteady(inner.getLower()) &&
             isSteady(inner.getUpper());
  } else {
    Operation *op = value.getDefiningOp();
    auto load = dyn_cast<LoadOp>(op);
    bool repeats = op->getNumRegions() == 0 && (isMemoryEffectFree(op) || (load && !mayChange(load)));
    isSame = repeats && llvm::all_of(op->getOperands(), [&](Value operand) { return isSteady(operand); });
  }
  return known[value] = isSame;
}

SmallVector<Operation *> pullback::getLoopsThatMatter(Value value, ArrayRef<Operation *> loops) {
  SmallVector<Operation *> result;
  for (Operation *loop : loops)
    if (!Steadiness(loop).isSteady(value))
      result.push_back(loop);
  return result;
}
