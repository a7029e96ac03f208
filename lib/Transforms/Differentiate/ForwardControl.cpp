// Branches, loops and calls that carry tangents beside values.
#include "Transforms/Differentiate/ForwardBuilder.h"

#include "IR/Mutants.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/RuleCalls.h"
#include "Transforms/Lengths.h"
#include "Transforms/RegionValues.h"

using namespace mlir;
using namespace pullback;

static void moveResults(Operation *from, Operation *to) {
  for (auto [old, now] : llvm::zip(from->getResults(), to->getResults()))
    old.replaceAllUsesWith(now);
}

void ForwardBuilder::visitIf(scf::IfOp branch) {
  SmallVector<unsigned> active;
  SmallVector<Type> types(branch.getResultTypes());
  for (OpResult result : branch.getResults())
    if (isa<FloatType>(result.getType()) && activity.isActive(result)) {
      active.push_back(result.getResultNumber());
      types.push_back(result.getType());
    }
  for (Region &region : branch->getRegions())
    if (!region.empty())
      visitBlock(region.front());
  if (active.empty())
    return;
  for (Region &region : branch->getRegions()) {
    Operation *yield = region.front().getTerminator();
    builder.setInsertionPoint(yield);
    for (unsigned index : active)
      yield->insertOperands(yield->getNumOperands(), getTangent(yield->getOperand(index), yield->getLoc()));
  }
  OpBuilder plain(branch);
  auto wide = plain.create<scf::IfOp>(branch.getLoc(), types, branch.getCondition(), false, false);
  wide.getThenRegion().takeBody(branch.getThenRegion());
  wide.getElseRegion().takeBody(branch.getElseRegion());
  unsigned results = branch.getNumResults();
  for (auto [position, index] : llvm::enumerate(active))
    if (!mutant("accumulate:tangent-branch"))
      setTangent(wide.getResult(index), wide.getResult(results + position));
  moveResults(branch, wide);
  branch.erase();
}

// The tangents of carried values are carried behind them.
template <typename LoopType> void ForwardBuilder::visitLoop(LoopType loop) {
  Block &body = loop.getBody().front();
  SmallVector<unsigned> active;
  SmallVector<Value> inits(loop.getInits());
  for (auto [index, argument] : llvm::enumerate(loop.getCarried())) {
    bool isActive = activity.isActive(argument) || activity.isActive(loop->getResult(index));
    if (!isa<FloatType>(argument.getType()) || !isActive)
      continue;
    active.push_back(index);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPoint(loop);
    inits.push_back(mutant("accumulate:tangent-loop-init") ? makeZero(argument.getType(), loop.getLoc())
                                                           : getTangent(loop.getInits()[index], loop.getLoc()));
  }
  unsigned carried = loop.getInits().size();
  for (unsigned index : active) {
    Value argument = loop.getCarried()[index];
    setTangent(argument, body.addArgument(argument.getType(), tangentLocation(argument, loop.getLoc())));
  }
  visitBlock(body);
  builder.setInsertionPoint(body.getTerminator());
  for (unsigned index : active)
    loop.getYield().getValuesMutable().append(getTangent(loop.getYield().getValues()[index], loop.getLoc()));
  if (active.empty())
    return;
  OpBuilder plain(loop);
  LoopType wide;
  if constexpr (std::is_same_v<LoopType, ForOp>)
    wide = plain.create<ForOp>(loop.getLoc(), loop.getLower(), loop.getUpper(), loop.getPredicate(), loop.getStep(),
                               inits);
  else
    wide = plain.create<LoopOp>(loop.getLoc(), inits);
  wide.getBody().takeBody(loop.getBody());
  for (auto [position, index] : llvm::enumerate(active))
    if (!mutant("accumulate:tangent-loop"))
      setTangent(wide.getResult(index), wide.getResult(carried + position));
  moveResults(loop, wide);
  loop.erase();
}

template void ForwardBuilder::visitLoop(ForOp loop);
template void ForwardBuilder::visitLoop(LoopOp loop);

