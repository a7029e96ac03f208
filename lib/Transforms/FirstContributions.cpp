// Stores the first contribution to adjoints that are zero before it, and does not clear what is stored anew.
//
//   pb.for %t = ... {                                      pb.for %t = ... {
//     pb.for %i = 0 ... %n { accumulate %v, %s[%i] }         pb.for %i = 0 ... %n { store %v, %s[%i] }
//     pb.for %i = 0 ... %n {                         =>      pb.for %i = 0 ... %n {
//       %w = load %s[%i];  store 0, %s[%i];  use %w            %w = load %s[%i];  use %w
//     }                                                      }
//   }                                                      }
//
// Work space of an iteration has an adjoint that is zero between iterations: what is accumulated is taken and cleared.
// Such an array goes through phases, from zero to zero. Where all phases begin by accumulating once to each element of
// a range, and neither add elsewhere nor read what may be left of another phase, elements in the range are written
// before they are read, those outside stay zero, and no element has to be cleared at the end of a phase.
//
// Seen are arrays with a shadow of their own, all of whose accesses stand below the operations of one block, with
// subscripts that are constant or a counter.
#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"
#include "Analysis/Ranges.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"

#include "llvm/ADT/MapVector.h"

namespace pullback {
#define GEN_PASS_DEF_FIRSTCONTRIBUTIONS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

/// What one operation of the block does to the array. A range is null where it is not known.
struct Step {
  SmallVector<AccumulateOp, 1> added;
  SmallVector<std::optional<Interval>, 1> addedTo, readFrom;
  SmallVector<Interval, 1> cleared;
  SmallVector<StoreOp, 1> clears;
};

/// From zero to zero.
struct Phase {
  AccumulateOp first; // accumulates once to each element of `range`, before anything else happens
  Interval range;
  bool addsElsewhere = false;
  bool readsElsewhere = false;
  SmallVector<StoreOp, 1> lastClears; // behind all that is added
};

class Contributions {
public:
  explicit Contributions(AllocOp array) : array(array) {}
  void run();

private:
  bool collectSteps();
  Block *findBlock(ArrayRef<Operation *> accesses) const;
  std::optional<Interval> getPlaces(Operation *access, Value pointer, Operation *top, bool isOften) const;
  bool isWhole(const Interval &range) const;
  bool isCleared(ArrayRef<std::optional<Interval>> added, ArrayRef<Interval> cleared) const;
  bool collectPhases();
  void closePhase(Phase &phase, ArrayRef<Step *> steps);
  bool isFixed(const Limit &limit) const;
  bool needNoClearing() const;

  mutable AllocOp array; // a handle
  Block *block = nullptr;
  llvm::MapVector<Operation *, Step> steps;
  SmallVector<Phase> phases;
};

} // namespace

static bool isWithin(const Interval &range, const Interval &other) {
  return isAtMost(other.begin, range.begin) && isAtMost(range.end, other.end);
}

static bool isSameInterval(const Interval &left, const Interval &right) {
  return isWithin(left, right) && isWithin(right, left);
}

//===------------------------------------------------------------------------------------------------------------===//
// Accesses
//===------------------------------------------------------------------------------------------------------------===//

// The innermost block with all accesses.
Block *Contributions::findBlock(ArrayRef<Operation *> accesses) const {
  Block *common = accesses.front()->getBlock();
  while (common != array->getBlock() &&
         !llvm::all_of(accesses, [&](Operation *access) { return common->findAncestorOpInBlock(*access); }))
    common = common->getParentOp()->getBlock();
  return common;
}

// The subscripts of an access in `top`, an operation of the block. Where they are wanted exactly (not `isOften`), the
// access runs once for each of them.
std::optional<Interval> Contributions::getPlaces(Operation *access, Value pointer, Operation *top, bool isOften) const {
  PointerPath path = getPath(pointer);
  if (path.root != Value(array) || path.offsets.size() != 1 || path.offsets[0].bases.size() > 1)
    return std::nullopt;
  int64_t shift = path.offsets[0].constant;
  if (path.offsets[0].bases.empty()) {
    if (!isOften && access != top)
      return std::nullopt;
    return Interval{{{}, shift}, {{}, shift + 1}};
  }
  Value subscript = stripKeepingCasts(path.offsets[0].bases[0]);
  ForOp loop = getLoopOfCounter(subscript);
  if (!loop || !top->isAncestor(loop)) {
    if (!isOften && access != top)
      return std::nullopt;
    return Interval{{subscript, shift}, {subscript, shift + 1}};
  }
  bool isExact = loop == top && access->getParentOp() == top && !loop.getYield().getGoOn();
  std::optional<Interval> range = getRange(loop);
  if (!range || (!isOften && !isExact))
    return std::nullopt;
  range->begin.constant += shift;
  range->end.constant += shift;
  return range;
}

static bool isZeroStore(StoreOp store) {
  return isConstantFloat(store.getValue(), 0.0) || isConstantFloat(store.getValue(), -0.0);
}

