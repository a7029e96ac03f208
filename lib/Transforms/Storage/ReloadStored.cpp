// Takes values that the reverse sweep wants from where the program keeps them.
//
//   %y = pb.math "tanh"(%x)                      %y = pb.math "tanh"(%x)
//   pb.mark %y id 0                              pb.store %y, %p
//   pb.store %y, %p                       ->     %z = pb.load %p
//                                                pb.mark %z id 0
//
// Where nothing overwrites the place for the rest of the forward sweep, such a load can run in the reverse sweep
// instead, and nothing has to be saved beside what the program has stored anyway.
#include "IR/Mutants.h"
#include "IR/StorageHints.h"
#include "Transforms/Passes.h"
#include "Transforms/Storage/StableLoads.h"
#include "Transforms/Strategies.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_RELOADSTORED
#include "Transforms/Passes.h.inc"
} // namespace pullback

// Marks the stored value instead of the value, if it stays in one of the places that it is stored to.
static void reload(MarkOp mark, const StableLoads &stableLoads) {
  Value value = mark.getValue();
  if (!getStorageHint(value).empty())
    return;
  for (Operation *user : value.getUsers()) {
    auto store = dyn_cast<StoreOp>(user);
    if (!store || store.getValue() != value || store->getBlock() != mark->getBlock() ||
        store->getBlock() != value.getParentBlock())
      continue;
    OpBuilder builder(store->getContext());
    builder.setInsertionPointAfter(store);
    auto load = builder.create<LoadOp>(value.getLoc(), store.getPointer());
    if (stableLoads.isStable(load) || mutant("free:stored-value")) {
      mark.getValueMutable().assign(load);
      mark->moveAfter(load);
      return;
    }
    load.erase();
  }
}

namespace {

struct ReloadStored : pullback::impl::ReloadStoredBase<ReloadStored> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (!isEnabled(function, Strategy::Recompute))
      return;
    for (Block *scope : getScopes(function)) {
      Mirrors mirrors(*scope);
      StableLoads stableLoads(mirrors);
      SmallVector<MarkOp> marks;
      walkScope(*scope, [&](Operation *op) {
        auto mark = dyn_cast<MarkOp>(op);
        if (mark && !mark->hasAttr("counter") && mirrors.isForward(mark))
          marks.push_back(mark);
      });
      for (MarkOp mark : marks)
        reload(mark, stableLoads);
    }
  }
};

} // namespace
