// Loops of which the reverse sweep gets the states from snapshots (PULLBACK_CHECKPOINT).
//
//   forward:   for (trip = 0; trip < trips; ++trip) { if (trip == next) keep the state; body }
//   reverse:   for (trip = trips - 1; trip >= 0; --trip) {
//                state = the last snapshot, of step s;  if (s == trip) forget it
//                for (step = s; step < trip; ++step) { if (step == next) keep the state; body }
//                body;  pb.reverse;  reverse of the body
//              }
//
// The last part is a scope of its own: what the reverse of a body needs of this iteration is placed like the values of
// a function. The state is what the loop carries, and the objects that it writes and reads; what it reads may also be
// overwritten after it. The reverse sweep runs on copies of these objects: the primal's are left as they are.
//
// When to keep a state is the binomial schedule of Griewank and Walther, "Algorithm 799: revolve" (ACM TOMS 26, 2000):
// with s snapshots, l = beta(s, r) = (s + r)! / (s! r!) steps can be reversed with no step run more than r times before
// its own reverse, and the next of s snapshots is best kept a steps ahead where beta(s, r - 2) <= a <= beta(s, r - 1)
// and beta(s - 1, r - 1) <= l - a <= beta(s - 1, r). One more state is kept than there are snapshots: that before the
// last step, which is where the reverse sweep starts.
#include "IR/Checkpoints.h"
#include "Transforms/Differentiate/Reverse.h"
#include "Transforms/Differentiate/Snapshots.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Differentiate/UnreadWrites.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

// The number of snapshots, as std::size_t, in front of the loop; null where it is not known, which is reported.
static Value buildLimit(ForOp loop, FuncOp function) {
  OpBuilder builder(loop);
  Type size = getSizeType(builder.getContext());
  if (auto number = loop->getAttrOfType<IntegerAttr>(kCheckpoint))
    return builder.create<ConstantOp>(loop.getLoc(), size, number.getInt());
  StringRef name = loop->getAttrOfType<StringAttr>(kCheckpoint).getValue();
  for (BlockArgument argument : function.getBody().getArguments())
    if (!name.empty() && function.getArgName(argument.getArgNumber()) == name && isa<IntType>(argument.getType())) {
      // At least one: without a snapshot no state could be had again.
      Value zero = builder.create<ConstantOp>(loop.getLoc(), argument.getType(), 0);
      Value isThere = builder.create<CmpOp>(loop.getLoc(), Predicate::GT, argument, zero);
      Value given = builder.createOrFold<CastOp>(loop.getLoc(), size, argument, UnitAttr());
      return builder.create<arith::SelectOp>(loop.getLoc(), isThere, given,
                                             builder.create<ConstantOp>(loop.getLoc(), size, 1));
    }
  (void)refuseCheckpoint(loop.getLoc(),
                         "how many snapshots there may be is not known in '" + function.getCxxName() + "'",
                         "pass a constant, or a parameter of the function that is requested");
  return {};
}

// An object like it, which belongs to the reverse sweep.
static Value makeObjectLike(OpBuilder &builder, const StateObject &state, StringRef name) {
  Location location = state.object.getLoc();
  Type type = PtrType::get(cast<PtrType>(state.object.getType()).getPointee());
  Value made = state.count ? builder.create<AllocOp>(location, type, AllocKind::Saved, name, state.count).getResult()
                           : builder.create<LocalOp>(location, type, builder.getStringAttr(name)).getResult();
  if (made.getType() == state.object.getType())
    return made;
  return builder.create<CastOp>(location, state.object.getType(), made, UnitAttr());
}

/// Maps the pointers that `loop` uses and that are made outside of it to such into the copies of the objects.
static void mapPointers(ForOp loop, OpBuilder &builder, IRMapping &mapping) {
  std::function<Value(Value)> map = [&](Value pointer) -> Value {
    if (mapping.contains(pointer))
      return mapping.lookup(pointer);
    Operation *op = pointer.getDefiningOp();
    if (!isa<PtrType>(pointer.getType()) || isInside(pointer, loop) ||
        !isa_and_nonnull<ElementOp, FieldOp, DecayOp, CastOp, arith::SelectOp>(op) ||
        llvm::none_of(getObjects(pointer), [&](Value object) { return mapping.contains(object); }))
      return pointer;
    for (Value operand : op->getOperands())
      map(operand);
    return builder.clone(*op, mapping)->getResult(0);
  };
  loop.getBody().walk([&](Operation *op) {
    for (Value operand : op->getOperands())
      map(operand);
  });
}

