// Merges what the reverse sweep does to one adjoint in a row, where nothing in between reads or overwrites it.
//
//   %v = pb.load %p                        %v = pb.load %p
//   pb.store %zero, %p             ->
//   pb.accumulate %v, %p
//
//   pb.store %zero, %p             ->      pb.store %v, %p
//   pb.accumulate %v, %p
//
//   pb.accumulate %v, %p           ->      %w = arith.addf %v, %u
//   pb.accumulate %u, %p                   pb.accumulate %w, %p
//
// The first is the reverse of `x[i] += y`, the second of `x[i] = x[i] * y`. Accumulations to other places may stand in
// between, as accumulations commute. Adjoint sums may be reordered, those of the primal keep their bits. Works
// within a block; operations with regions end a row where they touch the place.
#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_MERGEACCUMULATIONS
#include "Transforms/Passes.h.inc"
} // namespace pullback

/// How many open rows are compared with an operation.
static constexpr size_t kOpenRows = 32;

static Value getPlace(Operation *op) {
  if (auto store = dyn_cast<StoreOp>(op))
    return store.getPointer();
  return cast<AccumulateOp>(op).getPointer();
}

static bool touches(Operation *op, Value place) {
  return op
      ->walk([&](Operation *inner) {
        bool plain = inner->getNumRegions() == 0 && !isMemoryEffectFree(inner) && !isa<LocalOp, AllocOp>(inner);
        return plain && (mayWrite(inner, place) || mayRead(inner, place)) ? WalkResult::interrupt()
                                                                          : WalkResult::advance();
      })
      .wasInterrupted();
}

static bool isZeroStore(Operation *op) {
  auto store = dyn_cast<StoreOp>(op);
  return store && isConstantFloat(store.getValue(), 0.0);
}

/// True if `value` is what lies at the place of `store` before it.
static bool isOldValue(Value value, StoreOp store) {
  auto load = value.getDefiningOp<LoadOp>();
  if (!load || load->getBlock() != store->getBlock() || !load->isBeforeInBlock(store) ||
      alias(load.getPointer(), store.getPointer()) != Alias::Must)
    return false;
  for (Operation *op = load->getNextNode(); op != store; op = op->getNextNode())
    if (touches(op, store.getPointer()) && !isa<LoadOp>(op) && !mutant("free:old-value"))
      return false;
  return true;
}

static bool isDefinedBefore(Value value, Operation *op) {
  Operation *definition = value.getDefiningOp();
  return !definition || definition->getBlock() != op->getBlock() || definition->isBeforeInBlock(op);
}

namespace {

class Rows {
public:
  void run(Block &block);

private:
  void visit(Operation *op);
  bool extend(AccumulateOp accumulate);
  bool addToStore(StoreOp store, AccumulateOp accumulate);
  void add(Operation *op);
  void close(llvm::function_ref<bool(Operation *)> isClosed) { llvm::erase_if(open, isClosed); }

  /// Stores and accumulations of the block behind which nothing but accumulations touched their places.
  SmallVector<Operation *> open;
  /// Stores in front of accumulations that may mean their place; the row of such an accumulation may have ended.
  llvm::SmallPtrSet<Operation *, 8> crossed;
};

void Rows::run(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block))
    visit(&op);
}

void Rows::add(Operation *op) {
  if (open.size() == kOpenRows)
    open.erase(open.begin());
  open.push_back(op);
}

void Rows::visit(Operation *op) {
  if (auto accumulate = dyn_cast<AccumulateOp>(op); accumulate && op->hasAttr("pb.adjoint")) {
    if (extend(accumulate))
      return;
    for (Operation *row : open)
      if (isa<StoreOp>(row) && alias(getPlace(row), accumulate.getPointer()) != Alias::No)
        crossed.insert(row);
    add(op);
    return;
  }
  if (op->getNumRegions() == 0 && (isMemoryEffectFree(op) || isa<LocalOp, AllocOp>(op)))
    return;
  close([&](Operation *row) { return touches(op, getPlace(row)) && !mutant("free:place-of-row"); });
  if (isa<StoreOp>(op) && op->hasAttr("pb.adjoint") && isZeroStore(op))
    add(op);
}

bool Rows::addToStore(StoreOp store, AccumulateOp accumulate) {
  if (isOldValue(accumulate.getValue(), store)) {
    close([&](Operation *row) { return row == store; });
    store.erase();
    accumulate.erase();
    return true;
  }
  // Moving the store down must not undo accumulations that may mean its place.
  bool canMove = !crossed.contains(store) || mutant("clear:crossed-accumulation");
  if (!isDefinedBefore(accumulate.getValue(), store) && !canMove)
    return false;
  store.getValueMutable().assign(accumulate.getValue());
  store->setLoc(accumulate.getLoc());
  if (canMove) {
    store->moveBefore(accumulate);
    close([&](Operation *row) { return row == store; });
    add(store);
  }
  accumulate.erase();
  return true;
}

bool Rows::extend(AccumulateOp accumulate) {
  for (Operation *row : llvm::reverse(open)) {
    if (alias(getPlace(row), accumulate.getPointer()) != Alias::Must)
      continue;
    if (auto store = dyn_cast<StoreOp>(row)) {
      if (isZeroStore(store))
        return addToStore(store, accumulate);
      continue;
    }
    auto earlier = cast<AccumulateOp>(row);
    if (earlier.getValue().getType() != accumulate.getValue().getType())
      return false;
    OpBuilder builder(accumulate);
    auto sum = builder.create<arith::AddFOp>(accumulate.getLoc(), earlier.getValue(), accumulate.getValue());
    sum->setAttr("pb.adjoint", builder.getUnitAttr());
    if (!mutant("accumulate:earlier-of-row"))
      accumulate.getValueMutable().assign(sum);
    close([&](Operation *other) { return other == row; });
    earlier.erase();
    return false; // the merged one opens a row of its own
  }
  return false;
}

struct MergeAccumulations : pullback::impl::MergeAccumulationsBase<MergeAccumulations> {
  void runOnOperation() override {
    getOperation().walk([](Block *block) { Rows().run(*block); });
  }
};

} // namespace
