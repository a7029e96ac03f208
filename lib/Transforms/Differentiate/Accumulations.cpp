// *p = *p + v has the adjoint v_bar += *p_bar, the same as *p += v. Taken as a load, a sum and a store, its reverse
// would take *p_bar out of its place, clear that, and put it in again.
#include "Transforms/Differentiate/Accumulations.h"

#include "Analysis/Aliasing.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

// Nothing between the load and the store writes to the place.
static bool isUnchanged(LoadOp load, StoreOp store) {
  for (Operation *op = load->getNextNode(); op != store; op = op->getNextNode())
    if (!op || op->walk([&](Operation *inner) {
                   return mayWrite(inner, load.getPointer()) ? WalkResult::interrupt() : WalkResult::advance();
                 }).wasInterrupted())
      return false;
  return true;
}

static void formAccumulation(StoreOp store) {
  Operation *sum = store.getValue().getDefiningOp();
  if (!isa_and_nonnull<arith::AddFOp, arith::SubFOp>(sum) || !sum->hasOneUse() || sum->getBlock() != store->getBlock())
    return;
  auto load = sum->getOperand(0).getDefiningOp<LoadOp>();
  bool isInPlace = load && load->hasOneUse() && load->getBlock() == store->getBlock() &&
                   alias(load.getPointer(), store.getPointer()) == Alias::Must && isUnchanged(load, store);
  if (!isInPlace)
    return;
  OpBuilder builder(store);
  Value value = sum->getOperand(1);
  if (isa<arith::SubFOp>(sum))
    value = builder.create<arith::NegFOp>(sum->getLoc(), value);
  builder.create<AccumulateOp>(store.getLoc(), value, store.getPointer());
  store.erase();
  sum->erase();
  load.erase();
}

void pullback::formAccumulations(FuncOp function) {
  SmallVector<StoreOp> stores;
  function.getBody().walk([&](StoreOp store) { stores.push_back(store); });
  for (StoreOp store : stores)
    formAccumulation(store);
}
