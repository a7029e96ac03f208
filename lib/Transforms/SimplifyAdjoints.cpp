// The algebra of adjoints. Only operations of a derivative (`pb.adjoint`) are touched; primal values keep their bits,
// also where they are computed again.
// One identity holds for primal values to the last bit: nothing is added to a square by adding it to zero.
#include "Transforms/Passes.h"
#include "Transforms/ZeroAdjoints.h"

#include "IR/Mutants.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_SIMPLIFYADJOINTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

static bool isZero(Value value) { return isConstantFloat(value, 0.0) || isConstantFloat(value, -0.0); }
static std::optional<APFloat> getNumber(Value value) {
  auto constant = value.getDefiningOp<ConstantOp>();
  auto number = constant ? dyn_cast<FloatAttr>(constant.getValue()) : FloatAttr();
  return number ? std::optional(number.getValue()) : std::nullopt;
}

/// c and x of an adjoint c * x; 1 and x of any other value x.
static std::pair<std::optional<APFloat>, Value> splitMultiple(Value value) {
  auto product = value.getDefiningOp<arith::MulFOp>();
  if (product && isOfAdjoint(product))
    if (std::optional<APFloat> number = getNumber(product.getLhs()))
      return {number, product.getRhs()};
  return {APFloat(cast<FloatType>(value.getType()).getFloatSemantics(), 1), value};
}

namespace {

/// A product, taken apart as far as `block` computes it: at most a handful of factors.
class Factors {
public:
  Factors(Value product, Block *block)
      : number(cast<FloatType>(product.getType()).getFloatSemantics(), 1), block(block) {
    isExact = collect(product);
  }
  bool isSameProduct(const Factors &other) const {
    SmallVector<Value> left(values), right(other.values);
    auto before = [](Value a, Value b) { return a.getAsOpaquePointer() < b.getAsOpaquePointer(); };
    llvm::sort(left, before);
    llvm::sort(right, before);
    return isExact && other.isExact && left == right;
  }
  const APFloat &getNumber() const { return number; }
  Value build(Location location, PatternRewriter &rewriter) const {
    Value product = values.front();
    for (Value value : llvm::drop_begin(values)) {
      product = rewriter.create<arith::MulFOp>(location, product, value);
      product.getDefiningOp()->setAttr("pb.adjoint", rewriter.getUnitAttr());
    }
    return product;
  }

private:
  bool collect(Value value) {
    if (std::optional<APFloat> constant = ::getNumber(value))
      return number.multiply(*constant, APFloat::rmNearestTiesToEven) == APFloat::opOK;
    auto product = value.getDefiningOp<arith::MulFOp>();
    if (product && product->getBlock() == block)
      return collect(product.getLhs()) && collect(product.getRhs());
    values.push_back(value);
    return values.size() <= 6;
  }

  APFloat number;
  Block *block;
  SmallVector<Value> values;
  bool isExact;
};

} // namespace

/// The adjoint of d in c * d * d comes in two terms, (c * d) * y and c * (d * y), which are one product: it is taken
/// twice, or once where the numbers in c make up for that (0.5 * k * d * d). Null for other sums.
static Value addEqualProducts(Location location, Value left, Value right, PatternRewriter &rewriter) {
  auto product = left.getDefiningOp<arith::MulFOp>(), other = right.getDefiningOp<arith::MulFOp>();
  if (!product || !other || product->getBlock() != other->getBlock() || !isOfAdjoint(product) || !isOfAdjoint(other))
    return {};
  Factors factors(right, product->getBlock()), otherFactors(left, product->getBlock());
  if (!factors.isSameProduct(otherFactors) ||
      factors.getNumber().compare(otherFactors.getNumber()) != APFloat::cmpEqual)
    return {};
  APFloat sum = factors.getNumber();
  if (sum.add(factors.getNumber(), APFloat::rmNearestTiesToEven) == APFloat::opOK && sum.isExactlyValue(1))
    return factors.build(location, rewriter);
  Value two = rewriter.create<ConstantOp>(location, left.getType(), APFloat(sum.getSemantics(), 2));
  auto twice = rewriter.create<arith::MulFOp>(location, two, left);
  twice->setAttr("pb.adjoint", rewriter.getUnitAttr());
  return twice;
}

/// c * x + d * x == (c + d) * x where c + d is exact; null for other sums.
static Value addMultiples(Location location, Value left, Value right, PatternRewriter &rewriter) {
  auto [factor, leftOf] = splitMultiple(left);
  auto [more, rightOf] = splitMultiple(right);
  if (leftOf != rightOf)
    return addEqualProducts(location, left, right, rewriter);
  if (!factor || !more || factor->add(*more, APFloat::rmNearestTiesToEven) != APFloat::opOK)
    return {};
  Value sum = rewriter.create<ConstantOp>(location, left.getType(), *factor);
  auto product = rewriter.create<arith::MulFOp>(location, sum, leftOf);
  product->setAttr("pb.adjoint", rewriter.getUnitAttr());
  return product;
}

