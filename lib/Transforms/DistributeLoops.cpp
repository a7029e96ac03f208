// Gives each neighbour that a loop of the reverse sweep adds to a loop of its own.
//
//   pb.for %i {                                     pb.for %i { pb.accumulate %a, %x_bar[%i - 1] }
//     pb.accumulate %a, %x_bar[%i - 1]       =>     pb.for %i { pb.accumulate %c, %x_bar[%i + 1] }
//     pb.accumulate %b, %x_bar[%i]                  pb.for %i { pb.accumulate %b, %x_bar[%i];  (what else there is) }
//     pb.accumulate %c, %x_bar[%i + 1]
//   }
//
// The reverse of a stencil. In one loop each iteration takes up sums that the one before has just written, which no
// compiler turns into vector operations; apart, iterations have nothing to do with each other. What the sums are made
// of is computed again in each loop: divisions, roots and library functions only if one loop alone wants them. Loops
// that do not go along memory, or that branch within branches, stay: no compiler would make vector operations of them.
//
// Each iteration only accumulates, takes adjoints of its own and clears or scales them, and adds to sums that nothing
// looks at: then the order of iterations makes no difference but in rounding, and all loops run forwards.
#include "Analysis/Dependence.h"
#include "IR/Mutants.h"
#include "IR/StorageHints.h"
#include "Transforms/Exchanges.h"
#include "Transforms/ForwardOrder.h"
#include "Transforms/Passes.h"
#include "Transforms/Storage/RecallGraph.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace pullback {
#define GEN_PASS_DEF_DISTRIBUTELOOPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// What an iteration of all the loops may cost (getCost), and what is not to be computed twice.
static constexpr double kIterations = 120, kCostly = 4;
/// Loops that one becomes, at most.
static constexpr size_t kLoops = 9;
/// Loops of fewer trips, where the number is known, stay as they are: each begins with what the one before has just
/// written, and compilers leave the last few iterations without vector operations.
static constexpr int64_t kShort = 128;

namespace {

/// Accumulations to one place.
using Place = SmallVector<AccumulateOp, 2>;

class Distribution {
public:
  explicit Distribution(ForOp loop) : loop(loop) {}
  bool run();

private:
  bool collect();
  bool isOutside(Value value) const { return !loop->isAncestor(value.getParentBlock()->getParentOp()); }
  bool mayReorder();
  bool isToOwnElement(StoreOp store);
  bool goesAlongMemory(Value pointer);
  bool areNeighbours(Value pointer, Value other);
  void findNeighbours();
  void collectNeeded(Operation *op, llvm::DenseSet<Operation *> &needed) const;
  bool isCheap();
  void split();

