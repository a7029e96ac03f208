// Forward mode in one pass over the function: every active value has a tangent, every active object a tangent object of
// the same shape, and branches, loops and calls carry the tangents beside the values.
//
//   %r = pb.math "sin"(%x)           %r_dot = cos(x) * x_dot
//   pb.store %v, %p                  pb.store %v_dot, %p_dot
//   %r = pb.for carry(%a = %init)    %r, %r_dot = pb.for carry(%a = %init, %a_dot = %init_dot)
#include "Transforms/Differentiate/Forward.h"

#include "IR/Mutants.h"
#include "Rules/RuleTable.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/RuleCalls.h"
#include "Transforms/Differentiate/Signature.h"
#include "Transforms/Lengths.h"

#include "Transforms/RegionValues.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

namespace {

class ForwardBuilder : OpBuilder::Listener {
public:
  ForwardBuilder(FuncOp function, const Activity &activity, CallVariants &variants)
      : function(function), activity(activity), variants(variants), builder(function.getContext(), this) {}

  LogicalResult build(const DerivativeParameters &parameters);

private:
  using Choices = llvm::SmallDenseMap<Operation *, bool, 2>;

  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    if (!isa<ConstantOp, arith::ConstantOp, ElementOp, FieldOp, DecayOp>(op))
      op->setAttr("pb.adjoint", UnitAttr::get(op->getContext()));
  }

  LogicalResult addScratchTangents();
  void visitBlock(Block &block);
  void visit(Operation *op);
  void visitRule(Operation *op, StringRef name);
  void visitSelect(arith::SelectOp select);
  void visitCast(CastOp cast);
  void visitObject(Operation *op);
  void visitLoad(LoadOp load);
  void visitStore(StoreOp store);
  void visitCopy(CopyOp copy);
  void visitZero(ZeroOp zero);
  void visitIf(scf::IfOp branch);
  template <typename LoopType> void visitLoop(LoopType loop);
  void visitCall(CallOp call);
  Value passTangent(CallOp call, unsigned index, DictionaryAttr rule);
  Value makeRuleTangent(CallOp call, unsigned index, DictionaryAttr rule);
  void callTangent(CallOp call, FuncOp tangent, DictionaryAttr rule, llvm::function_ref<bool(unsigned)> hasTangent);
  void refuse(Operation *op, const Twine &what);

  Value makeZero(Type type, Location location);
  Value getTangent(Value value, Location location);
  void setTangent(Value value, Value tangent);
  Value makeConst(Value pointer);
  Value tangentPlace(Value pointer, const Choices &choices);
  arith::SelectOp findMixedSelect(Value pointer, const Choices &choices);
  bool hasTangentPlace(Value pointer, const Choices &choices);
  Value loadTangent(Value pointer, Choices &choices, Location location);
  void atTangent(Value pointer, Choices &choices, llvm::function_ref<void(Value)> visit);
  Location tangentLocation(Value value, Location place);

  FuncOp function;
  const Activity &activity;
  CallVariants &variants;
  OpBuilder builder;
  DenseMap<Value, Value> tangents; // of scalars, and tangent objects of objects
  bool failed = false;
};

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// Tangents of values
//===------------------------------------------------------------------------------------------------------------===//

Value ForwardBuilder::makeZero(Type type, Location location) {
  return builder.create<ConstantOp>(location, type, APFloat::getZero(cast<FloatType>(type).getFloatSemantics()));
}

Value ForwardBuilder::getTangent(Value value, Location location) {
  Value tangent = tangents.lookup(value);
  return tangent ? tangent : makeZero(value.getType(), location);
}

Location ForwardBuilder::tangentLocation(Value value, Location place) {
  FileLineColLoc source = getSourceLocation(place);
  Location base = source ? Location(source) : place;
  StringRef name = value ? getVariableName(value) : StringRef();
  return name.empty() ? base : nameLocation((name + "_dot").str(), base);
}

void ForwardBuilder::setTangent(Value value, Value tangent) { tangents[value] = tangent; }

void ForwardBuilder::refuse(Operation *op, const Twine &what) {
  op->emitError() << what.str();
  failed = true;
}

//===------------------------------------------------------------------------------------------------------------===//
// The walk
//===------------------------------------------------------------------------------------------------------------===//

