// Calls in the reverse sweep.
//
// A callee with a rule: see ReverseRules.cpp. A callee that is not inlined (it is recursive): the forward sweep
// calls its `_fwd`, which leaves a record of saved values, the reverse sweep its `_rev` with that record. Records of
// calls in loops lie on a stack.
#include "IR/Mutants.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/Reverse.h"

using namespace mlir;
using namespace pullback;

// Two sweeps compute nothing twice; where nobody but the caller wants the value, a vjp does without the first.
static DictionaryAttr chooseReverseRule(CallOp call) {
  auto mode = call->getParentOfType<FuncOp>()->getAttrOfType<StringAttr>("pb.mode");
  DictionaryAttr split = getRule(call, "split"), vjp = getRule(call, "vjp");
  bool isForgotten =
      mode && mode == "vjp" && call.getNumResults() == 1 && llvm::all_of(call->getUsers(), llvm::IsaPred<ReturnOp>);
  for (unsigned index = 0; index < call.getNumOperands(); ++index)
    isForgotten &= !getArgumentEffect(call, index).writes;
  if (split && !(vjp && isForgotten))
    return split;
  return vjp ? vjp : getRule(call, "value_and_vjp");
}

void ReverseBuilder::reverseCall(CallOp call) {
  bool active = llvm::any_of(call.getResults(), [&](Value result) { return activity.isActive(result); });
  for (auto [index, operand] : llvm::enumerate(call.getOperands()))
    active |= getArgumentEffect(call, index).writes && activity.isActivePointer(operand);
  if (isInactiveCall(call)) {
    failed |= mlir::failed(checkInactiveCall(call, activity));
    return;
  }
  if (!active)
    return;
  if (DictionaryAttr rule = chooseReverseRule(call))
    return reverseRuleCall(call, rule);
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  if (!callee.isDeclaration())
    return reverseSplitCall(call);
  InFlightDiagnostic error = call.emitError() << "cannot differentiate the call to '" << callee.getCxxName()
                                              << "': it has no rule for reverse mode [no-rule]";
  error.attachNote() << "give it a derivative with PULLBACK_RULE(vjp, " << callee.getCxxName()
                     << "), or declare it PULLBACK_INACTIVE";
  failed = true;
}

void ReverseBuilder::appendResultSeed(CallOp call, SmallVectorImpl<Value> &arguments) {
  if (call.getNumResults() && isa<FloatType>(call.getResult(0).getType()))
    arguments.push_back(mutant("accumulate:call-result") ? makeZero(call.getResult(0).getType(), call.getLoc())
                                                         : getAdjointOrZero(call.getResult(0), call.getLoc()));
}

// The adjoint argument for an active operand: the shadow of an object, or a variable that starts at zero for a scalar.
void ReverseBuilder::appendAdjointArgument(Value operand, SmallVectorImpl<Value> &arguments,
                                           SmallVectorImpl<ScalarShadow> &scalars, Location location) {
  if (isa<PtrType>(operand.getType())) {
    if (findMixedSelect(operand, Choices())) {
      emitError(location) << "cannot differentiate a call with a pointer to one of several objects [pointer-value]";
      failed = true;
      return;
    }
    Value place = shadow(operand, Choices());
    if (!place) {
      emitError(location) << "cannot differentiate a call with a pointer to an object that has no adjoint "
                             "[pointer-value]";
      failed = true;
      return;
    }
    arguments.push_back(place);
    return;
  }
  StringRef name = getVariableName(operand);
  std::string place = name.empty() ? "argument_bar" : (name + "_bar").str();
  Value local = builder.create<LocalOp>(location, PtrType::get(operand.getType()), builder.getStringAttr(place));
  if (!mutant("clear:call-argument"))
    builder.create<StoreOp>(location, makeZero(operand.getType(), location), local);
  arguments.push_back(local);
  scalars.push_back({operand, local});
}

void ReverseBuilder::addScalarShadows(ArrayRef<ScalarShadow> scalars, Location location) {
  for (const ScalarShadow &scalar : scalars)
    if (!mutant("accumulate:call-argument"))
      addAdjoint(scalar.primal, builder.create<LoadOp>(adjointLocation(scalar.primal, location), scalar.place));
}

//===------------------------------------------------------------------------------------------------------------===//
// Functions of two sweeps
//===------------------------------------------------------------------------------------------------------------===//

