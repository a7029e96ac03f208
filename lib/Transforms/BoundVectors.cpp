// Says at the end of the block in which a growing vector is made how many elements it has got, so that the reverse
// sweep, which begins there, can make an adjoint of that size at once.
//
//   %v = pb.alloc vector "v"[%0]                    %v = pb.alloc vector "v"[%0]
//   pb.source... pb.resize %v[%n] ...        ->     %m = ... carry the largest count ...
//                                                   pb.extent %v[%m]
//
// Runs on structured form with normalised pointers. Refused as [container]: growing what is one of several vectors, as
// after a swap.
#include "Transforms/Passes.h"
#include "Transforms/Promote.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_BOUNDVECTORS
#include "Transforms/Passes.h.inc"
} // namespace pullback

// Keeps the largest count in a local that promotion takes away again.
static void boundVector(AllocOp vector) {
  SmallVector<ResizeOp> resizes;
  for (Operation *user : vector->getUsers())
    if (auto resize = dyn_cast<ResizeOp>(user))
      resizes.push_back(resize);
  if (resizes.empty())
    return;
  Location location = vector.getLoc();
  OpBuilder builder(vector);
  Type type = vector.getCount().getType();
  auto count = builder.create<LocalOp>(location, PtrType::get(type), (vector.getName() + "_size").str());
  count->setAttr("pb.invented", builder.getUnitAttr());
  builder.setInsertionPointAfter(vector);
  builder.create<StoreOp>(location, vector.getCount(), count);
  for (ResizeOp resize : resizes) {
    builder.setInsertionPoint(resize);
    Value before = builder.create<LoadOp>(location, count), after = resize.getCount();
    Value grows = builder.create<CmpOp>(location, Predicate::LT, before, after);
    builder.create<StoreOp>(location, builder.create<arith::SelectOp>(location, grows, after, before), count);
  }
  builder.setInsertionPoint(vector->getBlock()->getTerminator());
  builder.create<ExtentOp>(location, vector, builder.create<LoadOp>(location, count));
}

// A vector that the caller owns must keep its memory and its size.
static LogicalResult check(UnchangedOp end) {
  if (stripCasts(end.getNow()) == stripCasts(end.getBefore()))
    return success();
  auto error = end.emitError() << "cannot differentiate what changes the size of '" << getVariableName(end.getLoc())
                               << "', or what it holds: it belongs to the caller [container]";
  error.attachNote() << "give the vector its size before the call";
  return failure();
}

namespace {

struct BoundVectors : pullback::impl::BoundVectorsBase<BoundVectors> {
  void runOnOperation() override {
    SmallVector<AllocOp> vectors;
    SmallVector<UnchangedOp> ends;
    bool isFine = true;
    WalkResult result = getOperation().walk([&](Operation *op) {
      if (auto vector = dyn_cast<AllocOp>(op))
        vectors.push_back(vector);
      if (auto unchanged = dyn_cast<UnchangedOp>(op)) {
        isFine &= succeeded(check(unchanged));
        ends.push_back(unchanged);
      }
      auto resize = dyn_cast<ResizeOp>(op);
      if (!resize || resize.getPointer().getDefiningOp<AllocOp>())
        return WalkResult::advance();
      auto error = resize.emitError() << "cannot differentiate what changes the size of this vector: it belongs to the "
                                         "caller, or is one of several [container]";
      error.attachNote() << "give the vector its size before the call, and before it is swapped or chosen";
      return WalkResult::interrupt();
    });
    if (result.wasInterrupted() || !isFine)
      return signalPassFailure();
    for (UnchangedOp end : ends)
      end.erase();
    for (AllocOp vector : vectors)
      boundVector(vector);
    if (failed(promoteLocals(getOperation())))
      signalPassFailure();
  }
};

} // namespace
