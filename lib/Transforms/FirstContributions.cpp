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
// before they are read, those outside stay zero, and no element has to be cleared that is not read again in the phase.
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

/// An access and the subscripts that it has, where they are known.
template <typename Op> struct Access {
  Op op;
  std::optional<Interval> range;
};

/// What one operation of the block does to the array. What is cleared has a range only if all of it is cleared.
struct Step {
  SmallVector<Access<AccumulateOp>, 1> adds;
  SmallVector<Access<LoadOp>, 1> reads;
  SmallVector<Access<StoreOp>, 1> clears;
};

/// From zero to zero.
struct Phase {
  AccumulateOp first; // accumulates once to each element of `range`, before anything else happens
  Interval range;
  bool addsElsewhere = false;
  bool readsElsewhere = false;
  SmallVector<StoreOp, 1> lastClears; // of what nothing in the phase reads again
};

class Contributions {
public:
  explicit Contributions(AllocOp array) : array(array) {}
  void run();

private:
  bool collectSteps();
  Block *findBlock(ArrayRef<Operation *> accesses) const;
  std::optional<Interval> getPlaces(Operation *access, Value pointer, Operation *top, bool isOften) const;
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
        step.reads.push_back({load, getPlaces(load, load.getPointer(), top, /*isOften=*/true)});
      } else if (auto accumulate = dyn_cast<AccumulateOp>(access)) {
        step.adds.push_back({accumulate, getPlaces(accumulate, accumulate.getPointer(), top, /*isOften=*/true)});
      } else if (auto store = dyn_cast<StoreOp>(access); store && isZeroStore(store)) {
        step.clears.push_back({store, getPlaces(store, store.getPointer(), top, /*isOften=*/false)});
      } else {
        return false;
      }
    }
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Phases
//===------------------------------------------------------------------------------------------------------------===//

bool Contributions::isCleared(ArrayRef<std::optional<Interval>> added, ArrayRef<Interval> cleared) const {
  if (mutant("clear:between-contributions"))
    return true;
  Interval whole{{}, getLimit(array.getCount())};
  return makeUp(cleared, whole) ||
         llvm::all_of(added, [&](const std::optional<Interval> &range) { return range && makeUp(cleared, *range); });
}

static bool areApart(const std::optional<Interval> &left, const std::optional<Interval> &right) {
  return left && right && (isAtMost(left->end, right->begin) || isAtMost(right->end, left->begin));
}

// True if one of `steps`, the first of which has the clearing, may read the zero that it leaves. Taken before, in the
// same run of the same block, is the value that was there.
static bool isReadAgain(const Access<StoreOp> &clear, ArrayRef<Step *> steps) {
  StoreOp store = clear.op;
  for (auto [number, step] : llvm::enumerate(steps))
    for (const Access<LoadOp> &read : step->reads) {
      LoadOp load = read.op;
      bool isTaken = number == 0 && load->getBlock() == store->getBlock() && load->isBeforeInBlock(store) &&
                     alias(load.getPointer(), store.getPointer()) == Alias::Must;
      if (!isTaken && !areApart(clear.range, read.range) && !mutant("clear:read-again"))
        return true;
    }
  return false;
}

// Looks at all that happens from zero to zero.
void Contributions::closePhase(Phase &phase, ArrayRef<Step *> steps) {
  for (Step *step : steps) {
    for (const Access<AccumulateOp> &add : step->adds)
      phase.addsElsewhere |= add.op != phase.first && (!add.range || !isWithin(*add.range, phase.range));
    for (const Access<LoadOp> &read : step->reads)
      phase.readsElsewhere |= !read.range || !isWithin(*read.range, phase.range);
  }
  for (size_t i = 0; i < steps.size(); ++i)
    for (const Access<StoreOp> &clear : steps[i]->clears)
      if (clear.range && !isReadAgain(clear, steps.drop_front(i)))
        phase.lastClears.push_back(clear.op);
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
    if (!step.adds.empty() && phase && !cleared.empty())
      closeIfZero();
    if (!step.adds.empty() && !phase) {
      AccumulateOp first = step.adds.front().op;
      std::optional<Interval> range = getPlaces(first, first.getPointer(), top, /*isOften=*/false);
      bool isAlone = step.adds.size() == 1 && step.reads.empty() && step.clears.empty();
      if (!range || !isAlone)
        return false;
      phase.emplace();
      phase->first = first;
      phase->range = *range;
    }
    if (!step.reads.empty() && !phase)
      return false;
    current.push_back(&step);
    for (const Access<AccumulateOp> &add : step.adds)
      added.push_back(add.range);
    if (!step.adds.empty())
      cleared.clear();
    else
      for (const Access<StoreOp> &clear : step.clears)
        if (clear.range)
          cleared.push_back(*clear.range);
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
