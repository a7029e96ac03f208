#include "Transforms/ObjectGraph.h"

#include "IR/Mutants.h"
#include "IR/VoidPointers.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

static FuncOp getCallee(CallOp call) {
  return SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
}

/// What elements of an array, of arrays, are.
static Type getElement(Type type) {
  while (auto array = dyn_cast<pullback::ArrayType>(type))
    type = array.getElement();
  return type;
}

ObjectGraph::ObjectGraph(ModuleOp module) {
  findReached(module);
  for (Operation *function : reached)
    if (!called.contains(function) || function->hasAttr("pb.modes"))
      for (BlockArgument argument : cast<FuncOp>(function).getBody().getArguments())
        if (isa<PtrType>(argument.getType()))
          addObject(argument, /*isForeign=*/true);
  do {
    changed = false;
    for (Operation *function : reached)
      cast<FuncOp>(function).getBody().walk([&](Operation *op) { visit(op); });
  } while (changed && !isBroken);
}

/// What nobody calls is not run.
void ObjectGraph::findReached(ModuleOp module) {
  for (FuncOp function : module.getOps<FuncOp>())
    if (function->hasAttr("pb.modes") && !function.isDeclaration())
      reached.insert(function);
  for (size_t i = 0; i < reached.size(); ++i)
    reached[i]->walk([&](CallOp call) {
      FuncOp callee = getCallee(call);
      if (!callee || callee.isDeclaration())
        return;
      called.insert(callee);
      reached.insert(callee);
    });
}

void ObjectGraph::addObject(Value object, bool isForeign) {
  auto [known, isNew] = objects.try_emplace(object, places.size());
  if (!isNew)
    return;
  places.push_back({cast<PtrType>(object.getType()).getPointee(), isForeign, 0, {}});
  changed |= pointers[object].places.insert(known->second);
}

std::optional<unsigned> ObjectGraph::getPart(unsigned place, StringAttr field) {
  Type whole = getElement(places[place].type), type;
  if (auto record = dyn_cast<RecordType>(whole))
    type = record.getFieldType(field);
  else if (auto stack = dyn_cast<StackType>(whole); stack && field == kElements)
    type = stack.getElement();
  if (!type)
    return std::nullopt;
  auto [known, isNew] = parts.try_emplace({place, field.getAsOpaquePointer()}, places.size());
  if (isNew)
    places.push_back({type, places[place].isForeign, place, field});
  return known->second;
}

bool ObjectGraph::include(Pointers &target, const Pointers &source) {
  bool isNew = source.isUnknown && !target.isUnknown;
  target.isUnknown |= source.isUnknown;
  for (unsigned place : source.places)
    isNew |= target.places.insert(place);
  changed |= isNew;
  return isNew;
}

/// Pointers from elsewhere do not lead to objects of the program, unless they may be those that were given away.
void ObjectGraph::makeUnknown(Operation *op) {
  Pointers unknown;
  unknown.isUnknown = true;
  for (Value result : op->getResults())
    if (isa<PtrType>(result.getType())) {
      isBroken |= llvm::any_of(op->getOperandTypes(), [](Type type) { return isa<PtrType>(type); });
      include(pointers[result], unknown);
    }
}

void ObjectGraph::flow(Value from, Value to) {
  if (!isa<PtrType>(to.getType()))
    return;
  Pointers source = pointers[from];
  include(pointers[to], source);
}

void ObjectGraph::flow(ValueRange from, ValueRange to) {
  for (auto [source, target] : llvm::zip_equal(from, to))
    flow(source, target);
}

void ObjectGraph::visitCall(CallOp call) {
  FuncOp callee = getCallee(call);
  if (!callee || callee.isDeclaration()) {
    for (Value operand : call.getOperands())
      if (auto type = dyn_cast<PtrType>(operand.getType()))
        isBroken |= containsPointer(type.getPointee()) || isVoidPointer(type);
    return makeUnknown(call);
  }
  if (!mutant("class:passed"))
    flow(call.getOperands(), ValueRange(callee.getBody().getArguments()));
  auto end = dyn_cast<ReturnOp>(callee.getBody().front().getTerminator());
  if (end && end.getValue() && call.getNumResults() == 1 && !mutant("class:returned"))
    flow(end.getValue(), call.getResult(0));
}