void ForwardBuilder::visitCall(CallOp call) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  bool active = llvm::any_of(call.getResults(), [&](Value result) { return activity.isActive(result); });
  for (auto [index, operand] : llvm::enumerate(call.getOperands()))
    active |= getArgumentEffect(call, index).writes && activity.isActivePointer(operand);
  if (callee.getInactive()) {
    failed |= mlir::failed(checkInactiveCall(call, activity));
    return;
  }
  if (!active)
    return;
  // Results of branches, loops and calls before were replaced: the analysis does not know the new ones.
  auto isActive = [&](Value operand) {
    return isa<PtrType>(operand.getType()) ? activity.isActivePointer(operand) : tangents.contains(operand);
  };
  if (!callee.isDeclaration()) {
    CallUse use = variants.describe(call, isActive);
    return callTangent(call, variants.getTangent(call, use), {},
                       [&](unsigned index) { return use.roles[index] != "passive"; });
  }
  DictionaryAttr rule = getRule(call, "jvp");
  if (!rule) {
    InFlightDiagnostic error = call.emitError() << "cannot differentiate the call to '" << callee.getCxxName()
                                                << "' in forward mode: it has no jvp rule [no-rule]";
    error.attachNote() << "give it one with PULLBACK_RULE(jvp, " << callee.getCxxName()
                       << "), request a reverse mode, or declare it PULLBACK_INACTIVE";
    failed = true;
    return;
  }
  if (mlir::failed(checkRuleCall(call, isActive))) {
    failed = true;
    return;
  }
  callTangent(call, SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, rule.getAs<FlatSymbolRefAttr>("function")), rule,
              [&](unsigned index) { return hasRuleAdjoint(call, index); });
}

// The tangent that stands beside an argument; null after a refusal.
Value ForwardBuilder::passTangent(CallOp call, unsigned index, DictionaryAttr rule) {
  Value operand = call.getOperands()[index];
  if (!isa<PtrType>(operand.getType()))
    return getTangent(operand, tangentLocation(Value(), call.getLoc()));
  if (findMixedSelect(operand, Choices()))
    return refuse(call, "cannot differentiate a call with a pointer to one of several objects [pointer-value]"),
           Value();
  if (rule && !hasTangentPlace(operand, Choices()))
    return makeRuleTangent(call, index, rule);
  Value place = tangentPlace(operand, Choices());
  if (!place)
    refuse(call, "cannot differentiate a call with a pointer to an object that has no tangent [pointer-value]");
  return place;
}

// A tangent of its own, zero, for an argument that takes no part in the derivative here and has one in the rule.
Value ForwardBuilder::makeRuleTangent(CallOp call, unsigned index, DictionaryAttr rule) {
  Value length = buildLengthBefore(call, index);
  if (!length) {
    failed = true;
    refuseRuleLength(call, rule, index, "since it takes no part in the derivative here and has no tangent to pass");
    return {};
  }
  Location location = tangentLocation(Value(), call.getLoc());
  Type pointee = cast<PtrType>(call.getOperands()[index].getType()).getPointee();
  std::string name = getParameterName(call, index) + "_dot";
  Value tangent = buildStorage(builder, nameLocation(name, location), pointee, length, name, AllocKind::Shadow);
  if (getConstantInt(length) == 1)
    clearObject(builder, location, tangent);
  else
    forEachElement(builder, location, length, {tangent},
                   [&](ArrayRef<Value> places) { zeroFloats(builder, location, places[0]); });
  return tangent;
}

// A callee that is not inlined runs as its own tangent function, or as its rule. Arguments without a tangent are
// passive in it.
void ForwardBuilder::callTangent(CallOp call, FuncOp tangent, DictionaryAttr rule,
                                 llvm::function_ref<bool(unsigned)> hasTangent) {
  Location location = tangentLocation(Value(), call.getLoc());
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  SmallVector<Value> arguments(call.getOperands());
  Value record;
  if (!arguments.empty() && isReturnedRecord(callee, arguments.size() - 1)) {
    record = arguments.back();
    arguments.pop_back();
  }
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(call);
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    if (!hasTangent(index) || operand == record)
      continue;
    Value passed = passTangent(call, index, rule);
    if (!passed)
      return;
    Type wanted = tangent.getArgumentTypes()[arguments.size()];
    arguments.push_back(passed.getType() == wanted ? passed
                                                   : builder.create<CastOp>(location, wanted, passed, UnitAttr()));
  }
  Value result;
  if (record && isFloatPointer(record)) {
    arguments.push_back(hasTangentPlace(record, Choices()) || !rule
                            ? tangentPlace(record, Choices())
                            : makeRuleTangent(call, call.getNumOperands() - 1, rule));
  } else if (call.getNumResults() && isa<FloatType>(call.getResult(0).getType())) {
    result = builder.create<LocalOp>(location, PtrType::get(call.getResult(0).getType()),
                                     builder.getStringAttr("result_dot"));
    arguments.push_back(result);
  }
  if (record)
    arguments.push_back(record);
  auto wide = builder.create<CallOp>(call.getLoc(), tangent, arguments);
  if (result && !mutant("accumulate:tangent-call"))
    setTangent(wide.getResult(0), builder.create<LoadOp>(tangentLocation(call.getResult(0), call.getLoc()), result));
  moveResults(call, wide);
  call.erase();
}
