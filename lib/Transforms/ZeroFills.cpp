// Removes loops that set elements of a vector to zero that has just been made, which is zero already.
//
//   %v = pb.alloc vector "v"[%n]                          %v = pb.alloc vector "v"[%n]
//   pb.for %i = 0 while lt %n { pb.store 0, %v[%i] }  =>
//
// `std::vector<double> v(n, 0.0)`, and `v[i] = 0` in a loop behind it.
#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"

#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace pullback {
#define GEN_PASS_DEF_ZEROFILLS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// True for the number zero with all bits zero; -0.0 is another number.
static bool isZero(Value value) {
  auto constant = value.getDefiningOp<ConstantOp>();
  auto number = constant ? dyn_cast<FloatAttr>(constant.getValue()) : FloatAttr();
  return number ? number.getValue().isPosZero() : getConstantInt(value) == 0 || matchPattern(value, m_Zero());
}

/// The only store of a loop that does nothing else; null if it does, or if it stores something that is not zero.
static StoreOp getZeroStore(ForOp loop) {
  StoreOp found;
  for (Operation &op : loop.getBody().front().without_terminator()) {
    auto store = dyn_cast<StoreOp>(op);
    if (store && !found && isZero(store.getValue()))
      found = store;
    else if (op.getNumRegions() > 0 || !isMemoryEffectFree(&op))
      return {};
  }
  return found;
}

/// True if nothing between them may write to what the first has made.
static bool isStillZero(AllocOp alloc, Operation *before) {
  for (Operation *op = alloc->getNextNode(); op != before; op = op->getNextNode()) {
    bool isWritten = op->walk([&](Operation *inner) {
                         bool writes = inner->getNumRegions() == 0 && !isMemoryEffectFree(inner) &&
                                       !isa<AllocOp, LocalOp>(inner) && mayWriteObject(inner, alloc.getResult());
                         return writes ? WalkResult::interrupt() : WalkResult::advance();
                       }).wasInterrupted();
    if (isWritten && !mutant("free:zero-that-is-written"))
      return false;
  }
  return true;
}

namespace {

struct ZeroFills : pullback::impl::ZeroFillsBase<ZeroFills> {
  void runOnOperation() override {
    SmallVector<ForOp> loops;
    getOperation().walk([&](ForOp loop) { loops.push_back(loop); });
    for (ForOp loop : loops) {
      StoreOp store = loop->getNumResults() == 0 ? getZeroStore(loop) : StoreOp();
      auto alloc = store ? getPath(store.getPointer()).root.getDefiningOp<AllocOp>() : AllocOp();
      if (alloc && alloc.getKind() == AllocKind::Vector && alloc->getDiscardableAttrs().empty() &&
          alloc->getBlock() == loop->getBlock() && isStillZero(alloc, loop))
        loop.erase();
    }
  }
};

} // namespace
