// Builds the derivative functions that the primals ask for (`pb.modes`), and those of the callees that they need.
//
//   pb.func @f (double a, const double *x) -> double    with pb.modes = ["vjp"]
// becomes
//   pb.func @f_vjp (double a, const double *x, double result_bar, double *a_bar, double *x_bar)
//
// whose body is the forward sweep, pb.reverse, and the reverse sweep, with pb.mark and pb.recall where the reverse
// sweep wants a primal value that is out of its reach. Forward mode needs no such marks. Primals are erased.
#include "IR/Mutants.h"
#include "Transforms/Differentiate/Accumulations.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/Forward.h"
#include "Transforms/Differentiate/PureOutputs.h"
#include "Transforms/Differentiate/Reverse.h"
#include "Transforms/Differentiate/Seeds.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Lengths.h"
#include "Transforms/Passes.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_DIFFERENTIATE
#include "Transforms/Passes.h.inc"
} // namespace pullback

//===------------------------------------------------------------------------------------------------------------===//
// Before the sweeps
//===------------------------------------------------------------------------------------------------------------===//

// Every access must be known to be to certain objects; a pointer from elsewhere could be an alias of any.
static LogicalResult checkPointers(FuncOp function) {
  bool ok = true;
  function.getBody().walk([&](Operation *op) {
    SmallVector<Value, 2> pointers;
    collectReads(op, pointers);
    collectWrites(op, pointers);
    bool unknown = llvm::any_of(pointers, [&](Value pointer) {
      return llvm::any_of(getObjects(pointer), [&](Value object) {
        auto argument = dyn_cast<BlockArgument>(object);
        return argument ? argument.getOwner() != &function.getBody().front()
                        : !isa<LocalOp, AllocOp, GlobalOp, NullOp, UndefOp>(object.getDefiningOp());
      });
    });
    if (!unknown)
      return;
    InFlightDiagnostic error =
        op->emitError() << "cannot differentiate an access through this pointer: it is not known which object it "
                           "points into [pointer-value]";
    error.attachNote() << "use subscripts of the array itself, or one pointer for each array";
    ok = false;
  });
  return success(ok);
}

static LogicalResult checkRoles(FuncOp function) {
  ObjectWrites writes(function.getBody());
  bool ok = true;
  for (unsigned i = 0; i < function.getNumArguments(); ++i) {
    Value argument = function.getBody().getArgument(i);
    auto pointer = dyn_cast<PtrType>(argument.getType());
    bool isWritten = pointer && !function.getArgAttr(i, "pb.byval") && !writes.getWrites(argument).empty();
    if (function.getArgRole(i) == "wrt" && isWritten && holdsFloat(pointer.getPointee())) {
      InFlightDiagnostic error = writes.getWrites(argument).front()->emitError()
                                 << "cannot treat '" << function.getArgName(i)
                                 << "' as an input alone: it is written to here [wrt-written]";
      error.attachNote() << "leave '" << function.getArgName(i)
                         << "' out of wrt(...), or name it in both wrt(...) and of(...): it is in-out then";
      ok = false;
    } else if (isWritten && pointer.getIsConst()) { // a const argument of Eigen's functions for any output
      InFlightDiagnostic error = writes.getWrites(argument).front()->emitError()
                                 << "cannot differentiate this write to '" << function.getArgName(i)
                                 << "': casting away const is not supported [const-cast]";
      error.attachNote() << "declare the object without const";
      ok = false;
    }
    if (isPureOutput(function, i) && failed(checkPureOutput(function, i)))
      ok = false;
  }
  return success(ok);
}

static ReturnOp getReturn(FuncOp function) { return cast<ReturnOp>(function.getBody().front().getTerminator()); }

//===------------------------------------------------------------------------------------------------------------===//
// Shadows of parameters
//===------------------------------------------------------------------------------------------------------------===//

