// Runs a primal iteration and its reverse together, in the loop of the reverse sweep, so that nothing is saved from one
// sweep to the other.
//
//   pb.for %i { F; pb.mark %y id 0 }            (gone, if nothing else needs it)
//   pb.reverse                             =>   pb.reverse
//   pb.for %i { %r = pb.recall id 0; R }        pb.for %i { F; pb.mark %y id 0; pb.reverse; %r = pb.recall id 0; R }
//
// The body is a scope of its own then: its recalls concern this iteration, and are placed like those of a function. F
// is the slice of the primal body that R asks for. It gives the same values again if (Slice)
//   - what it reads nobody has overwritten; or every iteration writes it before (a private object, which gets a place
//   of
//     its own where others use it too);
//   - it takes no values from earlier iterations; or these are stepped along, from their first values, in a loop that
//     runs in the order of the primal. That order is open to a reverse loop that only accumulates (ForwardOrder). The
//     shadow of a private object is cleared in each iteration where its values are written, so it does not count.
//
// The primal loop is moved, not run again, if its other results are wanted only after the reverse loop (a value that is
// returned) and only it uses what it writes; it runs in order then. Where the primal loop has to stay, F runs again if
// that costs less than what would be saved otherwise. A loop that may end early stays: it counts the trips of its
// mirror.
//
// A loop that selects (Selections) remembers the last iteration that took the value; its mirror becomes one run of F
// and R for that iteration.
//
// Not handled: calls in F, loops whose mirror counts up.
#include "Analysis/Coverage.h"
#include "IR/Mutants.h"
#include "Transforms/ForwardOrder.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Storage/RecallGraph.h"
#include "Transforms/Storage/Selections.h"
#include "Transforms/Storage/Slice.h"
#include "Transforms/Storage/StorageNotes.h"
#include "Transforms/Strategies.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_FUSELOOPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

namespace {

// A loop of the forward sweep and its mirror.
struct LoopPair {
  ForOp primal, mirror;
};

class ScopeFuser {
public:
  /// `shadows` has the shadows of objects, by the number that both carry.
  ScopeFuser(Block &scope, const DenseMap<Attribute, Value> &shadows, int64_t &nextId)
      : scope(scope), mirrors(scope), stableLoads(mirrors), graph(mirrors, nullptr), shadows(shadows), nextId(nextId) {}

  /// Fuses what it can; the scopes that this makes are appended to `inner`.
  void run(SmallVectorImpl<Block *> &inner);

private:
  void visit(Block &forward, Block &reverse, SmallVectorImpl<Block *> &inner);
  Block *fuse(LoopPair pair);
  bool canMove(LoopPair pair, Slice &slice, SmallVectorImpl<Operation *> &late);
  bool collectLate(Value value, Operation *mirror, SmallVectorImpl<Operation *> &late);
  bool needWrites(ForOp loop, Slice &slice);
  void solve();
  bool isCheaper(ForOp loop, const Slice &slice);
  void needRecalled(LoopPair pair, Slice &slice, Value except = {});
  bool isCut() const;
  bool isDead(Operation *op) const;
  bool bindObjects(LoopPair pair, const Slice &slice, bool isMoved, IRMapping &mapping);
  DenseSet<Value> getPrivateShadows(LoopPair pair);
  void bindOutside(LoopPair pair, const Slice &slice, IRMapping &mapping);
  Value recall(Value value);
  Value reach(Value value, Operation *place);
  Block *select(LoopPair &pair);
  Block *build(LoopPair pair, const Slice &slice, bool inOrder, IRMapping &mapping, SmallVectorImpl<Operation *> &late);

