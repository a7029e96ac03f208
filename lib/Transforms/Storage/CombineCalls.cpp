// Runs a call and its reverse in one, where the seed of the reverse is known when the call is made.
//
//   { %c = ...; %y = pb.call @f_fwd(%a, %record); %s = %s0 + %c * %y }             (for every child, say)
//   pb.reverse
//   { %y_bar = %s_bar * %c; pb.call @f_rev(%a, %record, %y_bar, %a_bar) }
//
//   =>  { %c = ...; %y_bar = %s_bar * %c; %y = pb.call @f_both(%a, %y_bar, %a_bar); %s = %s0 + %c * %y }
//
// Nothing is recorded then, at no level of a recursion. It needs both calls side by side. So a branch or loop of the
// forward sweep moves down to its mirror, if nothing but computation lies between the two; in a loop, each iteration is
// followed by its reverse, in the order of the primal. That is right if
//   - the mirror only accumulates, and reads nothing that it or the primal writes: then the order of its iterations
//   makes
//     no difference but in rounding;
//   - what the mirror carries are sums, or values that never change: the seeds of all iterations are known;
//   - every primal value that the mirror recalls is at hand in the same iteration.
// The reverse of a call moves up to the call, if its operands can be computed there. It only accumulates, too:
// functions with an adjoint that is taken and cleared keep their records.
//
// All of this is tried on a copy of the function. It counts if not a single record is left.
#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"
#include "IR/Mutants.h"
#include "Transforms/ForwardOrder.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Storage/StorageNotes.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_COMBINECALLS
#include "Transforms/Passes.h.inc"
} // namespace pullback

namespace {

class Combiner {
public:
  explicit Combiner(FuncOp function) : function(function) {}
  /// False if a record is left; the function is of no use then.
  bool run();

private:
  void mergeBlock(Block &block);
  bool areAdjacent(Operation *primal, Operation *mirror, SmallVectorImpl<Operation *> &late);
  void mergeBranch(scf::IfOp primal, scf::IfOp mirror, ArrayRef<Operation *> late);
  void mergeLoop(Operation *primal, ForOp mirror, ArrayRef<Operation *> late);
  bool canMergeLoop(Operation *primal, ForOp mirror);
  void resolveRecalls();
  bool combineCalls(Block &block);
  bool combine(CallOp call, CallOp reverse);
  void eraseRecords();

  FuncOp function;
};

} // namespace

static FuncOp getCallee(CallOp call) {
  return SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
}

static bool isReverseCall(CallOp call) { return getCallee(call)->hasAttr("pb.reverse_of"); }

// Whether all records that a stack gets are of calls that run with their reverse, so that the stack goes.
static bool hasCombinedRecords(StackSizeOp size) {
  return llvm::all_of(size.getStack().getUsers(), [](Operation *user) {
    return !isa<StackEmplaceOp>(user) || llvm::all_of(user->getUsers(), [](Operation *use) {
             auto call = dyn_cast<CallOp>(use);
             return call && getCallee(call)->hasAttr("pb.combined");
           });
  });
}

// Computes, or names what was computed; or makes a cursor of records that nobody will need.
static bool isTransparent(Operation *op) {
  if (op->hasAttr("pb.mirror"))
    return false;
  if (auto size = dyn_cast<StackSizeOp>(op))
    return hasCombinedRecords(size) || mutant("order:cursor-before-records");
  if (isMemoryEffectFree(op) || isa<MarkOp, RecallOp, ReverseOp, LocalOp>(op))
    return true;
  auto store = dyn_cast<StoreOp>(op);
  return store && store.getPointer().getDefiningOp<LocalOp>() && store.getValue().getDefiningOp<StackSizeOp>();
}

//===------------------------------------------------------------------------------------------------------------===//
// Branches and loops beside their mirrors
//===------------------------------------------------------------------------------------------------------------===//

