#include "Transforms/Storage/StableLoads.h"

#include "Analysis/Dependence.h"
#include "IR/Mutants.h"

using namespace mlir;
using namespace pullback;

// How many writes a load is compared with.
static constexpr size_t kCompared = 16;

static FuncOp getFunction(Block &scope) {
  Operation *parent = scope.getParentOp();
  auto function = dyn_cast<FuncOp>(parent);
  return function ? function : parent->getParentOfType<FuncOp>();
}

StableLoads::StableLoads(const Mirrors &mirrors)
    : mirrors(mirrors), function(getFunction(mirrors.getScope())), writes(function.getBody()) {
  function.walk([&](CallOp call) { callsOthers |= !leavesGlobals(call); });
}

bool StableLoads::isStable(LoadOp load) const {
  return llvm::all_of(getObjects(load.getPointer()), [&](Value object) { return isStable(object, load); });
}

// The user may write to what is not const between `f_fwd` and `f_rev`. A scope inside the function is run at once.
bool StableLoads::mayChangeBetweenSweeps(BlockArgument argument) const {
  unsigned number = argument.getArgNumber();
  bool isSplit = function->hasAttr("pb.split") && &mirrors.getScope() == &function.getBody().front();
  return isSplit && !mutant("free:argument-of-two-sweeps") && !cast<PtrType>(argument.getType()).getIsConst() &&
         !function.getArgAttr(number, "pb.byval") &&
         !(function.getArgRole(number) == "wrt" && writes.getWrites(argument).empty());
}

bool StableLoads::isStable(Value object, LoadOp load) const {
  if (auto global = object.getDefiningOp<GlobalOp>())
    return !mayChange(global) || !(function->hasAttr("pb.split") || callsOthers) || mutant("free:changed-global");
  Block &scope = mirrors.getScope();
  if (auto argument = dyn_cast<BlockArgument>(object)) {
    if ((argument.getOwner() != &function.getBody().front() && !mutant("free:carried-pointer")) ||
        (function.getArgAttr(argument.getArgNumber(), "pb.unstable") && !mutant("free:unstable-argument")) ||
        mayChangeBetweenSweeps(argument))
      return false;
  } else if (!isLocalObject(object) || !object.getParentRegion()->isAncestor(scope.getParent())) {
    return mutant("free:vanished-object");
  }
  SmallVector<Operation *> later;
  Operation *here = scope.findAncestorOpInBlock(*load);
  for (Operation *write : llvm::reverse(writes.getWrites(object))) {
    Operation *there = scope.findAncestorOpInBlock(*write);
    if (here && there && there != here && there->isBeforeInBlock(here))
      break; // as all writes before this one
    if (mirrors.isForward(write) && mayFollow(write, load, &scope) && !mutant("free:overwritten-array"))
      later.push_back(write);
    if (later.size() > kCompared)
      return false;
  }
  return llvm::all_of(later, [&](Operation *write) {
    return isa<StoreOp, AccumulateOp>(write) && isNeverOverwritten(load, write, write->getOperand(1), scope);
  });
}