// Where the record of this call lies in the forward and in the reverse sweep.
std::pair<Value, Value> ReverseBuilder::makeRecord(CallOp call, SavedDefOp definition, StringRef of) {
  Type saved = SavedType::get(call.getContext(), definition.getSymName());
  Block *home = call->getBlock(); // up to where both sweeps run, of the function or of one iteration
  while (mirrors.lookup(home) != home)
    home = home->getParentOp()->getBlock();
  Block &entry = *home;
  // The record has no part in the name of the variable that the call's result goes to.
  FileLineColLoc source = getSourceLocation(call.getLoc());
  Location location = source ? Location(source) : call.getLoc();
  OpBuilder forward(call);
  std::string name = (of + "_record").str();
  if (call->getBlock() == &entry) {
    Value record = forward.create<LocalOp>(location, PtrType::get(saved), forward.getStringAttr(name));
    return {record, record};
  }
  forward.setInsertionPointToStart(&entry);
  Value stack =
      forward.create<LocalOp>(location, PtrType::get(StackType::get(saved)), forward.getStringAttr(name + "s"));
  forward.setInsertionPoint(call);
  Value record = forward.create<StackEmplaceOp>(location, PtrType::get(saved), stack);
  // The cursor starts at the end, where the reverse sweep starts.
  OpBuilder cursors(function.getContext());
  cursors.setInsertionPointAfter(*entry.getOps<ReverseOp>().begin());
  Type size = getSizeType(call.getContext());
  Value cursor = cursors.create<LocalOp>(location, PtrType::get(size), cursors.getStringAttr(name + "_left"));
  cursors.create<StoreOp>(location, cursors.create<StackSizeOp>(location, size, stack), cursor);
  Value previous = builder.create<StackPreviousOp>(location, PtrType::get(saved, true), stack, cursor);
  return {record, previous};
}

void ReverseBuilder::reverseSplitCall(CallOp call) {
  CallUse use = variants.describe(call, [&](Value operand) {
    return isa<PtrType>(operand.getType()) ? activity.isActivePointer(operand) : activity.isActive(operand);
  });
  SplitVariant split = variants.getSplit(call, use);
  auto [forwardRecord, reverseRecord] =
      makeRecord(call, split.saved, split.saved.getCxxName().drop_back(StringRef("_saved").size()));

  SmallVector<Value> arguments;
  SmallVector<ScalarShadow> scalars;
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  Value returnedRecord;
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    if (isReturnedRecord(callee, index))
      returnedRecord = operand;
    else
      arguments.push_back(recall(operand));
  }
  arguments.push_back(reverseRecord);
  for (auto [argument, type] : llvm::zip(arguments, split.reverse.getArgumentTypes()))
    if (argument.getType() != type)
      argument = builder.create<CastOp>(call.getLoc(), type, argument, UnitAttr());
  if (returnedRecord && isFloatPointer(returnedRecord)) {
    Value seed = shadow(returnedRecord, Choices());
    auto type = PtrType::get(cast<PtrType>(seed.getType()).getPointee(), true);
    arguments.push_back(seed.getType() == type ? seed : builder.create<CastOp>(call.getLoc(), type, seed, UnitAttr()));
  } else {
    appendResultSeed(call, arguments);
  }
  for (auto [index, operand] : llvm::enumerate(call.getOperands()))
    if (use.roles[index] != "passive" && operand != returnedRecord)
      appendAdjointArgument(operand, arguments, scalars, call.getLoc());
  if (failed)
    return;
  builder.create<CallOp>(adjointLocation(Value(), call.getLoc()), split.reverse, arguments);
  addScalarShadows(scalars, call.getLoc());
  if (returnedRecord && isFloatPointer(returnedRecord) && !mutant("clear:returned-record"))
    clearOutput(call, returnedRecord);

  callForward(call, split.forward, forwardRecord, bool(returnedRecord));
}

// The forward sweep calls what saves, too. Its record stands in front of the object that is returned.
void ReverseBuilder::callForward(CallOp call, FuncOp forward, Value record, bool returnsRecord) {
  SmallVector<Value> arguments(call.getOperands());
  arguments.insert(arguments.end() - (returnsRecord ? 1 : 0), record);
  call->setOperands(arguments);
  call.setCalleeAttr(FlatSymbolRefAttr::get(forward));
}

void ReverseBuilder::clearOutput(CallOp call, Value operand) {
  zeroFloats(builder, adjointLocation(Value(), call.getLoc()), shadow(operand, Choices()));
}
