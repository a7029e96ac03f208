#include "Transforms/ChosenPointers.h"

#include "Transforms/PointerComparisons.h"
#include "Transforms/PointerGroups.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;

/// What a region computes for `value` without effects, moved in front of the branch; false where that cannot be.
static bool moveOut(Value value, scf::IfOp branch) {
  Operation *op = value.getDefiningOp();
  if (!op || !branch->isProperAncestor(op))
    return !isa<BlockArgument>(value) || !branch->isAncestor(value.getParentBlock()->getParentOp());
  auto binary = dyn_cast<BinaryOp>(op);
  bool isQuotient = binary && llvm::is_contained({BinaryKind::Div, BinaryKind::Rem}, binary.getKind()) &&
                    getConstantInt(binary.getRhs()).value_or(0) > 0;
  bool isConversion = isa<CastOp>(op) && isa<PtrType>(value.getType());
  if ((!isPure(op) && !isConversion && !isQuotient) || op->getNumRegions() > 0 ||
      !llvm::all_of(op->getOperands(), [&](Value operand) { return moveOut(operand, branch); }))
    return false;
  op->moveBefore(branch);
  return true;
}

/// A pointer that branches yield, as a choice between two; inner branches first.
static void makeChoices(FuncOp function) {
  SmallVector<scf::IfOp> branches;
  function.getBody().walk([&](scf::IfOp branch) { branches.push_back(branch); });
  for (scf::IfOp branch : branches)
    for (OpResult result : branch.getResults()) {
      auto isKept = [](Operation *user) { return isa<StoreOp, scf::YieldOp, CastOp>(user); };
      if (!isa<PtrType>(result.getType()) || result.use_empty() || !llvm::all_of(result.getUsers(), isKept))
        continue;
      Value taken = branch.thenYield().getOperand(result.getResultNumber());
      Value other = branch.elseYield().getOperand(result.getResultNumber());
      if (!moveOut(taken, branch) || !moveOut(other, branch))
        continue;
      OpBuilder builder(branch->getNextNode());
      result.replaceAllUsesWith(
          builder.create<arith::SelectOp>(branch.getLoc(), branch.getCondition(), taken, other).getResult());
    }
}

/// The addresses of two objects, of which one is kept: each is kept in a branch of its own, where it is known which.
///
///   pb.store (%c ? %p : %q), %cell   ->   scf.if %c { pb.store %p, %cell } else { pb.store %q, %cell }
static void splitChosenStores(FuncOp function) {
  SmallVector<StoreOp> stores;
  function.getBody().walk([&](StoreOp store) {
    if (isa<PtrType>(store.getValue().getType()))
      stores.push_back(store);
  });
  while (!stores.empty()) {
    StoreOp store = stores.pop_back_val();
    Value value = stripCasts(store.getValue());
    auto choice = value.getDefiningOp<arith::SelectOp>();
    if (!choice || getBase(choice.getTrueValue()) == getBase(choice.getFalseValue()))
      continue;
    OpBuilder builder(store);
    auto branch = builder.create<scf::IfOp>(store.getLoc(), choice.getCondition(), /*withElseRegion=*/true);
    for (bool taken : {true, false}) {
      builder.setInsertionPointToStart(taken ? branch.thenBlock() : branch.elseBlock());
      Value pointer = taken ? choice.getTrueValue() : choice.getFalseValue();
      if (pointer.getType() != store.getValue().getType())
        pointer = builder.create<CastOp>(store.getLoc(), store.getValue().getType(), pointer, /*implicit=*/true);
      stores.push_back(builder.create<StoreOp>(store.getLoc(), pointer, store.getPointer()));
    }
    store.erase();
  }
}

void pullback::keepInVariables(Operation *slot, const llvm::BitVector &which) {
  if (auto choice = dyn_cast<arith::SelectOp>(slot))
    slot = makeBranch(choice);
  OpBuilder builder(slot);
  Location location = slot->getLoc();
  for (unsigned index : which.set_bits()) {
    OpResult result = slot->getResult(index);
    Value carried = isLoop(slot) ? Value(getLoopCarried(slot)[index]) : Value();
    StringRef name = getVariableName(carried ? carried : result);
    builder.setInsertionPoint(slot);
    auto variable = builder.create<LocalOp>(location, PtrType::get(result.getType()), name.empty() ? "pointer" : name);
    variable->setAttr("pb.invented", builder.getUnitAttr());
    auto keep = [&](OpOperand &incoming) {
      builder.setInsertionPoint(incoming.getOwner());
      builder.create<StoreOp>(location, incoming.get(), variable);
    };
    if (carried) {
      keep(slot->getOpOperand(getFirstInit(slot) + index));
      builder.setInsertionPointToStart(getLoopBody(slot));
      carried.replaceAllUsesWith(builder.create<LoadOp>(location, variable));
      keep(getLoopYield(slot).getValuesMutable()[index]);
    } else {
      keep(cast<scf::IfOp>(slot).thenYield()->getOpOperand(index));
      keep(cast<scf::IfOp>(slot).elseYield()->getOpOperand(index));
    }
    builder.setInsertionPointAfter(slot);
    result.replaceAllUsesWith(builder.create<LoadOp>(location, variable));
  }
  dropResults(slot, which);
}

bool pullback::keepsNumbers(FuncOp function, PointerGroups &groups, PointerGroup &group) {
  if (!group.hasCells || group.isShared() || (group.made.empty() && !group.isNumbered()))
    return false;
  auto isCarried = [](OpOperand *null) { return !isa<StoreOp>(null->getOwner()); };
  bool isNullCarried = llvm::any_of(group.nulls, isCarried) || findComparedCarried(function, groups, group);
  return !group.made.empty() || (group.hasNull && isNullCarried) || llvm::any_of(group.stores, [&](StoreOp store) {
    Value base = getBase(store.getValue());
    return groups.isMember(base) && !isa_and_nonnull<LoadOp, arith::SelectOp>(base.getDefiningOp());
  });
}

bool pullback::choosesNull(Operation *slot) {
  auto choice = dyn_cast<arith::SelectOp>(slot);
  auto isNull = [](Value pointer) { return getBase(pointer).getDefiningOp<NullOp>() != nullptr; };
  return choice && (isNull(choice.getTrueValue()) || isNull(choice.getFalseValue()));
}

void pullback::settleChosenPointers(FuncOp function) {
  makeChoices(function);
  splitChosenStores(function);
}
