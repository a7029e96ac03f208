#include "Emit/ChosenPlaces.h"

#include "Emit/Rows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

/// The vectors that a chosen address may lead into.
static void collectVectors(Value pointer, llvm::DenseSet<Value> &vectors) {
  Value base = getBaseObject(pointer);
  if (auto select = base.getDefiningOp<arith::SelectOp>()) {
    collectVectors(select.getTrueValue(), vectors);
    collectVectors(select.getFalseValue(), vectors);
  } else {
    vectors.insert(base);
  }
}

static bool isPlace(Operation *op) {
  return isa<arith::SelectOp, FieldOp, ElementOp, DecayOp, CastOp>(op) && isa<PtrType>(op->getResult(0).getType());
}

/// Forms the address right in front of each use.
static void formAnew(Operation *place) {
  SmallVector<Operation *> parts;
  for (Operation *user : place->getUsers())
    if (isPlace(user) && !llvm::is_contained(parts, user))
      parts.push_back(user);
  for (Operation *part : parts)
    formAnew(part);
  for (OpOperand &use : llvm::make_early_inc_range(place->getUses()))
    use.set(OpBuilder(use.getOwner()).clone(*place)->getResult(0));
  place->erase();
}

void pullback::emit::chooseMovedPlacesAnew(FuncOp function) {
  SmallVector<ResizeOp> resizes;
  function.walk([&](ResizeOp resize) { resizes.push_back(resize); });
  if (resizes.empty())
    return;
  const Order order(function);
  SmallVector<arith::SelectOp> moved; // those that others are chosen of come first
  function.walk([&](arith::SelectOp select) {
    if (!isa<PtrType>(select.getType()))
      return;
    llvm::DenseSet<Value> vectors;
    collectVectors(select, vectors);
    unsigned last = getLastUse(select, select, order);
    auto isBetween = [&](ResizeOp resize) {
      return vectors.contains(getBaseObject(resize.getPointer())) && order.start(resize) > order.start(select) &&
             order.start(resize) < last;
    };
    if (llvm::any_of(resizes, isBetween))
      moved.push_back(select);
  });
  for (arith::SelectOp select : llvm::reverse(moved))
    formAnew(select);
}
