// Takes the arrays of a derivative from work space that the caller gives, and says how much of it one call needs.
//
//   pb.func @f_vjp(..., %x_bar)                      pb.func @f_vjp(..., %x_bar, %workspace)
//     %e = pb.alloc saved "e"[%n]             ->       %e = pb.alloc saved "e"[%n] in %workspace
//                                                    pb.func @f_vjp_workspace(%x, %n) -> std::size_t
//                                                      %bytes = pb.room %n of f64
//
// An array that is made in an inner block gets its place before the outermost loop or branch around it, for all
// iterations, if its size is known there. Sizes must follow from the inputs as they are at the beginning: whatever else
// needs memory is refused, as it is everywhere under --no-heap.
#include "Analysis/Objects.h"
#include "Analysis/Ranges.h"
#include "Transforms/Differentiate/Signature.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Storage/RecallGraph.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace pullback {
#define GEN_PASS_DEF_USEWORKSPACE
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// What needs the heap
//===------------------------------------------------------------------------------------------------------------===//

static bool holdsStack(Type type, ModuleOp module) {
  auto find = [&](Type part) {
    if (isa<StackType>(part)) // in front of its elements: a record of a recursive call holds a stack of itself
      return WalkResult::interrupt();
    auto saved = dyn_cast<SavedType>(part);
    auto definition = saved ? module.lookupSymbol<SavedDefOp>(saved.getName()) : SavedDefOp();
    bool holds = definition && llvm::any_of(definition.getFieldTypes().getAsValueRange<TypeAttr>(),
                                            [&](Type field) { return holdsStack(field, module); });
    return holds ? WalkResult::interrupt() : WalkResult::advance();
  };
  return type.walk<WalkOrder::PreOrder>(find).wasInterrupted();
}

static bool isThrow(Operation *op) {
  auto call = dyn_cast<CallOp>(op);
  auto callee = call ? SymbolTable::lookupNearestSymbolFrom<FuncOp>(op, call.getCalleeAttr()) : FuncOp();
  return callee && callee->hasAttr("pb.throws");
}

static LogicalResult refuseArray(AllocOp alloc, bool hasWorkspace) {
  InFlightDiagnostic error = alloc.emitError()
                             << "cannot do without the heap: '" << alloc.getName() << "' is an array whose size is not "
                             << (hasWorkspace ? "known when the function is called" : "known, or not small")
                             << " [needs-heap]";
  error.attachNote() << (hasWorkspace ? "let the size follow from parameters, or make the array before the loop"
                                      : "let the caller give the memory: 'workspace' in the request, or --workspace");
  return failure();
}

/// The columns of an Eigen::Ref may lie apart, so that it is copied.
static LogicalResult refuseCopies(FuncOp function) {
  bool ok = true;
  for (unsigned index = 0; index < function.getNumArguments(); ++index) {
    auto container = function.getArgAttrOfType<StringAttr>(index, "pb.container");
    if (!container || !container.getValue().starts_with("eigen matrix") ||
        !container.getValue().contains("Eigen::Ref<"))
      continue;
    InFlightDiagnostic error = function.emitError()
                               << "cannot do without the heap: the matrix that '" << function.getArgName(index)
                               << "' refers to is copied [needs-heap]";
    error.attachNote() << "take an Eigen::Map, or a matrix by reference";
    ok = false;
  }
  return success(ok);
}

static LogicalResult checkHeap(FuncOp function, bool hasWorkspace, bool allowsExceptions) {
  auto module = function->getParentOfType<ModuleOp>();
  bool ok = succeeded(refuseCopies(function));
  function.walk([&](Operation *op) {
    if (auto alloc = dyn_cast<AllocOp>(op); alloc && !alloc.getMemory() && !alloc->use_empty())
      ok &= succeeded(refuseArray(alloc, hasWorkspace));
    bool grows = isa<ResizeOp, StackResizeOp, SetSizeOp>(op) ||
                 (isa<LocalOp>(op) && holdsStack(op->getResult(0).getType(), module));
    if (grows) {
      InFlightDiagnostic error =
          op->emitError()
          << "cannot do without the heap: how much has to be kept here is not known before [needs-heap]";
      error.attachNote() << "give the loop a number of iterations that is known before it begins";
      ok = false;
    }
    if (!allowsExceptions && isThrow(op)) {
      InFlightDiagnostic error = op->emitError() << "cannot throw under --no-heap [needs-exceptions]";
      error.attachNote() << "check the arguments before the function is called";
      ok = false;
    }
  });
  return success(ok);
}

//===------------------------------------------------------------------------------------------------------------===//
// Sizes
//===------------------------------------------------------------------------------------------------------------===//

