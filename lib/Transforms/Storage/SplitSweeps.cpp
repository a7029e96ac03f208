// Cuts a function that runs both sweeps into one for each, with a struct of saved values between them.
//
//   forward; pb.reverse; reverse        f_fwd: forward, with what the reverse needs stored in `saved`
//                                       f_rev: reverse, which reads `saved`
//
// What crosses the cut: constants and addresses are made again; integers that follow from parameters too, also as
// floating-point numbers; other scalars become fields; objects used on both sides live in the struct, heap arrays and
// growing buffers as std::vector.
#include "Analysis/Objects.h"
#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "IR/StorageHints.h"
#include "Transforms/Passes.h"
#include "Transforms/SmallArrays.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_SPLITSWEEPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

namespace {

class SweepSplitter {
public:
  SweepSplitter(FuncOp both, FuncOp forward, FuncOp reverse, SavedDefOp definition)
      : both(both), forward(forward), reverse(reverse), definition(definition) {}

  LogicalResult run();

private:
  void bindArguments();
  void buildReverse();
  void finishForward();
  Value bridge(Value value);
  bool isInReverse(Operation *op) const;
  bool isOfReverse(Operation *object) const;
  Value moveToReverse(Operation *object);
  Value bridgeObject(Operation *object);
  Value bridgeScalar(Value value);
  Value computeAgain(Value value);
  bool canRemake(Value value);
  bool canRemake(Value value, llvm::SmallDenseMap<Value, bool> &known);
  std::string addField(StringRef wanted, Type type, StringRef note);
  Value forwardField(StringRef name, Type type);
  Value reverseField(StringRef name, Type type);
  void writeDefinition();

  FuncOp both, forward, reverse;
  SavedDefOp definition;
  Operation *boundary = nullptr;
  bool hasFailed = false;
  Value forwardSaved, reverseSaved;
  OpBuilder reverseStart{both.getContext()}; // what is bridged stands in front of the reverse sweep
  IRMapping bridged;                         // values of the forward sweep, in the reverse function
  SmallVector<std::function<void()>> forwardEdits;
  llvm::StringSet<> taken;              // names that no field may have
  llvm::StringMap<unsigned> lastNumber; // by name: the last number put behind it
  SmallVector<std::string> names, notes;
  SmallVector<Type> types;
};

} // namespace

std::string SweepSplitter::addField(StringRef wanted, Type type, StringRef note) {
  std::string base = wanted.empty() ? "object" : withoutReservedForm(wanted), name = base;
  for (unsigned &number = lastNumber.try_emplace(base, 1).first->second; !taken.insert(name).second;)
    name = withNumber(base, ++number);
  names.push_back(name);
  types.push_back(type);
  notes.push_back(note.str());
  return name;
}

Value SweepSplitter::forwardField(StringRef name, Type type) {
  OpBuilder builder(forward.getBody());
  return builder.create<FieldOp>(forward.getLoc(), PtrType::get(type), forwardSaved, builder.getStringAttr(name));
}

Value SweepSplitter::reverseField(StringRef name, Type type) {
  return reverseStart.create<FieldOp>(reverse.getLoc(), PtrType::get(type, true), reverseSaved,
                                      reverseStart.getStringAttr(name));
}

/// Makes the pointers to one type if some of them are to const.
static void unifyConst(Operation *op, MutableArrayRef<OpOperand> pointers) {
  if (llvm::all_equal(llvm::map_range(pointers, [](OpOperand &pointer) { return pointer.get().getType(); })))
    return;
  OpBuilder builder(op);
  for (OpOperand &pointer : pointers) {
    Type type = PtrType::get(cast<PtrType>(pointer.get().getType()).getPointee(), true);
    if (pointer.get().getType() != type)
      pointer.set(builder.create<CastOp>(op->getLoc(), type, pointer.get(), UnitAttr()));
  }
}

