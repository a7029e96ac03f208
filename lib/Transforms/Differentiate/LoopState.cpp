#include "Transforms/Differentiate/LoopState.h"

#include "Analysis/Aliasing.h"
#include "Analysis/Coverage.h"
#include "IR/Mutants.h"
#include "Transforms/Lengths.h"

using namespace mlir;
using namespace pullback;

LogicalResult pullback::refuseCheckpoint(Location location, const Twine &why, const Twine &remedy) {
  InFlightDiagnostic error = emitError(location)
                             << "PULLBACK_CHECKPOINT cannot be obeyed: " << why.str() << " [checkpoint]";
  error.attachNote() << remedy.str();
  return error;
}

static Type getLeaf(Type type) {
  while (auto array = dyn_cast<pullback::ArrayType>(type))
    type = array.getElement();
  return type;
}

int64_t pullback::countLeaves(Type type) {
  auto array = dyn_cast<pullback::ArrayType>(type);
  return array ? array.getExtent() * countLeaves(array.getElement()) : 1;
}

static bool holdsPointer(Type type) {
  type = getLeaf(type);
  auto record = dyn_cast<RecordType>(type);
  return isa<PtrType, StackType, SavedType>(type) || (record && llvm::any_of(record.getFieldTypes(), holdsPointer));
}

bool pullback::isInside(Value value, Operation *op) { return op->isAncestor(value.getParentBlock()->getParentOp()); }

// Something behind the loop may overwrite it before the reverse sweep, or between the functions of both sweeps.
bool LoopState::changesLater(Value object) const {
  if (auto argument = dyn_cast<BlockArgument>(object); argument && function->hasAttr("pb.split")) {
    unsigned number = argument.getArgNumber();
    if (function.getArgAttr(number, "pb.unstable"))
      return true;
    bool isInput = function.getArgRole(number) == "wrt" && writes.getWrites(argument).empty();
    if (!isInput && !cast<PtrType>(argument.getType()).getIsConst() && !function.getArgAttr(number, "pb.byval"))
      return true;
  }
  if (!isKnown(object))
    return writesUnknown;
  return llvm::any_of(writes.getWrites(object), [&](Operation *write) {
    Operation *place = loop->getBlock()->findAncestorOpInBlock(*write);
    return place && loop->isBeforeInBlock(place);
  });
}

LogicalResult LoopState::checkShape() {
  if (loop->getBlock() != &function.getBody().front())
    return refuseCheckpoint(loop.getLoc(), "the loop stands in another loop or in a branch",
                            "put it before the outermost loop of the function, or remove it");
  if (loop.getYield().getGoOn())
    return refuseCheckpoint(loop.getLoc(), "the loop may end early",
                            "let it run to its end, or remove PULLBACK_CHECKPOINT");
  for (Value carried : loop.getCarried())
    if (isa<PtrType>(carried.getType()))
      return refuseCheckpoint(loop.getLoc(), "a pointer changes from iteration to iteration",
                              "use a subscript in its place");
  return success();
}

// Where the user can read of it: the loop, for what a library does.
Location LoopState::locate(Operation *op) {
  FileLineColLoc place = getSourceLocation(op->getLoc()), around = getSourceLocation(loop.getLoc());
  return place && around && place.getFilename() != around.getFilename() ? loop.getLoc() : op->getLoc();
}

// What runs again must not be seen twice.
LogicalResult LoopState::checkOperation(Operation *op) {
  if (isa<ResizeOp, GrowOp, ExtentOp, StackPushOp, StackEmplaceOp, StackResizeOp, StackClearOp>(op))
    return refuseCheckpoint(locate(op), "memory is taken, or a container changes its size, in the loop",
                            "do that before the loop");
  if (auto release = dyn_cast<FreeOp>(op); release && !isInside(getObjects(release.getPointer()).front(), loop))
    return refuseCheckpoint(locate(op), "memory is released in the loop", "release it after the loop");
  auto call = dyn_cast<CallOp>(op);
  auto callee = call ? SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr()) : FuncOp();
  bool isLeft = callee && (callee->hasAttr("pb.throws") || callee->hasAttr("pb.ends")); // by the first run already
  if (callee && callee.isDeclaration() && !callee.getRulesAttr() && !isLeft)
    return refuseCheckpoint(locate(op), "the loop calls '" + callee.getCxxName() + "', which would be called again",
                            "call it outside of the loop, or remove PULLBACK_CHECKPOINT");
  return success();
}

LogicalResult LoopState::setCount(StateObject &state) {
  OpBuilder builder(loop);
  if (auto alloc = state.object.getDefiningOp<AllocOp>()) {
    for (Operation *user : state.object.getUsers())
      if (isa<ResizeOp, GrowOp, ExtentOp>(user))
        return refuseCheckpoint(loop.getLoc(), "'" + alloc.getName() + "' may change its size",
                                "give it its size where it is declared");
    Type size = getSizeType(builder.getContext());
    state.count = builder.createOrFold<CastOp>(loop.getLoc(), size, alloc.getCount(), UnitAttr());
  } else if (auto argument = dyn_cast<BlockArgument>(state.object)) {
    state.count = buildLength(builder, function, argument.getArgNumber());
    if (!state.count) {
      StringRef name = getName(argument);
      return refuseCheckpoint(loop.getLoc(), "the length of '" + name + "' is needed",
                              "give it in the request, as in wrt(" + name + "[n])");
    }
  }
  return success();
}