bool Contributions::collectSteps() {
  SmallVector<Operation *> accesses;
  if (array.getKind() != AllocKind::Shadow || !isa<FloatType>(cast<PtrType>(array.getType()).getPointee()) ||
      !collectAccesses(array, accesses) || accesses.empty())
    return false;
  block = findBlock(accesses);
  for (Operation &op : *block)
    if (llvm::any_of(accesses, [&](Operation *access) { return op.isAncestor(access); }))
      steps[&op];
  for (auto &[top, step] : steps)
    for (Operation *access : accesses) {
      if (!top->isAncestor(access))
        continue;
      if (auto load = dyn_cast<LoadOp>(access)) {
        step.readFrom.push_back(getPlaces(load, load.getPointer(), top, /*isOften=*/true));
      } else if (auto accumulate = dyn_cast<AccumulateOp>(access)) {
        step.added.push_back(accumulate);
        step.addedTo.push_back(getPlaces(accumulate, accumulate.getPointer(), top, /*isOften=*/true));
      } else if (auto store = dyn_cast<StoreOp>(access); store && isZeroStore(store)) {
        step.clears.push_back(store);
        if (std::optional<Interval> range = getPlaces(store, store.getPointer(), top, /*isOften=*/false))
          step.cleared.push_back(*range);
      } else {
        return false;
      }
    }
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Phases
//===------------------------------------------------------------------------------------------------------------===//

bool Contributions::isWhole(const Interval &range) const {
  return !range.begin.base && range.begin.constant <= 0 && isAtMost(getLimit(array.getCount()), range.end);
}

bool Contributions::isCleared(ArrayRef<std::optional<Interval>> added, ArrayRef<Interval> cleared) const {
  if (mutant("clear:between-contributions"))
    return true;
  Interval whole{{}, getLimit(array.getCount())};
  return makeUp(cleared, whole) ||
         llvm::all_of(added, [&](const std::optional<Interval> &range) { return range && makeUp(cleared, *range); });
}

// Looks at all that happens from zero to zero.
void Contributions::closePhase(Phase &phase, ArrayRef<Step *> steps) {
  for (Step *step : steps) {
    for (auto [accumulate, range] : llvm::zip(step->added, step->addedTo))
      phase.addsElsewhere |= accumulate != phase.first && (!range || !isWithin(*range, phase.range));
    for (const std::optional<Interval> &range : step->readFrom)
      phase.readsElsewhere |= !range || !isWithin(*range, phase.range);
  }
  for (Step *step : llvm::reverse(steps)) {
    if (!step->added.empty() && !mutant("clear:contributions-of-one-phase"))
      break;
    phase.lastClears.append(step->clears);
  }
  phases.push_back(phase);
}

// False if the array is not zero again at the end, or a phase does not begin with a range of first contributions.
bool Contributions::collectPhases() {
  std::optional<Phase> phase;
  SmallVector<Step *> current;
  SmallVector<std::optional<Interval>> added;
  SmallVector<Interval> cleared;
  auto closeIfZero = [&] {
    if (!isCleared(added, cleared))
      return false;
    if (phase)
      closePhase(*phase, current);
    phase.reset();
    current.clear();
    added.clear();
    cleared.clear();
    return true;
  };
  for (auto &[top, step] : steps) {
    if (!step.added.empty() && phase && !cleared.empty())
      closeIfZero();
    if (!step.added.empty() && !phase) {
      AccumulateOp first = step.added.front();
      std::optional<Interval> range = getPlaces(first, first.getPointer(), top, /*isOften=*/false);
      bool isAlone = step.added.size() == 1 && step.readFrom.empty() && step.clears.empty();
      if (!range || !isAlone)
        return false;
      phase.emplace();
      phase->first = first;
      phase->range = *range;
    }
    if (!step.readFrom.empty() && !phase)
      return false;
    current.push_back(&step);
    if (!step.added.empty()) {
      cleared.clear();
      added.append(step.addedTo);
    } else {
      cleared.append(step.cleared);
    }
  }
  return closeIfZero();
}

//===------------------------------------------------------------------------------------------------------------===//
// What follows
//===------------------------------------------------------------------------------------------------------------===//

// One number as long as the array is there.
bool Contributions::isFixed(const Limit &limit) const {
  if (!limit.base)
    return true;
  Value base = limit.base;
  Block *defined = base.getParentBlock();
  Operation *place = defined->findAncestorOpInBlock(*array);
  if (!place)
    return false;
  Operation *op = base.getDefiningOp();
  return !op || place->getBlock() != op->getBlock() || place == array || op->isBeforeInBlock(place);
}

bool Contributions::needNoClearing() const {
  if (llvm::any_of(phases, [](const Phase &phase) { return phase.addsElsewhere; }) &&
      !mutant("free:contribution-elsewhere"))
    return false;
  bool readsElsewhere = llvm::any_of(phases, [](const Phase &phase) { return phase.readsElsewhere; });
  bool isOneRange = llvm::all_of(phases, [&](const Phase &phase) {
    return isSameInterval(phase.range, phases.front().range) && isFixed(phase.range.begin) && isFixed(phase.range.end);
  });
  return !readsElsewhere || isOneRange || mutant("free:adjoint-of-other-phase");
}

void Contributions::run() {
  if (!collectSteps() || !collectPhases() || phases.empty())
    return;
  for (Phase &phase : phases) {
    OpBuilder builder(phase.first);
    auto store = builder.create<StoreOp>(phase.first.getLoc(), phase.first.getValue(), phase.first.getPointer());
    store->setDiscardableAttrs(phase.first->getDiscardableAttrDictionary());
    phase.first.erase();
  }
  if (needNoClearing())
    for (Phase &phase : phases)
      for (StoreOp store : phase.lastClears)
        store.erase();
}

namespace {

struct FirstContributions : pullback::impl::FirstContributionsBase<FirstContributions> {
  void runOnOperation() override {
    SmallVector<AllocOp> arrays;
    getOperation().walk([&](AllocOp array) { arrays.push_back(array); });
    for (AllocOp array : arrays)
      Contributions(array).run();
  }
};

} // namespace