LogicalResult ForwardBuilder::build(const DerivativeParameters &parameters) {
  for (auto [index, tangent] : llvm::enumerate(parameters.ofArgument))
    if (tangent)
      setTangent(function.getBody().getArgument(index), tangent);
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    if (isReturnedRecord(function, i) && parameters.result)
      setTangent(function.getBody().getArgument(i), parameters.result);
  if (mlir::failed(addScratchTangents()))
    return mlir::failure();
  Block &body = function.getBody().front();
  visitBlock(body);
  auto end = cast<ReturnOp>(body.getTerminator());
  if (parameters.result && end.getValue()) {
    builder.setInsertionPoint(end);
    builder.create<StoreOp>(end.getLoc(), getTangent(end.getValue(), end.getLoc()), parameters.result);
  }
  return mlir::failure(failed);
}

// Work space has a tangent of the function's own.
LogicalResult ForwardBuilder::addScratchTangents() {
  OpBuilder start(function.getBody());
  for (unsigned i = 0; i < function.getNumArguments(); ++i) {
    Value argument = function.getBody().getArgument(i);
    if (function.getArgRole(i) != "scratch" || !activity.isActive(argument))
      continue;
    std::string name = (function.getArgName(i) + "_dot").str();
    Value tangent = buildStorageLike(start, function, i, name, AllocKind::Shadow);
    if (!tangent) {
      refuse(function, "cannot differentiate '" + function.getCxxName() + "': the length of '" +
                           function.getArgName(i) + "' is needed, since its tangent needs as much memory " +
                           "[length-needed]");
      return mlir::failure();
    }
    setTangent(argument, tangent);
  }
  return success();
}

void ForwardBuilder::visitBlock(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block.without_terminator())) {
    builder.setInsertionPointAfter(&op);
    visit(&op);
  }
}

void ForwardBuilder::visit(Operation *op) {
  if (StringRef name = getRuleName(op); !name.empty())
    return visitRule(op, name);
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](arith::SelectOp select) { visitSelect(select); })
      .Case([&](CastOp cast) { visitCast(cast); })
      .Case<LocalOp, AllocOp>([&](auto) { visitObject(op); })
      .Case([&](LoadOp load) { visitLoad(load); })
      .Case([&](StoreOp store) { visitStore(store); })
      .Case([&](CopyOp copy) { visitCopy(copy); })
      .Case([&](ZeroOp zero) { visitZero(zero); })
      .Case([&](ResizeOp resize) {
        if (Value tangent = tangents.lookup(resize.getPointer()))
          builder.create<ResizeOp>(resize.getLoc(), tangent, resize.getCount());
      })
      .Case([&](SetSizeOp change) {
        Choices choices;
        atTangent(change.getPointer(), choices, [&](Value tangent) {
          if (tangent)
            builder.create<SetSizeOp>(change.getLoc(), tangent, change.getCount(), change.getBefore());
        });
      })
      .Case([&](scf::IfOp branch) { visitIf(branch); })
      .Case([&](ForOp loop) { visitLoop(loop); })
      .Case([&](LoopOp loop) { visitLoop(loop); })
      .Case([&](CallOp call) { visitCall(call); });
}

// r_dot = sum of partial times tangent
void ForwardBuilder::visitRule(Operation *op, StringRef name) {
  Value result = op->getResult(0);
  if (!activity.isActive(result))
    return;
  const Rule *rule = lookupRule(name);
  if (!rule)
    return refuse(op, "cannot differentiate '" + name + "': no rule for it is known [no-rule]");
  Location location = tangentLocation(result, op->getLoc());
  SmallVector<Value> operands(op->getOperands());
  Value sum;
  for (auto [index, operand] : llvm::enumerate(operands)) {
    Value tangent = tangents.lookup(operand);
    if (!tangent || rule->partials[index].isZero() || (index == 0 && mutant("accumulate:tangent-first")) ||
        (index == 1 && mutant("accumulate:tangent-second")) || (index == 2 && mutant("accumulate:tangent-third")))
      continue;
    Value term = buildProduct(builder, tangentLocation(Value(), op->getLoc()), *rule, index, tangent, operands, result);
    auto negation = sum ? term.getDefiningOp<arith::NegFOp>() : arith::NegFOp();
    if (negation && mutant("sign:subtracted-tangent"))
      sum = builder.create<arith::AddFOp>(location, sum, negation.getOperand());
    else if (negation)
      sum = builder.create<arith::SubFOp>(location, sum, negation.getOperand());
    else
      sum = sum ? builder.create<arith::AddFOp>(location, sum, term).getResult() : term;
  }
  if (!sum)
    return;
  if (!tangents.contains(sum) && sum.getDefiningOp() && sum.getDefiningOp()->getNumRegions() == 0 &&
      getVariableName(sum).empty())
    sum.setLoc(location);
  setTangent(result, sum);
}

