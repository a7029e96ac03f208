// Leaves out accumulations of what a branch found to be zero.
//
//   %e = scf.if %c { yield 0 } else { E; yield %v }           %s1 = scf.if %c { yield %s } else {
//   %d = arith.mulf %e, %x                               =>     E; %d = arith.mulf %v, %x
//   pb.accumulate %d, %x_bar[%j]                                pb.accumulate %d, %x_bar[%j]
//   yield %s + %d                                               yield %s + %d }
//                                                             yield %s1
//
// What follows the branch in its block moves into it, if all that it does is linear in the zero: accumulations of
// products with it, and sums that it is added to. (A pair of atoms beyond the cutoff, an option that is not exercised.)
// An adjoint of exactly zero contributes exactly zero, so this is also what the contract asks for.
//
// It is done where an accumulation goes to a place that is looked up in memory, which compilers do not turn into vector
// operations; other loops are faster without a branch.
#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace pullback {
#define GEN_PASS_DEF_SKIPZEROS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

static bool isZero(Value value) { return isConstantFloat(value, 0.0) || isConstantFloat(value, -0.0); }

// Has results that are zero on this side, and nothing else happens there.
static bool isZeroSide(Region &region) {
  return !region.empty() && llvm::all_of(region.front(), [](Operation &op) {
    return isa<ConstantOp>(op) || (op.hasTrait<OpTrait::IsTerminator>() && llvm::all_of(op.getOperands(), isZero));
  });
}

static bool isLookedUp(Value index) {
  Operation *op = index.getDefiningOp();
  if (isa_and_nonnull<BinaryOp, CastOp>(op))
    return llvm::any_of(op->getOperands(), isLookedUp);
  return isa_and_nonnull<LoadOp>(op);
}

static bool isScattered(AccumulateOp accumulate) {
  PointerPath path = getPath(accumulate.getPointer());
  return llvm::any_of(path.offsets,
                      [](const PointerPath::Offset &offset) { return llvm::any_of(offset.bases, isLookedUp); });
}

namespace {

class Skipper {
public:
  explicit Skipper(scf::IfOp branch) : branch(branch) {
    zeros.insert(branch.getResults().begin(), branch.getResults().end());
  }
  bool canSkip();
  void skip();

private:
  void noteZero(Operation *op);
  Value getWithoutZeros(Value value) const;
  bool isInTail(Value value) const {
    return value.getDefiningOp() && value.getParentBlock() == branch->getBlock() &&
           branch->isBeforeInBlock(value.getDefiningOp());
  }

  scf::IfOp branch;
  unsigned zeroSide = 0;
  DenseSet<Value> zeros;
  SmallVector<Operation *> tail;
  SmallVector<Value> without; // what the terminator's operands are where the tail is left out
};

} // namespace

// Linear in what is zero.
void Skipper::noteZero(Operation *op) {
  auto is = [&](unsigned operand) { return zeros.contains(op->getOperand(operand)); };
  bool isZero = (isa<arith::MulFOp>(op) && (is(0) || is(1))) ||
                (isa<arith::DivFOp, arith::NegFOp, CastOp>(op) && is(0)) ||
                (isa<arith::AddFOp, arith::SubFOp>(op) && is(0) && (is(1) || mutant("accumulate:sum-with-zero"))) ||
                (isa<arith::SelectOp>(op) && is(1) && is(2));
  if (isZero)
    zeros.insert(op->getResult(0));
}

// The value where everything zero that was added to it is left out; null if it is more than such a sum.
Value Skipper::getWithoutZeros(Value value) const {
  while (isInTail(value)) {
    Operation *op = value.getDefiningOp();
    bool adds = isa<arith::AddFOp>(op), subtracts = isa<arith::SubFOp>(op);
    if ((adds || subtracts) && zeros.contains(op->getOperand(1)))
      value = op->getOperand(0);
    else if (adds && zeros.contains(op->getOperand(0)))
      value = op->getOperand(1);
    else
      return {};
  }
  return zeros.contains(value) ? Value() : value;
}

bool Skipper::canSkip() {
  if (branch.getNumResults() == 0 || !branch->hasAttr("pb.adjoint"))
    return false;
  zeroSide = isZeroSide(branch.getThenRegion()) ? 0 : 1;
  if (!isZeroSide(branch->getRegion(zeroSide)))
    return false;
  bool scatters = false;
  for (Operation *op = branch->getNextNode(); !op->hasTrait<OpTrait::IsTerminator>(); op = op->getNextNode()) {
    tail.push_back(op);
    if (auto accumulate = dyn_cast<AccumulateOp>(op)) {
      if (!zeros.contains(accumulate.getValue()) && !mutant("accumulate:not-zero"))
        return false;
      scatters |= isScattered(accumulate);
    } else if ((!isMemoryEffectFree(op) && !isa<LoadOp>(op)) || op->getNumRegions() > 0 || op->getNumResults() != 1) {
      return false;
    } else {
      noteZero(op);
    }
  }
  for (Value operand : branch->getBlock()->getTerminator()->getOperands()) {
    without.push_back(getWithoutZeros(operand));
    if (!without.back())
      return false;
  }
  return scatters;
}

void Skipper::skip() {
  Operation *end = branch->getBlock()->getTerminator();
  unsigned first = branch.getNumResults();
  SmallVector<Value> with(end->getOperands());
  branch = cast<scf::IfOp>(addResults(branch, end->getOperandTypes(), {}));
  branch->removeAttr("pb.names");
  for (unsigned side = 0; side < 2; ++side) {
    Operation *yield = branch->getRegion(side).front().getTerminator();
    SmallVector<Value> values(yield->getOperands());
    llvm::append_range(values, side == zeroSide ? without : with);
    yield->setOperands(values);
  }
  Operation *yield = branch->getRegion(1 - zeroSide).front().getTerminator();
  for (Operation *op : tail)
    op->moveBefore(yield);
  for (unsigned i = 0; i < first; ++i)
    branch.getResult(i).replaceUsesWithIf(yield->getOperand(i),
                                          [&](OpOperand &use) { return branch->isProperAncestor(use.getOwner()); });
  end->setOperands(branch.getResults().drop_front(first));
}

namespace {

struct SkipZeros : pullback::impl::SkipZerosBase<SkipZeros> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.isDeclaration() || !isEnabled(function, Strategy::Skip))
      return;
    SmallVector<scf::IfOp> branches;
    function.walk([&](scf::IfOp branch) { branches.push_back(branch); });
    bool skips = false;
    for (scf::IfOp branch : branches)
      if (Skipper skipper(branch); skipper.canSkip()) {
        skipper.skip();
        skips = true;
      }
    if (skips)
      simplifyRegionValues(function);
  }
};

} // namespace
