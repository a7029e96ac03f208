// Joins loops over the same range of which one reads, element by element, what the other has stored.
//
//   pb.for %i { pb.store %c * load %x[%i], %t[%i] }              pb.for %i {
//   pb.for %i { pb.store load %t[%i] + load %y[%i], %r[%i] }  =>   %p = %c * load %x[%i];  pb.store %p, %t[%i]
//                                                                  pb.store load %t[%i] + load %y[%i], %r[%i]
//                                                                }
//
// The operators of vector classes make one array for each operation. In one loop, an element is known where it is read,
// an array that nobody else reads is gone (pb-forward-loads, which runs on what was joined), and the reverse sweep has
// one loop and scalars too. Matrices are nests: outer loops join where inner ones do.
//
// Iterations keep their order, and in each one the first loop's body comes first. So the loops may join if no iteration
// of the first touches what an earlier iteration of the second has written, or writes what that has read. What stands
// between the loops and the second one needs moves in front of the first; the second moves over the rest.
#include "Analysis/Aliasing.h"
#include "Analysis/Dependence.h"
#include "Analysis/Objects.h"
#include "IR/Mutants.h"
#include "Transforms/Exchanges.h"
#include "Transforms/Passes.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/SetVector.h"

#include <unordered_map>

namespace pullback {
#define GEN_PASS_DEF_JOINLOOPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// What the bodies of two loops have of operations, at most, and of accesses.
static constexpr size_t kOperations = 1000, kAccesses = 300;
/// How many operations may stand between two loops, and how many loops are tried for one.
static constexpr size_t kBetween = 200, kTried = 12;

namespace {

struct Access {
  Operation *op;
  Value place;
  Value root;
  bool isWrite;
};

/// What an operation, with its regions, does to memory.
struct Footprint {
  SmallVector<Access> accesses;
  size_t operations = 0, loops = 0;
  /// Nothing but loads and stores.
  bool isPlain = true;
  /// All that it does is in `accesses`.
  bool isKnown = true;
};

class Joining {
public:
  bool run(Block &block);

private:
  const Footprint &getFootprint(Operation *op);
  bool isCandidate(ForOp loop);
  bool findToMove(ForOp first, ForOp second, llvm::SetVector<Operation *> &moved);
  ForOp join(ForOp first, ForOp second);
  ForOp joinWithEarlier(ForOp loop);