static InFlightDiagnostic refuseLength(FuncOp function, unsigned argument, const Twine &why) {
  StringRef name = function.getArgName(argument);
  auto derived = function->getAttrOfType<StringAttr>("pb.derived"); // one error for all modes
  InFlightDiagnostic error = function.emitError()
                             << "cannot differentiate '" << (derived ? derived.getValue() : function.getCxxName())
                             << "': the length of '" << name << "' is needed, " << why.str() << " [length-needed]";
  error.attachNote() << "give it in the request, as in " << (isPureOutput(function, argument) ? "of(" : "scratch(")
                     << name << "[n])";
  return error;
}

// A copy of the seed that the reverse sweep may clear, for an output that may be written twice or is read back.
static Value copySeed(FuncOp function, unsigned argument, Value seed, Operation *before) {
  OpBuilder builder(before);
  StringRef output = function.getArgName(argument); // none for what the function returns
  std::string name = ((output.empty() ? "result" : output) + "_bar_left").str();
  Value copy = buildStorageLike(builder, function, argument, name, AllocKind::Saved);
  if (!copy)
    return {};
  Location location = function.getLoc();
  Value length = buildLength(builder, function, argument);
  Type type = cast<PtrType>(copy.getType()).getPointee();
  auto copyLeaves = [&](ArrayRef<Value> places) {
    forEachFloatLeaf(builder, location, type, places, [&](ArrayRef<Value> leaves) {
      builder.create<StoreOp>(location, builder.create<LoadOp>(location, leaves[0]), leaves[1]);
    });
  };
  if (getConstantInt(length) == 1)
    copyLeaves({seed, copy});
  else
    forEachElement(builder, location, length, {seed, copy}, copyLeaves);
  return copy;
}

// The seed of a pure output, or a copy of it that may be cleared.
static LogicalResult setOutputShadow(ReverseBuilder &reverse, FuncOp function, unsigned argument, Value seed) {
  Value object = function.getBody().getArgument(argument);
  if (function.getArgAttr(argument, "pb.copied_out") || isWrittenOnce(function, object) ||
      mutant("free:output-written-twice")) {
    reverse.setShadow(object, seed, /*isSeed=*/true);
    return success();
  }
  Value copy = copySeed(function, argument, seed, getReturn(function));
  if (!copy)
    return refuseLength(function, argument, "since it may be written more than once or is read back");
  reverse.setShadow(object, copy, /*isSeed=*/false);
  return success();
}

static LogicalResult setShadows(ReverseBuilder &reverse, FuncOp function, const DerivativeParameters &parameters,
                                const Activity &activity) {
  for (unsigned i = 0; i < parameters.ofArgument.size(); ++i) {
    Value argument = function.getBody().getArgument(i);
    if (!isa<PtrType>(argument.getType()) || !activity.isActive(argument))
      continue;
    if (isPureOutput(function, i) || isReturnedRecord(function, i)) {
      Value seed = isPureOutput(function, i) ? parameters.ofArgument[i] : parameters.result;
      if (seed && failed(setOutputShadow(reverse, function, i, seed)))
        return failure();
    } else if (parameters.ofArgument[i]) {
      reverse.setShadow(argument, parameters.ofArgument[i], /*isSeed=*/false);
    } else if (function.getArgRole(i) == "scratch") {
      OpBuilder builder(getReturn(function));
      Value shadow = buildStorageLike(builder, function, i, (function.getArgName(i) + "_bar").str(), AllocKind::Shadow);
      if (!shadow)
        return refuseLength(function, i, "since its adjoint needs as much memory");
      if (mutant("clear:scratch"))
        ;
      else if (auto decay = shadow.getDefiningOp<DecayOp>())
        clearObject(builder, function.getLoc(), decay.getPointer());
      else if (shadow.getDefiningOp<LocalOp>())
        clearObject(builder, function.getLoc(), shadow);
      else if (isa<RecordType>(cast<PtrType>(shadow.getType()).getPointee()))
        forEachElement(builder, function.getLoc(), buildLength(builder, function, i), {shadow},
                       [&](ArrayRef<Value> element) { zeroFloats(builder, function.getLoc(), element[0]); });
      reverse.setShadow(argument, shadow, false);
    }
  }
  return success();
}

