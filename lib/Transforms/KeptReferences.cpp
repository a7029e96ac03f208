#include "Transforms/KeptReferences.h"

#include "IR/Containers.h"
#include "IR/Mutants.h"
#include "Transforms/RegionValues.h"

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