  ForOp loop;
  SmallVector<LoadOp> loads;
  SmallVector<StoreOp> stores;
  SmallVector<Place> places;
  llvm::DenseMap<Operation *, size_t> loopNumbers; // of accumulations that move out of the loop
  size_t count = 0;                                // of the loops that they move to
};

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// What the loop does
//===------------------------------------------------------------------------------------------------------------===//

// Nothing but accumulations, loads and stores of single numbers, and branches without loops.
bool Distribution::collect() {
  return !loop.getBody()
              .walk([&](Operation *op) {
                if (auto load = dyn_cast<LoadOp>(op))
                  loads.push_back(load);
                else if (auto store = dyn_cast<StoreOp>(op))
                  stores.push_back(store);
                else if (auto accumulate = dyn_cast<AccumulateOp>(op)) {
                  auto *known = llvm::find_if(places, [&](Place &place) {
                    return alias(place[0].getPointer(), accumulate.getPointer()) == Alias::Must;
                  });
                  if (known == places.end())
                    known = &places.emplace_back();
                  known->push_back(accumulate);
                } else if (!isa<scf::IfOp>(op) && !op->hasTrait<OpTrait::IsTerminator>() &&
                           (op->getNumRegions() > 0 || !isMemoryEffectFree(op)))
                  return WalkResult::interrupt();
                bool isNested = isa<scf::IfOp>(op) && op->getParentOp() != loop;
                return isNested ? WalkResult::interrupt() : WalkResult::advance();
              })
              .wasInterrupted();
}

static bool mayMeet(Value pointer, Value other) { return mayMeetAtOnce(getPath(pointer).root, getPath(other).root); }

// Each iteration stores to another element, and all that is read there is what the iteration finds.
bool Distribution::isToOwnElement(StoreOp store) {
  Value place = store.getPointer();
  bool isApart =
      store->getBlock() == &loop.getBody().front() && isApartInLaterIterations(loop, store, place, store, place);
  return isApart && llvm::all_of(loads, [&](LoadOp load) {
           bool isOwn = alias(load.getPointer(), place) == Alias::Must && load->getBlock() == store->getBlock() &&
                        load->isBeforeInBlock(store);
           return isOwn || !mayMeet(load.getPointer(), place) || mutant("distribute:read-elsewhere");
         });
}

bool Distribution::mayReorder() {
  for (Place &place : places)
    for (AccumulateOp accumulate : place) {
      auto meets = [&](auto op) { return mayMeet(accumulate.getPointer(), op.getPointer()); };
      if (!accumulate->hasAttr("pb.adjoint") ||
          (llvm::any_of(loads, meets) && !mutant("distribute:sum-that-is-read")) ||
          (llvm::any_of(stores, meets) && !mutant("distribute:sum-that-is-stored")))
        return false;
    }
  for (StoreOp store : stores) {
    auto meets = [&](StoreOp other) { return other != store && mayMeet(other.getPointer(), store.getPointer()); };
    if (!isToOwnElement(store) || (llvm::any_of(stores, meets) && !mutant("distribute:stored-twice")))
      return false;
  }
  return carriesSumsOnly(loop) || mutant("distribute:sum-that-is-seen");
}

//===------------------------------------------------------------------------------------------------------------===//
// Neighbours
//===------------------------------------------------------------------------------------------------------------===//

// The element of the next iteration lies beside that of this one, or is the same.
bool Distribution::goesAlongMemory(Value pointer) {
  PointerPath path = getPath(pointer);
  SmallVector<Polynomial> subscripts = getSubscripts(path);
  return isOutside(path.root) && llvm::all_of(subscripts, [&](const Polynomial &subscript) {
           bool isKnown =
               subscript.all([&](Value value) { return isOutside(value) || value == loop.getInductionVar(); });
           std::optional<Polynomial> factor = isKnown ? subscript.getCoefficient(loop.getInductionVar()) : std::nullopt;
           bool isLast = &subscript == &subscripts.back();
           return factor && (*factor == Polynomial(0) || (isLast && *factor == Polynomial(1)));
         });
}

// Places in one line of an array, a fixed number of elements apart, that the loop goes along.
bool Distribution::areNeighbours(Value pointer, Value other) {
  PointerPath left = getPath(pointer), right = getPath(other);
  SmallVector<Polynomial> one = getSubscripts(left), two = getSubscripts(right);
  bool isOneLine = left.root == right.root && left.fields == right.fields && one.size() == two.size() &&
                   ArrayRef(one).drop_back() == ArrayRef(two).drop_back();
  return isOneLine && one.back().contains(loop.getInductionVar()) &&
         (one.back() - two.back()).all([](Value) { return false; });
}

// The places of a line are given to one loop after another; the last stays where it is.
void Distribution::findNeighbours() {
  SmallVector<SmallVector<Place *>> lines;
  for (Place &place : places) {
    auto *line = llvm::find_if(lines, [&](SmallVector<Place *> &known) {
      return areNeighbours(known[0]->front().getPointer(), place[0].getPointer());
    });
    if (line == lines.end())
      line = &lines.emplace_back();
    line->push_back(&place);
  }
  for (ArrayRef<Place *> line : lines)
    for (auto [number, place] : llvm::enumerate(line.drop_back())) {
      for (AccumulateOp accumulate : *place)
        loopNumbers[accumulate] = number;
      count = std::max(count, number + 1);
    }
}

//===------------------------------------------------------------------------------------------------------------===//
// What is computed again
//===------------------------------------------------------------------------------------------------------------===//

void Distribution::collectNeeded(Operation *op, llvm::DenseSet<Operation *> &needed) const {
  if (op == loop || !loop->isAncestor(op) || !needed.insert(op).second)
    return;
  collectNeeded(op->getParentOp(), needed);
  if (auto branch = dyn_cast<scf::IfOp>(op); branch && branch->getNumResults() > 0)
    for (Region &region : branch->getRegions())
      collectNeeded(region.front().getTerminator(), needed);
  for (Value operand : op->getOperands())
    if (Operation *definition = operand.getDefiningOp())
      collectNeeded(definition, needed);
}

bool Distribution::isCheap() {
  SmallVector<llvm::DenseSet<Operation *>> needed(count + 1);
  loop.getBody().walk([&](Operation *op) {
    if (isa<AccumulateOp, StoreOp, YieldOp>(op))
      collectNeeded(op, needed[loopNumbers.contains(op) ? loopNumbers[op] : count]);
  });
  double sum = 0;
  bool isCostly = false;
  llvm::DenseSet<Value> invariant; // compilers compute it in front of the loop
  loop.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (op->getNumRegions() == 0 && isMemoryEffectFree(op) && llvm::all_of(op->getOperands(), [&](Value operand) {
          return isOutside(operand) || invariant.contains(operand);
        }))
      invariant.insert(op->result_begin(), op->result_end());
    bool isInvariant = op->getNumResults() > 0 && invariant.contains(op->getResult(0));
    double cost = op->getNumRegions() > 0 || isInvariant ? 0 : getCost(op);
    auto times = llvm::count_if(needed, [&](const llvm::DenseSet<Operation *> &ops) { return ops.contains(op); });
    sum += cost * times;
    isCostly |= times > 1 && (cost >= kCostly || op->hasAttr(kStoredOnce));
  });
  return !isCostly && sum <= kIterations;
}