namespace {

/// Builds values of `function` again: elsewhere in it, or in a function of its inputs.
class ValueCopier {
public:
  /// `speculates`: the values may be built where the function does not compute them.
  ValueCopier(FuncOp function, bool speculates)
      : function(function), writes(function.getBody()), speculates(speculates) {}

  /// What stands for `value` is given.
  void map(Value value, Value copy) { mapping.map(value, copy); }
  bool canCopy(Value value);
  Value copy(Value value, OpBuilder &builder);

private:
  bool canRepeat(Operation *op);

  FuncOp function;
  ObjectWrites writes;
  bool speculates;
  IRMapping mapping;
  DenseMap<Operation *, bool> known;
};

} // namespace

bool ValueCopier::canRepeat(Operation *op) {
  auto isRepeatable = [&](Operation *inner) {
    if (auto load = dyn_cast<LoadOp>(inner))
      return !speculates && llvm::all_of(getObjects(load.getPointer()), [&](Value object) {
        return isa<BlockArgument>(object) && writes.getWrites(object).empty();
      });
    if (isa<CallOp, AllocOp, LocalOp>(inner))
      return false;
    auto conversion = dyn_cast<CastOp>(inner);
    bool isHarmless = isSpeculatable(inner) || isa<UnaryOp>(inner) ||
                      (conversion && !isa<FloatType>(conversion.getOperand().getType()));
    return inner->getNumRegions() > 0 || (isMemoryEffectFree(inner) && (!speculates || isHarmless));
  };
  bool ok = !speculates || op->getNumRegions() == 0;
  op->walk([&](Operation *inner) { ok &= isRepeatable(inner); });
  return ok;
}

bool ValueCopier::canCopy(Value value) {
  if (mapping.contains(value))
    return true;
  Operation *op = value.getDefiningOp();
  if (!op)
    return false;
  auto [found, isNew] = known.try_emplace(op, false);
  if (!isNew)
    return found->second;
  bool ok = canRepeat(op) && llvm::all_of(RecallGraph::getInputs(op), [&](Value input) { return canCopy(input); });
  return known[op] = ok;
}

Value ValueCopier::copy(Value value, OpBuilder &builder) {
  if (Value known = mapping.lookupOrNull(value))
    return known;
  Operation *op = value.getDefiningOp();
  for (Value input : RecallGraph::getInputs(op))
    copy(input, builder);
  builder.clone(*op, mapping);
  return mapping.lookup(value);
}

//===------------------------------------------------------------------------------------------------------------===//
// The function
//===------------------------------------------------------------------------------------------------------------===//

namespace {

class WorkspaceUser {
public:
  explicit WorkspaceUser(FuncOp function) : function(function), body(function.getBody().front()) {}

  LogicalResult run();
  FuncOp getSizeFunction() const { return sizeFunction; }

private:
  bool moveOut(AllocOp alloc);
  Value guardCount(Value count, Operation *op, Operation *outermost, ValueCopier &copier, OpBuilder &builder);
  FuncOp makeSizeFunction();
  Value addWorkspace();

  FuncOp function, sizeFunction;
  Block &body;
};

} // namespace

/// True if the number cannot be meaningless where the program does not ask for it: nothing is subtracted without sign.
static bool isNeverHuge(Value count) {
  Operation *op = count.getDefiningOp();
  auto type = cast<IntType>(count.getType());
  if (!op || type.getIsSigned())
    return true;
  auto binary = dyn_cast<BinaryOp>(op);
  bool grows = binary && llvm::is_contained({BinaryKind::Add, BinaryKind::Mul, BinaryKind::Div}, binary.getKind());
  bool isPlain = grows || isa<ConstantOp, LoadOp, arith::SelectOp, RoomOp>(op);
  auto conversion = dyn_cast<CastOp>(op);
  if (conversion && isa<IntType>(conversion.getOperand().getType()))
    return !cast<IntType>(conversion.getOperand().getType()).getIsSigned() ? isNeverHuge(conversion.getOperand())
                                                                           : false;
  return isPlain && llvm::all_of(op->getOperands(), [](Value operand) {
           return !isa<IntType>(operand.getType()) || isNeverHuge(operand);
         });
}

/// `count`, or 0 where it is made of a number with sign that is negative.
static Value guardSign(Value count, OpBuilder &builder) {
  Value source = stripKeepingCasts(count);
  auto type = dyn_cast<IntType>(source.getType());
  if (!type || !type.getIsSigned() || getConstantInt(source))
    return count;
  Location unnamed = builder.getUnknownLoc();
  Value none = builder.create<ConstantOp>(unnamed, type, 0),
        zero = builder.create<ConstantOp>(unnamed, count.getType(), 0);
  Value isNegative = builder.create<CmpOp>(unnamed, Predicate::LT, source, none);
  return builder.create<arith::SelectOp>(unnamed, isNegative, zero, count);
}