  std::unordered_map<Operation *, Footprint> footprints; // references stay valid
};

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// What operations do to memory
//===------------------------------------------------------------------------------------------------------------===//

static void addAccess(Footprint &footprint, Operation *op, Value place, bool isWrite) {
  footprint.accesses.push_back({op, place, getPath(place).root, isWrite});
}

static void add(Footprint &footprint, Operation *op) {
  ++footprint.operations;
  footprint.loops += isa<ForOp, LoopOp>(op);
  if (auto load = dyn_cast<LoadOp>(op))
    return addAccess(footprint, op, load.getPointer(), false);
  if (auto store = dyn_cast<StoreOp>(op))
    return addAccess(footprint, op, store.getPointer(), true);
  if (isa<LocalOp, AllocOp>(op) || op->hasTrait<OpTrait::IsTerminator>())
    return;
  if (isa<LoopOp>(op))
    footprint.isPlain = false; // may run without end
  if (isa<LoopOp, ForOp, scf::IfOp>(op) || isMemoryEffectFree(op))
    return;
  footprint.isPlain = false;
  if (isa<FreeOp, ZeroOp>(op))
    return addAccess(footprint, op, op->getOperand(0), true);
  if (auto copy = dyn_cast<CopyOp>(op)) {
    addAccess(footprint, op, copy.getTarget(), true);
    return addAccess(footprint, op, copy.getSource(), false);
  }
  footprint.isKnown = false;
}

const Footprint &Joining::getFootprint(Operation *op) {
  auto known = footprints.try_emplace(op);
  Footprint &footprint = known.first->second;
  if (known.second)
    op->walk([&](Operation *inner) { add(footprint, inner); });
  return footprint;
}

static bool isInside(Value value, Operation *op) { return op->isAncestor(value.getParentBlock()->getParentOp()); }

/// True if what one operation does may make a difference to what the other does.
static bool haveConflict(Operation *one, const Footprint &left, Operation *other, const Footprint &right) {
  return llvm::any_of(left.accesses, [&](const Access &access) {
    return llvm::any_of(right.accesses, [&](const Access &second) {
      if (!access.isWrite && !second.isWrite)
        return false;
      bool isAtOnce = !isInside(access.root, one) && !isInside(second.root, other);
      return isAtOnce ? mayMeetAtOnce(access.root, second.root) : isOrMeets(access.root, second.root);
    });
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Which loops
//===------------------------------------------------------------------------------------------------------------===//

bool Joining::isCandidate(ForOp loop) {
  const Footprint &footprint = getFootprint(loop);
  return loop->getDiscardableAttrs().empty() && !loop.getYield().getGoOn() && footprint.isPlain && footprint.isKnown &&
         footprint.accesses.size() <= kAccesses && footprint.operations <= kOperations &&
         llvm::none_of(loop.getInits(), [](Value value) { return isa<PtrType>(value.getType()); }) &&
         llvm::none_of(footprint.accesses, [&](const Access &access) { return isInside(access.root, loop); });
}

static bool haveSameRange(ForOp first, ForOp second) {
  return first.getPredicate() == second.getPredicate() && first.getStep() == second.getStep() &&
         first.getInductionVar().getType() == second.getInductionVar().getType() &&
         isSameValue(first.getLower(), second.getLower()) &&
         (isSameValue(first.getUpper(), second.getUpper()) || mutant("order:joined-range"));
}

/// A pure output that is read back needs a length, whether or not the loops that do so are joined.
static bool isOutputWithoutLength(Value root) {
  auto argument = dyn_cast<BlockArgument>(root);
  auto function = argument ? dyn_cast<FuncOp>(argument.getOwner()->getParentOp()) : FuncOp();
  unsigned number = argument ? argument.getArgNumber() : 0;
  return function && function.getArgRole(number) == "of" && !function.getArgAttr(number, "pb.length") &&
         !function.getArgAttr(number, "pb.extent");
}

/// True if the second loop touches an object that the first writes to.
static bool shareWritten(const Footprint &first, const Footprint &second) {
  bool isShared = false;
  for (const Access &access : first.accesses)
    for (const Access &other : second.accesses) {
      bool isOne = access.root == other.root && (access.isWrite || other.isWrite);
      if (isOne && isOutputWithoutLength(access.root))
        return false;
      isShared |= isOne && access.isWrite;
    }
  return isShared;
}

//===------------------------------------------------------------------------------------------------------------===//
// What stands between
//===------------------------------------------------------------------------------------------------------------===//

static bool usesResultsOf(Operation *op, Operation *definition) {
  return op
      ->walk([&](Operation *inner) {
        return llvm::any_of(inner->getOperands(),
                            [&](Value operand) {
                              Operation *source = operand.getDefiningOp();
                              return source == definition;
                            })
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

// Collects, last first, the operations between the loops that have to come in front of the second; false if one has to
// come behind the first, or if it is not known what one does.
bool Joining::findToMove(ForOp first, ForOp second, llvm::SetVector<Operation *> &moved) {
  SmallVector<Operation *> behind = {second}; // whatever these need stays in front of them
  size_t count = 0;
  for (Operation *op = second->getPrevNode(); op != first; op = op->getPrevNode()) {
    const Footprint &footprint = getFootprint(op);
    if (++count > kBetween || !footprint.isKnown)
      return false;
    bool isNeeded = llvm::any_of(behind, [&](Operation *later) {
      return usesResultsOf(later, op) ||
             (haveConflict(op, footprint, later, getFootprint(later)) && !mutant("order:joined-needed"));
    });
    if (!isNeeded)
      continue;
    bool mayMove = usesResultsOf(op, first)
                       ? false
                       : !haveConflict(first, getFootprint(first), op, footprint) || mutant("order:joined-moved");
    if (!mayMove || !footprint.isPlain)
      return false;
    moved.insert(op);
    behind.push_back(op);
  }
  return !usesResultsOf(second, first);
}

//===------------------------------------------------------------------------------------------------------------===//
// Joining
//===------------------------------------------------------------------------------------------------------------===//

static void cloneBody(OpBuilder &builder, ForOp loop, ForOp joined, size_t firstCarried, IRMapping &mapping,
                      SmallVectorImpl<Value> &yielded) {
  mapping.map(loop.getInductionVar(), joined.getInductionVar());
  for (auto [number, carried] : llvm::enumerate(loop.getCarried()))
    mapping.map(carried, joined.getCarried()[firstCarried + number]);
  for (Operation &op : loop.getBody().front().without_terminator())
    builder.clone(op, mapping);
  for (Value value : loop.getYield().getValues())
    yielded.push_back(mapping.lookupOrDefault(value));
}

/// One loop with the bodies of both, which are as they were.
static ForOp buildJoined(ForOp first, ForOp second, IRMapping &firstMapping, IRMapping &secondMapping) {
  OpBuilder builder(first);
  SmallVector<Value> inits(first.getInits());
  llvm::append_range(inits, second.getInits());
  auto joined = builder.create<ForOp>(first.getLoc(), first.getLower(), first.getUpper(), first.getPredicate(),
                                      static_cast<int64_t>(first.getStep()), inits);
  for (auto [argument, old] : llvm::zip(joined.getBody().getArguments(), first.getBody().getArguments()))
    argument.setLoc(old.getLoc());
  for (auto [argument, old] : llvm::zip(joined.getCarried().drop_front(first.getInits().size()), second.getCarried()))
    argument.setLoc(old.getLoc());
  Block &body = joined.getBody().front();
  body.clear();
  builder.setInsertionPointToEnd(&body);
  SmallVector<Value> yielded;
  cloneBody(builder, first, joined, 0, firstMapping, yielded);
  cloneBody(builder, second, joined, first.getInits().size(), secondMapping, yielded);
  builder.create<YieldOp>(second.getYield().getLoc(), Value(), yielded);
  return joined;
}

/// True if no iteration of the first loop, run behind an earlier one of the second, makes a difference.
static bool mayJoin(ForOp joined, const Footprint &first, const Footprint &second, IRMapping &firstMapping,
                    IRMapping &secondMapping) {
  return llvm::all_of(first.accesses, [&](const Access &access) {
    return llvm::all_of(second.accesses, [&](const Access &other) {
      if ((!access.isWrite && !other.isWrite) || !mayMeetAtOnce(access.root, other.root))
        return true;
      Operation *op = firstMapping.lookup(access.op), *earlier = secondMapping.lookup(other.op);
      return isApartInLaterIterations(joined, earlier, secondMapping.lookupOrDefault(other.place), op,
                                      firstMapping.lookupOrDefault(access.place)) ||
             mutant("order:joined-later");
    });
  });
}

/// True if an object that both loops touched, and that is written, is touched in one place by an iteration, and all of
/// their inner loops have joined too: compilers interchange the loops of a product, but not beside something else.
static bool isWorthIt(ForOp joined, const Footprint &first, const Footprint &second) {
  Footprint all;
  joined->walk([&](Operation *op) { add(all, op); });
  return all.loops == first.loops && all.loops == second.loops &&
         llvm::all_of(first.accesses, [&](const Access &access) {
           bool isShared = llvm::any_of(second.accesses, [&](const Access &other) {
             return access.root == other.root && (access.isWrite || other.isWrite);
           });
           if (!isShared)
             return true;
           Value place;
           return llvm::all_of(all.accesses, [&](const Access &other) {
             if (other.root != access.root)
               return true;
             bool isSame = !place || alias(place, other.place) == Alias::Must;
             place = other.place;
             return isSame;
           });
         });
}

ForOp Joining::join(ForOp first, ForOp second) {
  const Footprint left = getFootprint(first), right = getFootprint(second);
  llvm::SetVector<Operation *> moved;
  if (!haveSameRange(first, second) || !shareWritten(left, right) || left.operations + right.operations > kOperations ||
      !findToMove(first, second, moved))
    return {};
  IRMapping firstMapping, secondMapping;
  ForOp joined = buildJoined(first, second, firstMapping, secondMapping);
  bool mayBeOne = mayJoin(joined, left, right, firstMapping, secondMapping);
  if (mayBeOne)
    Joining().run(joined.getBody().front());
  if (!mayBeOne || !isWorthIt(joined, left, right)) {
    joined.erase();
    return {};
  }
  for (Operation *op : llvm::reverse(moved))
    op->moveBefore(joined);
  for (auto [number, result] : llvm::enumerate(joined->getResults())) {
    size_t ofFirst = first->getNumResults();
    Value old = number < ofFirst ? first->getResult(number) : second->getResult(number - ofFirst);
    old.replaceAllUsesWith(result);
  }
  for (ForOp loop : {first, second}) {
    footprints.erase(loop);
    loop.erase();
  }
  return joined;
}

/// The loop that it has become with the nearest one in front of it that it may join; null if there is none.
ForOp Joining::joinWithEarlier(ForOp loop) {
  size_t tried = 0, between = 0;
  for (Operation *op = loop->getPrevNode(); op && between < kBetween && tried < kTried; op = op->getPrevNode()) {
    ++between;
    auto earlier = dyn_cast<ForOp>(op);
    if (!earlier || !isCandidate(earlier))
      continue;
    ++tried;
    if (ForOp joined = join(earlier, loop))
      return joined;
  }
  return {};
}

bool Joining::run(Block &block) {
  bool hasJoined = false;
  for (Operation &op : block)
    for (Region &region : op.getRegions())
      for (Block &inner : region)
        hasJoined |= run(inner);
  footprints.clear();
  for (auto loop : llvm::to_vector(block.getOps<ForOp>()))
    while (loop && isCandidate(loop)) {
      loop = joinWithEarlier(loop);
      hasJoined |= static_cast<bool>(loop);
    }
  return hasJoined;
}

namespace {

struct JoinLoops : pullback::impl::JoinLoopsBase<JoinLoops> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.isDeclaration() || !isEnabled(function, Strategy::JoinLoops))
      return;
    if (!Joining().run(function.getBody().front()))
      return;
    OpPassManager passes(FuncOp::getOperationName());
    passes.addPass(createMergeValues()); // forwarding tells places apart by their SSA values
    passes.addPass(createForwardLoads());
    passes.addPass(createMergeValues());
    if (failed(runPipeline(passes, function)))
      signalPassFailure();
  }
};

} // namespace
