#include "Transforms/Storage/SaveBuffers.h"

#include "Transforms/Differentiate/Trips.h"

using namespace mlir;
using namespace pullback;

std::string SaveBuffers::makeName(Value value) {
  StringRef name = getVariableName(value);
  return (name.empty() ? "value" : name).str() + "_saved";
}

Value SaveBuffers::save(Value value, OpBuilder &reverse) {
  SmallVector<Operation *> loops = getLoopsAround(value);
  if (loops.empty())
    return saveInVariable(value, reverse);
  return hasKnownBounds(loops) ? saveInArray(value, loops, reverse) : saveOnStack(value, reverse);
}

void SaveBuffers::writeAll() {
  for (const std::function<void()> &write : writes)
    write();
}

// Promotion turns the variable into a result of the branches around the value.
Value SaveBuffers::saveInVariable(Value value, OpBuilder &reverse) {
  OpBuilder entry(function.getBody());
  Location location = value.getLoc();
  std::string name = getVariableName(value).empty() ? makeName(value) : getVariableName(value).str();
  Value variable = entry.create<LocalOp>(location, PtrType::get(value.getType()), entry.getStringAttr(name));
  writes.push_back([=]() mutable {
    OpBuilder forward(function.getContext());
    mirrors.setToSavePoint(forward, value);
    forward.create<StoreOp>(location, value, variable);
  });
  return reverse.create<LoadOp>(location, variable);
}

bool SaveBuffers::hasKnownBounds(ArrayRef<Operation *> loops) {
  Block *entry = &function.getBody().front();
  auto isKnown = [&](Value bound) { return bound.getParentBlock() == entry || bound.getDefiningOp<ConstantOp>(); };
  Operation *outermost = entry->findAncestorOpInBlock(*loops.front());
  return llvm::all_of(loops, [&](Operation *op) {
    auto loop = dyn_cast<ForOp>(op);
    return loop && llvm::all_of(ValueRange{loop.getLower(), loop.getUpper()}, [&](Value bound) {
             Operation *definition = bound.getDefiningOp();
             bool before = !definition || definition->getBlock() != entry || definition->isBeforeInBlock(outermost);
             return isKnown(bound) && before;
           });
  });
}

// A bound, where an operation of the function's own block can use it.
static Value reach(Value bound, OpBuilder &builder) {
  if (auto constant = bound.getDefiningOp<ConstantOp>())
    return builder.clone(*constant)->getResult(0);
  return bound;
}

Value SaveBuffers::getTripCount(ForOp loop, Operation *before) {
  Value &known = tripCounts[loop];
  if (!known) {
    OpBuilder builder(before);
    known = buildTripCount(builder, loop, reach(loop.getLower(), builder), reach(loop.getUpper(), builder));
  }
  return known;
}

// Element ((k1 * n2) + k2) * n3 + k3 for the trips k of the loops and their counts n.
static Value buildIndex(OpBuilder &builder, ArrayRef<Value> trips, ArrayRef<Value> counts) {
  Value index = trips[0];
  for (size_t i = 1; i < trips.size(); ++i) {
    Location location = index.getLoc();
    index = builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, index, counts[i]);
    index = builder.createOrFold<BinaryOp>(location, BinaryKind::Add, index, trips[i]);
  }
  return index;
}

static Value buildIndexAt(OpBuilder &builder, ArrayRef<Operation *> loops, ArrayRef<Value> counts,
                          llvm::function_ref<Value(ForOp)> getCounter) {
  SmallVector<Value> trips;
  for (Operation *op : loops) {
    auto loop = cast<ForOp>(op);
    trips.push_back(buildTripIndex(builder, loop, reach(loop.getLower(), builder), getCounter(loop)));
  }
  return buildIndex(builder, trips, counts);
}

Value SaveBuffers::saveInArray(Value value, ArrayRef<Operation *> loops, OpBuilder &reverse) {
  Operation *outermost = function.getBody().front().findAncestorOpInBlock(*loops.front());
  SmallVector<Value> counts;
  for (Operation *loop : loops)
    counts.push_back(getTripCount(cast<ForOp>(loop), outermost));
  OpBuilder before(outermost);
  Location location = value.getLoc();
  Value size = counts[0];
  for (Value count : ArrayRef(counts).drop_front())
    size = before.createOrFold<BinaryOp>(location, BinaryKind::Mul, size, count);
  Value array = before.create<AllocOp>(location, PtrType::get(value.getType()), AllocKind::Saved,
                                       before.getStringAttr(makeName(value)), size);
  SmallVector<Operation *> around(loops);
  writes.push_back([=]() mutable {
    OpBuilder forward(function.getContext());
    mirrors.setToSavePoint(forward, value);
    Value index = buildIndexAt(forward, around, counts, [](ForOp loop) { return loop.getInductionVar(); });
    Value place = forward.create<ElementOp>(location, array, index);
    forward.create<StoreOp>(location, value, place);
  });
  Value index =
      buildIndexAt(reverse, loops, counts, [&](ForOp loop) { return mirrors.getCounter(loop.getInductionVar()); });
  return reverse.create<LoadOp>(location, reverse.create<ElementOp>(location, array, index));
}

Value SaveBuffers::saveOnStack(Value value, OpBuilder &reverse) {
  Location location = value.getLoc();
  std::string name = makeName(value);
  OpBuilder entry(function.getBody());
  Value stack =
      entry.create<LocalOp>(location, PtrType::get(StackType::get(value.getType())), entry.getStringAttr(name));
  OpBuilder start(function.getContext());
  start.setInsertionPointAfter(mirrors.getBoundary());
  Type size = getSizeType(function.getContext());
  Value cursor = start.create<LocalOp>(location, PtrType::get(size), start.getStringAttr(name + "_left"));
  start.create<StoreOp>(location, start.create<StackSizeOp>(location, size, stack), cursor);
  writes.push_back([=]() mutable {
    OpBuilder forward(function.getContext());
    mirrors.setToSavePoint(forward, value);
    forward.create<StackPushOp>(location, stack, value);
  });
  return reverse.create<StackPreviousOp>(location, value.getType(), stack, cursor);
}