/// `count`, or 0 where it is negative or the branches around `op` are not taken; null if that cannot be said.
Value WorkspaceUser::guardCount(Value count, Operation *op, Operation *outermost, ValueCopier &copier,
                                OpBuilder &builder) {
  bool isGuarded = true;
  Location location = builder.getUnknownLoc();
  Value zero = builder.create<ConstantOp>(location, count.getType(), 0);
  for (Operation *inner = op; inner != outermost; inner = inner->getParentOp()) {
    auto branch = dyn_cast<scf::IfOp>(inner->getParentOp());
    isGuarded &= branch && copier.canCopy(branch.getCondition());
    if (!branch || !copier.canCopy(branch.getCondition()))
      continue;
    Value condition = copier.copy(branch.getCondition(), builder);
    bool isThen = branch.getThenRegion().isAncestor(inner->getParentRegion());
    count = builder.create<arith::SelectOp>(location, condition, isThen ? count : zero, isThen ? zero : count);
  }
  if (isGuarded)
    return count;
  if (Value guarded = guardSign(count, builder); guarded != count)
    return guarded;
  return isNeverHuge(count) ? count : Value();
}

/// Makes the array of an inner block before all loops and branches.
bool WorkspaceUser::moveOut(AllocOp alloc) {
  SmallVector<Operation *> accesses;
  Operation *outermost = body.findAncestorOpInBlock(*alloc);
  if (outermost == alloc) {
    OpBuilder builder(alloc);
    alloc.getCountMutable().assign(guardSign(alloc.getCount(), builder));
    return true;
  }
  ValueCopier copier(function, /*speculates=*/true);
  for (Value argument : body.getArguments())
    copier.map(argument, argument);
  for (Operation &op : body)
    if (op.isBeforeInBlock(outermost))
      for (Value result : op.getResults())
        copier.map(result, result);
  if (!collectAccesses(alloc, accesses) || !copier.canCopy(alloc.getCount()))
    return false;
  OpBuilder builder(outermost);
  Value count = guardCount(copier.copy(alloc.getCount(), builder), alloc, outermost, copier, builder);
  if (!count)
    return false;
  alloc.getCountMutable().assign(count);
  alloc->moveBefore(outermost);
  return true;
}

/// `std::size_t f_vjp_workspace(inputs...)`: null if a size does not follow from the inputs.
FuncOp WorkspaceUser::makeSizeFunction() {
  MLIRContext *context = function.getContext();
  Builder attributes(context);
  SmallVector<Type> types;
  SmallVector<unsigned> inputs;
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    if (function.getArgAttr(i, "pb.role") || function.getArgAttr(i, "pb.size_of"))
      if (!isPureOutput(function, i) && !isReturnedRecord(function, i)) {
        inputs.push_back(i);
        types.push_back(function.getArgumentTypes()[i]);
      }
  Type size = getSizeType(context);
  OpBuilder after(context);
  after.setInsertionPointAfter(function);
  auto result = after.create<FuncOp>(
      function.getLoc(), (function.getSymName() + "_workspace").str(), FunctionType::get(context, types, {size}),
      (function.getCxxName() + "_workspace").str(), function.getCxxScope(), "derivative");
  result->setAttr("pb.doc",
                  attributes.getStringAttr("The bytes of work space that " + function.getCxxName() + " needs."));
  if (ArrayAttr lines = function.getSourceLinesAttr())
    result.setSourceLinesAttr(lines);
  Block *block = result.getBody().empty() ? &result.getBody().emplaceBlock() : &result.getBody().front();
  ValueCopier copier(function, /*speculates=*/false);
  for (auto [at, index] : llvm::enumerate(inputs)) {
    BlockArgument old = body.getArgument(index);
    if (block->getNumArguments() <= at)
      block->addArgument(old.getType(), old.getLoc());
    else
      block->getArgument(at).setLoc(old.getLoc());
    result.setArgAttrs(at, function.getArgAttrDict(index));
    copier.map(old, block->getArgument(at));
  }
  OpBuilder builder = OpBuilder::atBlockEnd(block);
  Value total;
  bool ok = true;
  for (AllocOp alloc : body.getOps<AllocOp>()) {
    if (!copier.canCopy(alloc.getCount())) {
      ok &= succeeded(refuseArray(alloc, /*hasWorkspace=*/true));
      continue;
    }
    Location location = nameLocation((alloc.getName() + "_bytes").str(), alloc.getLoc());
    Value room = builder.create<RoomOp>(location, size, copier.copy(alloc.getCount(), builder),
                                        cast<PtrType>(alloc.getType()).getPointee());
    total = total ? builder.create<BinaryOp>(alloc.getLoc(), BinaryKind::Add, total, room) : room;
  }
  if (!total)
    total = builder.create<ConstantOp>(function.getLoc(), size, 0);
  builder.create<ReturnOp>(function.getLoc(), total);
  if (ok)
    return result;
  result.erase();
  return {};
}