// Nothing stands between the two but what is transparent. `late` are the operations there that use results of the
// primal: they have to wait for them.
bool Combiner::areAdjacent(Operation *primal, Operation *mirror, SmallVectorImpl<Operation *> &late) {
  llvm::SmallPtrSet<Operation *, 8> waiting{primal};
  auto waits = [&](Operation *op) {
    return op
        ->walk([&](Operation *inner) {
          bool uses = llvm::any_of(inner->getOperands(), [&](Value operand) {
            return operand.getDefiningOp() && waiting.contains(operand.getDefiningOp());
          });
          return uses ? WalkResult::interrupt() : WalkResult::advance();
        })
        .wasInterrupted();
  };
  for (Operation *op = primal->getNextNode(); op != mirror; op = op->getNextNode()) {
    if (!op || !(isTransparent(op) || mutant("order:between-combined")))
      return false;
    if (waits(op)) {
      waiting.insert(op);
      late.push_back(op);
    }
  }
  return !waits(mirror);
}

// Appends the operations of `from`, without its terminator, and returns that.
static Operation *append(Block &from, Block &to) {
  OpBuilder(to.getTerminator()).create<ReverseOp>(to.getParentOp()->getLoc());
  to.getOperations().splice(to.getTerminator()->getIterator(), from.getOperations(), from.begin(),
                            from.getTerminator()->getIterator());
  return from.getTerminator();
}

static void moveBehind(Operation *op, ArrayRef<Operation *> late) {
  for (Operation *other : llvm::reverse(late))
    other->moveAfter(op);
}

void Combiner::mergeBranch(scf::IfOp primal, scf::IfOp mirror, ArrayRef<Operation *> late) {
  primal->moveBefore(mirror);
  moveBehind(mirror, late);
  getOrCreateElse(primal);
  getOrCreateElse(mirror);
  unsigned first = primal.getNumResults();
  primal = cast<scf::IfOp>(addResults(primal, mirror.getResultTypes(), {}));
  for (auto [to, from] : llvm::zip(primal->getRegions(), mirror->getRegions())) {
    Operation *end = append(from.front(), to.front());
    SmallVector<Value> values(to.front().getTerminator()->getOperands());
    llvm::append_range(values, end->getOperands());
    to.front().getTerminator()->setOperands(values);
  }
  mirror->replaceAllUsesWith(primal->getResults().drop_front(first));
  mirror.erase();
  primal->removeAttr("pb.mirror");
  primal->removeAttr("pb.names");
  for (Region &region : primal->getRegions())
    mergeBlock(region.front());
}

// The mirror's counter has a counterpart, or is not used.
static MarkOp getCounterMark(ForOp mirror) {
  for (auto mark : mirror.getBody().front().getOps<MarkOp>())
    if (mark->hasAttr("counter"))
      return mark;
  return {};
}

// Collects what computes the mirror's counter from its own variable, last first, if that serves nothing else.
static bool collectCounter(Value value, MarkOp counter, SetVector<Operation *> &operations) {
  if (value == counter.getValue())
    return true; // the loop's variable takes its place
  for (Operation *user : value.getUsers()) {
    if (user->getBlock() != counter->getBlock() || user->getNumResults() != 1 || !isPure(user) ||
        !collectCounter(user->getResult(0), counter, operations))
      return false;
    operations.insert(user);
  }
  return true;
}

