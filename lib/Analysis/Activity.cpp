// Two monotone propagations over the structured function, each repeated until nothing changes: loops carry facts from
// their end to their beginning, and memory carries them anywhere.
#include "Analysis/Activity.h"

#include "IR/Mutants.h"
#include "Rules/RuleTable.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Iterators.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

static FuncOp getCallee(CallOp call) {
  return SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
}

bool pullback::isInactiveCall(CallOp call) { return getCallee(call).getInactive(); }

static bool mayWriteTo(FuncOp callee, CallOp call, unsigned argument) {
  if (!getArgumentEffect(call, argument).writes || callee->hasAttr("pb.throws"))
    return false;
  return callee.isDeclaration() ||
         !ObjectWrites(callee.getBody()).getWrites(callee.getBody().getArgument(argument)).empty();
}

LogicalResult pullback::checkInactiveCall(CallOp call, const Activity &activity) {
  FuncOp callee = getCallee(call);
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    if (!mayWriteTo(callee, call, index) || !activity.isActivePointer(operand))
      continue;
    InFlightDiagnostic error = call.emitError() << "cannot differentiate the call to '" << callee.getCxxName()
                                                << "': it is PULLBACK_INACTIVE, and may overwrite data that takes part "
                                                   "in the derivative [inactive-output]";
    error.attachNote() << "let it write to an array of its own, or take what it only reads by pointer to const";
    return failure();
  }
  return success();
}

DictionaryAttr pullback::getRule(CallOp call, StringRef mode) {
  ArrayAttr rules = getCallee(call).getRulesAttr();
  for (Attribute rule : rules ? rules.getValue() : ArrayRef<Attribute>())
    if (auto entry = dyn_cast<DictionaryAttr>(rule); entry.getAs<StringAttr>("mode") == mode)
      return entry;
  return {};
}

StringRef pullback::getRuleRole(CallOp call, unsigned argument) {
  FuncOp callee = getCallee(call);
  return callee.getRulesAttr() ? callee.getArgRole(argument) : StringRef();
}

bool pullback::isRuleOutput(CallOp call, unsigned argument) { return getRuleRole(call, argument) == "of"; }

// The callee's derivative with respect to that argument, and of what it writes there, is zero by the user's decision,
// or since nobody reads it.
static bool isInactiveArgument(CallOp call, unsigned argument) {
  StringRef role = getRuleRole(call, argument);
  return role == "inactive" || role == "scratch";
}

Activity::Activity(FuncOp function) {
  for (BlockArgument argument : function.getBody().getArguments()) {
    StringRef role = function.getArgRole(argument.getArgNumber());
    if (role == "wrt" || role == "inout")
      varied.insert(argument);
    if (role == "of" || role == "inout" || function.getArgAttr(argument.getArgNumber(), "pb.sret"))
      useful.insert(argument);
  }
  do {
    changed = false;
    function.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) { propagateVaried(op); });
  } while (changed);
  do {
    changed = false;
    function->walk<WalkOrder::PostOrder, ReverseIterator>([&](Operation *op) { propagateUseful(op); });
  } while (changed);
}

bool Activity::isActivePointer(Value pointer) const {
  return llvm::any_of(getObjects(pointer), [&](Value object) { return isActive(object); });
}

bool Activity::hasAdjoint(Operation *op) const {
  return op
      ->walk([&](Operation *inner) {
        for (Value result : inner->getResults())
          if (isa<FloatType>(result.getType()) && isActive(result))
            return WalkResult::interrupt();
        SmallVector<Value, 2> pointers;
        collectWrites(inner, pointers);
        for (Value pointer : pointers)
          if (isActivePointer(pointer))
            return WalkResult::interrupt();
        return WalkResult::advance();
      })
      .wasInterrupted();
}

void Activity::copyActivity(Value original, Value copy) {
  if (isVaried(original))
    varied.insert(copy);
  if (isUseful(original))
    useful.insert(copy);
}