/// (x + c * y) + d * y == x + (c + d) * y, and the same for differences.
template <typename Op> static LogicalResult mergeTerms(Op op, PatternRewriter &rewriter) {
  auto inner = op.getLhs().template getDefiningOp<Op>();
  if (!inner || !isOfAdjoint(inner) || !inner->hasOneUse() || inner->getBlock() != op->getBlock())
    return failure();
  Value terms = addMultiples(op.getLoc(), inner.getRhs(), op.getRhs(), rewriter);
  if (!terms)
    return failure();
  rewriter.replaceOpWithNewOp<Op>(op, inner.getLhs(), terms)->setAttr("pb.adjoint", rewriter.getUnitAttr());
  return success();
}

namespace {

// 1 * x == x * 1 == x; 0 * x == 0, as a zero adjoint contributes exactly zero
struct SimplifyProduct : OpRewritePattern<arith::MulFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::MulFOp op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op))
      return failure();
    for (auto [left, right] : {std::pair(op.getLhs(), op.getRhs()), std::pair(op.getRhs(), op.getLhs())}) {
      if (isConstantFloat(left, 1.0))
        return rewriter.replaceOp(op, right), success();
      if (isZero(left))
        return rewriter.replaceOp(op, left), success();
      if (succeeded(pullConstantOut(op, left, right, rewriter)))
        return success();
    }
    return failure();
  }

  // x * (c * y) == c * (x * y), and c * (d * y) == (c * d) * y where c * d is exact: constants stand in front, alone,
  // but not in an inner loop.
  LogicalResult pullConstantOut(arith::MulFOp op, Value left, Value right, PatternRewriter &rewriter) const {
    auto inner = right.getDefiningOp<arith::MulFOp>();
    if (!inner || inner->getBlock() != op->getBlock())
      return failure();
    for (auto [factor, rest] : {std::pair(inner.getLhs(), inner.getRhs()), std::pair(inner.getRhs(), inner.getLhs())}) {
      std::optional<APFloat> number = getNumber(factor);
      if (!number)
        continue;
      if (std::optional<APFloat> outer = getNumber(left)) {
        if (outer->multiply(*number, APFloat::rmNearestTiesToEven) != APFloat::opOK)
          continue;
        if (mutant("sign:product-of-constants"))
          outer->changeSign();
        Value product = rewriter.create<ConstantOp>(op.getLoc(), op.getType(), *outer);
        rewriter.replaceOpWithNewOp<arith::MulFOp>(op, product, rest)->setAttr("pb.adjoint", rewriter.getUnitAttr());
        return success();
      }
      auto product = rewriter.create<arith::MulFOp>(op.getLoc(), left, rest);
      product->setAttr("pb.adjoint", rewriter.getUnitAttr());
      rewriter.replaceOpWithNewOp<arith::MulFOp>(op, factor, product)->setAttr("pb.adjoint", rewriter.getUnitAttr());
      return success();
    }
    return failure();
  }
};

/// -x * y == x * -y == -(x * y), -x / y == x / -y == -(x / y): a sign at the end becomes a difference.
template <typename Op> struct PullSignOut : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    auto left = op.getLhs().template getDefiningOp<arith::NegFOp>();
    auto right = op.getRhs().template getDefiningOp<arith::NegFOp>();
    bool hasLeft = left && isOfAdjoint(left), hasRight = right && isOfAdjoint(right);
    if (!isOfAdjoint(op) || hasLeft == hasRight)
      return failure();
    auto inner = rewriter.create<Op>(op.getLoc(), hasLeft ? left.getOperand() : op.getLhs(),
                                     hasRight ? right.getOperand() : op.getRhs());
    inner->setAttr("pb.adjoint", rewriter.getUnitAttr());
    rewriter.replaceOpWithNewOp<arith::NegFOp>(op, inner)->setAttr("pb.adjoint", rewriter.getUnitAttr());
    return success();
  }
};

// x / 1 == x; 0 / x == 0
struct SimplifyQuotient : OpRewritePattern<arith::DivFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::DivFOp op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op) || !(isConstantFloat(op.getRhs(), 1.0) || isZero(op.getLhs())))
      return failure();
    rewriter.replaceOp(op, op.getLhs());
    return success();
  }
};

// x / y == x * (1 / y), where the primal has that: if its reciprocal is finite, so that zero contributes zero still.
struct UseReciprocal : OpRewritePattern<arith::DivFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::DivFOp op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op))
      return failure();
    for (Operation *user : op.getRhs().getUsers()) {
      auto reciprocal = dyn_cast<arith::DivFOp>(user);
      bool isOne = reciprocal && reciprocal.getRhs() == op.getRhs() && isConstantFloat(reciprocal.getLhs(), 1.0);
      Operation *place = isOne ? reciprocal->getBlock()->findAncestorOpInBlock(*op) : nullptr;
      if (!place || !reciprocal->isBeforeInBlock(place))
        continue;
      rewriter.replaceOpWithNewOp<arith::MulFOp>(op, op.getLhs(), reciprocal)
          ->setAttr("pb.adjoint", rewriter.getUnitAttr());
      return success();
    }
    return failure();
  }
};