Value WorkspaceUser::addWorkspace() {
  Value workspace = appendParameter(function, PtrType::get(NoneType::get(function.getContext())), "workspace", false);
  moveReturnedRecordLast(function);
  for (BlockArgument argument : body.getArguments())
    if (function.getArgName(argument.getArgNumber()).starts_with("workspace") &&
        isa<NoneType>(isa<PtrType>(argument.getType()) ? cast<PtrType>(argument.getType()).getPointee() : Type()))
      return argument;
  return workspace;
}

LogicalResult WorkspaceUser::run() {
  SmallVector<AllocOp> arrays;
  SmallVector<FreeOp> frees;
  function.walk([&](FreeOp free) { frees.push_back(free); });
  for (FreeOp free : frees)
    free.erase();
  function.walk<WalkOrder::PreOrder>([&](AllocOp alloc) { arrays.push_back(alloc); });
  bool ok = true;
  for (AllocOp alloc : arrays) {
    if (alloc->use_empty()) {
      alloc.erase();
      continue;
    }
    OpBuilder builder(alloc);
    builder.setInsertionPointAfter(alloc);
    Operation *place = builder.create<UndefOp>(alloc.getLoc(), alloc.getType());
    if (!moveOut(alloc)) {
      place->erase();
      ok &= succeeded(refuseArray(alloc, /*hasWorkspace=*/true));
      continue;
    }
    builder.setInsertionPoint(place);
    if (alloc.getKind() == AllocKind::Vector || alloc.getKind() == AllocKind::Shadow)
      builder.create<ZeroOp>(alloc.getLoc(), alloc, alloc.getCount());
    place->erase();
    alloc.setKind(AllocKind::Saved);
  }
  sizeFunction = ok ? makeSizeFunction() : FuncOp();
  if (!sizeFunction)
    return failure();
  Value memory = addWorkspace();
  SmallVector<AllocOp> placed(body.getOps<AllocOp>());
  if (placed.size() > 1) {
    OpBuilder start(&body, body.begin());
    Value cursor =
        start.create<LocalOp>(function.getLoc(), PtrType::get(memory.getType()), start.getStringAttr("memory"));
    start.create<StoreOp>(function.getLoc(), memory, cursor);
    memory = cursor;
  }
  for (AllocOp alloc : placed) {
    alloc.getMemoryMutable().assign(memory);
    OpBuilder builder(alloc);
    if (placed.size() == 1) // nothing comes behind it
      alloc.getCountMutable().assign(
          builder.create<ConstantOp>(alloc.getLoc(), getSizeType(builder.getContext()), 1).getResult());
  }
  return success();
}

//===------------------------------------------------------------------------------------------------------------===//
// The pass
//===------------------------------------------------------------------------------------------------------------===//

namespace {

struct UseWorkspace : pullback::impl::UseWorkspaceBase<UseWorkspace> {
  /// The functions that `function` reaches and that are printed with it.
  static void collectHelpers(FuncOp function, llvm::SetVector<Operation *> &reached) {
    if (function.isDeclaration() || !reached.insert(function))
      return;
    function.walk([&](CallOp call) {
      if (auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr()))
        collectHelpers(callee, reached);
    });
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    bool noHeap = module->hasAttr("pb.no_heap"), ok = true;
    SmallVector<FuncOp> users;
    for (auto function : module.getOps<FuncOp>())
      if (function.getRole() == "derivative" && function->hasAttr("pb.workspace"))
        users.push_back(function);
    llvm::SetVector<Operation *> checked;
    for (FuncOp function : users) {
      WorkspaceUser user(function);
      ok &= succeeded(user.run());
      if (!ok)
        continue;
      checked.insert(user.getSizeFunction());
      collectHelpers(function, checked);
    }
    for (auto function : module.getOps<FuncOp>())
      if (noHeap && (function.getRole() == "derivative" || function.getRole() == "helper") && ok)
        collectHelpers(function, checked);
    for (Operation *op : checked)
      ok &= succeeded(checkHeap(cast<FuncOp>(op), op->hasAttr("pb.workspace"), !noHeap));
    if (!ok)
      return signalPassFailure();
    for (Operation *op : checked)
      simplifyRegionValues(cast<FuncOp>(op));
  }
};

} // namespace
