// Forward mode in one pass over the function: every active value has a tangent, every active object a tangent object of
// the same shape, and branches, loops and calls carry the tangents beside the values.
//
//   %r = pb.math "sin"(%x)           %r_dot = cos(x) * x_dot
//   pb.store %v, %p                  pb.store %v_dot, %p_dot
//   %r = pb.for carry(%a = %init)    %r, %r_dot = pb.for carry(%a = %init, %a_dot = %init_dot)
#include "Transforms/Differentiate/Forward.h"

#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Rules/RuleTable.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/ForwardBuilder.h"
#include "Transforms/Lengths.h"
#include "Transforms/RegionValues.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

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
      .Case([&](WithDerivativeOp known) {
        if (Value tangent = tangents.lookup(known.getSource());
            tangent && activity.isActive(known.getResult()) && !mutant("accumulate:tangent-known"))
          setTangent(known.getResult(), tangent);
      })
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
  copy->setAttr("name", builder.getStringAttr(getObjectName(op) + "_dot"));
  copy->getResult(0).setLoc(op->getLoc());
  if (auto alloc = dyn_cast<AllocOp>(copy))
    alloc.setKind(AllocKind::Shadow);
  if (auto alloc = dyn_cast<AllocOp>(copy))
    clearInitialized(builder, op->getLoc(), copy->getResult(0), alloc.getCount());
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