// x + 0 == 0 + x == x; x + -y == x - y; -x + y == y - x; c * x + d * x == (c + d) * x, x + x == 2 * x among them
struct SimplifySum : OpRewritePattern<arith::AddFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::AddFOp op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op))
      return failure();
    for (auto [left, right] : {std::pair(op.getLhs(), op.getRhs()), std::pair(op.getRhs(), op.getLhs())}) {
      if (isZero(left))
        return rewriter.replaceOp(op, right), success();
      if (auto negated = right.getDefiningOp<arith::NegFOp>(); negated && isOfAdjoint(negated)) {
        Operation *difference = rewriter.replaceOpWithNewOp<arith::SubFOp>(op, left, negated.getOperand());
        if (mutant("sign:sum-with-negation"))
          difference = rewriter.replaceOpWithNewOp<arith::AddFOp>(difference, left, negated.getOperand());
        difference->setAttr("pb.adjoint", rewriter.getUnitAttr());
        return success();
      }
    }
    if (Value multiple = addMultiples(op.getLoc(), op.getLhs(), op.getRhs(), rewriter))
      return rewriter.replaceOp(op, multiple), success();
    return mergeTerms(op, rewriter);
  }
};

// x - 0 == x; 0 - x == -x; x - -y == x + y
struct SimplifyDifference : OpRewritePattern<arith::SubFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::SubFOp op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op))
      return failure();
    auto negated = op.getRhs().getDefiningOp<arith::NegFOp>();
    if (isZero(op.getRhs())) {
      rewriter.replaceOp(op, op.getLhs());
    } else if (isZero(op.getLhs()) && mutant("sign:zero-minus")) {
      rewriter.replaceOp(op, op.getRhs());
    } else if (isZero(op.getLhs())) {
      rewriter.replaceOpWithNewOp<arith::NegFOp>(op, op.getRhs())->setAttr("pb.adjoint", rewriter.getUnitAttr());
    } else if (negated && isOfAdjoint(negated) && mutant("sign:difference-with-negation")) {
      rewriter.replaceOpWithNewOp<arith::SubFOp>(op, op.getLhs(), negated.getOperand())
          ->setAttr("pb.adjoint", rewriter.getUnitAttr());
    } else if (negated && isOfAdjoint(negated)) {
      rewriter.replaceOpWithNewOp<arith::AddFOp>(op, op.getLhs(), negated.getOperand())
          ->setAttr("pb.adjoint", rewriter.getUnitAttr());
    } else {
      return mergeTerms(op, rewriter);
    }
    return success();
  }
};

// -0 == 0 for adjoints; -(-x) == x
struct SimplifyNegation : OpRewritePattern<arith::NegFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::NegFOp op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op) || !isZero(op.getOperand()))
      return failure();
    rewriter.replaceOp(op, op.getOperand());
    return success();
  }
};

// 0 + x * x == x * x: a square is never -0
struct DropZeroBeforeSquare : OpRewritePattern<arith::AddFOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::AddFOp op, PatternRewriter &rewriter) const override {
    auto square = op.getRhs().getDefiningOp<arith::MulFOp>();
    if (!square || square.getLhs() != square.getRhs() || !isConstantFloat(op.getLhs(), 0.0))
      return failure();
    rewriter.replaceOp(op, square);
    return success();
  }
};

// c ? 0 : 0 == 0
struct SimplifySelect : OpRewritePattern<arith::SelectOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(arith::SelectOp op, PatternRewriter &rewriter) const override {
    if (!isOfAdjoint(op) || !isZero(op.getTrueValue()) || !isZero(op.getFalseValue()))
      return failure();
    rewriter.replaceOp(op, op.getTrueValue());
    return success();
  }
};

// *p += 0 does nothing
struct DropZeroAccumulation : OpRewritePattern<AccumulateOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AccumulateOp op, PatternRewriter &rewriter) const override {
    if (!isZero(op.getValue()) && !mutant("accumulate:any"))
      return failure();
    rewriter.eraseOp(op);
    return success();
  }
};

struct SimplifyAdjoints : pullback::impl::SimplifyAdjointsBase<SimplifyAdjoints> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<SimplifyProduct, PullSignOut<arith::MulFOp>, PullSignOut<arith::DivFOp>, SimplifyQuotient,
                 UseReciprocal, SimplifySum, SimplifyDifference, SimplifyNegation, SimplifySelect, DropZeroBeforeSquare,
                 DropZeroAccumulation>(&getContext());
    populateZeroAdjoints(patterns);
    GreedyRewriteConfig config;
    config.enableRegionSimplification = GreedySimplifyRegionLevel::Disabled; // regions are single blocks
    if (failed(applyPatternsAndFoldGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace
