// Memory in the reverse sweep. Every active object has a shadow of the same shape:
//
//   v = *p     *p_bar += v_bar
//   *p = v     v_bar += *p_bar;  *p_bar = 0
//   *q = *p    *p_bar += *q_bar; *q_bar = 0     on every floating-point leaf of a record or array
//
// The shadow of a pure output is the caller's seed: read, never cleared.
#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/FloatLeaves.h"
#include "Transforms/Differentiate/Reverse.h"
#include "Transforms/RegionValues.h"

using namespace mlir;
using namespace pullback;

void ReverseBuilder::setShadow(Value object, Value shadow, bool isSeed) {
  shadows[object] = shadow;
  if (isSeed)
    seeds.insert(object);
}

//===------------------------------------------------------------------------------------------------------------===//
// Shadows
//===------------------------------------------------------------------------------------------------------------===//

// The shadows of the objects that `block` makes, zeroed, at the beginning of the block that mirrors it.
void ReverseBuilder::createShadows(Block &block) {
  for (Operation &op : block)
    if (isa<LocalOp, AllocOp>(op) && activity.isActive(op.getResult(0)) && !shadows.count(op.getResult(0)))
      shadows[op.getResult(0)] = createShadow(op.getResult(0));
}

Value ReverseBuilder::createShadow(Value object) {
  Value shadow;
  StringAttr name = builder.getStringAttr(getObjectName(object.getDefiningOp()) + "_bar");
  if (auto local = object.getDefiningOp<LocalOp>()) {
    shadow = builder.create<LocalOp>(local.getLoc(), local.getType(), name);
    if (!mutant("clear:new-local"))
      clearObject(builder, local.getLoc(), shadow);
  } else {
    auto alloc = object.getDefiningOp<AllocOp>();
    Value count = alloc.getCount();
    for (Operation *user : object.getUsers())
      if (auto extent = dyn_cast<ExtentOp>(user))
        count = extent.getCount();
    AllocKind kind = mutant("clear:new-array") ? AllocKind::Saved : AllocKind::Shadow;
    Value extent = recall(count);
    shadow = builder.create<AllocOp>(alloc.getLoc(), alloc.getType(), kind, name, extent);
    clearInitialized(builder, alloc.getLoc(), shadow, extent);
  }
  Attribute number = builder.getI64IntegerAttr(nextId++);
  object.getDefiningOp()->setAttr("pb.object", number);
  shadow.getDefiningOp()->setAttr("pb.shadow", number);
  return shadow;
}

static Value followSelect(arith::SelectOp select, const llvm::SmallDenseMap<Operation *, bool, 2> &choices) {
  auto found = choices.find(select);
  if (found == choices.end())
    return {};
  return found->second ? select.getTrueValue() : select.getFalseValue();
}

// The first select on the way to the object whose two sides cannot be treated alike: one has a shadow and the other has
// none, or one is a seed.
arith::SelectOp ReverseBuilder::findMixedSelect(Value pointer, const Choices &choices) {
  Operation *op = pointer.getDefiningOp();
  if (isa_and_nonnull<ElementOp, FieldOp, DecayOp, CastOp>(op))
    return findMixedSelect(op->getOperand(0), choices);
  auto select = dyn_cast_or_null<arith::SelectOp>(op);
  if (!select)
    return {};
  if (Value chosen = followSelect(select, choices))
    return findMixedSelect(chosen, choices);
  return hasUniformShadow(select) ? arith::SelectOp() : select;
}

// True if all objects that the pointer may point into have shadows of one kind: its own shadow is a pointer that is
// chosen like it.
bool ReverseBuilder::hasUniformShadow(Value pointer) {
  SmallVector<Value, 2> objects = getObjects(pointer);
  bool isSeed = seeds.contains(objects.front());
  return llvm::all_of(objects,
                      [&](Value object) { return shadows.lookup(object) && seeds.contains(object) == isSeed; });
}

// Calls `visit` once, or under branches on the conditions that decide which object is meant.
void ReverseBuilder::withChoices(Value pointer, Choices &choices, llvm::function_ref<void(const Choices &)> visit) {
  arith::SelectOp select = findMixedSelect(pointer, choices);
  if (!select)
    return visit(choices);
  auto branch = builder.create<scf::IfOp>(select.getLoc(), recall(select.getCondition()), /*withElseRegion=*/true);
  for (bool taken : {true, false}) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(taken ? branch.thenBlock() : branch.elseBlock());
    choices[select] = taken;
    withChoices(pointer, choices, visit);
    choices.erase(select);
  }
}

