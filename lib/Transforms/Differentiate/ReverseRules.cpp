// Calls of functions that have a rule of the user's: the forward sweep calls the primal, the reverse sweep the rule.
//
//   s = sc(x, n, u)              v = u[k] for all k, marked
//                                s = sc(x, n, u)
//                      ->        ...
//                                u_before[k] = recall v
//                                sc_adjoint(x, n, u_before, s_bar, x_bar, u_bar)
//
// A rule gets the inputs as they were before the call, and leaves in-out ones as the primal does. So what the call, or
// anything behind it, may change is kept; its length is a matter of the rule's lists or of its type. Adjoints are the
// shadows of the arguments, except where two would be one object, or where an argument has none.
#include "Analysis/Aliasing.h"
#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/Reverse.h"
#include "Transforms/Differentiate/RuleCalls.h"
#include "Transforms/Differentiate/Signature.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Lengths.h"
#include "Transforms/RegionValues.h"

#include <climits>

using namespace mlir;
using namespace pullback;

static FuncOp getCallee(CallOp call) {
  return SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
}

void ReverseBuilder::refuseLength(CallOp call, unsigned index, const Twine &why) {
  failed = true;
  refuseRuleLength(call, ruleInUse, index, why);
}

//===------------------------------------------------------------------------------------------------------------===//
// Inputs
//===------------------------------------------------------------------------------------------------------------===//

// Where the call is part of an iteration that runs again in the reverse sweep: the block of that; null elsewhere.
static Block *findRerun(CallOp call, FuncOp function) {
  Block *block = call->getBlock();
  while (block != &function.getBody().front() && block->getOps<ReverseOp>().empty())
    block = block->getParentOp()->getBlock();
  return block == &function.getBody().front() ? nullptr : block;
}

// True if `write` belongs to the primal, or to what `rerun` runs again of it, which ends at its pb.reverse.
static bool isPrimal(Operation *write, Block *rerun) {
  if (!write->hasAttr("pb.adjoint"))
    return true;
  Operation *place = rerun ? rerun->findAncestorOpInBlock(*write) : nullptr;
  return place && place->isBeforeInBlock(*rerun->getOps<ReverseOp>().begin());
}

// True if the reverse sweep finds at `object` what the call finds there.
static bool staysAsItIs(Value object, CallOp call, FuncOp function, const ObjectWrites &writes) {
  if (auto global = object.getDefiningOp<GlobalOp>(); global && mayChange(global)) {
    bool isChanged = function->hasAttr("pb.split");
    function.walk([&](CallOp other) { isChanged |= other != call && !leavesGlobals(other); });
    return !isChanged;
  }
  if (isa_and_nonnull<GlobalOp, NullOp, UndefOp>(object.getDefiningOp()))
    return true;
  if (auto argument = dyn_cast<BlockArgument>(object)) {
    unsigned number = argument.getArgNumber();
    bool isInput = cast<PtrType>(argument.getType()).getIsConst() || function.getArgAttr(number, "pb.byval") ||
                   (function.getArgRole(number) == "wrt" && writes.getWrites(argument).empty());
    bool changesBetweenSweeps = function->hasAttr("pb.split") && !isInput && !mutant("free:rule-input-of-two-sweeps");
    if (function.getArgAttr(number, "pb.unstable") || changesBetweenSweeps)
      return false;
  } else if (object.getParentBlock() != &function.getBody().front() && !mutant("free:rule-input-vanishes")) {
    return false;
  }
  Block *rerun = findRerun(call, function);
  return llvm::none_of(writes.getWrites(object), [&](Operation *write) {
    Block *within = write->hasAttr("pb.adjoint") ? rerun : nullptr; // each run of it begins with the state as it was
    return isPrimal(write, rerun) && mayFollow(write, call, within) && !mutant("free:rule-input-rewritten");
  });
}

