#include "Transforms/ObjectParts.h"

#include "IR/Downcasts.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace pullback;

AllocOp pullback::findAllocation(Value object, SmallVectorImpl<FieldOp> &bases) {
  while (isa_and_nonnull<FieldOp, CastOp>(object.getDefiningOp())) {
    if (auto field = object.getDefiningOp<FieldOp>())
      bases.insert(bases.begin(), field);
    object = object.getDefiningOp()->getOperand(0);
  }
  auto alloc = object.getDefiningOp<AllocOp>();
  bool isOne = alloc && alloc.getKind() == AllocKind::New && getConstantInt(alloc.getCount()) == 1;
  return isOne ? alloc : AllocOp();
}

bool pullback::areSameBases(ArrayRef<FieldOp> one, ArrayRef<FieldOp> other) {
  return llvm::equal(one, other, [](FieldOp left, FieldOp right) {
    return left.getName() == right.getName() && cast<PtrType>(left.getPointer().getType()).getPointee() ==
                                                    cast<PtrType>(right.getPointer().getType()).getPointee();
  });
}

Value pullback::getWhole(OpBuilder &builder, ArrayRef<FieldOp> bases, Value pointer, Location location) {
  for (FieldOp base : llvm::reverse(bases))
    pointer = builder.create<DowncastOp>(location, base.getPointer().getType(), pointer, base.getName());
  return pointer;
}

void pullback::carryWhole(ArrayRef<FieldOp> bases, Operation *slot, unsigned index) {
  OpBuilder builder(slot->getContext());
  Location location = slot->getLoc();
  auto takeWhole = [&](OpOperand &incoming) {
    builder.setInsertionPoint(incoming.getOwner());
    incoming.set(getWhole(builder, bases, incoming.get(), location));
  };
  auto handOnPart = [&](Value value) {
    value.setType(PtrType::get(cast<PtrType>(FieldOp(bases.front()).getPointer().getType()).getPointee()));
    builder.setInsertionPointAfterValue(value);
    SmallPtrSet<Operation *, 2> parts;
    Value part = value;
    for (FieldOp base : bases) {
      part = builder.create<FieldOp>(location, base.getType(), part, base.getName());
      parts.insert(part.getDefiningOp());
    }
    value.replaceAllUsesExcept(part, parts);
  };
  if (auto branch = dyn_cast<scf::IfOp>(slot)) {
    takeWhole(branch.thenYield()->getOpOperand(index));
    takeWhole(branch.elseYield()->getOpOperand(index));
  } else if (isa<arith::SelectOp>(slot)) {
    takeWhole(slot->getOpOperand(1));
    takeWhole(slot->getOpOperand(2));
  } else {
    takeWhole(slot->getOpOperand(getFirstInit(slot) + index));
    takeWhole(getLoopYield(slot).getValuesMutable()[index]);
    handOnPart(getLoopCarried(slot)[index]);
  }
  handOnPart(slot->getResult(index));
}

void pullback::forgetParts(FuncOp func) {
  func.walk([&](DowncastOp downcast) {
    Value base = stripCasts(downcast.getPointer());
    auto field = base.getDefiningOp<FieldOp>();
    if (!field || field.getName() != downcast.getName() ||
        cast<PtrType>(field.getPointer().getType()).getPointee() != cast<PtrType>(downcast.getType()).getPointee())
      return;
    Value whole = field.getPointer();
    if (whole.getType() != downcast.getType())
      whole = OpBuilder(downcast).create<CastOp>(downcast.getLoc(), downcast.getType(), whole, /*implicit=*/true);
    downcast.replaceAllUsesWith(whole);
    downcast.erase();
  });
}

Value pullback::getPart(OpBuilder &builder, ArrayRef<FieldOp> bases, Value whole, Location location) {
  for (FieldOp base : bases)
    whole = builder.create<FieldOp>(location, base.getType(), whole, base.getName());
  return whole;
}

bool pullback::hoistObject(Value object, Block &scope) {
  SmallVector<Operation *> path;
  for (Value part = object;; part = part.getDefiningOp()->getOperand(0)) {
    Operation *op = part.getDefiningOp();
    if (!isa_and_nonnull<LocalOp, DecayOp, FieldOp, CastOp>(op))
      return false;
    if (!scope.findAncestorOpInBlock(*op)) // in front of all that the scope does
      break;
    path.push_back(op);
    if (isa<LocalOp>(op))
      break;
  }
  for (Operation *op : path)
    op->moveBefore(&scope, scope.begin());
  if (auto local = path.empty() ? LocalOp() : dyn_cast<LocalOp>(path.back())) { // which is one of several to read from
    OpBuilder builder(local->getContext());
    builder.setInsertionPointAfter(local);
    builder.create<ZeroOp>(local.getLoc(), local, Value());
  }
  return true;
}