// What the reverse of an iteration does may be done in any order, and at any time after the iteration.
bool Combiner::canMergeLoop(Operation *primal, ForOp mirror) {
  if (mirror.getYield().getGoOn() || !(carriesSumsOnly(mirror) || mutant("order:combined-loop")))
    return false;
  MarkOp counter = getCounterMark(mirror);
  SetVector<Operation *> counting;
  if (isa<ForOp>(primal)
          ? !counter || getLoopYield(primal).getGoOn() || !collectCounter(mirror.getInductionVar(), counter, counting)
          : !mirror.getInductionVar().use_empty())
    return false;
  DenseSet<Value> written, read;
  auto isInside = [&](Value object) { return mirror.getBody().isAncestor(object.getParentRegion()); };
  bool ok = !mirror.getBody()
                 .walk([&](Operation *op) {
                   SmallVector<Value, 2> reads, writes;
                   collectReads(op, reads);
                   collectWrites(op, writes);
                   if (auto call = dyn_cast<CallOp>(op); call && !isReverseCall(call))
                     return WalkResult::interrupt();
                   if (isa<AllocOp, FreeOp, ResizeOp, StackPushOp, StackEmplaceOp, StackResizeOp, StackClearOp>(op))
                     return WalkResult::interrupt();
                   if (isa<StackPreviousOp>(op))
                     return WalkResult::advance();
                   bool adds = isa<AccumulateOp, CallOp>(op);
                   for (Value pointer : writes)
                     for (Value object : getObjects(pointer)) {
                       if (!isInside(object) && !adds && !mutant("clear:outside-of-combined-loop"))
                         return WalkResult::interrupt();
                       if (!isInside(object))
                         written.insert(object);
                     }
                   for (Value pointer : adds ? SmallVector<Value, 2>() : reads)
                     for (Value object : getObjects(pointer))
                       if (!isInside(object))
                         read.insert(object);
                   return WalkResult::advance();
                 })
                 .wasInterrupted();
  primal->walk([&](Operation *op) {
    SmallVector<Value, 2> writes;
    collectWrites(op, writes);
    for (Value pointer : writes)
      for (Value object : getObjects(pointer))
        written.insert(object);
  });
  bool readsWritten = llvm::any_of(
      read, [&](Value object) { return llvm::any_of(written, [&](Value other) { return isOrMeets(other, object); }); });
  return ok && (!readsWritten || mutant("free:read-by-combined-loop"));
}

void Combiner::mergeLoop(Operation *primal, ForOp mirror, ArrayRef<Operation *> late) {
  primal->moveBefore(mirror);
  moveBehind(mirror, late);
  unsigned first = primal->getNumResults();
  if (auto loop = dyn_cast<ForOp>(primal)) {
    MarkOp counter = getCounterMark(mirror);
    SetVector<Operation *> counting;
    collectCounter(mirror.getInductionVar(), counter, counting);
    counter.getValue().replaceAllUsesWith(loop.getInductionVar());
    counter.erase();
    for (Operation *op : counting)
      op->erase();
  }
  primal = addResults(primal, mirror.getResultTypes(), mirror.getInits());
  for (auto [from, to] : llvm::zip(mirror.getCarried(), getLoopCarried(primal).drop_front(first))) {
    to.setLoc(from.getLoc());
    from.replaceAllUsesWith(to);
  }
  Block &body = *getLoopBody(primal);
  append(mirror.getBody().front(), body);
  getLoopYield(primal).getValuesMutable().append(mirror.getYield().getValues());
  mirror->replaceAllUsesWith(primal->getResults().drop_front(first));
  mirror.erase();
  primal->removeAttr("pb.mirror");
  mergeBlock(body);
}