/// True if something other than the next value of what `loop` carries in that place follows from `value` in an
/// iteration. What other loops carry, as adjoints do, counts.
static bool isUsed(Value value, ForOp loop, unsigned carried) {
  return llvm::any_of(value.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (user == loop.getYield().getOperation())
      return use.getOperandNumber() != carried;
    return !isPure(user) || user->hasTrait<OpTrait::IsTerminator>() ||
           llvm::any_of(user->getResults(), [&](Value result) { return isUsed(result, loop, carried); });
  });
}

static SmallVector<Operation *> cloneBody(ForOp loop, OpBuilder &builder, IRMapping &mapping) {
  SmallVector<Operation *> copies;
  for (Operation &op : loop.getBody().front().without_terminator())
    copies.push_back(builder.clone(op, mapping));
  return copies;
}

// What is written and never read is not written by code that runs again.
static void eraseWrites(ArrayRef<Value> places) {
  llvm::SetVector<Operation *> all;
  for (Value place : places)
    all.insert(place.getDefiningOp());
  for (size_t i = 0; i < all.size(); ++i)
    for (Operation *user : all[i]->getUsers())
      all.insert(user);
  for (Operation *op : llvm::reverse(all))
    op->dropAllUses(), op->erase();
}

LogicalResult pullback::checkCheckpoints(FuncOp function) {
  WalkResult result = function.walk([&](Operation *op) {
    if (!isCheckpointed(op))
      return WalkResult::advance();
    auto loop = dyn_cast<ForOp>(op);
    bool isFine = loop ? buildLimit(loop, function) && succeeded(LoopState(loop, function).collect())
                       : succeeded(refuseCheckpoint(op->getLoc(), "how often the loop runs is not known before it runs",
                                                    "write it as for (int t = 0; t < steps; ++t), with bounds that do "
                                                    "not change in the loop"));
    return isFine ? WalkResult::advance() : WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

// The iterations from the snapshot's step to the one that comes next.
static ForOp runForward(const Snapshots &snapshots, ForOp loop, OpBuilder &builder, Value step, Value trip,
                        ArrayRef<Value> objects, ValueRange carried, IRMapping mapping) {
  Location location = loop.getLoc();
  Value one = builder.create<ConstantOp>(location, trip.getType(), 1);
  Value end = builder.create<BinaryOp>(location, BinaryKind::Add, trip, one);
  snapshots.findNext(builder, step, trip, end);
  auto advance = builder.create<ForOp>(location, step, trip, Predicate::LT, 1, carried);
  advance.getInductionVar().setLoc(nameLocation("step", location));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(&advance.getBody().front());
  snapshots.keepIfDue(builder, advance.getInductionVar(), trip, end, advance.getCarried(), objects);
  mapping.map(loop.getInductionVar(), buildCounter(builder, loop, loop.getLower(), advance.getInductionVar()));
  for (auto [from, to] : llvm::zip(loop.getCarried(), advance.getCarried())) {
    to.setLoc(from.getLoc());
    mapping.map(from, to);
  }
  cloneBody(loop, builder, mapping);
  SmallVector<Value> values;
  for (Value value : loop.getYield().getValues())
    values.push_back(mapping.lookupOrDefault(value));
  builder.create<YieldOp>(location, Value(), values);
  return advance;
}

// The objects that the iterations run on in the reverse sweep.
void ReverseBuilder::useInstead(Value original, Value copy, IRMapping &mapping) {
  Value object = getObjects(copy).front();
  mapping.map(original, copy);
  activity.copyActivity(original, object);
  if (Value shadow = shadows.lookup(original))
    setShadow(object, shadow, seeds.contains(original));
}

// The iteration `trip` once more, from the state that `mapping` has, and its reverse. Gives the values of the adjoints
// that the loop over the iterations carries.
SmallVector<Value> ReverseBuilder::reverseIteration(ForOp loop, ForOp mirror, IRMapping &mapping,
                                                    ArrayRef<Value> objects, ArrayRef<unsigned> active,
                                                    ArrayRef<Value> outside) {
  Block &block = mirror.getBody().front();
  mirrors[&block] = &block;
  SmallVector<Operation *> copies = cloneBody(loop, builder, mapping);
  for (auto [from, to] : llvm::zip(loop.getBody().front(), copies))
    activity.copyActivity(&from, to);
  builder.create<ReverseOp>(loop.getLoc());
  for (auto [value, argument] : llvm::zip(outside, mirror.getCarried().drop_front(active.size()))) {
    argument.setLoc(adjointLocation(value, loop.getLoc()));
    setAdjoint(value, argument);
  }
  for (auto [index, argument] : llvm::zip(active, mirror.getCarried())) {
    argument.setLoc(adjointLocation(loop.getCarried()[index], loop.getLoc()));
    addAdjoint(mapping.lookupOrDefault(loop.getYield().getValues()[index]), argument);
  }
  createShadows(block);
  for (Operation *copy : llvm::reverse(copies))
    reverseOp(copy);
  SmallVector<Value> next;
  for (unsigned index : active)
    next.push_back(getAdjointOrZero(mapping.lookup(loop.getCarried()[index]), loop.getLoc()));
  for (Value value : outside)
    next.push_back(getAdjointOrZero(value, loop.getLoc()));
  eraseUnreadWrites(copies, objects);
  return next;
}

void ReverseBuilder::reverseCheckpointed(ForOp loop) {
  Location location = loop.getLoc();
  LoopState state(loop, function);
  Value limit = buildLimit(loop, function);
  if (!limit || mlir::failed(state.collect())) {
    failed = true;
    return;
  }
  OpBuilder forward(loop);
  Value trips = buildTripCount(forward, loop, loop.getLower(), loop.getUpper());
  Snapshots first(loop, state, limit, trips);
  bool isCut = function->hasAttr("pb.split");
  Snapshots snapshots(first, builder, isCut);

  IRMapping mapping;
  SmallVector<Value> objects, unread;
  for (const StateObject &object : state.objects) {
    objects.push_back(makeObjectLike(builder, object, (state.getName(object.object) + "_again").str()));
    useInstead(object.object, objects.back(), mapping);
  }
  for (Value output : state.outputs) { // goes away again
    unread.push_back(builder.create<LocalOp>(location, output.getType(), builder.getStringAttr("unread")));
    useInstead(output, unread.back(), mapping);
  }
  mapPointers(loop, builder, mapping);

  SmallVector<unsigned> active, unused;
  SmallVector<Value> outside(collectOutside(loop)), inits;
  for (auto [index, result] : llvm::enumerate(loop.getResults()))
    if (isa<FloatType>(result.getType()) &&
        (activity.isActive(loop.getCarried()[index]) || activity.isActive(result))) {
      active.push_back(index);
      inits.push_back(getAdjointOrZero(result, location));
    }
  for (Value value : outside)
    inits.push_back(getAdjointOrZero(value, location));
  ForOp mirror = buildMirrorLoop(builder, loop, loop.getLower(), loop.getUpper(), inits);
  Value counter = buildMirroredCounter(builder, loop, mirror, loop.getLower());
  {
    OpBuilder::InsertionGuard guard(builder);
    Scope scope(adjoints);
    builder.setInsertionPointToEnd(&mirror.getBody().front());
    Value trip = buildTripIndex(builder, loop, loop.getLower(), counter);
    if (trip.getDefiningOp<CastOp>())
      trip.setLoc(nameLocation("target", location));
    SmallVector<Value> carried;
    Value step = snapshots.bringBack(builder, trip, objects, carried);
    ForOp advance = runForward(snapshots, loop, builder, step, trip, objects, carried, mapping);
    mapping.map(loop.getInductionVar(), counter);
    for (auto [from, to] : llvm::zip(loop.getCarried(), advance.getResults())) {
      mapping.map(from, to);
      activity.copyActivity(from, to);
    }
    SmallVector<Value> next = reverseIteration(loop, mirror, mapping, objects, active, outside);
    builder.create<YieldOp>(location, Value(), next);
    for (auto [index, argument] : llvm::enumerate(loop.getCarried()))
      if (!isUsed(argument, loop, index) && !isUsed(advance.getResult(index), loop, index))
        unused.push_back(index);
  }
  eraseWrites(unread);
  first.takeInLoop();
  for (unsigned index : unused) {
    snapshots.forget(index);
    if (isCut) // with arrays of its own
      first.forget(index);
  }
  for (auto [value, result] : llvm::zip(outside, mirror.getResults().drop_front(active.size())))
    setAdjoint(value, result);
  for (auto [index, result] : llvm::zip(active, mirror.getResults()))
    addAdjoint(loop.getInits()[index], result);
}
