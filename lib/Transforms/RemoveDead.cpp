// Removes what nothing needs: local objects that are only written to, or only for themselves, with their writes;
// operations without effect; results and carried values without use; and values that loops carry around unchanged.
//
//   %w = pb.local "w"                        (nothing left)
//   pb.store %v, %w
//
// Calls stay, as their effects are not known here, but for those of functions that have a rule of the user's: their
// value and their outputs are all that they are called for.
#include "Analysis/Objects.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_REMOVEDEAD
#include "Transforms/Passes.h.inc"
} // namespace pullback

namespace {

/// Whether a local object is only written to, or read for nothing but what is stored in it again.
///
///   %a = pb.local "a"                        (nothing left)
///   %x = pb.load %a[%i]
///   pb.store %x, %a[%j]
class WrittenOnly {
public:
  explicit WrittenOnly(Operation *object) : object(object->getResult(0)) {}
  bool check() { return checkPointer(object); }
  void erase() {
    for (OpOperand *use : handedOn) {
      OpBuilder builder(use->getOwner());
      use->set(builder.create<UndefOp>(use->getOwner()->getLoc(), use->get().getType()));
    }
    for (Operation *op : users)
      op->dropAllReferences();
    for (Operation *op : users)
      op->erase();
    object.getDefiningOp()->erase();
  }

private:
  bool checkPointer(Value pointer);
  bool checkValue(Value value);
  Value getObject(Value pointer) const;

  Value object;
  SetVector<Operation *> users;
  SetVector<OpOperand *> handedOn; // to what regions carry and yield
};

} // namespace

// A cursor of a stack that is only moved counts as written.
bool WrittenOnly::checkPointer(Value pointer) {
  for (OpOperand &use : pointer.getUses()) {
    Operation *user = use.getOwner();
    unsigned operand = use.getOperandNumber();
    bool isFine = isa<ZeroOp, FreeOp, ResizeOp, ExtentOp, StackPushOp, StackClearOp, StackResizeOp>(user) ||
                  (isa<StoreOp, AccumulateOp, CopyOp>(user) && operand == 1);
    isFine |= isa<StackPreviousOp>(user) && operand == 1 && user->use_empty(); // moves the cursor
    if (!isFine && isa<ElementOp, FieldOp, DecayOp, CastOp>(user) && operand == 0 &&
        isa<PtrType>(user->getResult(0).getType()))
      isFine = checkPointer(user->getResult(0));
    if (!isFine && isa<LoadOp>(user))
      isFine = checkValue(user->getResult(0));
    if (!isFine)
      return false;
    users.insert(user);
  }
  return true;
}

/// What takes over the value of a use by a loop or by the end of a region, or what it chooses between: nothing for a
/// use of another kind.
static SmallVector<Value, 2> getHeirs(OpOperand &use) {
  Operation *user = use.getOwner(), *parent = user->getParentOp();
  if (auto choice = dyn_cast<scf::IfOp>(user))
    return isMemoryEffectFree(choice) ? SmallVector<Value, 2>(choice.getResults()) : SmallVector<Value, 2>();
  if (!isa<FloatType>(use.get().getType()))
    return {};
  if (auto branch = dyn_cast<scf::IfOp>(parent); branch && isa<scf::YieldOp>(user))
    return {branch.getResult(use.getOperandNumber())};
  Operation *loop = isLoop(user) ? user : isa<YieldOp>(user) && isLoop(parent) ? parent : nullptr;
  if (!loop)
    return {};
  unsigned first = loop == user ? getFirstInit(loop) : user->getNumOperands() - loop->getNumResults();
  unsigned index = use.getOperandNumber() - first;
  return {getLoopCarried(loop)[index], loop->getResult(index)};
}

bool WrittenOnly::checkValue(Value value) {
  for (OpOperand &use : value.getUses()) {
    Operation *user = use.getOwner();
    if (users.contains(user) || handedOn.contains(&use))
      continue;
    if (SmallVector<Value, 2> heirs = getHeirs(use); !heirs.empty()) {
      handedOn.insert(&use);
      if (!llvm::all_of(heirs, [&](Value heir) { return checkValue(heir); }))
        return false;
      continue;
    }
    if (isa<StoreOp, AccumulateOp>(user)) {
      if (use.getOperandNumber() != 0 || getObject(user->getOperand(1)) != object)
        return false;
      continue; // a user of the pointer as well
    }
    if (user->getNumRegions() > 0 || user->hasTrait<OpTrait::IsTerminator>() || !isMemoryEffectFree(user) ||
        !llvm::all_of(user->getResults(), [&](Value result) { return checkValue(result); }))
      return false;
    users.insert(user);
  }
  return true;
}