void ObjectGraph::visitField(FieldOp field) {
  Pointers source = pointers[field.getPointer()], found;
  found.isUnknown = source.isUnknown;
  Type record = cast<PtrType>(field.getPointer().getType()).getPointee();
  for (unsigned place : source.places) {
    std::optional<unsigned> part = getPart(place, field.getNameAttr());
    isBroken |= !part || getElement(places[place].type) != getElement(record);
    if (part)
      found.places.insert(*part);
  }
  include(pointers[field], found);
}

/// Objects of other classes are not what a defined program casts.
void ObjectGraph::visitDowncast(DowncastOp downcast) {
  Pointers source = pointers[downcast.getPointer()], found;
  found.isUnknown = source.isUnknown;
  Type whole = cast<PtrType>(downcast.getType()).getPointee();
  for (unsigned place : source.places)
    if (const Place &part = places[place];
        part.field == downcast.getNameAttr() && getElement(places[part.around].type) == whole)
      found.places.insert(part.around);
  include(pointers[downcast], found);
}

void ObjectGraph::visitLoad(LoadOp load) {
  if (!isa<PtrType>(load.getType()))
    return;
  Pointers source = pointers[load.getPointer()], found;
  found.isUnknown = source.isUnknown;
  for (unsigned place : source.places) {
    const Content &content = contents[place];
    isBroken |= !isa<PtrType>(getElement(places[place].type));
    found.isUnknown |= places[place].isForeign || content.isUnknown;
    found.places.insert(content.places.begin(), content.places.end());
  }
  include(pointers[load], found);
}

/// True if two pointers go the same way through fields, from one value.
static bool isSamePlace(Value left, Value right) {
  for (;; left = left.getDefiningOp()->getOperand(0), right = right.getDefiningOp()->getOperand(0)) {
    if (left == right)
      return true;
    auto one = left.getDefiningOp<FieldOp>(), other = right.getDefiningOp<FieldOp>();
    if (!one || !other || one.getName() != other.getName())
      return false;
  }
}

/// True for a number that nobody reads before it is overwritten: the class of an object while a base is constructed.
static bool isOverwritten(StoreOp store) {
  for (Operation *op = store->getNextNode(); op; op = op->getNextNode()) {
    if (auto next = dyn_cast<StoreOp>(op); next && isSamePlace(next.getPointer(), store.getPointer()))
      return true;
    bool isRead = isa<LoadOp>(op) && isa<IntType>(op->getResult(0).getType());
    if (isRead || isa<CallOp, CopyOp>(op) || op->getNumRegions() > 0)
      return false;
  }
  return false;
}

void ObjectGraph::visitStore(StoreOp store) {
  const Pointers target = pointers[store.getPointer()];
  if (isa<PtrType>(store.getValue().getType())) {
    isBroken |= target.isUnknown;
    Pointers source = pointers[store.getValue()];
    for (unsigned place : target.places) {
      isBroken |= places[place].isForeign || !isa<PtrType>(getElement(places[place].type));
      if (!mutant("class:kept"))
        include(contents[place], source);
    }
    return;
  }
  if (!isa<IntType>(store.getValue().getType()) || isOverwritten(store))
    return;
  std::optional<int64_t> number = getConstantInt(store.getValue());
  for (unsigned place : target.places) {
    Content &content = contents[place];
    isBroken |= !isa<IntType>(getElement(places[place].type));
    changed |= number ? content.numbers.insert(*number).second : !content.isOtherNumber;
    content.isOtherNumber |= !number && !mutant("class:number-at-run-time");
  }
}