Value ReverseBuilder::passRuleInput(CallOp call, unsigned index) {
  Value operand = call.getOperands()[index];
  if (!isa<PtrType>(operand.getType()))
    return recall(operand);
  ObjectWrites writes(function.getBody());
  SmallVector<Value, 2> objects = getObjects(operand);
  bool isNull = llvm::all_of(objects, [](Value object) { return isa_and_nonnull<NullOp>(object.getDefiningOp()); });
  bool isWritten = getArgumentEffect(call, index).writes && !isNull && !mutant("free:rule-input-in-out");
  bool stays = llvm::all_of(objects, [&](Value object) { return staysAsItIs(object, call, function, writes); });
  return isWritten || !stays ? keepRuleInput(call, index, isWritten) : recall(operand);
}

// Room for what argument `index` points to, in the reverse sweep. Memory from the heap is acquired as soon as the
// length is known in the function's own block.
Value ReverseBuilder::makeRuleStorage(CallOp call, unsigned index, Value length, const Twine &name) {
  Type pointee = cast<PtrType>(call.getOperands()[index].getType()).getPointee();
  OpBuilder::InsertionGuard guard(builder);
  if (length.getParentBlock() == &function.getBody().front() && !getConstantInt(length)) {
    Operation *made = length.getDefiningOp(); // in the reverse sweep where an iteration runs again there
    builder.setInsertionPointAfter(made && start->isBeforeInBlock(made) ? made : start);
  }
  Location location = nameLocation(name.str(), call.getLoc());
  return buildStorage(builder, location, pointee, recall(length), name.str(), AllocKind::Saved);
}

static void copyObject(OpBuilder &builder, Location location, Value source, Value target) {
  if (isScalar(cast<PtrType>(source.getType()).getPointee()))
    builder.create<StoreOp>(location, builder.create<LoadOp>(location, source), target);
  else
    builder.create<CopyOp>(location, source, target);
}

// A copy of what the argument points to, for the rule alone, which may write to it.
Value ReverseBuilder::keepRuleInput(CallOp call, unsigned index, bool isWritten) {
  Value operand = call.getOperands()[index];
  Type pointee = cast<PtrType>(operand.getType()).getPointee();
  Value length = buildLengthBefore(call, index);
  std::string name = getParameterName(call, index);
  if (!length && isWritten)
    return refuseLength(call, index, "since the call overwrites it and the rule needs what was there before"), Value();
  if (!length) {
    failed = true;
    InFlightDiagnostic error = refuseRuleCall(call)
                               << "an input may be overwritten before the reverse sweep reads it [rule-input]";
    error.attachNote() << "pass a copy that is not written again, or give the length of '" << name
                       << "' in the rule, as in wrt(" << name << "[n])";
    return {};
  }
  Location location = call.getLoc();
  bool isOne = getConstantInt(length) == 1;
  OpBuilder forward(call);
  // Where both sweeps are one function and the call is met once, the copy is made right away.
  if (call->getBlock() == &function.getBody().front() && !function->hasAttr("pb.split")) {
    Value copy = buildStorage(forward, nameLocation(name + "_before", location), pointee, length, name + "_before",
                              AllocKind::Saved);
    if (isOne)
      copyObject(forward, location, operand, copy);
    else
      forEachElement(forward, location, length, {operand, copy},
                     [&](ArrayRef<Value> places) { copyObject(forward, location, places[0], places[1]); });
    return copy;
  }
  Value copy = makeRuleStorage(call, index, length, name + "_before");
  if (isOne)
    bringBack(forward, location, operand, copy);
  else
    bringBackElements(forward, location, length, operand, copy);
  return copy;
}

