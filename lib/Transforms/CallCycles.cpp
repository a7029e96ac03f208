#include "Transforms/CallCycles.h"

#include "IR/Checkpoints.h"
#include "IR/Mutants.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;
using pullback::ArrayType;

namespace {

class CallGraph {
public:
  explicit CallGraph(ModuleOp module) : module(module) {}
  FuncOp getCallee(CallOp call);
  /// The next functions to become loops, callees before callers; none where nothing is left.
  Cycle findCycle();

private:
  const Cycle &getReached(FuncOp function);
  Cycle getCycle(FuncOp function);

  ModuleOp module;
  llvm::DenseMap<Operation *, Cycle> reached;
};

} // namespace

/// Primals of which the body is what a call does.
FuncOp CallGraph::getCallee(CallOp call) {
  auto callee = module.lookupSymbol<FuncOp>(call.getCallee());
  bool isBody = callee && !callee.isDeclaration() && callee.getRole() == "primal" && !callee.getInactive() &&
                !callee.getRules() && callee.getBody().hasOneBlock();
  return isBody ? callee : FuncOp();
}

const Cycle &CallGraph::getReached(FuncOp function) {
  auto [known, isNew] = reached.try_emplace(function);
  if (!isNew)
    return known->second;
  Cycle found;
  auto visit = [&](Operation *one) {
    one->walk([&](CallOp call) {
      if (FuncOp callee = getCallee(call))
        found.insert(callee);
    });
  };
  visit(function);
  for (size_t i = 0; i < found.size(); ++i)
    visit(found[i]);
  return reached[function] = found;
}

Cycle CallGraph::getCycle(FuncOp function) {
  Cycle cycle;
  if (!getReached(function).contains(function))
    return cycle;
  cycle.insert(function);
  for (Operation *other : SmallVector<Operation *>(getReached(function).getArrayRef()))
    if (getReached(cast<FuncOp>(other)).contains(function))
      cycle.insert(other);
  return cycle;
}

/// Whether a place may lie in an object that a parameter of the function leads to.
static bool isOfParameter(Value place, DenseSet<Value> &visited) {
  while (isa_and_nonnull<FieldOp, ElementOp, DecayOp, CastOp, DowncastOp>(place.getDefiningOp()))
    place = place.getDefiningOp()->getOperand(0);
  if (!visited.insert(place).second || !isa<PtrType>(place.getType()))
    return false;
  auto any = [&](ValueRange values) {
    return llvm::any_of(values, [&](Value value) { return isOfParameter(value, visited); });
  };
  if (auto argument = dyn_cast<BlockArgument>(place)) {
    Operation *loop = argument.getOwner()->getParentOp();
    if (isa<FuncOp>(loop))
      return true;
    auto carried = getLoopCarried(loop);
    const auto *number = llvm::find(carried, argument);
    return number != carried.end() && any({getLoopInits(loop)[number - carried.begin()],
                                           getLoopYield(loop).getValues()[number - carried.begin()]});
  }
  Operation *op = place.getDefiningOp();
  unsigned number = cast<OpResult>(place).getResultNumber();
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return any({select.getTrueValue(), select.getFalseValue()});
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return any({branch.thenYield().getOperand(number), branch.elseYield().getOperand(number)});
  if (isLoop(op))
    return any({getLoopInits(op)[number], getLoopYield(op).getValues()[number]});
  return isa<CallOp>(op);
}