void Activity::copyActivity(Operation *original, Operation *copy) {
  for (auto [from, to] : llvm::zip(original->getResults(), copy->getResults()))
    copyActivity(from, to);
  for (auto [from, to] : llvm::zip(original->getRegions(), copy->getRegions()))
    for (auto [fromBlock, toBlock] : llvm::zip(from, to)) {
      for (auto [fromArgument, toArgument] : llvm::zip(fromBlock.getArguments(), toBlock.getArguments()))
        copyActivity(fromArgument, toArgument);
      for (auto [fromOp, toOp] : llvm::zip(fromBlock, toBlock))
        copyActivity(&fromOp, &toOp);
    }
}

void Activity::markVaried(Value value) { changed |= isa<FloatType>(value.getType()) && varied.insert(value).second; }
void Activity::markUseful(Value value) { changed |= isa<FloatType>(value.getType()) && useful.insert(value).second; }

/// Something can lie at what a pointer leads to: not at null, which a function may be given for an output that is not
/// wanted.
static bool isPlace(Value object) {
  return isFloatPointer(object) && !isa_and_nonnull<NullOp, UndefOp>(object.getDefiningOp());
}

void Activity::markVariedObjects(Value pointer) {
  for (Value object : getObjects(pointer))
    changed |= isPlace(object) && varied.insert(object).second;
}
void Activity::markUsefulObjects(Value pointer) {
  for (Value object : getObjects(pointer))
    changed |= isPlace(object) && useful.insert(object).second;
}

bool Activity::isVariedPointer(Value pointer) const {
  return llvm::any_of(getObjects(pointer), [&](Value object) { return isVaried(object); });
}
bool Activity::isUsefulPointer(Value pointer) const {
  return llvm::any_of(getObjects(pointer), [&](Value object) { return isUseful(object); });
}
bool Activity::anyVaried(ValueRange values) const {
  return llvm::any_of(values, [&](Value value) {
    return isVaried(value) || (isa<PtrType>(value.getType()) && isVariedPointer(value));
  });
}

// The operands through which a value depends differentiably on others. A comparison, a cast to an integer, floor and
// the like have none.
static SmallVector<Value, 2> getDifferentiableOperands(Operation *op) {
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return {select.getTrueValue(), select.getFalseValue()};
  if (auto known = dyn_cast<WithDerivativeOp>(op))
    return {known.getSource()};
  if (auto math = dyn_cast<MathOp>(op)) {
    SmallVector<Value, 2> operands;
    const Rule *rule = lookupRule(math.getName());
    for (auto [index, operand] : llvm::enumerate(math.getOperands()))
      if (rule && !rule->partials[index].isZero())
        operands.push_back(operand);
    return operands;
  }
  return SmallVector<Value, 2>(op->getOperands());
}

static bool isFloatArithmetic(Operation *op) {
  return op->getNumResults() == 1 && isa<FloatType>(op->getResult(0).getType()) &&
         isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp, arith::NegFOp, arith::SelectOp, CastOp, MathOp,
             WithDerivativeOp>(op);
}

// Calls yieldAll(result, yielded) for every value that flows from a region's end to a result or a carried argument.
static void forEachCarried(Operation *op, llvm::function_ref<void(Value to, Value from)> visit) {
  auto visitLoop = [&](auto loop) {
    for (auto [argument, init, yielded, result] :
         llvm::zip(loop.getCarried(), loop.getInits(), loop.getYield().getValues(), loop.getResults())) {
      visit(argument, init);
      visit(argument, yielded);
      visit(result, yielded);
      visit(result, init);
    }
  };
  llvm::TypeSwitch<Operation *>(op).Case<ForOp, LoopOp>(visitLoop).Case([&](scf::IfOp branch) {
    for (Region &region : branch->getRegions())
      if (!region.empty())
        for (auto [result, yielded] : llvm::zip(branch.getResults(), region.front().getTerminator()->getOperands()))
          visit(result, yielded);
  });
}

