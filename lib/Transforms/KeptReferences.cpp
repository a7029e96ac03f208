#include "Transforms/KeptReferences.h"

#include "IR/Containers.h"
#include "IR/Mutants.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace pullback;

/// True if `user` may run after `grow` in one run of `block`, which both are in.
static bool mayRunAfter(Operation *user, Operation *grow, Block *block) {
  Operation *place = grow;
  while (!place->getBlock()->findAncestorOpInBlock(*user))
    place = place->getParentOp();
  for (Block *outer = place->getBlock(); outer != block; outer = outer->getParentOp()->getBlock())
    if (isLoop(outer->getParentOp()))
      return true;
  Operation *at = place->getBlock()->findAncestorOpInBlock(*user);
  return at == place ? !isa<scf::IfOp>(place) : place->isBeforeInBlock(at); // both branches are never taken
}

/// The use of `pointer` that may come after `grow`, where the pointer is from before it; null if there is none.
static Operation *findUseAfter(Value pointer, Operation *grow) {
  Block *block = pointer.getParentBlock();
  Operation *place = block->findAncestorOpInBlock(*grow), *made = pointer.getDefiningOp();
  if (!place || (made && !made->isBeforeInBlock(place)))
    return nullptr;
  for (Operation *user : pointer.getUsers()) {
    if (!block->findAncestorOpInBlock(*user) || user->isAncestor(grow))
      continue;
    if (mayRunAfter(user, grow, block))
      return user;
  }
  return nullptr;
}

static LogicalResult refuse(Operation *use) {
  InFlightDiagnostic error = use->emitError()
                             << "cannot differentiate the use of an element of a container by a pointer or reference "
                                "from before the container changed [container]";
  error.attachNote() << "take the reference anew after each change of the container";
  return failure();
}

/// Whether an object of the type has a pointer to such elements in itself.
static bool holdsPointerTo(Type element, Type object) {
  if (auto array = dyn_cast<pullback::ArrayType>(object))
    return holdsPointerTo(element, array.getElement());
  if (auto record = dyn_cast<pullback::RecordType>(object))
    return llvm::any_of(record.getFieldTypes(), [&](Type field) { return holdsPointerTo(element, field); });
  auto pointer = dyn_cast<PtrType>(object);
  return pointer && pointer.getPointee() == element;
}

KeptElements::KeptElements(const Cycle &cycle) {
  Cycle reached = cycle;
  for (size_t i = 0; i < reached.size(); ++i)
    reached[i]->walk([&](Operation *op) {
      if (auto grow = dyn_cast<GrowOp>(op)) {
        Type element = cast<PtrType>(grow.getPointer().getType()).getPointee();
        if (grow->hasAttr(kShifts) || grow->hasAttr(kStays))
          moving.insert(element);
        if (!grow->hasAttr(kStays))
          lost.insert(element);
      }
      auto call = dyn_cast<CallOp>(op);
      if (Operation *callee = call ? SymbolTable::lookupNearestSymbolFrom(call, call.getCalleeAttr()) : nullptr)
        reached.insert(callee);
    });
  // Elements of which another container may become the owner, or that are replaced as a whole.
  for (Operation *function : reached)
    function->walk([&](Operation *op) {
      auto store = dyn_cast<StoreOp>(op);
      auto type = store ? dyn_cast<PtrType>(store.getValue().getType()) : PtrType();
      if (type && !isa_and_nonnull<GrowOp, NullOp, UndefOp, AllocOp>(store.getValue().getDefiningOp()))
        lost.insert(type.getPointee());
      if (isa<CopyOp, ZeroOp>(op))
        for (Type element : moving)
          if (holdsPointerTo(element, cast<PtrType>(op->getOperand(0).getType()).getPointee()))
            lost.insert(element);
    });
}

bool KeptElements::canReload(Value pointer) const {
  auto load = pointer.getDefiningOp<LoadOp>();
  auto type = load ? dyn_cast<PtrType>(load.getType()) : PtrType();
  if (!type || !moving.contains(type.getPointee()) || lost.contains(type.getPointee()))
    return false;
  Value owner = getRoot(load.getPointer());
  Operation *op = owner.getDefiningOp();
  auto argument = dyn_cast<BlockArgument>(owner);
  auto memory = dyn_cast_or_null<AllocOp>(op); // the elements of a vector move as it grows
  return (argument && isa<FuncOp>(argument.getOwner()->getParentOp())) || isa_and_nonnull<LocalOp>(op) ||
         (memory && memory.getKind() == AllocKind::New) || canReload(owner);
}