  Block &scope;
  Mirrors mirrors;
  StableLoads stableLoads;
  RecallGraph graph;
  const DenseMap<Attribute, Value> &shadows;
  int64_t &nextId;
  bool isSolved = false;
  llvm::SetVector<Operation *> dead; // loops that have moved
};

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// What a loop is good for
//===------------------------------------------------------------------------------------------------------------===//

// The sweeps become two functions: results and outputs belong to the first.
bool ScopeFuser::isCut() const {
  auto function = dyn_cast<FuncOp>(scope.getParentOp());
  return function && function->hasAttr("pb.split");
}

bool ScopeFuser::isDead(Operation *op) const {
  return llvm::any_of(dead, [&](Operation *loop) { return loop->isAncestor(op); });
}

// The users of `value` that have to move behind the mirror. False if there is one that cannot.
bool ScopeFuser::collectLate(Value value, Operation *mirror, SmallVectorImpl<Operation *> &late) {
  for (Operation *user : value.getUsers()) {
    if (llvm::is_contained(late, user) || isDead(user))
      continue;
    Operation *place = scope.findAncestorOpInBlock(*user);
    if (place && (mirror->isBeforeInBlock(place) || place->hasTrait<OpTrait::IsTerminator>()))
      continue;
    bool canWait = place == user && user->getNumRegions() == 0 && isPure(user) && mirrors.isForward(user);
    if (!canWait && !mutant("order:user-of-moved-loop"))
      return false;
    late.push_back(user);
    for (Value result : user->getResults())
      if (!collectLate(result, mirror, late))
        return false;
  }
  return true;
}

// What the loop writes is lost with it if only the loop reads it. What others see has to be written here too; then the
// loop must be the only one that knows the object.
bool ScopeFuser::needWrites(ForOp loop, Slice &slice) {
  return !loop.getBody()
              .walk([&](Operation *op) {
                if (isa<CallOp, AllocOp, FreeOp, ResizeOp, StackPushOp, StackEmplaceOp, StackPreviousOp, StackResizeOp,
                        StackClearOp>(op) &&
                    !mutant("order:effects-of-moved-loop"))
                  return WalkResult::interrupt();
                SmallVector<Value, 2> pointers;
                collectWrites(op, pointers);
                for (Value pointer : pointers)
                  for (Value object : getObjects(pointer)) {
                    SmallVector<Operation *> accesses;
                    if (!collectAccesses(object, accesses))
                      return WalkResult::interrupt();
                    auto isInside = [&](Operation *access) {
                      return loop->isAncestor(access) || isa<FreeOp>(access) || isDead(access);
                    };
                    auto isRead = [&](Operation *access) { return isInside(access) || isa<StoreOp, ZeroOp>(access); };
                    if ((isLocalObject(object) && llvm::all_of(accesses, isRead)) ||
                        mutant("free:writes-of-moved-loop"))
                      continue;
                    if ((isCut() || !llvm::all_of(accesses, isInside)) && !mutant("order:writes-of-moved-loop"))
                      return WalkResult::interrupt();
                    slice.needWrite(op);
                  }
                return WalkResult::advance();
              })
              .wasInterrupted();
}

// True if the loop can move into its mirror. `late` are the users of its results that move behind.
bool ScopeFuser::canMove(LoopPair pair, Slice &slice, SmallVectorImpl<Operation *> &late) {
  if (pair.primal->getBlock() != &scope && !mutant("order:moved-out-of-nest"))
    return false;
  for (auto [number, result] : llvm::enumerate(pair.primal.getResults())) {
    if (!collectLate(result, pair.mirror, late))
      return false;
    bool isUsed = llvm::any_of(result.getUsers(), [&](Operation *user) { return !isDead(user); });
    if (isUsed && isCut() && !mutant("free:result-of-first-sweep"))
      return false;
    if (isUsed)
      slice.need(pair.primal.getCarried()[number]);
  }
  return needWrites(pair.primal, slice);
}

// The values of the loop that the mirror recalls.
void ScopeFuser::needRecalled(LoopPair pair, Slice &slice, Value except) {
  llvm::SmallDenseSet<int64_t> recalled;
  pair.mirror->walk([&](RecallOp recall) { recalled.insert(recall.getId()); });
  pair.primal->walk([&](MarkOp mark) {
    if (recalled.contains(mark.getId()) && mark.getValue() != except)
      slice.need(mark.getValue());
  });
}

// A number in a small buffer that every iteration uses again stays in the cache; a recurrence that is stepped along
// waits for its own last result.
static constexpr double kSaveInCache = 2, kWait = 4;

void ScopeFuser::solve() {
  if (!isSolved)
    graph.solve();
  isSolved = true;
}

// "... because of 'u' in line 12, which is overwritten afterwards", for notes on what is saved.
static std::string describeObstacle(Operation *op) {
  FileLineColLoc place = getSourceLocation(op->getLoc());
  std::string where = place ? " in line " + std::to_string(place.getLine()) : "";
  if (auto load = dyn_cast<LoadOp>(op)) {
    std::string name = getNoteName(load);
    return (name.empty() ? "what is read" : "'" + name + "', which is read") + where +
           ", may have another value by then";
  }
  auto call = dyn_cast<CallOp>(op);
  auto callee = call ? SymbolTable::lookupNearestSymbolFrom<FuncOp>(op, call.getCalleeAttr()) : FuncOp();
  return (callee ? "the call of '" + callee.getCxxName().str() + "'" : std::string("what stands")) + where +
         " cannot run with it";
}

// An iteration needs what the one before it computes, and its reverse needs that of the one behind it first.
static std::string describeOrder(ForOp loop, const Slice &slice) {
  for (unsigned number : slice.getStepped())
    if (StringRef name = getVariableName(loop.getCarried()[number]); !name.empty())
      return "'" + name.str() + "' is handed on from one iteration to the next, and its adjoint the other way";
  return "iterations hand numbers on to the next, and their adjoints the other way";
}

static void keepApart(ForOp loop, const std::string &reason) {
  if (takesStorageNotes(loop))
    loop->setAttr("pb.apart", StringAttr::get(loop.getContext(), reason));
}

// Whether running the slice again costs less than saving what would be saved. What lies in loops further inside has to
// be saved or run again there, unless it is stepped along.
bool ScopeFuser::isCheaper(ForOp loop, const Slice &slice) {
  solve();
  double saving = 0, waiting = 0, save = isa<FuncOp>(scope.getParentOp()) ? kSave : kSaveInCache;
  for (unsigned number : slice.getStepped())
    waiting += isa<FloatType>(loop.getCarried()[number].getType()) ? kWait : 0;
  llvm::SmallDenseSet<Value> seen;
  loop.getBody().walk([&](MarkOp mark) {
    Value value = mark.getValue();
    bool isRecalled = mirrors.getRecalls().contains(value) && loop.getBody().isAncestor(value.getParentRegion());
    if (!isRecalled || !graph.isSaved(value) || !seen.insert(value).second)
      return;
    double weight = kTrips;
    for (Operation *op = value.getParentBlock()->getParentOp(); op != loop; op = op->getParentOp())
      weight *= isLoop(op) ? kTrips : 1;
    if (value.getParentBlock() == &loop.getBody().front() || isa<BlockArgument>(value))
      saving += save * weight;
  });
  return kTrips * (slice.getCost() + waiting) < saving;
}

//===------------------------------------------------------------------------------------------------------------===//
// Objects
//===------------------------------------------------------------------------------------------------------------===//

// Shadows of objects that each iteration writes before all of its reads, where nobody else touches either. They are
// zero before and after each iteration of the mirror.
DenseSet<Value> ScopeFuser::getPrivateShadows(LoopPair pair) {
  llvm::SetVector<Value> objects;
  Block *body = &pair.primal.getBody().front();
  pair.primal.getBody().walk([&](Operation *op) {
    SmallVector<Value, 2> pointers;
    collectWrites(op, pointers);
    for (Value pointer : pointers)
      for (Value object : getObjects(pointer))
        if (isLocalObject(object))
          objects.insert(object);
  });
  DenseSet<Value> known;
  for (Value object : objects) {
    Value shadow = shadows.lookup(object.getDefiningOp()->getAttr("pb.object"));
    SmallVector<Operation *> accesses, shadowAccesses;
    if (!shadow || !collectAccesses(object, accesses) || !collectAccesses(shadow, shadowAccesses))
      continue;
    bool isCoveredInside = llvm::all_of(accesses, [&](Operation *op) {
      SmallVector<Value, 2> pointers;
      collectReads(op, pointers);
      return llvm::all_of(pointers, [&](Value pointer) {
        return !llvm::is_contained(getObjects(pointer), object) || isDead(op) ||
               (pair.primal->isAncestor(op) && isCovered(op, pointer, body));
      });
    });
    bool isOurs = llvm::all_of(shadowAccesses, [&](Operation *op) {
      return mutant("clear:shadow-of-others") || pair.mirror->isAncestor(op) ||
             (isa<ZeroOp>(op) && op->getBlock() == shadow.getParentBlock());
    });
    if ((isCoveredInside || mutant("clear:shadow-of-carried")) && isOurs)
      known.insert(shadow);
  }
  return known;
}

// An object that only the loop uses is taken over, with its definition at the beginning of the reverse sweep, before
// any gradient is touched; another one is made anew.
bool ScopeFuser::bindObjects(LoopPair pair, const Slice &slice, bool isMoved, IRMapping &mapping) {
  for (Value object : slice.getPrivateObjects()) {
    SmallVector<Operation *> accesses;
    collectAccesses(object, accesses);
    bool isOurs = isMoved && llvm::all_of(accesses, [&](Operation *op) {
                    return pair.primal->isAncestor(op) || isa<FreeOp>(op) || mutant("free:object-of-others");
                  });
    Operation *definition = object.getDefiningOp();
    if (isOurs && definition && definition->getBlock() == &scope) {
      for (Operation *op : accesses)
        if (isa<FreeOp>(op))
          op->erase();
      definition->moveAfter(mirrors.getBoundary());
    }
    if (isOurs)
      continue;
    auto alloc = dyn_cast_or_null<AllocOp>(definition);
    if (!definition || definition->getBlock() != pair.mirror->getBlock() ||
        (alloc && !isa<FuncOp>(scope.getParentOp())))
      return false;
    OpBuilder start(pair.mirror->getContext());
    if (pair.mirror->getBlock() == &scope)
      start.setInsertionPointAfter(mirrors.getBoundary());
    else
      start.setInsertionPoint(pair.mirror);
    Operation *copy = start.clone(*definition);
    copy->removeAttr("pb.object");
    if (alloc)
      cast<AllocOp>(copy).setKind(AllocKind::Saved);
    mapping.map(object, copy->getResult(0));
  }
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Values from outside
//===------------------------------------------------------------------------------------------------------------===//

// A value of the forward sweep, in the block that mirrors its own.
Value ScopeFuser::recall(Value value) {
  if (Value counter = mirrors.getCounter(value))
    return counter;
  OpBuilder reverse(mirrors.getMirror(value.getParentBlock()), mirrors.getMirror(value.getParentBlock())->begin());
  if (Operation *op = value.getDefiningOp();
      isa_and_nonnull<ConstantOp, arith::ConstantOp, UndefOp, NullOp, GlobalOp>(op))
    return reverse.clone(*op)->getResult(0);
  if (RecallOp known = mirrors.getRecalls().lookup(value))
    return known;
  OpBuilder forward(value.getContext());
  mirrors.setToSavePoint(forward, value);
  forward.create<MarkOp>(value.getLoc(), value, nextId, ValueRange());
  RecallOp recalled = reverse.create<RecallOp>(value.getLoc(), value.getType(), nextId++, ValueRange());
  mirrors.addRecall(value, recalled);
  return recalled;
}

Value ScopeFuser::reach(Value value, Operation *place) {
  return value.getParentRegion()->isAncestor(place->getParentRegion()) ? value : recall(value);
}

void ScopeFuser::bindOutside(LoopPair pair, const Slice &slice, IRMapping &mapping) {
  for (Value value : slice.getOutside())
    if (!mapping.contains(value))
      mapping.map(value, reach(value, pair.mirror));
}

//===------------------------------------------------------------------------------------------------------------===//
// The fused loop
//===------------------------------------------------------------------------------------------------------------===//

// What the primal loop marked is marked in the scope now.
static void forgetPair(ForOp primal, Operation *mirror, Block &body) {
  primal->walk([](Operation *op) {
    if (isa<MarkOp>(op))
      op->erase();
    else
      op->removeAttr("pb.mirror");
  });
  mirror->removeAttr("pb.mirror");
  for (Operation &op : llvm::make_early_inc_range(body))
    if (isa<MarkOp>(op) && op.hasAttr("counter"))
      op.erase();
}

static Value getMarked(ForOp primal, int64_t id) {
  Value value;
  primal->walk([&](MarkOp mark) {
    if (static_cast<int64_t>(mark.getId()) == id)
      value = mark.getValue();
  });
  return value;
}

// Where the counter of the mirror is there.
static Operation *getStart(Block &body) {
  for (Operation &op : llvm::reverse(body))
    if (isa<MarkOp>(op) && op.hasAttr("counter"))
      return op.getNextNode();
  return &body.front();
}

static Value getCounter(ForOp mirror) {
  for (Operation &op : mirror.getBody().front())
    if (auto mark = dyn_cast<MarkOp>(op); mark && mark->hasAttr("counter"))
      return mark.getValue();
  return {};
}

// What is marked in the scope itself is in reach of both parts of it.
static void resolveRecalls(Block &body) {
  DenseMap<int64_t, RecallOp> recalls;
  for (RecallOp recall : body.getOps<RecallOp>())
    recalls[recall.getId()] = recall;
  for (MarkOp mark : llvm::make_early_inc_range(body.getOps<MarkOp>()))
    if (RecallOp recall = recalls.lookup(mark.getId())) {
      addStorageNote(mark.getValue(), "free: each iteration runs together with its reverse");
      recall.getResult().replaceAllUsesWith(mark.getValue());
      recall.erase();
      mark.erase();
    }
}

// Puts the slice in front of the body's own operations, with a boundary behind it, which is returned.
static ReverseOp insertSlice(Block &body, const Slice &slice, IRMapping &mapping) {
  SmallVector<Operation *> recalls;
  for (Operation &op : body)
    if (isa<RecallOp>(op))
      recalls.push_back(&op);
  OpBuilder builder(getStart(body));
  auto boundary = builder.create<ReverseOp>(body.getParentOp()->getLoc());
  for (Operation *recall : llvm::reverse(recalls))
    recall->moveAfter(boundary);
  builder.setInsertionPoint(boundary);
  slice.clone(builder, mapping);
  resolveRecalls(body);
  return boundary;
}

Block *ScopeFuser::build(LoopPair pair, const Slice &slice, bool inOrder, IRMapping &mapping,
                         SmallVectorImpl<Operation *> &late) {
  ForOp primal = pair.primal, mirror = inOrder ? runForwards(pair.mirror) : pair.mirror;
  SmallVector<unsigned> stepped(slice.getStepped().begin(), slice.getStepped().end());
  llvm::sort(stepped);
  SmallVector<Value> inits;
  for (unsigned number : stepped)
    inits.push_back(mapping.lookupOrDefault(primal.getInits()[number]));
  unsigned first = mirror->getNumResults();
  mirror = cast<ForOp>(addResults(mirror, ValueRange(inits).getTypes(), inits));
  mapping.map(primal.getInductionVar(), getCounter(mirror));
  for (auto [index, number] : llvm::enumerate(stepped)) {
    BlockArgument argument = mirror.getCarried()[first + index];
    argument.setLoc(primal.getCarried()[number].getLoc());
    mapping.map(primal.getCarried()[number], argument);
  }
  Block &body = mirror.getBody().front();
  OpBuilder builder(insertSlice(body, slice, mapping));
  for (unsigned number : stepped)
    mirror.getYield().getValuesMutable().append(slice.map(primal.getYield().getValues()[number], builder, mapping));
  forgetPair(primal, mirror, body);
  llvm::sort(late, [](Operation *left, Operation *right) { return left->isBeforeInBlock(right); });
  for (Operation *op : llvm::reverse(late))
    op->moveAfter(mirror);
  if (dead.contains(primal))
    for (auto [index, number] : llvm::enumerate(stepped))
      primal.getResult(number).replaceAllUsesWith(mirror.getResult(first + index));
  return &body;
}

Block *ScopeFuser::fuse(LoopPair pair) {
  if (!getCounter(pair.mirror))
    return nullptr;
  if (isEnabled(pair.primal, Strategy::Select))
    if (Block *body = select(pair))
      return body;
  bool canTurn = canRunForwards(pair.mirror, getPrivateShadows(pair));
  for (bool isMoved : {true, false}) {
    if (!isMoved && !isEnabled(pair.primal, Strategy::Rerun))
      return nullptr;
    Slice slice(pair.primal, stableLoads, isMoved);
    SmallVector<Operation *> late;
    needRecalled(pair, slice);
    if (isMoved && !canMove(pair, slice, late)) {
      keepApart(pair.primal, "what it computes is needed before its reverse runs");
      continue;
    }
    if (!slice.close()) {
      keepApart(pair.primal, describeObstacle(slice.getObstacle()));
      continue;
    }
    if (slice.needsOrder() && !canTurn && !mutant("order:recurrence-in-fused-loop")) {
      keepApart(pair.primal, describeOrder(pair.primal, slice));
      continue;
    }
    if (!isMoved && !isCheaper(pair.primal, slice)) {
      keepApart(pair.primal, "to run it once more would cost more");
      continue;
    }
    IRMapping mapping;
    if (!bindObjects(pair, slice, isMoved, mapping))
      continue;
    if (isMoved)
      dead.insert(pair.primal);
    bindOutside(pair, slice, mapping);
    return build(pair, slice, canTurn, mapping, late);
  }
  return nullptr;
}

//===------------------------------------------------------------------------------------------------------------===//
// Selections
//===------------------------------------------------------------------------------------------------------------===//

// for (i = n - 1; i >= 0; --i) R(i)   becomes   if (from is an iteration) { F(from); R(from) }
Block *ScopeFuser::select(LoopPair &pair) {
  std::optional<Selection> selection = hasNumberForNone(pair.primal) ? findSelection(pair.mirror) : std::nullopt;
  if (!selection)
    return nullptr;
  RecallOp recalled = selection->condition;
  Value condition = getMarked(pair.primal, recalled.getId());
  if (!condition || condition.getParentBlock() != &pair.primal.getBody().front())
    return nullptr;
  IRMapping mapping;
  Slice trial(pair.primal, stableLoads, /*isMoved=*/false);
  needRecalled(pair, trial, condition);
  if (!trial.close() || (trial.needsOrder() && !mutant("order:recurrence-in-selection")) ||
      !bindObjects(pair, trial, /*isMoved=*/false, mapping))
    return nullptr;
  solve(); // as long as the recalls are all there
  SmallVector<Value> results(pair.primal.getResults());
  pair.primal = rememberLast(pair.primal, condition);
  mirrors.replaceValues(results, pair.primal.getResults().drop_back());
  graph.replaceSaved(results, pair.primal.getResults().drop_back());
  Slice slice(pair.primal, stableLoads, /*isMoved=*/false);
  needRecalled(pair, slice, condition);
  slice.close();
  bindOutside(pair, slice, mapping);
  OpBuilder builder(pair.mirror);
  Value from = reach(pair.primal.getResults().back(), pair.mirror);
  bool isSigned = getConstantInt(pair.primal.getLower()) && cast<IntType>(from.getType()).getIsSigned();
  Value isThere = builder.create<CmpOp>(pair.mirror.getLoc(), isSigned ? Predicate::GE : Predicate::NE, from,
                                        reach(isSigned ? pair.primal.getLower() : pair.primal.getUpper(), pair.mirror));
  mapping.map(pair.primal.getInductionVar(), from);
  recalled.getResult().replaceAllUsesWith(
      builder.create<arith::ConstantOp>(recalled.getLoc(), builder.getBoolAttr(true)));
  recalled.erase();
  scf::IfOp branch = replaceByBranch(pair.mirror, getCounter(pair.mirror), isThere, from);
  Block &body = branch.getThenRegion().front();
  insertSlice(body, slice, mapping);
  forgetPair(pair.primal, branch, body);
  return &body;
}

//===------------------------------------------------------------------------------------------------------------===//
// The loops of a scope
//===------------------------------------------------------------------------------------------------------------===//

// Looks at the loops of a block of the forward sweep, and inside of what cannot be fused as a whole.
void ScopeFuser::visit(Block &forward, Block &reverse, SmallVectorImpl<Block *> &inner) {
  llvm::MapVector<Attribute, std::pair<Operation *, Operation *>> pairs;
  SmallVector<Block *, 2> blocks{&forward};
  if (&reverse != &forward)
    blocks.push_back(&reverse);
  for (Block *block : blocks)
    for (Operation &op : *block)
      if (Attribute number = op.getAttr("pb.mirror"))
        (pairs[number].first ? pairs[number].second : pairs[number].first) = &op;
  for (auto [number, pair] : pairs) {
    auto [primal, mirror] = pair;
    if (!mirror)
      continue;
    if (isa<ForOp>(primal) && isa<ForOp>(mirror))
      if (Block *body = fuse({cast<ForOp>(primal), cast<ForOp>(mirror)})) {
        inner.push_back(body);
        continue;
      }
    for (auto [from, to] : llvm::zip(primal->getRegions(), mirror->getRegions()))
      if (!from.empty() && !to.empty())
        visit(from.front(), to.front(), inner);
  }
}

void ScopeFuser::run(SmallVectorImpl<Block *> &inner) {
  visit(scope, scope, inner);
  for (Operation *loop : llvm::reverse(dead))
    loop->erase();
}

namespace {

struct FuseLoops : pullback::impl::FuseLoopsBase<FuseLoops> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    SmallVector<Block *> scopes = getScopes(function);
    if (scopes.empty() || !isEnabled(function, Strategy::Fuse))
      return;
    simplifyRegionValues(function);
    DenseMap<Attribute, Value> shadows;
    int64_t nextId = 0;
    function.walk([&](Operation *op) {
      if (Attribute number = op->getAttr("pb.shadow"))
        shadows[number] = op->getResult(0);
      if (auto mark = dyn_cast<MarkOp>(op))
        nextId = std::max<int64_t>(nextId, mark.getId() + 1);
    });
    while (!scopes.empty()) {
      Block *scope = scopes.pop_back_val();
      ScopeFuser(*scope, shadows, nextId).run(scopes);
    }
  }
};

} // namespace
