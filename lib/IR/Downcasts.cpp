// Casts to derived classes, which fold with the pb.field that yields the base.
//
//   %b = pb.local "b" : B                                  %b = pb.local "b" : B
//   scf.if %is_circle {                                    ...
//     %c = pb.downcast %b["B_base"] : B -> Circle    ->
//     ... pb.load %c["radius"] ...
//   } else { ... }
//
// The cast itself is pure, and may stand where it was not written; what is done with its result tells that it was run.
#include "IR/Downcasts.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;

/// What is done with the object at `pointer`, other than forming pointers to its parts.
static void findUses(Value pointer, SmallVectorImpl<Operation *> &found) {
  for (Operation *user : pointer.getUsers()) {
    if (isa<FieldOp, ElementOp, DecayOp, CastOp, DowncastOp>(user))
      findUses(user->getResult(0), found);
    else if (isa<LoadOp, StoreOp, AccumulateOp, CopyOp, ZeroOp, CallOp>(user))
      found.push_back(user);
  }
}

/// True if `op` is run wherever its block is entered: nothing in front of it throws, returns or ends the program.
static bool isAlwaysReached(Operation *op) {
  auto leaves = [](Operation *one) {
    return isa<CallOp, ExitOp>(one) ? WalkResult::interrupt() : WalkResult::advance();
  };
  for (Operation &before : *op->getBlock()) {
    if (&before == op)
      break;
    if (before.walk(leaves).wasInterrupted())
      return false;
  }
  return true;
}

bool pullback::dropBranch(DowncastOp downcast, RewriterBase &rewriter) {
  SmallVector<Operation *> uses;
  findUses(downcast, uses);
  auto isInBranch = [](Operation *use) { return isa<scf::IfOp>(use->getParentOp()) && isAlwaysReached(use); };
  auto use = llvm::find_if(uses, isInBranch);
  if (use == uses.end())
    return false;
  auto branch = cast<scf::IfOp>((*use)->getParentOp());
  Region &other =
      (*use)->getParentRegion() == &branch.getThenRegion() ? branch.getElseRegion() : branch.getThenRegion();
  if (!other.empty()) {
    Operation *yield = other.front().getTerminator();
    SmallVector<Value> results(yield->getOperands());
    rewriter.eraseOp(yield);
    rewriter.inlineBlockBefore(&other.front(), branch);
    rewriter.replaceAllUsesWith(branch.getResults(), results);
  }
  rewriter.eraseOp(branch);
  return true;
}

// The object whose base was taken: downcast(field(p, "B_base"), "B_base") == p. Where p is of another class, the cast
// stands in a branch that is never taken.
LogicalResult DowncastOp::canonicalize(DowncastOp op, PatternRewriter &rewriter) {
  Value base = stripCasts(op.getPointer());
  auto field = base.getDefiningOp<FieldOp>();
  auto have = field ? cast<PtrType>(field.getPointer().getType()) : PtrType();
  auto want = cast<PtrType>(op.getType());
  bool isWhole = isa_and_nonnull<LocalOp, AllocOp>(base.getDefiningOp()); // an object of the base class itself
  if (isWhole || (field && (field.getName() != op.getName() || have.getPointee() != want.getPointee()))) {
    if (op->use_empty())
      return rewriter.eraseOp(op), success();
    return success(dropBranch(op, rewriter)); // else refused where pointers are resolved
  }
  if (!field)
    return failure();
  if (have == want)
    rewriter.replaceOp(op, field.getPointer());
  else
    rewriter.replaceOpWithNewOp<CastOp>(op, want, field.getPointer(), /*implicit=*/true);
  return success();
}