void ForwardBuilder::visitSelect(arith::SelectOp select) {
  if (!isa<FloatType>(select.getType()) || !activity.isActive(select.getResult()))
    return;
  Location location = tangentLocation(select.getResult(), select.getLoc());
  Value left = getTangent(select.getTrueValue(), location), right = getTangent(select.getFalseValue(), location);
  if (mutant("accumulate:tangent-select-true"))
    left = makeZero(select.getType(), location);
  if (mutant("accumulate:tangent-select-false"))
    right = makeZero(select.getType(), location);
  setTangent(select, builder.create<arith::SelectOp>(location, select.getCondition(), left, right));
}

void ForwardBuilder::visitCast(CastOp cast) {
  Value tangent = tangents.lookup(cast.getOperand());
  if (isa<FloatType>(cast.getType()) && tangent && !mutant("accumulate:tangent-cast") &&
      activity.isActive(cast.getResult()))
    setTangent(cast, builder.create<CastOp>(tangentLocation(cast.getResult(), cast.getLoc()), cast.getType(), tangent,
                                            UnitAttr()));
}

//===------------------------------------------------------------------------------------------------------------===//
// Memory
//===------------------------------------------------------------------------------------------------------------===//

void ForwardBuilder::visitObject(Operation *op) {
  if (!activity.isActive(op->getResult(0)))
    return;
  Operation *copy = builder.clone(*op);
  copy->setAttr("name", builder.getStringAttr(op->getAttrOfType<StringAttr>("name").getValue() + "_dot"));
  copy->getResult(0).setLoc(op->getLoc());
  if (auto alloc = dyn_cast<AllocOp>(copy))
    alloc.setKind(AllocKind::Shadow);
  setTangent(op->getResult(0), copy->getResult(0));
}

static Value getChosen(arith::SelectOp select, const llvm::SmallDenseMap<Operation *, bool, 2> &choices) {
  auto found = choices.find(select);
  if (found == choices.end())
    return {};
  return found->second ? select.getTrueValue() : select.getFalseValue();
}

bool ForwardBuilder::hasTangentPlace(Value pointer, const Choices &choices) {
  return llvm::any_of(getObjects(pointer), [&](Value object) { return tangents.count(object); });
}

arith::SelectOp ForwardBuilder::findMixedSelect(Value pointer, const Choices &choices) {
  Operation *op = pointer.getDefiningOp();
  if (isa_and_nonnull<ElementOp, FieldOp, DecayOp, CastOp>(op))
    return findMixedSelect(op->getOperand(0), choices);
  auto select = dyn_cast_or_null<arith::SelectOp>(op);
  if (!select)
    return {};
  if (Value chosen = getChosen(select, choices))
    return findMixedSelect(chosen, choices);
  // Where all objects have a tangent, the pointer has one that is chosen like it.
  bool isUniform = llvm::all_of(getObjects(select), [&](Value object) { return tangents.count(object); });
  return isUniform ? arith::SelectOp() : select;
}

// A tangent of an input is const, that of a local object is not.
Value ForwardBuilder::makeConst(Value pointer) {
  auto type = cast<PtrType>(pointer.getType());
  if (type.getIsConst())
    return pointer;
  return builder.create<CastOp>(pointer.getLoc(), PtrType::get(type.getPointee(), true), pointer,
                                builder.getUnitAttr());
}

Value ForwardBuilder::tangentPlace(Value pointer, const Choices &choices) {
  Location location = pointer.getLoc();
  Operation *op = pointer.getDefiningOp();
  if (auto select = dyn_cast_or_null<arith::SelectOp>(op)) {
    if (Value chosen = getChosen(select, choices))
      return tangentPlace(chosen, choices);
    Value left = tangentPlace(select.getTrueValue(), choices), right = tangentPlace(select.getFalseValue(), choices);
    if (cast<PtrType>(left.getType()).getIsConst())
      right = makeConst(right);
    else if (cast<PtrType>(right.getType()).getIsConst())
      left = makeConst(left);
    auto chosen =
        builder.create<arith::SelectOp>(tangentLocation(pointer, location), select.getCondition(), left, right);
    hoist(chosen);
    return chosen;
  }
  if (!isa_and_nonnull<ElementOp, FieldOp, DecayOp, CastOp>(op))
    return tangents.lookup(pointer);
  Value base = tangentPlace(op->getOperand(0), choices);
  if (!base || isa<CastOp>(op))
    return base;
  if (auto element = dyn_cast<ElementOp>(op))
    return builder.create<ElementOp>(location, base, element.getIndex());
  if (isa<DecayOp>(op))
    return builder.create<DecayOp>(location, base);
  auto field = cast<FieldOp>(op);
  auto type = PtrType::get(cast<PtrType>(field.getType()).getPointee(), cast<PtrType>(base.getType()).getIsConst());
  return builder.create<FieldOp>(location, type, base, field.getNameAttr());
}

