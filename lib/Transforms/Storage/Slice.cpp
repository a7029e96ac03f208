#include "Transforms/Storage/Slice.h"

#include "Analysis/Coverage.h"
#include "IR/Mutants.h"
#include "IR/StorageHints.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Storage/RecallGraph.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

Slice::Slice(ForOp loop, const StableLoads &stableLoads, bool isMoved)
    : loop(loop), body(&loop.getBody().front()), stableLoads(stableLoads), isMoved(isMoved) {}

void Slice::fail(Operation *op) {
  if (!obstacle)
    obstacle = op;
}

void Slice::need(Value value) {
  if (!loop.getBody().isAncestor(value.getParentRegion()))
    outside.insert(value);
  else if (values.insert(value).second)
    worklist.push_back(value);
}

void Slice::needWrite(Operation *op) {
  stepsMemory = true;
  visitOp(op);
}

bool Slice::close() {
  while (!worklist.empty() && !obstacle)
    visit(worklist.pop_back_val());
  return !obstacle;
}

//===------------------------------------------------------------------------------------------------------------===//
// What a value needs
//===------------------------------------------------------------------------------------------------------------===//

void Slice::visit(Value value) {
  if (auto result = dyn_cast<OpResult>(value)) {
    visitOp(result.getOwner());
    return visitResult(result.getOwner(), result.getResultNumber());
  }
  auto argument = cast<BlockArgument>(value);
  Operation *around = argument.getOwner()->getParentOp();
  unsigned first = isa<ForOp>(around) ? 1 : 0;
  if (argument.getArgNumber() < first) {
    if (around != loop)
      visitOp(around);
    return;
  }
  if (around != loop) {
    visitOp(around);
    return visitResult(around, argument.getArgNumber() - first);
  }
  stepped.insert(argument.getArgNumber() - first);
  need(loop.getInits()[argument.getArgNumber() - first]);
  need(loop.getYield().getValues()[argument.getArgNumber() - first]);
}

// The value of a region operation comes from the ends of its regions, and around a loop.
void Slice::visitResult(Operation *op, unsigned number) {
  if (auto branch = dyn_cast<scf::IfOp>(op)) {
    need(branch.thenYield().getOperand(number));
    need(branch.elseYield().getOperand(number));
  } else if (isLoop(op)) {
    need(getLoopInits(op)[number]);
    need(getLoopCarried(op)[number]);
    need(getLoopYield(op).getValues()[number]);
  }
}

void Slice::visitOp(Operation *op) {
  if (!isInside(op) || !ops.insert(op).second)
    return;
  bool isPure = isa<ConstantOp, UndefOp, NullOp, GlobalOp, BinaryOp, UnaryOp, CmpOp, CastOp, MathOp, ElementOp, FieldOp,
                    DecayOp, PtrDiffOp, scf::IfOp, ForOp, LoopOp>(op) ||
                op->getDialect()->getNamespace() == "arith";
  // To run a second time would be to compute it again.
  if (!isMoved && op->getNumResults() == 1 && getStorageHint(op->getResult(0)) == "store")
    return fail(op);
  if (!isPure && !isa<LoadOp, StoreOp, AccumulateOp, CopyOp, ZeroOp, LocalOp>(op))
    return fail(op);
  visitOp(op->getParentOp());
  unsigned count = isLoop(op) ? getFirstInit(op) : op->getNumOperands();
  for (Value operand : op->getOperands().take_front(count))
    need(operand);
  if (isLoop(op) && getLoopYield(op).getGoOn())
    need(getLoopYield(op).getGoOn());
  if (isa<LoopOp>(op)) // its shape as a while loop is kept
    for (unsigned number = 0; number < op->getNumResults(); ++number)
      visitResult(op, number);
  SmallVector<Value, 2> pointers;
  collectReads(op, pointers);
  for (Value pointer : pointers)
    visitMemory(op, pointer);
}

// Ends with the first use outside: arrays that many loops use have many.
bool Slice::isUsedOutside(Value object) const {
  return llvm::any_of(object.getUsers(), [&](Operation *user) {
    return isa<ElementOp, FieldOp, DecayOp, CastOp>(user) ? isUsedOutside(user->getResult(0))
                                                          : !isInside(user) && !isa<FreeOp>(user);
  });
}

bool Slice::isWritten(Value object) {
  if (!writes)
    writes.emplace(loop.getBody());
  return !writes->getWrites(object).empty();
}