// The shadow of the place that `pointer` points to; null where it has none.
Value ReverseBuilder::shadow(Value pointer, const Choices &choices) {
  Location location = pointer.getLoc();
  Operation *op = pointer.getDefiningOp();
  if (auto element = dyn_cast_or_null<ElementOp>(op)) {
    Value base = shadow(element.getPointer(), choices);
    return base ? builder.create<ElementOp>(location, base, recall(element.getIndex())).getResult() : Value();
  }
  if (auto decay = dyn_cast_or_null<DecayOp>(op)) {
    Value base = shadow(decay.getPointer(), choices);
    return base ? builder.create<DecayOp>(location, base).getResult() : Value();
  }
  if (auto field = dyn_cast_or_null<FieldOp>(op)) {
    Value base = shadow(field.getPointer(), choices);
    if (!base)
      return {};
    auto type = PtrType::get(cast<PtrType>(field.getType()).getPointee(), cast<PtrType>(base.getType()).getIsConst());
    return builder.create<FieldOp>(location, type, base, field.getNameAttr());
  }
  if (auto cast = dyn_cast_or_null<CastOp>(op))
    return shadow(cast.getOperand(), choices);
  if (auto select = dyn_cast_or_null<arith::SelectOp>(op)) {
    if (Value chosen = followSelect(select, choices))
      return shadow(chosen, choices);
    Value condition = recall(select.getCondition()), left = shadow(select.getTrueValue(), choices);
    Value right = shadow(select.getFalseValue(), choices);
    auto chosen = builder.create<arith::SelectOp>(adjointLocation(pointer, location), condition, left, right);
    hoist(chosen);
    return chosen;
  }
  return shadows.lookup(pointer);
}

// The adjoint comes in with the size of the output, and leaves with that of the input.
void ReverseBuilder::reverseSetSize(SetSizeOp change) {
  Choices choices;
  Value adjoint = shadow(change.getPointer(), choices);
  if (!adjoint || isSeedPointer(change.getPointer(), choices))
    return;
  Value before = recall(change.getBefore());
  Value after = recall(change.getCount());
  Location location = change.getLoc();
  builder.create<SetSizeOp>(location, adjoint, before, after);
  auto type = cast<PtrType>(adjoint.getType());
  auto stack = dyn_cast<StackType>(type.getPointee());
  if (!stack || !startsInitialized(change->getParentOfType<ModuleOp>(), stack.getElement()))
    return;
  Value elements = builder.create<FieldOp>(location, PtrType::get(stack.getElement()), adjoint, kElements);
  Value first = builder.create<ElementOp>(location, elements, after),
        none = builder.create<ConstantOp>(location, after.getType(), 0);
  Value grows = builder.create<CmpOp>(location, builder.getI1Type(), Predicate::GT, before, after);
  Value more = builder.create<BinaryOp>(location, BinaryKind::Sub, before, after);
  clearInitialized(builder, location, first, builder.create<arith::SelectOp>(location, grows, more, none));
}

bool ReverseBuilder::isSeedPointer(Value pointer, const Choices &choices) {
  Operation *op = pointer.getDefiningOp();
  if (isa_and_nonnull<ElementOp, FieldOp, DecayOp, CastOp>(op))
    return isSeedPointer(op->getOperand(0), choices);
  if (auto select = dyn_cast_or_null<arith::SelectOp>(op)) {
    Value chosen = followSelect(select, choices);
    return isSeedPointer(chosen ? chosen : select.getTrueValue(), choices);
  }
  return seeds.contains(pointer);
}

//===------------------------------------------------------------------------------------------------------------===//
// Loads and stores
//===------------------------------------------------------------------------------------------------------------===//

void ReverseBuilder::reverseLoad(LoadOp load) {
  Value adjoint = adjoints.lookup(load.getResult());
  if (!adjoint || mutant("accumulate:load"))
    return;
  Choices choices;
  Location location = adjointLocation(Value(), load.getLoc());
  withChoices(load.getPointer(), choices, [&](const Choices &chosen) {
    if (Value place = shadow(load.getPointer(), chosen))
      builder.create<AccumulateOp>(location, adjoint, place);
  });
}