bool LoopState::isKnown(Value object) const {
  auto argument = dyn_cast<BlockArgument>(object);
  return isLocalObject(object) || isa_and_nonnull<GlobalOp>(object.getDefiningOp()) ||
         (argument && argument.getOwner() == &function.getBody().front());
}

LogicalResult LoopState::add(Value object) {
  if (!isKnown(object))
    return refuseCheckpoint(loop.getLoc(), "the loop uses a pointer to an object that is not known",
                            "pass the array as a parameter of its own");
  Type pointee = cast<PtrType>(object.getType()).getPointee();
  if (holdsPointer(pointee))
    return refuseCheckpoint(loop.getLoc(), "'" + getName(object) + "' holds pointers", "use subscripts in their place");
  StateObject state{object, {}, {}, getLeaf(pointee), isPassedOn(object)};
  if (failed(setCount(state)))
    return failure();
  OpBuilder builder(loop);
  int64_t leaves = countLeaves(pointee);
  state.total = builder.create<ConstantOp>(loop.getLoc(), getSizeType(builder.getContext()), leaves);
  if (state.count)
    state.total =
        leaves == 1 ? state.count : builder.create<BinaryOp>(loop.getLoc(), BinaryKind::Mul, state.count, state.total);
  objects.push_back(state);
  return success();
}

StringRef LoopState::getName(Value object) const {
  if (auto local = object.getDefiningOp<LocalOp>())
    return local.getName();
  if (auto alloc = object.getDefiningOp<AllocOp>())
    return alloc.getName();
  auto argument = dyn_cast<BlockArgument>(object);
  return argument ? function.getArgName(argument.getArgNumber()) : StringRef();
}

// True if the writes to it can be left out of what runs again.
bool LoopState::hasPlainWrites(Value object) const {
  return llvm::all_of(writes.getWrites(object), [&](Operation *write) {
    SmallVector<Value, 2> pointers;
    collectWrites(write, pointers);
    return !loop->isAncestor(write) || (isa<StoreOp, ZeroOp>(write) && getObjects(pointers.front()).size() == 1);
  });
}

// False if it is proved that each iteration reads only what it has written before.
bool LoopState::isPassedOn(Value object) const {
  Block *iteration = ForOp(loop).getYield()->getBlock();
  auto isOwn = [&](Operation *op, Value pointer) {
    return isa<LoadOp, AccumulateOp>(op) &&
           (isCovered(op, pointer, iteration) || mutant("free:state-read-before-written"));
  };
  return iteration
      ->walk([&](Operation *op) {
        SmallVector<Value, 2> pointers;
        collectReads(op, pointers);
        for (Value pointer : pointers)
          if (llvm::is_contained(getObjects(pointer), object) && !isOwn(op, pointer))
            return WalkResult::interrupt();
        return WalkResult::advance();
      })
      .wasInterrupted();
}

// What runs again runs on a copy of each object, which shares nothing with the others.
LogicalResult LoopState::checkOverlap(const llvm::SetVector<Value> &read, const llvm::SetVector<Value> &written) {
  for (Value object : written)
    for (const llvm::SetVector<Value> *others : {&read, &written})
      for (Value other : *others)
        if (other != object && rootsMayMeet(object, other))
          return refuseCheckpoint(loop.getLoc(),
                                  "'" + getName(object) + "' and '" + getName(other) + "' may share memory",
                                  "let it work on variables of its own, or put it into the function that is requested");
  return success();
}

LogicalResult LoopState::collect() {
  function.walk([&](Operation *op) {
    SmallVector<Value, 2> pointers;
    collectWrites(op, pointers);
    for (Value pointer : pointers)
      writesUnknown |= !llvm::all_of(getObjects(pointer), [&](Value object) { return isKnown(object); });
  });
  if (failed(checkShape()))
    return failure();
  llvm::SetVector<Value> read, written;
  auto insert = [&](ArrayRef<Value> pointers, llvm::SetVector<Value> &all) {
    for (Value pointer : pointers)
      for (Value object : getObjects(pointer))
        if (!(isLocalObject(object) && isInside(object, loop)) && !isa_and_nonnull<NullOp>(object.getDefiningOp()))
          all.insert(object);
  };
  WalkResult walked = loop.getBody().walk([&](Operation *op) {
    SmallVector<Value, 2> pointers;
    collectReads(op, pointers);
    insert(pointers, read);
    pointers.clear();
    collectWrites(op, pointers);
    insert(pointers, written);
    return failed(checkOperation(op)) ? WalkResult::interrupt() : WalkResult::advance();
  });
  if (walked.wasInterrupted())
    return failure();
  if (failed(checkOverlap(read, written)))
    return failure();
  for (Value object : written)
    if (!read.contains(object) && hasPlainWrites(object))
      outputs.push_back(object);
    else
      read.insert(object);
  for (Value object : read)
    if ((written.contains(object) || changesLater(object)) && failed(add(object)))
      return failure();
  return success();
}
