#include "Transforms/ZeroAdjoints.h"

#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace pullback;

static bool isZero(Value value) { return isConstantFloat(value, 0.0) || isConstantFloat(value, -0.0); }

bool pullback::isOfAdjoint(Operation *op) {
  return op->hasAttr("pb.adjoint") && (!op->hasAttr("pb.again") || mutant("sign:decided-by-another-value"));
}

/// True for a read of what the forward sweep saved.
static bool isSavedValue(LoadOp load) {
  Value root = getPath(load.getPointer()).root;
  if (auto alloc = root.getDefiningOp<AllocOp>())
    return alloc.getKind() == AllocKind::Saved;
  auto pointer = dyn_cast<PtrType>(root.getType());
  return root.getDefiningOp<StackDataOp>() || (pointer && isa<SavedType>(pointer.getPointee()));
}

/// True if a value may be infinite or NaN although all that the function gets is finite (and nothing overflows). What
/// the user's memory holds counts as given.
static bool mayBeInfinite(Value value, unsigned depth = 8) {
  static const llvm::StringSet<> finite{"sin",   "cos",   "tanh", "atan", "erf",  "erfc",  "asinh",
                                        "atan2", "fabs",  "cbrt", "fmin", "fmax", "floor", "copysign",
                                        "ceil",  "hypot", "fdim", "fma",  "sqrt", "round", "trunc"};
  Operation *op = value.getDefiningOp();
  if (!op || isa<ConstantOp, CastOp>(op))
    return false;
  if (auto load = dyn_cast<LoadOp>(op))
    return isSavedValue(load);
  auto math = dyn_cast<MathOp>(op);
  bool isFinite = math ? finite.contains(math.getName())
                       : isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::NegFOp, arith::SelectOp>(op);
  if (!isFinite || depth == 0)
    return true;
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    return isa<FloatType>(operand.getType()) && mayBeInfinite(operand, depth - 1);
  });
}

/// The operation that an adjoint goes on to, if that is a product or quotient of adjoints and it goes nowhere else.
static Operation *getNextProduct(Operation *op) {
  if (!op->hasOneUse())
    return nullptr;
  Operation *user = *op->user_begin();
  return isa<arith::MulFOp, arith::DivFOp>(user) && isOfAdjoint(user) && user->getBlock() == op->getBlock() ? user
                                                                                                            : nullptr;
}

/// True if `factor`, or one that the product is multiplied by in turn, may be infinite.
static bool meetsInfinity(Operation *product, unsigned operand) {
  Value factor = product->getOperand(1 - operand);
  if (isa<arith::DivFOp>(product) ? !factor.getDefiningOp<ConstantOp>() : mayBeInfinite(factor))
    return true;
  Operation *next = getNextProduct(product);
  return next && (isa<arith::MulFOp>(next) || next->getOperand(0) == product->getResult(0)) &&
         meetsInfinity(next, next->getOperand(0) == product->getResult(0) ? 0 : 1);
}

/// The product with `value` in place of an operand.
static Value multiply(Operation *product, unsigned operand, Value value, PatternRewriter &rewriter) {
  Operation *copy = rewriter.clone(*product);
  copy->setOperand(operand, value);
  return copy->getResult(0);
}

namespace {

template <typename Op> struct MultiplyChosen : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op) || mutant("zero:adjoint-of-branch"))
      return failure();
    for (unsigned operand : {0, 1}) {
      Value chosen = op->getOperand(operand);
      if ((operand == 1 && isa<arith::DivFOp>(op)) || !meetsInfinity(op, operand))
        continue;
      if (auto select = chosen.template getDefiningOp<arith::SelectOp>())
        if (succeeded(moveIntoSelect(op, operand, select, rewriter)))
          return success();
      if (auto branch = chosen.template getDefiningOp<scf::IfOp>())
        if (succeeded(moveIntoBranch(op, operand, branch, rewriter)))
          return success();
    }
    return failure();
  }

  static LogicalResult moveIntoSelect(Op op, unsigned operand, arith::SelectOp select, PatternRewriter &rewriter) {
    Value values[] = {select.getTrueValue(), select.getFalseValue()};
    unsigned zero = isZero(values[0]) ? 0 : 1;
    if (!isZero(values[zero]))
      return failure();
    return choose(op, operand, select.getCondition(), values, zero, rewriter);
  }

  static LogicalResult choose(Op op, unsigned operand, Value condition, MutableArrayRef<Value> values, unsigned zero,
                              PatternRewriter &rewriter) {
    const llvm::fltSemantics &semantics = cast<FloatType>(op.getType()).getFloatSemantics();
    values[1 - zero] = multiply(op, operand, values[1 - zero], rewriter);
    values[zero] = rewriter.create<ConstantOp>(op.getLoc(), op.getType(), APFloat::getZero(semantics));
    rewriter.replaceOpWithNewOp<arith::SelectOp>(op, condition, values[0], values[1])
        ->setAttr("pb.adjoint", rewriter.getUnitAttr());
    return success();
  }

  static LogicalResult moveIntoBranch(Op op, unsigned operand, scf::IfOp branch, PatternRewriter &rewriter) {
    Value chosen = op->getOperand(operand);
    unsigned number = cast<OpResult>(chosen).getResultNumber();
    scf::YieldOp yields[] = {branch.thenYield(), branch.elseYield()};
    unsigned zero = isZero(yields[0].getOperand(number)) ? 0 : 1;
    if (!isZero(yields[zero].getOperand(number)))
      return failure();
    Operation *factor = op->getOperand(1 - operand).getDefiningOp();
    bool isBefore = !factor || factor->getBlock() != branch->getBlock() || factor->isBeforeInBlock(branch);
    Value values[] = {yields[0].getOperand(number), yields[1].getOperand(number)};
    if (!branch->isAncestor(values[1 - zero].getParentBlock()->getParentOp()))
      return choose(op, operand, branch.getCondition(), values, zero, rewriter);
    if (!chosen.hasOneUse() || !isBefore || op->getBlock() != branch->getBlock())
      return failure();
    scf::YieldOp yield = yields[1 - zero];
    rewriter.setInsertionPoint(yield);
    Value product = multiply(op, operand, yield.getOperand(number), rewriter);
    rewriter.modifyOpInPlace(yield, [&] { yield.setOperand(number, product); });
    rewriter.replaceOp(op, branch.getResult(number));
    return success();
  }
};

} // namespace

void pullback::populateZeroAdjoints(RewritePatternSet &patterns) {
  patterns.add<MultiplyChosen<arith::MulFOp>, MultiplyChosen<arith::DivFOp>>(patterns.getContext());
}