void Activity::propagateVaried(Operation *op) {
  if (isFloatArithmetic(op)) {
    if (anyVaried(getDifferentiableOperands(op)) && !mutant("mark:varied-arithmetic"))
      markVaried(op->getResult(0));
  } else if (auto load = dyn_cast<LoadOp>(op)) {
    if (isVariedPointer(load.getPointer()) && !mutant("mark:varied-load"))
      markVaried(load);
  } else if (auto store = dyn_cast<StoreOp>(op)) {
    if (isVaried(store.getValue()) && !mutant("mark:varied-store"))
      markVariedObjects(store.getPointer());
  } else if (auto accumulate = dyn_cast<AccumulateOp>(op)) {
    if (isVaried(accumulate.getValue()) && !mutant("mark:varied-accumulate"))
      markVariedObjects(accumulate.getPointer());
  } else if (auto copy = dyn_cast<CopyOp>(op)) {
    if (isVariedPointer(copy.getSource()) && !mutant("mark:varied-copy"))
      markVariedObjects(copy.getTarget());
  } else if (auto call = dyn_cast<CallOp>(op)) {
    bool any = llvm::any_of(llvm::enumerate(call.getOperands()), [&](auto operand) {
      return anyVaried(operand.value()) && !isInactiveArgument(call, operand.index());
    });
    if (isInactiveCall(call) || !any)
      return;
    for (Value result : call.getResults())
      if (!mutant("mark:varied-call-result"))
        markVaried(result);
    for (auto [index, operand] : llvm::enumerate(call.getOperands()))
      if (getArgumentEffect(call, index).writes && !isInactiveArgument(call, index) &&
          !mutant("mark:varied-call-argument"))
        markVariedObjects(operand);
  } else {
    forEachCarried(op, [&](Value to, Value from) {
      if (isVaried(from) && !mutant("mark:varied-carried"))
        markVaried(to);
    });
  }
}

void Activity::propagateUseful(Operation *op) {
  if (auto ret = dyn_cast<ReturnOp>(op)) {
    if (ret.getValue() && !mutant("mark:useful-return"))
      markUseful(ret.getValue());
  } else if (isFloatArithmetic(op)) {
    if (isUseful(op->getResult(0)) && !mutant("mark:useful-arithmetic"))
      for (Value operand : getDifferentiableOperands(op))
        markUseful(operand);
  } else if (auto load = dyn_cast<LoadOp>(op)) {
    if (isUseful(load) && !mutant("mark:useful-load"))
      markUsefulObjects(load.getPointer());
  } else if (auto store = dyn_cast<StoreOp>(op)) {
    if (isUsefulPointer(store.getPointer()) && !mutant("mark:useful-store"))
      markUseful(store.getValue());
  } else if (auto accumulate = dyn_cast<AccumulateOp>(op)) {
    if (isUsefulPointer(accumulate.getPointer()) && !mutant("mark:useful-accumulate"))
      markUseful(accumulate.getValue());
  } else if (auto copy = dyn_cast<CopyOp>(op)) {
    if (isUsefulPointer(copy.getTarget()) && !mutant("mark:useful-copy"))
      markUsefulObjects(copy.getSource());
  } else if (auto call = dyn_cast<CallOp>(op)) {
    bool wanted = llvm::any_of(call.getResults(), [&](Value result) { return isUseful(result); });
    for (auto [index, operand] : llvm::enumerate(call.getOperands()))
      wanted |= getArgumentEffect(call, index).writes && isUsefulPointer(operand) && !isInactiveArgument(call, index) &&
                !mutant("mark:useful-call-output");
    if (isInactiveCall(call) || !wanted)
      return;
    for (auto [index, operand] : llvm::enumerate(call.getOperands()))
      if (isInactiveArgument(call, index))
        continue;
      else if (isa<PtrType>(operand.getType()) && !isRuleOutput(call, index) && !mutant("mark:useful-call-pointer"))
        markUsefulObjects(operand);
      else if (!mutant("mark:useful-call-argument"))
        markUseful(operand);
  } else {
    forEachCarried(op, [&](Value to, Value from) {
      if (isUseful(to) && !mutant("mark:useful-carried"))
        markUseful(from);
    });
  }
}
