#include "Analysis/Objects.h"

#include "Analysis/Aliasing.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

void pullback::collectObjects(Value pointer, SmallVectorImpl<Value> &objects) {
  Operation *op = pointer.getDefiningOp();
  if (auto element = dyn_cast_or_null<ElementOp>(op))
    return collectObjects(element.getPointer(), objects);
  if (auto field = dyn_cast_or_null<FieldOp>(op))
    return collectObjects(field.getPointer(), objects);
  if (auto decay = dyn_cast_or_null<DecayOp>(op))
    return collectObjects(decay.getPointer(), objects);
  if (auto cast = dyn_cast_or_null<CastOp>(op))
    return collectObjects(cast.getOperand(), objects);
  if (auto select = dyn_cast_or_null<arith::SelectOp>(op)) {
    collectObjects(select.getTrueValue(), objects);
    return collectObjects(select.getFalseValue(), objects);
  }
  if (!llvm::is_contained(objects, pointer))
    objects.push_back(pointer);
}

SmallVector<Value, 2> pullback::getObjects(Value pointer) {
  SmallVector<Value, 2> objects;
  collectObjects(pointer, objects);
  return objects;
}

bool pullback::isLocalObject(Value object) { return isa_and_nonnull<LocalOp, AllocOp>(object.getDefiningOp()); }

static bool mayThrow(CallOp call, llvm::SmallPtrSetImpl<Operation *> &visited) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  if (!callee || callee->hasAttr("pb.throws") || !visited.insert(callee).second)
    return callee && callee->hasAttr("pb.throws");
  WalkResult walked = callee.walk(
      [&](CallOp inner) { return mayThrow(inner, visited) ? WalkResult::interrupt() : WalkResult::advance(); });
  return walked.wasInterrupted();
}

bool pullback::mayThrow(CallOp call) {
  llvm::SmallPtrSet<Operation *, 8> visited;
  return ::mayThrow(call, visited);
}

ArgumentEffect pullback::getArgumentEffect(CallOp call, unsigned argument) {
  auto type = dyn_cast<PtrType>(call.getOperands()[argument].getType());
  if (!type)
    return {false, false};
  if (type.getIsConst())
    return {true, false};
  // An object that is passed by value is copied; a rule says of what its function takes by pointer whether it is input.
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  bool isInput = callee && callee.isDeclaration() &&
                 (callee.getArgAttr(argument, "pb.byval") || callee.getArgRole(argument) == "wrt");
  return {true, !isInput};
}

void pullback::collectReads(Operation *op, SmallVectorImpl<Value> &pointers) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](LoadOp load) { pointers.push_back(load.getPointer()); })
      .Case([&](AccumulateOp accumulate) { pointers.push_back(accumulate.getPointer()); })
      .Case([&](CopyOp copy) { pointers.push_back(copy.getSource()); })
      .Case([&](CallOp call) {
        for (auto [index, operand] : llvm::enumerate(call.getOperands()))
          if (getArgumentEffect(call, index).reads)
            pointers.push_back(operand);
      })
      .Case<StackPushOp, StackEmplaceOp, StackSizeOp, StackDataOp>(
          [&](auto stack) { pointers.push_back(stack.getStack()); })
      .Case([&](StackPreviousOp previous) {
        pointers.push_back(previous.getStack());
        pointers.push_back(previous.getCursor());
      });
}

void pullback::collectWrites(Operation *op, SmallVectorImpl<Value> &pointers) {
  llvm::TypeSwitch<Operation *>(op)
      .Case<StoreOp, AccumulateOp, ZeroOp>([&](auto write) { pointers.push_back(write.getPointer()); })
      .Case([&](CopyOp copy) { pointers.push_back(copy.getTarget()); })
      .Case([&](CallOp call) {
        for (auto [index, operand] : llvm::enumerate(call.getOperands()))
          if (getArgumentEffect(call, index).writes)
            pointers.push_back(operand);
      })
      .Case<StackPushOp, StackEmplaceOp, StackResizeOp, StackClearOp>(
          [&](auto stack) { pointers.push_back(stack.getStack()); })
      .Case([&](SetSizeOp change) { pointers.push_back(change.getPointer()); })
      .Case([&](StackPreviousOp previous) { pointers.push_back(previous.getCursor()); });
}

ObjectWrites::ObjectWrites(Region &region) {
  region.walk<WalkOrder::PreOrder>([&](Operation *op) {
    SmallVector<Value, 2> pointers;
    collectWrites(op, pointers);
    for (Value pointer : pointers)
      for (Value object : getObjects(pointer))
        writes[object].push_back(op);
  });
}

ArrayRef<Operation *> ObjectWrites::getWrites(Value object) const {
  auto found = writes.find(object);
  return found == writes.end() ? ArrayRef<Operation *>() : ArrayRef<Operation *>(found->second);
}

bool pullback::mayFollow(Operation *write, Operation *read, Block *within) {
  Block *common = read->getBlock();
  while (!common->findAncestorOpInBlock(*write))
    common = common->getParentOp()->getBlock();
  for (Block *block = common; block != within && !isa<FuncOp>(block->getParentOp());
       block = block->getParentOp()->getBlock())
    if (isa<ForOp, LoopOp>(block->getParentOp()))
      return true;
  Operation *writing = common->findAncestorOpInBlock(*write), *reading = common->findAncestorOpInBlock(*read);
  return writing == reading || reading->isBeforeInBlock(writing);
}

// Another argument of a function may be the same object.
static bool isKnownOtherwise(Value object) {
  auto argument = dyn_cast<BlockArgument>(object);
  return argument && llvm::any_of(argument.getOwner()->getArguments(), [&](BlockArgument other) {
           return other != argument && isa<PtrType>(other.getType()) && rootsMayMeet(argument, other);
         });
}

static bool collectAccessesThrough(Value pointer, SmallVectorImpl<Operation *> &accesses) {
  for (OpOperand &use : pointer.getUses()) {
    Operation *user = use.getOwner();
    bool isPath = isa<ElementOp, FieldOp, DecayOp, CastOp>(user);
    bool isAccess =
        isa<LoadOp, ZeroOp, CopyOp, FreeOp>(user) || (isa<StoreOp, AccumulateOp>(user) && use.getOperandNumber() == 1);
    if (isPath ? !collectAccessesThrough(user->getResult(0), accesses) : !isAccess)
      return false;
    if (isAccess)
      accesses.push_back(user);
  }
  return true;
}

bool pullback::collectAccesses(Value object, SmallVectorImpl<Operation *> &accesses) {
  return !isKnownOtherwise(object) && collectAccessesThrough(object, accesses);
}

bool pullback::isFloatPointer(Value pointer) {
  auto type = dyn_cast<PtrType>(pointer.getType());
  return type && holdsFloat(type.getPointee());
}

bool pullback::isPrivate(Value object) {
  SmallVector<Value> worklist = {object};
  while (!worklist.empty()) {
    Value pointer = worklist.pop_back_val();
    for (OpOperand &use : pointer.getUses()) {
      Operation *user = use.getOwner();
      if (isa<ElementOp, FieldOp, DecayOp, CastOp, arith::SelectOp>(user))
        worklist.push_back(user->getResult(0));
      else if (auto store = dyn_cast<StoreOp>(user); store && store.getValue() == pointer)
        return false;
      else if (!isa<LoadOp, StoreOp, CopyOp, ZeroOp, AccumulateOp, CallOp, FreeOp, ResizeOp, ExtentOp, CmpOp,
                    PtrDiffOp>(user))
        return false;
    }
  }
  return true;
}