static bool leadsToStruct(Value pointer) {
  return llvm::any_of(getObjects(pointer), [](Value object) {
    auto data = object.getDefiningOp<StackDataOp>();
    return data ? leadsToStruct(data.getOperand()) : isa<SavedType>(cast<PtrType>(object.getType()).getPointee());
  });
}

// True for a cast of a pointer into the struct that takes const away: the library does that to what it has made const.
static bool takesConstAway(Operation *op) {
  auto from = isa<CastOp>(op) ? dyn_cast<PtrType>(op->getOperand(0).getType()) : PtrType();
  auto to = from ? dyn_cast<PtrType>(op->getResult(0).getType()) : PtrType();
  return to && from.getIsConst() && from.getPointee() == to.getPointee() && leadsToStruct(op->getOperand(0));
}

// Pointers into the struct are const in the reverse sweep, and so are the addresses made of them.
static void propagateConst(Operation *op) {
  if (takesConstAway(op)) {
    op->getResult(0).setType(op->getOperand(0).getType());
  } else if (isa<ElementOp, DecayOp, FieldOp>(op)) {
    Type pointee = cast<PtrType>(op->getResult(0).getType()).getPointee();
    op->getResult(0).setType(PtrType::get(pointee, cast<PtrType>(op->getOperand(0).getType()).getIsConst()));
  } else if (auto select = dyn_cast<arith::SelectOp>(op); select && isa<PtrType>(select.getType())) {
    unifyConst(op, op->getOpOperands().drop_front());
    select.getResult().setType(select.getTrueValue().getType());
  } else if (isa<CmpOp, PtrDiffOp>(op) && isa<PtrType>(op->getOperand(0).getType())) {
    unifyConst(op, op->getOpOperands());
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// What crosses
//===------------------------------------------------------------------------------------------------------------===//

// Made again at no cost: constants, addresses, and integers computed from parameters and such, also as numbers of a
// floating-point type.
bool SweepSplitter::canRemake(Value value) {
  llvm::SmallDenseMap<Value, bool> known;
  return canRemake(value, known);
}

bool SweepSplitter::canRemake(Value value, llvm::SmallDenseMap<Value, bool> &known) {
  if (auto found = known.find(value); found != known.end())
    return found->second;
  Operation *op = value.getDefiningOp();
  if (!op || isa<ConstantOp, arith::ConstantOp, UndefOp, NullOp, GlobalOp>(op))
    return true;
  if (isa<LocalOp, AllocOp>(op))
    return false;
  bool address =
      isa<ElementOp, FieldOp, DecayOp>(op) || (isa<PtrType>(value.getType()) && isa<arith::SelectOp, CastOp>(op));
  bool integer = isa<BinaryOp, UnaryOp, CmpOp, CastOp, arith::SelectOp, arith::XOrIOp>(op) &&
                 !isa<FloatType, PtrType>(value.getType());
  bool number = isa<CastOp>(op) && isa<FloatType>(value.getType());
  auto canRemakeOperand = [&](Value operand) {
    return !isa<FloatType>(operand.getType()) && canRemake(operand, known);
  };
  return known[value] = integer || number ? llvm::all_of(op->getOperands(), canRemakeOperand) : address;
}

bool SweepSplitter::isInReverse(Operation *op) const {
  Operation *top = boundary->getBlock()->findAncestorOpInBlock(*op);
  return top && boundary->isBeforeInBlock(top);
}

// An object that the forward sweep has no use for: a stack that loops of the reverse sweep fill and empty.
bool SweepSplitter::isOfReverse(Operation *object) const {
  return llvm::all_of(object->getUsers(), [&](Operation *user) { return isInReverse(user); });
}

Value SweepSplitter::moveToReverse(Operation *object) {
  for (Value operand : object->getOperands())
    bridge(operand);
  forwardEdits.push_back([=] { object->erase(); });
  return reverseStart.clone(*object, bridged)->getResult(0);
}

Value SweepSplitter::bridgeObject(Operation *object) {
  if (isOfReverse(object))
    return moveToReverse(object);
  Value primal = object->getResult(0);
  Location location = object->getLoc();
  auto note = object->getAttrOfType<StringAttr>("pb.note");
  Type pointee = cast<PtrType>(primal.getType()).getPointee();
  auto alloc = dyn_cast<AllocOp>(object);
  Type held = alloc ? Type(StackType::get(pointee)) : pointee;
  std::string field =
      addField(object->getAttrOfType<StringAttr>("name").getValue(), held, note ? note.getValue() : StringRef());
  forwardEdits.push_back([=]() mutable {
    OpBuilder builder(object);
    Value place = forwardField(field, held);
    if (isa<StackType>(pointee))
      if (!mutant("clear:saved-stack"))
        builder.create<StackClearOp>(location, place);
    if (alloc) {
      if (cast<AllocOp>(object).getKind() == AllocKind::Vector &&
          !mutant("clear:saved-vector")) // zeroed, also when the struct is used again
        builder.create<StackClearOp>(location, place);
      builder.create<StackResizeOp>(location, place, object->getOperand(0));
      place = builder.create<StackDataOp>(location, primal.getType(), place);
      for (Operation *user : llvm::make_early_inc_range(primal.getUsers()))
        if (isa<FreeOp>(user))
          user->erase();
    }
    primal.replaceAllUsesWith(place);
    object->erase();
  });
  Value source = reverseField(field, held);
  bool isWritten = !alloc && !isa<StackType>(pointee) &&
                   llvm::any_of(ObjectWrites(both.getBody()).getWrites(primal),
                                [&](Operation *write) { return isInReverse(write); });
  if (isWritten) { // by loops that run again there
    Value own = reverseStart.clone(*object, bridged)->getResult(0);
    reverseStart.create<CopyOp>(location, source, own);
    return own;
  }
  return alloc ? reverseStart.create<StackDataOp>(location, PtrType::get(pointee, true), source).getResult() : source;
}

Value SweepSplitter::bridgeScalar(Value value) {
  assert(!isa<PtrType>(value.getType()) && "addresses are made again");
  std::string name = getVariableName(value).str();
  if (name.empty()) // the struct says that it is saved
    name = StringRef(inventSavedName(value)).drop_back(StringRef("_saved").size()).str();
  std::string field = addField(name, value.getType(), "");
  Location location = value.getLoc();
  forwardEdits.push_back([=]() mutable {
    OpBuilder builder(forward.getContext());
    builder.setInsertionPointAfterValue(value);
    Value place =
        builder.create<FieldOp>(location, PtrType::get(value.getType()), forwardSaved, builder.getStringAttr(field));
    if (!mutant("mark:in-record"))
      builder.create<StoreOp>(location, value, place);
  });
  return reverseStart.create<LoadOp>(location, reverseField(field, value.getType()));
}

// What the user wants computed again is not kept; what it is computed from is.
Value SweepSplitter::computeAgain(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || op->getNumRegions() > 0 || !isMemoryEffectFree(op)) {
    InFlightDiagnostic error =
        emitError(value.getLoc())
        << "cannot compute this value again: what computes it cannot run again [cannot-recompute]";
    error.attachNote() << "remove PULLBACK_RECOMPUTE";
    hasFailed = true;
    return bridgeScalar(value);
  }
  for (Value operand : op->getOperands())
    bridge(operand);
  return reverseStart.clone(*op, bridged)->getResult(0);
}

// The value of the forward sweep, in the reverse function.
Value SweepSplitter::bridge(Value value) {
  if (Value known = bridged.lookupOrNull(value))
    return known;
  Operation *op = value.getDefiningOp();
  if (getStorageHint(value) == "recompute") {
    bridged.map(value, computeAgain(op->getOperand(0)));
    return bridged.lookup(value);
  }
  if (!canRemake(value)) {
    bridged.map(value, isa<LocalOp, AllocOp>(op) ? bridgeObject(op) : bridgeScalar(value));
    return bridged.lookup(value);
  }
  for (Value operand : op->getOperands())
    bridge(operand);
  propagateConst(reverseStart.clone(*op, bridged));
  return bridged.lookup(value);
}

//===------------------------------------------------------------------------------------------------------------===//
// The two functions
//===------------------------------------------------------------------------------------------------------------===//

static Value findSaved(FuncOp function) {
  for (BlockArgument argument : function.getBody().getArguments())
    if (auto pointer = dyn_cast<PtrType>(argument.getType()); pointer && isa<SavedType>(pointer.getPointee()))
      return argument;
  return {};
}

// Parameters of the combined function: those of the primal, then the adjoints. The forward function has the primal's
// and `saved`; the reverse function the primal's without pure outputs, `saved`, and the adjoints.
void SweepSplitter::bindArguments() {
  forward.addEntryBlock();
  reverse.addEntryBlock();
  forwardSaved = findSaved(forward);
  reverseSaved = findSaved(reverse);
  unsigned primal = forward.getNumArguments() - 1;
  SmallVector<Value> inputs, adjoints;
  for (BlockArgument argument : reverse.getBody().getArguments())
    if (argument != reverseSaved)
      (argument.getArgNumber() < cast<BlockArgument>(reverseSaved).getArgNumber() ? inputs : adjoints)
          .push_back(argument);
  unsigned nextInput = 0;
  for (unsigned i = 0; i < primal; ++i)
    if (both.getArgRole(i) != "of" && !both.getArgAttr(i, "pb.sret"))
      bridged.map(both.getBody().getArgument(i), inputs[nextInput++]);
  for (auto [index, adjoint] : llvm::enumerate(adjoints))
    bridged.map(both.getBody().getArgument(primal + index), adjoint);
}

void SweepSplitter::buildReverse() {
  Block &entry = reverse.getBody().front();
  reverseStart.setInsertionPointToEnd(&entry);
  Operation *end = reverseStart.create<ReturnOp>(reverse.getLoc(), Value());
  reverseStart.setInsertionPoint(end);
  SmallVector<Operation *> sweep;
  for (Operation *op = boundary->getNextNode(); op != both.getBody().front().getTerminator(); op = op->getNextNode())
    sweep.push_back(op);
  llvm::SetVector<Value> crossing;
  for (Operation *top : sweep)
    top->walk([&](Operation *op) {
      for (Value operand : op->getOperands()) {
        Operation *owner = operand.getParentBlock() == boundary->getBlock() ? operand.getDefiningOp() : nullptr;
        if (owner && owner->isBeforeInBlock(boundary))
          crossing.insert(operand);
      }
    });
  SmallVector<Value> inOrder = crossing.takeVector();
  llvm::sort(inOrder, [](Value left, Value right) {
    Operation *first = left.getDefiningOp(), *second = right.getDefiningOp();
    return first == second ? cast<OpResult>(left).getResultNumber() < cast<OpResult>(right).getResultNumber()
                           : first->isBeforeInBlock(second);
  });
  for (Value value : inOrder) // fields get the numbers behind their names that the values get
    bridge(value);
  OpBuilder builder(end);
  for (Operation *op : sweep)
    builder.clone(*op, bridged);
  entry.walk<WalkOrder::PreOrder>([](Operation *op) { propagateConst(op); });
  for (Operation *op : llvm::reverse(sweep))
    op->erase();
}

void SweepSplitter::finishForward() {
  Block &from = both.getBody().front(), &to = forward.getBody().front();
  boundary->erase();
  SmallVector<unsigned> order; // the place of a returned record comes last
  for (bool returned : {false, true})
    for (unsigned i = 0; i + 1 < forward.getNumArguments(); ++i)
      if (static_cast<bool>(both.getArgAttr(i, "pb.sret")) == returned)
        order.push_back(i);
  unsigned next = 0;
  for (unsigned i : order) {
    while (to.getArgument(next) == forwardSaved)
      ++next;
    from.getArgument(i).replaceAllUsesWith(to.getArgument(next++));
  }
  to.getOperations().splice(to.end(), from.getOperations());
  for (const std::function<void()> &edit : forwardEdits)
    edit();
}

void SweepSplitter::writeDefinition() {
  Builder builder(both.getContext());
  SmallVector<StringRef> nameRefs(names.begin(), names.end()), noteRefs(notes.begin(), notes.end());
  definition.setFieldNamesAttr(builder.getStrArrayAttr(nameRefs));
  definition.setFieldTypesAttr(builder.getTypeArrayAttr(types));
  definition.setNotesAttr(builder.getStrArrayAttr(noteRefs));
}

LogicalResult SweepSplitter::run() {
  for (Operation &op : both.getBody().front())
    if (isa<ReverseOp>(op))
      boundary = &op;
  for (auto other : both->getParentOfType<ModuleOp>().getOps<SavedDefOp>()) // a field must not hide a type
    taken.insert(other.getCxxName());
  bindArguments();
  buildReverse();
  finishForward();
  writeDefinition();
  if (Attribute notes = both->getAttr("pb.notes"))
    reverse->setAttr("pb.notes", notes);
  both.erase();
  return failure(hasFailed);
}

// In a function that stays whole the boundary has done its service.
static void eraseBoundary(FuncOp function) {
  function.walk([](ReverseOp boundary) { boundary.erase(); });
}

// A struct in the header needs the structs of its fields there, before it.
static void publishFields(SavedDefOp definition, llvm::SmallPtrSetImpl<Operation *> &done) {
  if (!done.insert(definition).second)
    return;
  auto module = definition->getParentOfType<ModuleOp>();
  for (Attribute attribute : definition.getFieldTypes()) {
    Type type = cast<TypeAttr>(attribute).getValue();
    if (auto stack = dyn_cast<StackType>(type))
      type = stack.getElement();
    auto saved = dyn_cast<SavedType>(type);
    auto inner = saved ? module.lookupSymbol<SavedDefOp>(saved.getName()) : SavedDefOp();
    if (!inner || inner.getRole() == "external")
      continue;
    if (definition.getRole() == "derivative")
      inner.setRole("derivative");
    publishFields(inner, done);
  }
  definition->moveBefore(module.getBody(), module.getBody()->end());
}

namespace {

struct SplitSweeps : pullback::impl::SplitSweepsBase<SplitSweeps> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    bool ok = true;
    for (FuncOp function : llvm::make_early_inc_range(module.getOps<FuncOp>())) {
      auto split = function->getAttrOfType<ArrayAttr>("pb.split");
      if (!split) {
        eraseBoundary(function);
        continue;
      }
      auto get = [&](unsigned index) { return module.lookupSymbol(cast<FlatSymbolRefAttr>(split[index]).getValue()); };
      auto definition = cast<SavedDefOp>(get(2));
      if (definition.getRole() == "derivative") // records of recursive calls are many
        moveSavedArraysIntoStruct(function);
      SweepSplitter splitter(function, cast<FuncOp>(get(0)), cast<FuncOp>(get(1)), definition);
      ok &= succeeded(splitter.run());
    }
    if (!ok)
      return signalPassFailure();
    module.walk([](CastOp cast) {
      if (getStorageHint(cast).empty())
        return;
      if (Operation *op = cast.getOperand().getDefiningOp(); op && getStorageHint(cast) == "store")
        op->setAttr(kStoredOnce, UnitAttr::get(op->getContext()));
      cast.replaceAllUsesWith(cast.getOperand());
      cast.erase();
    });
    llvm::SmallPtrSet<Operation *, 8> done;
    SmallVector<SavedDefOp> definitions(module.getOps<SavedDefOp>());
    for (bool inHeader : {true, false})
      for (SavedDefOp definition : definitions)
        if ((definition.getRole() == "derivative") == inHeader)
          publishFields(definition, done);
  }
};

} // namespace