LogicalResult pullback::checkKeptReferences(const Cycle &cycle, const KeptElements &elements) {
  auto check = [&](Value value, CallOp call) {
    Value root = isa<PtrType>(value.getType()) ? getRoot(value) : Value();
    bool mayMove = root && elements.mayMove(cast<PtrType>(root.getType()).getPointee()) &&
                   !isa_and_nonnull<LocalOp>(root.getDefiningOp()) && !elements.canReload(root) &&
                   !mutant("iterate:kept-element");
    Operation *use = mayMove ? findUseAfter(value, call) : nullptr;
    return use ? refuse(use) : success();
  };
  auto checkAll = [&](FuncOp function, CallOp call) {
    WalkResult walked = function.walk([&](Operation *op) {
      for (Value result : op->getResults())
        if (failed(check(result, call)))
          return WalkResult::interrupt();
      for (Region &region : op->getRegions())
        for (BlockArgument argument : region.getArguments())
          if (failed(check(argument, call)))
            return WalkResult::interrupt();
      return WalkResult::advance();
    });
    return failure(walked.wasInterrupted());
  };
  for (Operation *function : cycle) {
    WalkResult walked = function->walk([&](CallOp call) {
      bool isFine = !isCallOf(call, cycle) || succeeded(checkAll(cast<FuncOp>(function), call));
      return isFine ? WalkResult::advance() : WalkResult::interrupt();
    });
    if (walked.wasInterrupted())
      return failure();
  }
  return success();
}

namespace {

/// Whether two pointers go to the elements of two containers, each of which has memory of its own: vectors that are
/// made apart, also where a loop or a branch lets them grow, takes in new ones and lets them change places.
class OwnMemory {
public:
  /// Both pointers are taken at one time.
  bool areApart(Value one, Value other);

private:
  // Pairs that are compared, or have been: what a loop carries is apart if it starts so and stays so.
  llvm::DenseSet<std::pair<Value, Value>> assumed;
};

/// What a value is chosen from, and by which branch, selection or loop: where it starts, and what the loop yields.
struct Choice {
  Operation *op = nullptr;
  Value first, second;
};

} // namespace

/// A vector that has grown has its memory still, or other memory, for itself.
static Value getOwner(Value pointer) {
  Value root = getRoot(pointer);
  if (auto grow = root.getDefiningOp<GrowOp>())
    return getOwner(grow.getPointer());
  auto selection = root.getDefiningOp<arith::SelectOp>();
  if (selection && matchPattern(selection.getCondition(), m_One()))
    return getOwner(selection.getTrueValue());
  if (selection && matchPattern(selection.getCondition(), m_Zero()))
    return getOwner(selection.getFalseValue());
  return root;
}

static Choice getChoice(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  auto result = dyn_cast<OpResult>(value);
  Operation *op = argument ? argument.getOwner()->getParentOp() : result.getOwner();
  if (isLoop(op)) {
    auto carried = getLoopCarried(op);
    auto *known = argument ? llvm::find(carried, argument) : carried.begin() + result.getResultNumber();
    if (known == carried.end()) // a counter
      return {};
    auto number = static_cast<unsigned>(known - carried.begin());
    return {op, getLoopInits(op)[number], getLoopYield(op).getValues()[number]};
  }
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return {op, branch.thenYield().getOperand(result.getResultNumber()),
            branch.elseYield().getOperand(result.getResultNumber())};
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return {op, select.getTrueValue(), select.getFalseValue()};
  return {};
}

/// True if the value is there before `op` runs, which is not around it.
static bool isThereBefore(Value value, Operation *op) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return argument.getOwner()->findAncestorOpInBlock(*op);
  Operation *made = value.getDefiningOp(), *place = made->getBlock()->findAncestorOpInBlock(*op);
  return place && made != place && made->isBeforeInBlock(place);
}

