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
// of is computed again in each loop, so it has to be cheap.
//
// Each iteration only accumulates, takes adjoints of its own and clears or scales them, and adds to sums that nothing
// looks at: then the order of iterations makes no difference but in rounding, and all loops run forwards.
#include "Analysis/Dependence.h"
#include "IR/Mutants.h"
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

/// What is computed again in each of the loops, at most (getCost): one operation, and all of an iteration.
static constexpr double kOperation = 5, kIteration = 60;
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
  std::optional<Polynomial> getSubscript(Value pointer);
  bool areInOneArray(Value pointer, Value other);
  bool haveFixedDistance(ArrayRef<size_t> group);
  void findNeighbours();
  void split();

  ForOp loop;
  SmallVector<LoadOp> loads;
  SmallVector<StoreOp> stores;
  SmallVector<Place> places;
  SmallVector<SmallVector<size_t>> groups; // of places that lie next to each other
};

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// What the loop does
//===------------------------------------------------------------------------------------------------------------===//

// Nothing but accumulations, loads and stores of single numbers, and branches without loops.
bool Distribution::collect() {
  double cost = 0;
  bool isPlain = !loop.getBody()
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
                        double own = op->getNumRegions() == 0 ? getCost(op) : 0;
                        cost += own;
                        return own <= kOperation ? WalkResult::advance() : WalkResult::interrupt();
                      })
                      .wasInterrupted();
  return isPlain && cost <= kIteration;
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

// Of the last dimension; nothing where an iteration does not go one element further.
std::optional<Polynomial> Distribution::getSubscript(Value pointer) {
  PointerPath path = getPath(pointer);
  if (path.offsets.empty() || !isOutside(path.root))
    return std::nullopt;
  SmallVector<Polynomial> subscripts = getSubscripts(path);
  for (const Polynomial &subscript : subscripts) {
    bool isKnown = subscript.all([&](Value value) { return isOutside(value) || value == loop.getInductionVar(); });
    std::optional<Polynomial> factor = isKnown ? subscript.getCoefficient(loop.getInductionVar()) : std::nullopt;
    bool isLast = &subscript == &subscripts.back();
    if (!factor || !(*factor == Polynomial(isLast ? 1 : 0)))
      return std::nullopt;
  }
  return subscripts.back();
}

bool Distribution::areInOneArray(Value pointer, Value other) {
  return getPath(pointer).root == getPath(other).root && getSubscript(pointer) && getSubscript(other);
}

// Rows alone, n elements apart, compilers can tell apart when the program runs.
bool Distribution::haveFixedDistance(ArrayRef<size_t> group) {
  auto getSubscriptOf = [&](size_t place) { return *getSubscript(places[place][0].getPointer()); };
  for (size_t i = 0; i < group.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      if ((getSubscriptOf(group[i]) - getSubscriptOf(group[j])).all([](Value) { return false; }))
        return true;
  return false;
}

void Distribution::findNeighbours() {
  for (size_t i = 0; i < places.size(); ++i) {
    Value pointer = places[i][0].getPointer();
    if (!getSubscript(pointer))
      continue;
    auto *group = llvm::find_if(
        groups, [&](SmallVector<size_t> &known) { return areInOneArray(places[known[0]][0].getPointer(), pointer); });
    if (group == groups.end())
      group = &groups.emplace_back();
    group->push_back(i);
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// The loops
//===------------------------------------------------------------------------------------------------------------===//

// One loop more for each place of the longest group; the last place of each group stays in the loop that there is.
void Distribution::split() {
  size_t rounds = 0;
  for (ArrayRef<size_t> group : groups)
    rounds = std::max(rounds, group.size() - 1);
  llvm::DenseSet<Operation *> moved;
  for (size_t round = 0; round < rounds; ++round) {
    llvm::DenseSet<Operation *> taken;
    for (ArrayRef<size_t> group : groups)
      if (round + 1 < group.size())
        for (AccumulateOp accumulate : places[group[round]])
          taken.insert(accumulate);
    OpBuilder builder(loop);
    ForOp copy = buildEmptyLoop(builder, loop);
    IRMapping mapping;
    mapping.map(loop.getInductionVar(), copy.getInductionVar());
    for (auto [carried, init] : llvm::zip(loop.getCarried(), loop.getInits()))
      mapping.map(carried, init); // of sums that nobody takes here
    for (Operation &op : loop.getBody().front().without_terminator())
      builder.clone(op, mapping);
    loop.getBody().walk([&](Operation *op) {
      if (isa<AccumulateOp, StoreOp>(op) && !taken.contains(op))
        mapping.lookup(op)->erase();
    });
    moved.insert(taken.begin(), taken.end());
  }
  for (Operation *accumulate : moved)
    accumulate->erase();
}

bool Distribution::run() {
  bool isPlain = loop->hasAttr("pb.adjoint") && !loop.getYield().getGoOn() && !hasFewTrips(loop, kShort);
  if (!isPlain || !collect() || !mayReorder())
    return false;
  findNeighbours();
  llvm::erase_if(groups, [&](ArrayRef<size_t> group) { return !haveFixedDistance(group); });
  if (groups.empty() || llvm::any_of(groups, [](ArrayRef<size_t> group) { return group.size() > kLoops; }))
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