// target = what `source` is in the forward sweep at `forward`; in the reverse sweep.
void ReverseBuilder::bringBack(OpBuilder &forward, Location location, Value source, Value target) {
  Type type = cast<PtrType>(source.getType()).getPointee();
  if (isScalar(type)) {
    Value value = forward.create<LoadOp>(location, source);
    builder.create<StoreOp>(location, recall(value), target);
  } else if (auto array = dyn_cast<pullback::ArrayType>(type)) {
    Value count = forward.create<ConstantOp>(location, getIntType(forward.getContext()), array.getExtent());
    Value first = forward.create<DecayOp>(location, source);
    bringBackElements(forward, location, count, first, builder.create<DecayOp>(location, target));
  } else {
    auto record = cast<RecordType>(type);
    for (auto [name, fieldType] : llvm::zip(record.getFieldNames(), record.getFieldTypes())) {
      auto from = PtrType::get(fieldType, cast<PtrType>(source.getType()).getIsConst());
      Value field = forward.create<FieldOp>(location, from, source, name);
      bringBack(forward, location, field, builder.create<FieldOp>(location, PtrType::get(fieldType), target, name));
    }
  }
}

// for (k) v = source[k]   ...   for (k, backwards) target[k] = recall v
void ReverseBuilder::bringBackElements(OpBuilder &forward, Location location, Value count, Value source, Value target) {
  if (auto conversion = count.getDefiningOp<CastOp>(); conversion && isa<IntType>(conversion.getOperand().getType()))
    count = conversion.getOperand(); // counts as the user does
  if (std::optional<int64_t> known = getConstantInt(count); known && *known <= INT_MAX)
    count = forward.create<ConstantOp>(location, getIntType(forward.getContext()), *known);
  Value zero = forward.create<ConstantOp>(location, count.getType(), 0);
  auto loop = forward.create<ForOp>(location, zero, count, Predicate::LT, 1, ValueRange());
  loop.getInductionVar().setLoc(nameLocation("k", location));
  Block &body = loop.getBody().front();
  OpBuilder inner = OpBuilder::atBlockEnd(&body);
  inner.setInsertionPoint(inner.create<YieldOp>(location));
  Value lower = recall(zero);
  ForOp mirror = buildMirrorLoop(builder, loop, lower, recall(count), ValueRange());
  Value counter = buildMirroredCounter(builder, loop, mirror, lower);
  mirroredCounters[loop.getInductionVar()] = counter;
  linkMirror(loop, mirror);
  linkCounter(loop.getInductionVar(), counter);
  Block &mirrorBody = mirror.getBody().front();
  mirrors[&body] = &mirrorBody;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(&mirrorBody);
  Value from = inner.create<ElementOp>(location, source, loop.getInductionVar());
  bringBack(inner, location, from, builder.create<ElementOp>(location, target, counter));
  builder.create<YieldOp>(location);
}

//===------------------------------------------------------------------------------------------------------------===//
// Adjoints
//===------------------------------------------------------------------------------------------------------------===//

// An adjoint of its own for an argument that takes no part in the derivative or shares its memory with another input:
// zero before the rule runs.
Value ReverseBuilder::makeRuleAdjoint(CallOp call, unsigned index, bool isShared) {
  Location location = adjointLocation(Value(), call.getLoc());
  Value length = buildLengthBefore(call, index);
  if (!length) {
    refuseLength(call, index,
                 isShared ? Twine("since its adjoint must not be that of another argument")
                          : Twine("since it takes no part in the derivative here and has no adjoint to pass"));
    return {};
  }
  Value adjoint = makeRuleStorage(call, index, length, getParameterName(call, index) + "_bar");
  if (mutant("clear:rule-adjoint"))
    ;
  else if (getConstantInt(length) == 1)
    clearObject(builder, location, adjoint);
  else
    forEachElement(builder, location, recall(length), {adjoint},
                   [&](ArrayRef<Value> places) { zeroFloats(builder, location, places[0]); });
  return adjoint;
}