/// Memory is made anew each time: what was there before is other memory, and so is what is made elsewhere.
static bool isOtherMemory(Value made, Value value) {
  auto alloc = made.getDefiningOp<AllocOp>();
  return isa_and_nonnull<NullOp, UndefOp>(made.getDefiningOp()) ||
         (alloc && (isThereBefore(value, alloc) || isa_and_nonnull<AllocOp, LocalOp>(value.getDefiningOp())));
}

/// One choice, or two selections by one condition.
static bool isSameChoice(Operation *one, Operation *other) {
  auto first = dyn_cast<arith::SelectOp>(one), second = dyn_cast<arith::SelectOp>(other);
  return one == other || (first && second && first.getCondition() == second.getCondition());
}

bool OwnMemory::areApart(Value one, Value other) {
  one = getOwner(one), other = getOwner(other);
  if (one == other)
    return false;
  if (isOtherMemory(one, other) || isOtherMemory(other, one) || assumed.contains({one, other}) ||
      assumed.contains({other, one}))
    return true;
  Choice choice = getChoice(one), second = getChoice(other);
  if (choice.op && second.op && isSameChoice(choice.op, second.op)) {
    assumed.insert({one, other});
    return areApart(choice.first, second.first) && areApart(choice.second, second.second);
  }
  if (!choice.op || !isThereBefore(other, choice.op)) { // what was chosen last is looked at first
    std::swap(choice, second);
    std::swap(one, other);
  }
  if (!choice.op || !isThereBefore(other, choice.op))
    return false;
  assumed.insert({one, other});
  return areApart(choice.first, other) && areApart(choice.second, other);
}

/// What a value is where `op` runs, if it is chosen by the condition of a branch around that.
static Value getChosenAt(Operation *op, Value value) {
  Value root = getOwner(value);
  Choice choice = getChoice(root);
  auto selection = dyn_cast_or_null<arith::SelectOp>(choice.op);
  auto chosen = dyn_cast_or_null<scf::IfOp>(choice.op);
  if (!selection && !chosen)
    return root;
  Value condition = selection ? selection.getCondition() : chosen.getCondition();
  for (auto branch = op->getParentOfType<scf::IfOp>(); branch; branch = branch->getParentOfType<scf::IfOp>())
    if (branch.getCondition() == condition)
      return getChosenAt(op, branch.getThenRegion().isAncestor(op->getParentRegion()) ? choice.first : choice.second);
  return root;
}

LogicalResult pullback::checkKeptReferences(FuncOp function, PointerGroups &groups, PointerGroup &group) {
  for (GrowOp grow : group.grown) {
    if (!grow->hasAttr(kShifts) && !(grow->hasAttr(kStays) && group.hasCells))
      continue;
    Operation *memory = getRoot(grow.getPointer()).getDefiningOp();
    auto isIn = [&](Value pointer) {
      Value root = getRoot(pointer);
      if (isa_and_nonnull<AllocOp>(memory) && isa_and_nonnull<AllocOp>(root.getDefiningOp()) &&
          root.getDefiningOp() != memory)
        return false; // another vector's
      if (OwnMemory().areApart(getChosenAt(grow, root), grow.getPointer()) || mutant("free:elements-that-move"))
        return false;
      return groups.find(root) == &group || group.allocations.contains(root.getDefiningOp());
    };
    auto check = [&](Value value) {
      Operation *use = isa<PtrType>(value.getType()) && isIn(value) ? findUseAfter(value, grow) : nullptr;
      return use ? refuse(use) : success();
    };
    WalkResult walked = function.walk([&](Operation *op) {
      auto store = dyn_cast<StoreOp>(op);
      bool isKept = store && isa<PtrType>(store.getValue().getType()) &&
                    getRoot(store.getValue()) != store.getValue() && isIn(store.getValue());
      bool isFine = !isKept || succeeded(refuse(op));
      for (Value result : op->getResults())
        isFine = isFine && succeeded(check(result));
      for (Region &region : op->getRegions())
        for (BlockArgument argument : region.getArguments())
          isFine = isFine && succeeded(check(argument));
      return isFine ? WalkResult::advance() : WalkResult::interrupt();
    });
    if (walked.wasInterrupted())
      return failure();
  }
  return success();
}