//===------------------------------------------------------------------------------------------------------------===//
// The loops
//===------------------------------------------------------------------------------------------------------------===//

// What stays in the loop comes last: it may clear what the others read.
void Distribution::split() {
  for (size_t number = 0; number < count; ++number) {
    OpBuilder builder(loop);
    ForOp copy = buildEmptyLoop(builder, loop);
    IRMapping mapping;
    mapping.map(loop.getInductionVar(), copy.getInductionVar());
    for (auto [carried, init] : llvm::zip(loop.getCarried(), loop.getInits()))
      mapping.map(carried, init); // of sums that nobody takes here
    for (Operation &op : loop.getBody().front().without_terminator())
      builder.clone(op, mapping);
    loop.getBody().walk([&](Operation *op) {
      bool isHere = loopNumbers.contains(op) && loopNumbers[op] == number;
      if (isa<AccumulateOp, StoreOp>(op) && !isHere)
        mapping.lookup(op)->erase();
    });
  }
  for (auto [accumulate, number] : loopNumbers)
    accumulate->erase();
}

bool Distribution::run() {
  bool isPlain = loop->hasAttr("pb.adjoint") && !loop.getYield().getGoOn() && !hasFewTrips(loop, kShort);
  if (!isPlain || !collect() || !mayReorder())
    return false;
  auto along = [&](auto op) { return goesAlongMemory(op.getPointer()); };
  bool isAlong = llvm::all_of(loads, along) && llvm::all_of(stores, along) &&
                 llvm::all_of(places, [&](Place &place) { return along(place[0]); });
  if (isAlong)
    findNeighbours();
  if (count == 0 || count >= kLoops || !isCheap())
    return false;
  bool isDown = static_cast<int64_t>(loop.getStep()) == -1 &&
                (loop.getPredicate() == Predicate::GE || loop.getPredicate() == Predicate::GT);
  if (isDown)
    loop = runForwards(loop);
  split();
  return true;
}

namespace {

struct DistributeLoops : pullback::impl::DistributeLoopsBase<DistributeLoops> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.isDeclaration() || !isEnabled(function, Strategy::Distribute))
      return;
    SmallVector<ForOp> loops;
    function.walk([&](ForOp loop) { loops.push_back(loop); });
    for (ForOp loop : loops)
      Distribution(loop).run();
  }
};

} // namespace