// The shadow of the argument gains what the rule has added to an adjoint of its own.
void ReverseBuilder::addRuleAdjoint(CallOp call, unsigned index, Value adjoint) {
  Location location = adjointLocation(Value(), call.getLoc());
  Value place = shadow(call.getOperands()[index], Choices()), length = buildLengthBefore(call, index);
  Type type = cast<PtrType>(adjoint.getType()).getPointee();
  auto addLeaves = [&](ArrayRef<Value> objects) {
    forEachFloatLeaf(builder, location, type, objects, [&](ArrayRef<Value> leaves) {
      builder.create<AccumulateOp>(location, builder.create<LoadOp>(location, leaves[0]), leaves[1]);
    });
  };
  if (mutant("accumulate:rule-adjoint"))
    return;
  if (getConstantInt(length) == 1)
    addLeaves({adjoint, place});
  else
    forEachElement(builder, location, recall(length), {adjoint, place}, addLeaves);
}

// The adjoint of every parameter that has one in the rule, active here or not.
void ReverseBuilder::appendRuleAdjoints(CallOp call, SmallVectorImpl<Value> &arguments,
                                        SmallVectorImpl<ScalarShadow> &scalars,
                                        SmallVectorImpl<std::pair<unsigned, Value>> &shared) {
  SmallVector<unsigned> passed;
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    if (!hasRuleAdjoint(call, index))
      continue;
    bool isPointer = isa<PtrType>(operand.getType()), isActive = isPointer && activity.isActivePointer(operand);
    bool isShared = isActive && llvm::any_of(passed, [&, i = unsigned(index)](unsigned other) {
                      return !areApart(call, other, i);
                    });
    if (!isPointer || (isActive && !isShared) || findMixedSelect(operand, Choices())) {
      appendAdjointArgument(operand, arguments, scalars, call.getLoc());
    } else {
      arguments.push_back(makeRuleAdjoint(call, index, isShared));
      if (isShared)
        shared.push_back({index, arguments.back()});
    }
    if (isActive)
      passed.push_back(index);
    if (failed)
      return;
  }
}

// The argument of the rule for a parameter of the callee; null where the rule has none.
Value ReverseBuilder::passToRule(CallOp call, unsigned index, StringRef mode) {
  Value operand = call.getOperands()[index];
  if (isRuleOutput(call, index))
    return mode == "value_and_vjp" ? makeRuleResult(call, index) : Value();
  if (getRuleRole(call, index) == "scratch")
    return makeRuleResult(call, index);
  // A reverse sweep has what was there before the call in what the forward sweep has saved.
  bool isInPlace = mode == "split" && isa<PtrType>(operand.getType()) && getArgumentEffect(call, index).writes;
  // An object of the function's own is not there any more where the sweeps are two functions.
  bool isGone = isInPlace && function->hasAttr("pb.split") && llvm::any_of(getObjects(operand), [&](Value object) {
                  return isLocalObject(object) && object.getParentBlock() == &function.getBody().front();
                });
  if (isGone)
    return makeRuleResult(call, index);
  return isInPlace ? recall(operand) : passRuleInput(call, index);
}

// Room for what the rule writes and nobody reads.
Value ReverseBuilder::makeRuleResult(CallOp call, unsigned index) {
  Value length = buildLengthBefore(call, index);
  if (!length)
    return refuseLength(call, index, "since the rule writes to it, and the values behind it may have to stay"), Value();
  return makeRuleStorage(call, index, length, getParameterName(call, index) + "_again");
}

static FuncOp getFunction(CallOp call, DictionaryAttr rule, StringRef which) {
  return SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, rule.getAs<FlatSymbolRefAttr>(which));
}