// Visits the place of the tangent (null where the object has none), under branches where the object is chosen at run
// time.
void ForwardBuilder::atTangent(Value pointer, Choices &choices, llvm::function_ref<void(Value)> visit) {
  arith::SelectOp select = findMixedSelect(pointer, choices);
  if (!select)
    return visit(tangentPlace(pointer, choices));
  auto branch = builder.create<scf::IfOp>(select.getLoc(), select.getCondition(), /*withElseRegion=*/true);
  for (bool taken : {true, false}) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(taken ? branch.thenBlock() : branch.elseBlock());
    choices[select] = taken;
    atTangent(pointer, choices, visit);
    choices.erase(select);
  }
}

Value ForwardBuilder::loadTangent(Value pointer, Choices &choices, Location location) {
  Type type = cast<PtrType>(pointer.getType()).getPointee();
  arith::SelectOp select = findMixedSelect(pointer, choices);
  if (!select) {
    Value place = tangentPlace(pointer, choices);
    return place ? builder.create<LoadOp>(location, place).getResult() : makeZero(type, location);
  }
  auto branch = builder.create<scf::IfOp>(location, TypeRange{type}, select.getCondition(), true, true);
  for (bool taken : {true, false}) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(taken ? branch.thenBlock() : branch.elseBlock());
    choices[select] = taken;
    Value tangent = loadTangent(pointer, choices, location);
    choices.erase(select);
    builder.create<scf::YieldOp>(location, tangent);
  }
  return branch.getResult(0);
}

void ForwardBuilder::visitLoad(LoadOp load) {
  Choices choices;
  if (isa<FloatType>(load.getType()) && !mutant("accumulate:tangent-load") && activity.isActive(load.getResult()) &&
      hasTangentPlace(load.getPointer(), choices))
    setTangent(load, loadTangent(load.getPointer(), choices, tangentLocation(load.getResult(), load.getLoc())));
}

void ForwardBuilder::visitStore(StoreOp store) {
  Choices choices;
  if (!isa<FloatType>(store.getValue().getType()) || !hasTangentPlace(store.getPointer(), choices))
    return;
  Location location = tangentLocation(Value(), store.getLoc());
  atTangent(store.getPointer(), choices, [&](Value place) {
    bool isForgotten =
        tangents.lookup(store.getValue()) ? mutant("accumulate:tangent-store") : mutant("clear:tangent-store");
    if (place && !isForgotten)
      builder.create<StoreOp>(location, getTangent(store.getValue(), location), place);
  });
}

void ForwardBuilder::visitCopy(CopyOp copy) {
  Choices targets;
  if (!hasTangentPlace(copy.getTarget(), targets))
    return;
  Location location = tangentLocation(Value(), copy.getLoc());
  Type type = cast<PtrType>(copy.getTarget().getType()).getPointee();
  atTangent(copy.getTarget(), targets, [&](Value target) {
    Choices sources;
    if (target)
      atTangent(copy.getSource(), sources, [&](Value source) {
        if (!source && mutant("clear:tangent-copy"))
          return;
        if (!source)
          return zeroFloats(builder, location, target);
        if (mutant("accumulate:tangent-copy"))
          return;
        forEachFloatLeaf(builder, location, type, {source, target}, [&](ArrayRef<Value> leaves) {
          builder.create<StoreOp>(location, builder.create<LoadOp>(location, leaves[0]), leaves[1]);
        });
      });
  });
}

void ForwardBuilder::visitZero(ZeroOp zero) {
  Choices choices;
  if (!hasTangentPlace(zero.getPointer(), choices))
    return;
  Location location = tangentLocation(Value(), zero.getLoc());
  atTangent(zero.getPointer(), choices, [&](Value place) {
    if (!place || mutant("clear:tangent-zero"))
      return;
    if (zero.getCount())
      forEachElement(builder, location, zero.getCount(), {place},
                     [&](ArrayRef<Value> element) { zeroFloats(builder, location, element[0]); });
    else
      zeroFloats(builder, location, place);
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Branches, loops, calls
//===------------------------------------------------------------------------------------------------------------===//

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
  if (!rule || hasTangentPlace(operand, Choices()))
    return tangentPlace(operand, Choices());
  return makeRuleTangent(call, index, rule);
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

LogicalResult pullback::differentiateForward(FuncOp function, CallVariants &variants) {
  copyWrittenRecords(function);
  // A variant of a callee got its parameters when it was declared.
  if (!function->removeAttr("pb.tangents_appended")) {
    appendTangents(function);
    moveReturnedRecordLast(function);
  }
  Activity activity(function);
  return ForwardBuilder(function, activity, variants).build(findTangents(function));
}