//===------------------------------------------------------------------------------------------------------------===//
// After the sweeps
//===------------------------------------------------------------------------------------------------------------===//

// a_bar gets the adjoints of parameters passed by value.
static void addScalarGradients(ReverseBuilder &reverse, FuncOp function, const DerivativeParameters &parameters) {
  OpBuilder &builder = reverse.getBuilder();
  builder.setInsertionPoint(getReturn(function));
  for (unsigned i = 0; i < parameters.ofArgument.size(); ++i) {
    Value argument = function.getBody().getArgument(i);
    if (!isa<FloatType>(argument.getType()) || !parameters.ofArgument[i])
      continue;
    if (Value adjoint = reverse.getAdjoint(argument); adjoint && !mutant("accumulate:by-value"))
      builder.create<AccumulateOp>(getSourceLocation(adjoint.getLoc()) ? Location(getSourceLocation(adjoint.getLoc()))
                                                                       : function.getLoc(),
                                   adjoint, parameters.ofArgument[i]);
  }
}

static bool onlyStoredTo(Value pointer, SmallVectorImpl<Operation *> &users) {
  for (OpOperand &use : pointer.getUses()) {
    Operation *user = use.getOwner();
    bool isTarget = (isa<StoreOp, AccumulateOp>(user) && use.getOperandNumber() == 1) || isa<ZeroOp, SetSizeOp>(user) ||
                    (isa<CopyOp>(user) && use.getOperandNumber() == 1);
    bool isPath = isa<ElementOp, FieldOp, DecayOp>(user) && use.getOperandNumber() == 0;
    if (!isTarget && !(isPath && onlyStoredTo(user->getResult(0), users)))
      return false;
    users.push_back(user);
  }
  return true;
}

// vjp has no outputs: what is only stored is not computed; what is read back goes to storage of our own.
static LogicalResult removeOutput(FuncOp function, unsigned argument) {
  Value output = function.getBody().getArgument(argument);
  SmallVector<Operation *> users;
  if (onlyStoredTo(output, users)) {
    for (Operation *user : users)
      user->erase();
  } else {
    OpBuilder builder(function.getBody());
    Value storage = buildStorageLike(builder, function, argument, function.getArgName(argument), AllocKind::Saved);
    if (!storage)
      return refuseLength(function, argument, "since it is read back");
    output.replaceAllUsesWith(storage);
  }
  function.eraseArgument(argument);
  return success();
}

static LogicalResult removeOutputs(FuncOp function, unsigned primalArguments) {
  ReturnOp end = getReturn(function);
  end.getValueMutable().clear();
  function.setFunctionType(FunctionType::get(function.getContext(), function.getArgumentTypes(), {}));
  function.removeResAttrsAttr();
  for (unsigned i = primalArguments; i-- > 0;)
    if ((isPureOutput(function, i) || isReturnedRecord(function, i)) && failed(removeOutput(function, i)))
      return failure();
  return success();
}

//===------------------------------------------------------------------------------------------------------------===//
// One derivative function
//===------------------------------------------------------------------------------------------------------------===//

static LogicalResult differentiateReverse(FuncOp function, StringRef mode, CallVariants &variants) {
  copyWrittenRecords(function);
  addTripCounters(function);
  formAccumulations(function);
  unsigned primalArguments = function.getNumArguments();
  DerivativeParameters parameters = appendAdjoints(function, /*withoutSeed=*/mode == "gradient");
  Activity activity(function);
  ReverseBuilder reverse(function, activity, variants);
  if (failed(setShadows(reverse, function, parameters, activity)))
    return failure();
  Value returned = getReturn(function).getValue(), seed = parameters.result;
  if (mode == "gradient" && returned) {
    OpBuilder builder(getReturn(function));
    APFloat one(cast<FloatType>(returned.getType()).getFloatSemantics(), 1);
    seed = builder.create<ConstantOp>(function.getLoc(), returned.getType(), one);
  }
  if (failed(reverse.build(returned, seed)))
    return failure();
  addScalarGradients(reverse, function, parameters);
  if (mode == "vjp")
    return removeOutputs(function, primalArguments);
  if (mode != "split")
    moveReturnedRecordLast(function);
  return success();
}