void ObjectGraph::copyContent(unsigned from, unsigned to, Type type) {
  type = getElement(type);
  if (auto record = dyn_cast<RecordType>(type)) {
    for (auto [name, field] : llvm::zip_equal(record.getFieldNames(), record.getFieldTypes())) {
      std::optional<unsigned> source = getPart(from, name), target = getPart(to, name);
      isBroken |= !source || !target;
      if (source && target)
        copyContent(*source, *target, field);
    }
    return;
  }
  if (!isa<PtrType, IntType>(type))
    return;
  Content source = contents[from];
  Content &target = contents[to];
  source.isUnknown |= places[from].isForeign;
  source.isOtherNumber |= places[from].isForeign;
  isBroken |= isa<PtrType>(type) && places[to].isForeign;
  include(target, source);
  for (int64_t number : source.numbers)
    changed |= target.numbers.insert(number).second;
  changed |= source.isOtherNumber && !target.isOtherNumber;
  target.isOtherNumber |= source.isOtherNumber;
}

void ObjectGraph::visitCopy(CopyOp copy) {
  const Pointers source = pointers[copy.getSource()], target = pointers[copy.getTarget()];
  Type type = cast<PtrType>(copy.getTarget().getType()).getPointee();
  isBroken |= (source.isUnknown || target.isUnknown) && !isScalar(getElement(type));
  for (unsigned from : source.places)
    for (unsigned to : target.places)
      if (!mutant("class:copied"))
        copyContent(from, to, type);
}

void ObjectGraph::visit(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case<LocalOp, AllocOp>([&](auto made) { addObject(made, /*isForeign=*/false); })
      .Case([&](GlobalOp global) { addObject(global, /*isForeign=*/true); })
      .Case<ElementOp, DecayOp, CastOp>([&](Operation *same) {
        if (isa<PtrType>(same->getResult(0).getType()))
          flow(same->getOperand(0), same->getResult(0));
      })
      .Case([&](GrowOp grow) { flow(grow.getPointer(), grow.getData()); })
      .Case([&](FieldOp field) { visitField(field); })
      .Case([&](DowncastOp downcast) { visitDowncast(downcast); })
      .Case([&](LoadOp load) { visitLoad(load); })
      .Case([&](StoreOp store) { visitStore(store); })
      .Case([&](CopyOp copy) { visitCopy(copy); })
      .Case([&](CallOp call) { visitCall(call); })
      .Case([&](arith::SelectOp select) {
        flow(select.getTrueValue(), select);
        if (!mutant("class:chosen"))
          flow(select.getFalseValue(), select);
      })
      .Case([&](scf::IfOp branch) {
        if (branch.getNumResults() == 0)
          return;
        flow(branch.thenYield().getOperands(), branch.getResults());
        if (!mutant("class:chosen-by-branch"))
          flow(branch.elseYield().getOperands(), branch.getResults());
      })
      .Case<ForOp, LoopOp>([&](Operation *loop) {
        ValueRange carried(getLoopCarried(loop)), yielded(getLoopYield(loop).getValues());
        flow(getLoopInits(loop), carried);
        if (!mutant("class:carried"))
          flow(yielded, carried);
        flow(carried, loop->getResults());
      })
      .Case<NullOp, UndefOp>([](Operation *) {})
      .Default([&](Operation *other) { makeUnknown(other); });
}

std::optional<SmallVector<int64_t>> ObjectGraph::getNumbers(Value pointer) {
  const Pointers &found = pointers[pointer];
  if (isBroken || found.isUnknown || found.places.empty())
    return std::nullopt;
  std::set<int64_t> numbers;
  for (unsigned place : found.places) {
    const Content &content = contents[place];
    bool isForeign = places[place].isForeign && !mutant("class:foreign");
    if (isForeign || content.isOtherNumber || !isa<IntType>(getElement(places[place].type)))
      return std::nullopt;
    numbers.insert(content.numbers.begin(), content.numbers.end());
  }
  return SmallVector<int64_t>(numbers.begin(), numbers.end());
}

Type ObjectGraph::findWhole(Value pointer, StringAttr &name) {
  const Pointers &found = pointers[pointer];
  Type whole;
  if (isBroken || found.isUnknown)
    return whole;
  for (unsigned number : found.places) {
    const Place &place = places[number];
    Type around = place.field ? getElement(places[place.around].type) : Type();
    if (!around || (whole && (around != whole || place.field != name)))
      return {};
    whole = around;
    name = place.field;
  }
  return whole;
}