// What is read is as it was, or written in this iteration, or in the iterations before it that run here as well.
void Slice::visitMemory(Operation *read, Value pointer) {
  auto load = dyn_cast<LoadOp>(read);
  SmallVector<Value, 2> objects = getObjects(pointer);
  bool isFromOutside = llvm::none_of(objects, [&](Value object) { return isWritten(object); });
  if (load && isFromOutside && (stableLoads.isStable(load) || mutant("free:read-in-slice")))
    return;
  if (objects.size() != 1 && !mutant("free:one-of-several-objects"))
    return fail(read);
  Value object = objects[0];
  if (object.getDefiningOp<GlobalOp>()) // which others may change
    return fail(read);
  bool isOwn = object.getDefiningOp() && isInside(object.getDefiningOp());
  bool isPrivate = !isOwn && (isCovered(read, pointer, body) || mutant("free:not-written-before"));
  if (!isOwn && !isPrivate && (!isMoved || isUsedOutside(object)) && !mutant("free:written-elsewhere"))
    return fail(read);
  SmallVector<Operation *> accesses;
  if (!collectAccesses(object, accesses))
    return fail(read);
  if (isPrivate) {
    privateObjects.insert(object);
  } else if (!isOwn) {
    // All that ever happens to the object happens here, in the same order.
    bool staysInside = llvm::all_of(accesses, [&](Operation *op) { return isInside(op) || isa<FreeOp>(op); });
    if ((!isMoved || !staysInside) && !mutant("free:written-elsewhere"))
      return fail(read);
    stepsMemory = !mutant("order:memory-stepped-along");
  }
  needObject(object);
}

void Slice::needObject(Value object) {
  if (!neededObjects.insert(object).second)
    return;
  SmallVector<Operation *> accesses;
  collectAccesses(object, accesses);
  for (Operation *op : accesses) {
    SmallVector<Value, 2> pointers;
    collectWrites(op, pointers);
    if (isInside(op) && llvm::any_of(pointers, [&](Value target) { return getObjects(target)[0] == object; }))
      visitOp(op);
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Cost and copy
//===------------------------------------------------------------------------------------------------------------===//

double Slice::getCost(Block &block) const {
  double cost = 0;
  for (Operation &op : block) {
    if (!contains(&op))
      continue;
    double inner = op.getNumRegions() ? 1 : pullback::getCost(&op);
    for (Region &region : op.getRegions())
      for (Block &nested : region)
        inner += (isLoop(&op) ? kTrips : 1) * getCost(nested);
    cost += inner;
  }
  return cost;
}

// A value that the slice has no need for is carried along in form only.
Value Slice::map(Value value, OpBuilder &builder, IRMapping &mapping) const {
  if (Value known = mapping.lookupOrNull(value))
    return known;
  if (!body->getParent()->isAncestor(value.getParentRegion()))
    return value;
  return builder.create<UndefOp>(value.getLoc(), value.getType());
}

void Slice::cloneBlock(Block &from, OpBuilder &builder, IRMapping &mapping) const {
  for (Operation &op : from.without_terminator()) {
    if (auto mark = dyn_cast<MarkOp>(op)) {
      if (mapping.contains(mark.getValue()))
        builder.clone(op, mapping);
    } else if (contains(&op)) {
      if (op.getNumRegions() == 0)
        builder.clone(op, mapping);
      else
        cloneRegions(&op, builder, mapping);
    }
  }
}

void Slice::cloneRegions(Operation *op, OpBuilder &builder, IRMapping &mapping) const {
  SmallVector<Value> operands;
  for (Value operand : op->getOperands())
    operands.push_back(map(operand, builder, mapping));
  OperationState state(op->getLoc(), op->getName(), operands, op->getResultTypes(), op->getAttrs());
  for (unsigned i = 0; i < op->getNumRegions(); ++i)
    state.addRegion();
  Operation *copy = builder.create(state);
  OpBuilder::InsertionGuard guard(builder);
  for (auto [from, to] : llvm::zip(op->getRegions(), copy->getRegions())) {
    if (from.empty())
      continue;
    Block &block = to.emplaceBlock();
    for (BlockArgument argument : from.getArguments())
      mapping.map(argument, block.addArgument(argument.getType(), argument.getLoc()));
    builder.setInsertionPointToEnd(&block);
    cloneBlock(from.front(), builder, mapping);
    Operation *end = from.front().getTerminator();
    SmallVector<Value> ends;
    for (Value value : end->getOperands())
      ends.push_back(map(value, builder, mapping));
    OperationState endState(end->getLoc(), end->getName(), ends, {}, end->getAttrs());
    builder.create(endState);
  }
  for (auto [from, to] : llvm::zip(op->getResults(), copy->getResults()))
    mapping.map(from, to);
}