// Calls that no derivative has replaced call a copy of the callee that generated code holds.
static void bindPrimalCalls(FuncOp function, CallVariants &variants) {
  function.walk([&](CallOp call) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
    if (callee.getRole() == "primal")
      call.setCalleeAttr(FlatSymbolRefAttr::get(variants.getPrimal(call)));
  });
}

static LogicalResult runJob(Job job, CallVariants &variants) {
  if (job.function.getRole() == "helper" && failed(checkPointers(job.function)))
    return failure();
  job.function->setAttr("pb.mode", StringAttr::get(job.function.getContext(), job.mode));
  LogicalResult result = job.mode == "jvp" ? differentiateForward(job.function, variants)
                                           : differentiateReverse(job.function, job.mode, variants);
  if (succeeded(result))
    bindPrimalCalls(job.function, variants);
  job.function.walk([](ExtentOp extent) { extent.erase(); });
  return result;
}

static void addRequestedJobs(FuncOp primal, CallVariants &variants) {
  auto modes = primal->getAttrOfType<ArrayAttr>("pb.modes");
  auto derived = primal->getAttrOfType<StringAttr>("pb.derived");
  auto module = primal->getParentOfType<ModuleOp>();
  for (Attribute attribute : modes ? modes.getValue() : ArrayRef<Attribute>()) {
    StringRef mode = cast<StringAttr>(attribute).getValue();
    FuncOp copy = primal.clone();
    std::string name = ((derived ? derived.getValue() : primal.getCxxName()) + "_" + mode).str();
    copy.setSymName((primal.getSymName() + "_" + mode).str());
    copy.setCxxName(name);
    copy.setRole("derivative");
    copy->removeAttr("pb.modes");
    module.push_back(copy);
    if (mode == "split")
      variants.declareSplit(copy, derived ? derived.getValue() : primal.getCxxName(), "derivative");
    else
      variants.addJob({copy, mode.str()});
  }
}

namespace {

struct Differentiate : pullback::impl::DifferentiateBase<Differentiate> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    CallVariants variants(module);
    // At the end these are their operands again, which the reverse sweep has where they are defined.
    module.walk([](InactiveOp op) {
      if (op.getOperand().getParentBlock() == op->getBlock())
        return;
      if (Operation *definition = op.getOperand().getDefiningOp())
        op->moveAfter(definition);
      else
        op->moveBefore(&op.getOperand().getParentBlock()->front());
    });
    SmallVector<FuncOp> primals;
    for (auto function : module.getOps<FuncOp>())
      if (function.getRole() == "primal")
        primals.push_back(function);
    bool ok = true;
    for (FuncOp primal : primals) {
      bool isGood =
          !primal->hasAttr("pb.modes") ||
          (succeeded(checkPointers(primal)) && succeeded(checkRoles(primal)) && succeeded(checkCheckpoints(primal)));
      if (isGood) // else the others have obstacles of their own
        addRequestedJobs(primal, variants);
      ok &= isGood;
    }
    while (variants.hasJobs())
      ok &= succeeded(runJob(variants.takeJob(), variants));
    if (!ok)
      return signalPassFailure();
    for (FuncOp primal : primals)
      primal.erase();
    module.walk([](Operation *op) {
      if (!isa<InactiveOp, WithDerivativeOp>(op))
        return;
      op->replaceAllUsesWith(ValueRange(op->getOperand(0)));
      op->erase();
    });
  }
};

} // namespace