void ReverseBuilder::reverseStore(StoreOp store) {
  Value value = store.getValue();
  if (!isa<FloatType>(value.getType()) || !activity.isActivePointer(store.getPointer()))
    return;
  Location location = adjointLocation(value, store.getLoc());
  if (!findMixedSelect(store.getPointer(), Choices())) {
    Value place = shadow(store.getPointer(), Choices());
    if (activity.isActive(value) && !mutant("accumulate:store"))
      addAdjoint(value, builder.create<LoadOp>(location, place));
    if (!isSeedPointer(store.getPointer(), Choices()) && !mutant("clear:store"))
      builder.create<StoreOp>(location, makeZero(value.getType(), location), place);
    return;
  }
  // Which object is meant is known when the program runs: collect through a variable.
  Value taken = builder.create<LocalOp>(location, PtrType::get(value.getType()), builder.getStringAttr("taken_bar"));
  builder.create<StoreOp>(location, makeZero(value.getType(), location), taken);
  Choices choices;
  withChoices(store.getPointer(), choices, [&](const Choices &chosen) {
    Value place = shadow(store.getPointer(), chosen);
    if (!place)
      return;
    builder.create<StoreOp>(location, builder.create<LoadOp>(location, place), taken);
    if (!isSeedPointer(store.getPointer(), chosen) && !mutant("clear:store-to-one-of-several"))
      builder.create<StoreOp>(location, makeZero(value.getType(), location), place);
  });
  if (activity.isActive(value) && !mutant("accumulate:store-to-one-of-several"))
    addAdjoint(value, builder.create<LoadOp>(location, taken));
}

// *p += v:  v_bar += *p_bar
void ReverseBuilder::reverseAccumulate(AccumulateOp accumulate) {
  Value value = accumulate.getValue();
  if (!activity.isActive(value) || !activity.isActivePointer(accumulate.getPointer()) ||
      mutant("accumulate:accumulate"))
    return;
  if (arith::SelectOp select = findMixedSelect(accumulate.getPointer(), Choices())) {
    accumulate.emitError() << "cannot differentiate an accumulation through a pointer to one of several objects "
                              "[pointer-value]";
    failed = true;
    return;
  }
  Location location = adjointLocation(value, accumulate.getLoc());
  addAdjoint(value, builder.create<LoadOp>(location, shadow(accumulate.getPointer(), Choices())));
}

/// May a copy have the same source and target? Parameters of a callee may refer to one object.
static bool mayBeSelfCopy(CopyOp copy) {
  bool isRequested = static_cast<bool>(copy->getParentOfType<FuncOp>()->getAttr("pb.modes"));
  return llvm::any_of(getObjects(copy.getSource()), [&](Value source) {
    return llvm::any_of(getObjects(copy.getTarget()), [&](Value target) {
      return source == target || (!isRequested && isa<BlockArgument>(source) && isa<BlockArgument>(target));
    });
  });
}

// t = s:  s_bar += t_bar, t_bar = 0. Where t may be s, each number is taken and cleared before it is passed on.
void ReverseBuilder::reverseCopy(CopyOp copy) {
  if (!activity.isActivePointer(copy.getTarget()))
    return;
  Location location = adjointLocation(Value(), copy.getLoc());
  Type type = cast<PtrType>(copy.getTarget().getType()).getPointee();
  bool isSelfCopy = mayBeSelfCopy(copy);
  Choices choices;
  withChoices(copy.getTarget(), choices, [&](const Choices &targets) {
    Value target = shadow(copy.getTarget(), targets);
    if (!target)
      return;
    bool isCleared = !isSeedPointer(copy.getTarget(), targets) && !mutant("clear:copy");
    Choices inner = targets;
    withChoices(copy.getSource(), inner, [&](const Choices &sources) {
      Value source = mutant("accumulate:copy") ? Value() : shadow(copy.getSource(), sources);
      if (source)
        forEachFloatLeaf(builder, location, type, {target, source}, [&](ArrayRef<Value> places) {
          Value taken = builder.create<LoadOp>(location, places[0]);
          if (isCleared && isSelfCopy)
            builder.create<StoreOp>(location, makeZero(taken.getType(), location), places[0]);
          builder.create<AccumulateOp>(location, taken, places[1]);
        });
      else if (isCleared && isSelfCopy)
        zeroFloats(builder, location, target);
    });
    if (isCleared && !isSelfCopy)
      zeroFloats(builder, location, target);
  });
}

void ReverseBuilder::reverseZero(ZeroOp zero) {
  if (!activity.isActivePointer(zero.getPointer()))
    return;
  Choices choices;
  withChoices(zero.getPointer(), choices, [&](const Choices &chosen) {
    Value place = shadow(zero.getPointer(), chosen);
    if (!place || isSeedPointer(zero.getPointer(), chosen) || mutant("clear:zero"))
      return;
    Location location = adjointLocation(Value(), zero.getLoc());
    if (zero.getCount() && isa<FloatType>(cast<PtrType>(place.getType()).getPointee()))
      builder.create<ZeroOp>(location, place, recall(zero.getCount()));
    else if (zero.getCount())
      forEachElement(builder, location, recall(zero.getCount()), {place},
                     [&](ArrayRef<Value> element) { zeroFloats(builder, location, element[0]); });
    else
      zeroFloats(builder, location, place);
  });
}
