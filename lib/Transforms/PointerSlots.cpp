#include "Transforms/PointerSlots.h"

#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/EquivalenceClasses.h"

using namespace mlir;
using namespace pullback;

Stripped pullback::strip(Value pointer) {
  Stripped result;
  while (Operation *op = pointer.getDefiningOp()) {
    if (auto element = dyn_cast<ElementOp>(op))
      result.indices.push_back(element.getIndex());
    else if (!isa<CastOp>(op))
      break;
    pointer = op->getOperand(0);
  }
  result.base = pointer;
  return result;
}

SmallVector<Value, 2> Slot::getIncoming() const {
  if (isLoop(op))
    return {getLoopInits(op)[index], getLoopYield(op).getValues()[index]};
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return {select.getTrueValue(), select.getFalseValue()};
  auto branch = cast<scf::IfOp>(op);
  return {branch.thenYield().getOperand(index), branch.elseYield().getOperand(index)};
}

SmallVector<Slot> pullback::findPointerSlots(FuncOp func) {
  SmallVector<Slot> slots;
  func.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (!isa<scf::IfOp, arith::SelectOp>(op) && !isLoop(op))
      return;
    for (OpResult result : op->getResults())
      if (isa<PtrType>(result.getType()))
        slots.push_back({op, result.getResultNumber()});
  });
  return slots;
}

namespace {

class WalkFinder {
public:
  explicit WalkFinder(FuncOp func) : slots(findPointerSlots(func)) {}
  SmallVector<Walk> run();

private:
  void joinSlots();
  bool isOneOfSeveral(Value pointer);
  bool collect(Value pointer, const Slot &loop, llvm::DenseSet<unsigned> &found);

  SmallVector<Slot> slots;
  DenseMap<Value, unsigned> slotOf;
  /// Slots that flow into each other, and what flows into them from elsewhere.
  llvm::EquivalenceClasses<unsigned> classes;
  DenseMap<unsigned, SmallVector<Value>> bases;
};

} // namespace

void WalkFinder::joinSlots() {
  for (auto [number, slot] : llvm::enumerate(slots)) {
    classes.insert(number);
    slotOf[slot.getResult()] = number;
    if (Value argument = slot.getArgument())
      slotOf[argument] = number;
  }
  for (auto [number, slot] : llvm::enumerate(slots))
    for (Value incoming : slot.getIncoming())
      if (auto found = slotOf.find(strip(incoming).base); found != slotOf.end())
        classes.unionSets(number, found->second);
  for (auto [number, slot] : llvm::enumerate(slots))
    for (Value incoming : slot.getIncoming()) {
      Value base = strip(incoming).base;
      SmallVector<Value> &known = bases[classes.getLeaderValue(number)];
      if (!slotOf.contains(base) && llvm::none_of(known, [&](Value other) { return isSameValue(other, base); }))
        known.push_back(base);
    }
}

bool WalkFinder::isOneOfSeveral(Value pointer) {
  auto slot = slotOf.find(pointer);
  return slot != slotOf.end() && bases[classes.getLeaderValue(slot->second)].size() > 1;
}

/// Collects the slots in the loop that `pointer` comes through; false if it comes from elsewhere than what is carried.
bool WalkFinder::collect(Value pointer, const Slot &loop, llvm::DenseSet<unsigned> &found) {
  Value base = strip(pointer).base;
  if (base == loop.getArgument())
    return true;
  auto slot = slotOf.find(base);
  if (slot == slotOf.end() || !loop.op->isProperAncestor(slots[slot->second].op))
    return mutant("free:walk-from-elsewhere");
  return !found.insert(slot->second).second || llvm::all_of(slots[slot->second].getIncoming(), [&](Value incoming) {
    return collect(incoming, loop, found);
  });
}

SmallVector<Walk> WalkFinder::run() {
  joinSlots();
  SmallVector<Walk> walks;
  llvm::DenseSet<unsigned> taken;
  for (auto [number, slot] : llvm::enumerate(slots)) {
    if (!slot.getArgument() || taken.contains(number))
      continue;
    Value begin = strip(slot.getIncoming().front()).base;
    if (auto before = slotOf.find(begin); before != slotOf.end() && taken.contains(before->second))
      continue; // behind another walk, whose begin is that of this one once it is known
    llvm::DenseSet<unsigned> found;
    if ((!begin.getDefiningOp<LoadOp>() && !isOneOfSeveral(begin)) || !collect(slot.getIncoming().back(), slot, found))
      continue;
    found.insert(number);
    Walk walk{begin, {}};
    for (auto [other, place] : llvm::enumerate(slots))
      if (found.contains(other)) {
        walk.slots.push_back(place);
        taken.insert(other);
      }
    walks.push_back(walk);
  }
  return walks;
}

SmallVector<Walk> pullback::findWalks(FuncOp func) { return WalkFinder(func).run(); }