void ReverseBuilder::reverseRuleCall(CallOp call, DictionaryAttr entry) {
  StringRef mode = entry.getAs<StringAttr>("mode").getValue();
  bool isSplit = mode == "split";
  FuncOp rule = getFunction(call, entry, isSplit ? "reverse" : "function");
  ruleInUse = entry;
  auto isActive = [&](Value operand) {
    return isa<PtrType>(operand.getType()) ? activity.isActivePointer(operand) : activity.isActive(operand);
  };
  if (mlir::failed(checkRuleCall(call, isActive))) {
    failed = true;
    return;
  }
  SmallVector<Value> arguments;
  SmallVector<ScalarShadow> scalars;
  SmallVector<std::pair<unsigned, Value>> shared;
  Value returnedRecord, forwardRecord;
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    if (isReturnedRecord(getCallee(call), index))
      returnedRecord = operand;
    else if (Value passed = passToRule(call, index, mode))
      arguments.push_back(passed);
    if (failed)
      return;
  }
  if (isSplit) {
    auto definition = SymbolTable::lookupNearestSymbolFrom<SavedDefOp>(call, entry.getAs<FlatSymbolRefAttr>("saved"));
    auto [forward, reverse] = makeRecord(call, definition, getUnqualifiedName(getCallee(call).getCxxName()));
    forwardRecord = forward;
    arguments.push_back(reverse);
  }
  if (returnedRecord && isFloatPointer(returnedRecord))
    arguments.push_back(activity.isActivePointer(returnedRecord)
                            ? shadow(returnedRecord, Choices())
                            : makeRuleAdjoint(call, call.getNumOperands() - 1, false));
  else
    appendResultSeed(call, arguments);
  appendRuleAdjoints(call, arguments, scalars, shared);
  if (failed)
    return;
  if (returnedRecord && mode == "value_and_vjp")
    arguments.push_back(makeRuleResult(call, call.getNumOperands() - 1));
  for (auto [argument, type] : llvm::zip_equal(arguments, rule.getArgumentTypes()))
    if (argument.getType() != type)
      argument = builder.create<CastOp>(call.getLoc(), type, argument, UnitAttr());
  builder.create<CallOp>(adjointLocation(Value(), call.getLoc()), rule, arguments);
  addScalarShadows(scalars, call.getLoc());
  for (auto [index, adjoint] : shared)
    addRuleAdjoint(call, index, adjoint);
  for (auto [index, operand] : llvm::enumerate(call.getOperands()))
    if (isRuleOutput(call, index) && activity.isActivePointer(operand) && !isSeedPointer(operand, Choices()) &&
        !mutant("clear:rule-output"))
      clearRuleOutput(call, operand);
  if (returnedRecord && activity.isActivePointer(returnedRecord) && !mutant("clear:rule-record"))
    clearOutput(call, returnedRecord);
  if (isSplit)
    callForward(call, getFunction(call, entry, "function"), forwardRecord, bool(returnedRecord));
}

// What a rule's function has overwritten must not pass its adjoint on to what stood there before. Nobody says how much
// it writes, so anything but a scalar must not have held a value before.
void ReverseBuilder::clearRuleOutput(CallOp call, Value operand) {
  if (auto local = operand.getDefiningOp<LocalOp>();
      local && isa<FloatType>(cast<PtrType>(local.getType()).getPointee()))
    return clearOutput(call, operand);
  ObjectWrites writes(function.getBody());
  for (Value object : getObjects(operand)) {
    Block *home = object.getParentBlock();
    bool startsEmpty = isLocalObject(object);
    if (auto argument = dyn_cast<BlockArgument>(object))
      startsEmpty = home == &function.getBody().front() &&
                    llvm::is_contained({"of", "scratch"}, function.getArgRole(argument.getArgNumber()));
    bool repeats = false;
    for (Block *block = call->getBlock(); block != home && !isa<FuncOp>(block->getParentOp());
         block = block->getParentOp()->getBlock())
      repeats |= isLoop(block->getParentOp());
    bool others = llvm::any_of(writes.getWrites(object), [&](Operation *write) {
      return write != call && isPrimal(write, findRerun(call, function)) && mayFollow(call, write, home);
    });
    if ((startsEmpty || mutant("free:rule-output-outlives")) && (!repeats || mutant("free:rule-output-in-a-loop")) &&
        (!others || mutant("free:rule-output-written-elsewhere")))
      continue;
    failed = true;
    InFlightDiagnostic error = refuseRuleCall(call)
                               << "its output may overwrite values that were used before [rule-output]";
    error.attachNote() << "let it write to an array of its own";
  }
}