// The last branch or loop in front of the boundary, with its mirror behind it; and so on inside, where both are one.
void Combiner::mergeBlock(Block &block) {
  auto boundaries = block.getOps<ReverseOp>();
  if (boundaries.empty())
    return;
  DenseMap<Attribute, Operation *> forward;
  SmallVector<std::pair<Operation *, Operation *>> pairs;
  bool isBehind = false;
  for (Operation &op : block) {
    isBehind |= isa<ReverseOp>(op);
    Attribute number = op.getAttr("pb.mirror");
    if (number && !isBehind)
      forward[number] = &op;
    else if (Operation *primal = number ? forward.lookup(number) : nullptr)
      pairs.push_back({primal, &op});
  }
  for (auto [primal, mirror] : pairs) {
    SmallVector<Operation *> late;
    if (!areAdjacent(primal, mirror, late))
      return;
    if (auto branch = dyn_cast<scf::IfOp>(primal)) {
      mergeBranch(branch, cast<scf::IfOp>(mirror), late);
    } else if (!canMergeLoop(primal, cast<ForOp>(mirror))) {
      return;
    } else {
      mergeLoop(primal, cast<ForOp>(mirror), late);
    }
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Values and calls side by side
//===------------------------------------------------------------------------------------------------------------===//

static bool isAtHand(Value value, Operation *place) {
  if (!value.getParentRegion()->isAncestor(place->getParentRegion()))
    return false;
  Operation *definition = value.getDefiningOp();
  Operation *around = value.getParentBlock()->findAncestorOpInBlock(*place);
  return !definition || definition->isBeforeInBlock(around);
}

// Recalls of values that are at hand; and those that served loops which are gone.
void Combiner::resolveRecalls() {
  DenseMap<int64_t, MarkOp> marks;
  function.walk([&](MarkOp mark) {
    if (!mark->hasAttr("counter"))
      marks[mark.getId()] = mark;
  });
  SmallVector<Operation *> done;
  function.walk([&](RecallOp recall) {
    MarkOp mark = marks.lookup(recall.getId());
    if (!mark || (!recall.use_empty() && !isAtHand(mark.getValue(), recall)))
      return;
    if (!recall.use_empty())
      addStorageNote(mark.getValue(), "free: the call and its reverse are one");
    recall.getResult().replaceAllUsesWith(mark.getValue());
    done.append({recall, mark});
  });
  for (Operation *op : done)
    op->erase();
}

namespace {

// Collects what has to move in front of a call so that its reverse can run there as well.
class Preparation {
public:
  Preparation(CallOp call, CallOp reverse) : call(call), reverse(reverse) {}

  bool canMoveUp(Value value);
  bool moves(Operation *op) const { return moving.contains(op); }
  void move() {
    for (Operation *op : moving)
      op->moveBefore(call);
  }

private:
  bool canMoveClearing(Operation *clearing);
  bool canMoveClearings(Value address);

  CallOp call, reverse;
  llvm::SetVector<Operation *> moving;
};

} // namespace

// The clearing of an object, before the reverse adds to it. What comes behind stays there.
bool Preparation::canMoveClearing(Operation *clearing) {
  if (clearing->getBlock() == reverse->getBlock() && reverse->isBeforeInBlock(clearing))
    return true;
  bool canMove = clearing->getBlock() == call->getBlock() && llvm::all_of(clearing->getOperands(), [&](Value operand) {
                   return (operand.getDefiningOp() && moves(operand.getDefiningOp())) || canMoveUp(operand);
                 });
  if (canMove)
    moving.insert(clearing);
  return canMove;
}

// What else happens to the object stays where it is.
bool Preparation::canMoveClearings(Value address) {
  return llvm::all_of(address.getUsers(), [&](Operation *user) {
    auto store = dyn_cast<StoreOp>(user);
    if (isa<ZeroOp>(user) || (store && store.getPointer() == address && store.getValue().getDefiningOp<ConstantOp>()))
      return canMoveClearing(user);
    return !isa<DecayOp>(user) || canMoveClearings(user->getResult(0));
  });
}

// Whether `value` can be computed in front of the call.
bool Preparation::canMoveUp(Value value) {
  if (isAtHand(value, call))
    return true;
  Operation *op = value.getDefiningOp();
  if (!op || op == call || op->getBlock() != call->getBlock())
    return false;
  if (isa<LocalOp>(op)) // an adjoint: cleared, and added to by the reverse
    return !moving.insert(op) || canMoveClearings(value);
  bool isPure = isMemoryEffectFree(op) && op->getNumRegions() == 0 && !isa<RecallOp>(op);
  if (!isPure || !llvm::all_of(op->getOperands(), [&](Value operand) { return canMoveUp(operand); }))
    return false;
  moving.insert(op);
  return true;
}

// The stack or object of the record that a call of `f_fwd` or `f_rev` has.
static Value getRecordPlace(CallOp call) {
  for (Value operand : call.getOperands()) {
    auto pointer = dyn_cast<PtrType>(operand.getType());
    if (!pointer || !isa<SavedType>(pointer.getPointee()))
      continue;
    Value record = stripCasts(operand);
    if (auto emplace = record.getDefiningOp<StackEmplaceOp>())
      return emplace.getStack();
    if (auto previous = record.getDefiningOp<StackPreviousOp>())
      return previous.getStack();
    return record;
  }
  return {};
}

// In between, nobody reads or overwrites what the reverse adds to.
static bool mayMoveAcross(CallOp call, CallOp reverse, ArrayRef<Value> adjoints, const Preparation &preparation) {
  for (Operation *op = call->getNextNode(); op != reverse; op = op->getNextNode()) {
    WalkResult result = op->walk([&](Operation *inner) {
      SmallVector<Value, 2> pointers;
      collectReads(inner, pointers);
      collectWrites(inner, pointers);
      if (preparation.moves(inner) || isa<AccumulateOp>(inner) ||
          (isa<CallOp>(inner) && isReverseCall(cast<CallOp>(inner))))
        return WalkResult::advance();
      bool touches = llvm::any_of(pointers, [&](Value pointer) {
        return llvm::any_of(getObjects(pointer), [&](Value object) {
          return llvm::any_of(adjoints, [&](Value adjoint) {
            return llvm::any_of(getObjects(adjoint), [&](Value added) { return isOrMeets(added, object); });
          });
        });
      });
      return touches && !mutant("free:adjoint-of-combined-call") ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (result.wasInterrupted())
      return false;
  }
  return true;
}

bool Combiner::combine(CallOp call, CallOp reverse) {
  auto symbol = getCallee(call)->getAttrOfType<FlatSymbolRefAttr>("pb.combined");
  auto both = symbol ? SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, symbol) : FuncOp();
  Value place = getRecordPlace(call);
  if (!both || !place || place != getRecordPlace(reverse))
    return false;
  SmallVector<Value> primalOperands, adjoints;
  for (Value operand : call.getOperands())
    if (auto pointer = dyn_cast<PtrType>(operand.getType()); !pointer || !isa<SavedType>(pointer.getPointee()))
      primalOperands.push_back(operand);
  unsigned behind = primalOperands.size() + 1; // the record stands between
  llvm::append_range(adjoints, reverse.getOperands().drop_front(behind));
  Preparation preparation(call, reverse);
  bool isKnown = llvm::all_of(adjoints, [&](Value operand) { return preparation.canMoveUp(operand); });
  SmallVector<Value> objects;
  for (Value operand : adjoints)
    if (isa<PtrType>(operand.getType()))
      objects.push_back(operand);
  if (!isKnown || !mayMoveAcross(call, reverse, objects, preparation))
    return false;
  preparation.move();
  SmallVector<Value> operands(primalOperands);
  operands.append(adjoints);
  OpBuilder builder(call);
  auto combined = builder.create<CallOp>(call.getLoc(), both, operands);
  call->replaceAllUsesWith(combined);
  reverse.erase();
  call.erase();
  return true;
}

// The reverse calls of a block come in the opposite order.
bool Combiner::combineCalls(Block &block) {
  SmallVector<CallOp> calls, reverses;
  for (auto call : block.getOps<CallOp>())
    (isReverseCall(call) ? reverses : calls).push_back(call);
  for (CallOp reverse : reverses) {
    auto *call = llvm::find_if(calls, [&](CallOp other) {
      return getCallee(other)->hasAttr("pb.combined") && other->isBeforeInBlock(reverse) &&
             getRecordPlace(other) == getRecordPlace(reverse);
    });
    if (call == calls.end() || !combine(*call, reverse))
      return false;
    calls.erase(call);
  }
  return true;
}

// Places of records that nobody uses any more.
void Combiner::eraseRecords() {
  auto eraseUnused = [&](auto op) {
    if (op->use_empty())
      op->erase();
  };
  function.walk([&](CastOp op) { eraseUnused(op); });
  function.walk([&](StackPreviousOp op) { eraseUnused(op); });
  function.walk([&](StackEmplaceOp op) { eraseUnused(op); });
  SmallVector<LocalOp> locals;
  function.walk([&](LocalOp local) {
    Type pointee = cast<PtrType>(local.getType()).getPointee();
    auto stack = dyn_cast<StackType>(pointee);
    bool onlyCounted = llvm::all_of(local->getUsers(), llvm::IsaPred<StackSizeOp>);
    if (onlyCounted && (isa<SavedType>(pointee) || (stack && isa<SavedType>(stack.getElement()))))
      locals.push_back(local);
  });
  for (LocalOp local : locals) {
    for (Operation *size : llvm::make_early_inc_range(local->getUsers())) {
      for (Operation *store : llvm::make_early_inc_range(size->getUsers())) {
        Operation *cursor = store->getOperand(1).getDefiningOp();
        store->erase();
        if (cursor->use_empty())
          cursor->erase();
      }
      size->erase();
    }
    local.erase();
  }
}

bool Combiner::run() {
  simplifyRegionValues(function);
  simplifyRegionValues(function); // what an inner loop passes through, an outer one does
  mergeBlock(function.getBody().front());
  resolveRecalls();
  bool ok = true;
  function.walk([&](Block *block) { ok = ok && combineCalls(*block); });
  eraseRecords();
  function.walk([&](Operation *op) {
    if (op->getBlock() != &function.getBody().front() && isa<ReverseOp>(op))
      op->erase();
  });
  return ok && !function
                    .walk([&](Operation *op) {
                      auto call = dyn_cast<CallOp>(op);
                      bool hasRecord = call && (getCallee(call)->hasAttr("pb.combined") || isReverseCall(call));
                      bool isUnresolved = isa<RecallOp>(op) && op->getBlock() != &function.getBody().front();
                      return hasRecord || isUnresolved ? WalkResult::interrupt() : WalkResult::advance();
                    })
                    .wasInterrupted();
}

//===------------------------------------------------------------------------------------------------------------===//
// The functions of a module
//===------------------------------------------------------------------------------------------------------------===//

static bool callsSweeps(FuncOp function) {
  return function
      .walk([&](CallOp call) {
        return getCallee(call)->hasAttr("pb.combined") ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

// Helpers that no derivative calls, with the structs of what they save.
static void eraseUncalled(ModuleOp module) {
  DenseMap<Operation *, FuncOp> definitions; // of f_fwd and f_rev, which are cut out of it later
  for (auto function : module.getOps<FuncOp>())
    if (auto parts = function->getAttrOfType<ArrayAttr>("pb.split"))
      for (Attribute part : parts)
        if (auto declared = module.lookupSymbol<FuncOp>(cast<FlatSymbolRefAttr>(part).getValue()))
          definitions[declared] = function;
  llvm::SetVector<Operation *> live;
  for (auto function : module.getOps<FuncOp>())
    if (function.getRole() != "helper")
      live.insert(function);
  for (size_t i = 0; i < live.size(); ++i) { // grows on the way
    if (FuncOp definition = definitions.lookup(live[i]))
      live.insert(definition);
    if (auto parts = live[i]->getAttrOfType<ArrayAttr>("pb.split"))
      for (Attribute part : parts)
        live.insert(module.lookupSymbol(cast<FlatSymbolRefAttr>(part).getValue()));
    live[i]->walk([&](CallOp call) { live.insert(getCallee(call)); });
  }
  for (Operation &op : llvm::make_early_inc_range(*module.getBody())) {
    auto function = dyn_cast<FuncOp>(op);
    auto saved = dyn_cast<SavedDefOp>(op);
    bool isHelper = function ? function.getRole() == "helper" : saved && saved.getRole() == "helper";
    if (isHelper && !live.contains(&op))
      op.erase();
  }
}

namespace {

struct CombineCalls : pullback::impl::CombineCallsBase<CombineCalls> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<FuncOp> functions(module.getOps<FuncOp>());
    for (FuncOp function : functions) {
      bool isCut = function->hasAttr("pb.split"); // its sweeps become functions of their own
      if (function.isDeclaration() || isCut || !callsSweeps(function) || !isEnabled(module, Strategy::Combine))
        continue;
      FuncOp copy = function.clone();
      copy.setSymName((function.getSymName() + ".copy").str());
      module.insert(function, copy);
      if (!Combiner(copy).run()) {
        copy.erase();
        continue;
      }
      function.getBody().takeBody(copy.getBody());
      if (Attribute notes = copy->getAttr("pb.notes"))
        function->setAttr("pb.notes", notes);
      copy.erase();
    }
    eraseUncalled(module);
  }
};

} // namespace