Value WrittenOnly::getObject(Value pointer) const {
  while (Operation *op = pointer.getDefiningOp()) {
    if (!isa<ElementOp, FieldOp, DecayOp, CastOp>(op))
      break;
    pointer = op->getOperand(0);
  }
  return pointer;
}

static bool removeWrittenOnlyObjects(FuncOp function) {
  SmallVector<Operation *> objects;
  function.walk([&](Operation *op) {
    if (isa<LocalOp, AllocOp>(op))
      objects.push_back(op);
  });
  bool changed = false;
  for (Operation *object : objects) {
    WrittenOnly unread(object);
    if (!unread.check())
      continue;
    unread.erase();
    changed = true;
  }
  return changed;
}

// Calls of a function with the same arguments as its value_and_vjp behind them, whose own value is not used yet: that
// serves. What the rule reads is what the call has read, or it would be given a copy.
//
//   %y = pb.call @f(%x) ... pb.call @f_both(%x, %y_bar, %x_bar)   =>   %y = pb.call @f_both(%x, %y_bar, %x_bar)
static void takeValuesOfRules(FuncOp function) {
  if (function.getRole() != "derivative")
    return;
  SmallVector<CallOp> rules;
  function.walk([&](CallOp call) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
    if (callee && callee->hasAttr("pb.value_of") && call.getNumResults() == 1 && call.use_empty())
      rules.push_back(call);
  });
  for (CallOp rule : rules) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(rule, rule.getCalleeAttr());
    auto primal = callee->getAttrOfType<FlatSymbolRefAttr>("pb.value_of");
    for (auto call : rule->getBlock()->getOps<CallOp>()) {
      auto sameValue = [](auto pair) {
        auto cast = std::get<1>(pair).template getDefiningOp<CastOp>();
        return std::get<0>(pair) == (cast ? cast.getOperand() : std::get<1>(pair)) ||
               std::get<0>(pair) == std::get<1>(pair);
      };
      bool isSame = call.getCalleeAttr() == primal && call->isBeforeInBlock(rule) &&
                    call.getNumOperands() <= rule.getNumOperands() &&
                    llvm::all_of(llvm::zip(call.getOperands(), rule.getOperands()), sameValue);
      bool isLater = llvm::all_of(call->getUsers(), [&](Operation *user) {
        Operation *place = rule->getBlock()->findAncestorOpInBlock(*user);
        return place && rule->isBeforeInBlock(place);
      });
      if (isSame && isLater) {
        call->replaceAllUsesWith(rule);
        break;
      }
    }
  }
}

// Calls of functions with a rule, of which no value is used, in derivatives.
static void removeUnusedRuleCalls(FuncOp function) {
  if (function.getRole() != "derivative")
    return;
  SmallVector<CallOp> unused;
  function.walk([&](CallOp call) {
    if (!call.use_empty())
      return;
    auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
    bool writes = false;
    for (unsigned i = 0; i < call.getNumOperands(); ++i)
      writes |= isa<PtrType>(call.getOperand(i).getType()) && getArgumentEffect(call, i).writes;
    if (callee && callee->hasAttr("rules") && !writes)
      unused.push_back(call);
  });
  for (CallOp call : unused)
    call.erase();
}

// Calls of functions of which nothing but the value is seen, and of which that is not used: compilers warn of them.
static void removeUnusedPureCalls(FuncOp function) {
  SmallVector<CallOp> unused;
  function.walk([&](CallOp call) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
    bool hasValue = call.getNumResults() == 1; // an object is written to a place
    if (hasValue && call.use_empty() && callee && callee->hasAttr("pb.pure"))
      unused.push_back(call);
  });
  for (CallOp call : unused)
    call.erase();
}

namespace {

struct RemoveDead : pullback::impl::RemoveDeadBase<RemoveDead> {
  void runOnOperation() override {
    if (getOperation().isDeclaration())
      return;
    takeValuesOfRules(getOperation());
    removeUnusedRuleCalls(getOperation());
    removeUnusedPureCalls(getOperation());
    do
      simplifyRegionValues(getOperation());
    while (removeWrittenOnlyObjects(getOperation()));
    restoreWhileLoops(getOperation());
  }
};

} // namespace