/// Whether pointers are read, written or returned of which nobody but the caller knows what they lead to, or who reads
/// them.
static bool needsCaller(FuncOp function) {
  if (!function.getResultTypes().empty() && isa<PtrType>(function.getResultTypes()[0]))
    return true;
  if (llvm::any_of(function.getArgumentTypes(), [](Type type) { // what is in such objects is written differently there
        return isa<PtrType>(type) && containsPointer(cast<PtrType>(type).getPointee());
      }))
    return true;
  auto isCallers = [](Value place) {
    DenseSet<Value> visited;
    return containsPointer(cast<PtrType>(place.getType()).getPointee()) && isOfParameter(place, visited);
  };
  return function
      .walk([&](Operation *op) {
        bool isKept = isa<LoadOp, StoreOp, CopyOp, ZeroOp>(op) && llvm::any_of(op->getOperands(), [&](Value operand) {
                        bool isValue = isa<StoreOp>(op) && operand == cast<StoreOp>(op).getValue();
                        return isa<PtrType>(operand.getType()) && !isValue && isCallers(operand);
                      });
        return isKept ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

bool pullback::isCallOf(Operation *op, const Cycle &cycle) {
  auto call = dyn_cast<CallOp>(op);
  return call && cycle.contains(SymbolTable::lookupNearestSymbolFrom(call, call.getCalleeAttr()));
}

bool pullback::containsCallOf(Operation *op, const Cycle &cycle) {
  return op
      ->walk([&](Operation *inner) { return isCallOf(inner, cycle) ? WalkResult::interrupt() : WalkResult::advance(); })
      .wasInterrupted();
}

bool pullback::escapes(Value place, const Cycle &cycle) {
  return llvm::any_of(place.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (isa<FieldOp, ElementOp, DecayOp, CastOp>(user) && use.getOperandNumber() == 0)
      return isa<PtrType>(user->getResult(0).getType()) && escapes(user->getResult(0), cycle);
    if (auto call = dyn_cast<CallOp>(user); call && isCallOf(call, cycle)) {
      auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
      unsigned index = use.getOperandNumber(); // objects that are copied
      return !callee.getArgAttr(index, "pb.byval") && !callee.getArgAttr(index, "pb.sret");
    }
    return !isa<LoadOp, CopyOp, ZeroOp, FreeOp>(user) &&
           !(isa<StoreOp, AccumulateOp>(user) && use.getOperandNumber() == 1);
  });
}

Value pullback::getWhole(Value place) {
  while (isa_and_nonnull<FieldOp, ElementOp, DecayOp, CastOp>(place.getDefiningOp()))
    place = place.getDefiningOp()->getOperand(0);
  return place;
}

void pullback::moveToHeap(LocalOp local) {
  OpBuilder builder(local);
  Location location = local.getLoc();
  auto array = dyn_cast<ArrayType>(cast<PtrType>(local.getType()).getPointee());
  bool isWalked = array && llvm::all_of(local->getUsers(), [](Operation *user) { return isa<DecayOp>(user); });
  Type type = isWalked ? PtrType::get(array.getElement()) : local.getType();
  Value count = builder.create<ConstantOp>(location, getSizeType(local.getContext()), isWalked ? array.getExtent() : 1);
  Value object = builder.create<AllocOp>(location, type, AllocKind::New, local.getName(), count);
  if (isWalked) {
    for (Operation *decay : llvm::make_early_inc_range(local->getUsers())) {
      decay->getResult(0).replaceAllUsesWith(object);
      decay->erase();
    }
  } else {
    local.replaceAllUsesWith(object);
  }
  local.erase();
}

void pullback::moveKeptToHeap(const Cycle &cycle) {
  SmallVector<LocalOp> kept;
  for (Operation *function : cycle)
    function->walk([&](LocalOp local) {
      if (containsCallOf(local->getParentOp(), cycle) && escapes(local, cycle) && !mutant("iterate:kept-address"))
        kept.push_back(local);
    });
  for (LocalOp local : kept)
    moveToHeap(local);
}

static bool canIterate(const Cycle &cycle) {
  return llvm::all_of(cycle, [&](Operation *function) {
    auto func = cast<FuncOp>(function);
    for (BlockArgument argument : func.getBody().getArguments())
      if (func.getArgAttr(argument.getArgNumber(), "pb.sret") && escapes(argument, cycle))
        return false;
    bool isFine = !func->hasAttr("pb.modes");
    func.walk([&](Operation *op) {
      isFine &= !isCheckpointed(op);
      isFine &= op == func || op->getNumRegions() == 0 || isa<scf::IfOp, LoopOp>(op) || !containsCallOf(op, cycle);
    });
    return isFine;
  });
}

Cycle CallGraph::findCycle() {
  SmallVector<Cycle> wanted;
  DenseSet<Operation *> seen;
  for (FuncOp function : module.getOps<FuncOp>()) {
    if (function.isDeclaration() || seen.contains(function))
      continue;
    Cycle cycle = getCycle(function);
    seen.insert(cycle.begin(), cycle.end());
    bool isWanted = llvm::any_of(cycle, [](Operation *one) { return needsCaller(cast<FuncOp>(one)); });
    if (isWanted && canIterate(cycle))
      wanted.push_back(cycle);
  }
  for (const Cycle &cycle : wanted)
    if (llvm::none_of(wanted, [&](const Cycle &other) {
          return &other != &cycle && getReached(cast<FuncOp>(cycle[0])).contains(other[0]);
        }))
      return cycle;
  return {};
}

Cycle pullback::findCycleToIterate(ModuleOp module) { return CallGraph(module).findCycle(); }
