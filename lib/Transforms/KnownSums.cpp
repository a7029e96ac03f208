// Takes the sum of adjoints that are multiples of stored values from the sum of these values, where the primal has it.
//
//   %s = pb.for %i carry(%t = 0) { %e = ...; store %e, %a[%i]; yield %t + %e }
//   %m = pb.for %i carry(%u = %m0) { %p = %c * load %a[%i]; ...; yield %u - %p }     =>    %m = %m0 - %c * %s
//
// since the sum of c * e is c times the sum of e. What is left of the loop carries nothing, so compilers do several of
// its iterations at once: the gradient of a logarithm of a sum of exponentials, and of every softmax, has this form.
// The loops go through the same counters, in any direction, and nobody else writes to the array. Only sums of adjoints
// are changed, whose rounding is ours to choose.
#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"
#include "Analysis/Polynomial.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Strategies.h"
#include "Transforms/ZeroAdjoints.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace pullback {
#define GEN_PASS_DEF_KNOWNSUMS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

// In a loop, `sum` grows by `factor` times the values of an array, or is lessened by it.
struct Multiple {
  LoadOp load;
  Value factor;
  bool isSubtracted;
};

} // namespace

static bool isOutside(Value value, ForOp loop) { return !loop.getBody().isAncestor(value.getParentRegion()); }

// The place is element i + c of an array, for the counter i of the loop.
static std::optional<int64_t> getShift(Value pointer, ForOp loop) {
  PointerPath path = getPath(pointer);
  bool isElement = path.offsets.size() == 1 && path.offsets[0].bases.size() == 1 &&
                   path.offsets[0].bases[0] == loop.getInductionVar() && isOutside(path.root, loop);
  return isElement ? std::optional(path.offsets[0].constant) : std::nullopt;
}

// What is added to carried value number `index` in each iteration; nothing else looks at it.
static std::optional<Multiple> findMultiple(ForOp loop, unsigned index) {
  BlockArgument sum = loop.getCarried()[index];
  Operation *next = loop.getYield().getValues()[index].getDefiningOp();
  bool adds = isa_and_nonnull<arith::AddFOp>(next), subtracts = isa_and_nonnull<arith::SubFOp>(next);
  if (!(adds || subtracts) || next->getBlock() != sum.getOwner() || !isOfAdjoint(next) || !sum.hasOneUse() ||
      !next->hasOneUse())
    return std::nullopt;
  bool isLeft = next->getOperand(0) == sum;
  if (!isLeft && (subtracts || next->getOperand(1) != sum))
    return std::nullopt;
  auto product = next->getOperand(isLeft ? 1 : 0).getDefiningOp<arith::MulFOp>();
  if (!product || !isOfAdjoint(product))
    return std::nullopt;
  for (auto [factor, value] : {std::pair(product.getLhs(), product.getRhs()), {product.getRhs(), product.getLhs()}}) {
    auto load = value.getDefiningOp<LoadOp>();
    if (load && load->getBlock() == sum.getOwner() && isOutside(factor, loop))
      return Multiple{load, factor, subtracts};
  }
  return std::nullopt;
}

// The sum of what the loop stores to the array, from zero, as a result of the loop; null if it has none.
static Value findSum(ForOp loop, StoreOp store) {
  for (auto [init, sum, next, result] :
       llvm::zip(loop.getInits(), loop.getCarried(), loop.getYield().getValues(), loop.getResults())) {
    auto addition = next.getDefiningOp<arith::AddFOp>();
    if (addition && addition->getBlock() == sum.getOwner() && isConstantFloat(init, 0.0) && addition.getLhs() == sum &&
        addition.getRhs() == store.getValue())
      return result;
  }
  return {};
}

static bool haveSameRange(ForOp left, ForOp right) {
  std::optional<CounterRange> a = CounterRange::of(left), b = CounterRange::of(right);
  return a && b && a->first == b->first && a->end == b->end && !left.getYield().getGoOn() &&
         !right.getYield().getGoOn();
}

// The sum of the values that are loaded, where a loop before in the same block has stored them.
static Value findSumOf(LoadOp load, ForOp loop) {
  Value array = getPath(load.getPointer()).root;
  std::optional<int64_t> shift = getShift(load.getPointer(), loop);
  SmallVector<Operation *> accesses;
  if (!shift || !isLocalObject(array) || !collectAccesses(array, accesses))
    return {};
  StoreOp only;
  for (Operation *op : accesses) {
    SmallVector<Value, 2> writes;
    collectWrites(op, writes);
    if (writes.empty())
      continue;
    if (!isa<StoreOp>(op) || (only && !mutant("free:sum-of-overwritten")))
      return {};
    only = cast<StoreOp>(op);
  }
  auto storing = only ? dyn_cast<ForOp>(only->getParentOp()) : ForOp();
  bool isBefore = storing && storing->getBlock() == loop->getBlock() && storing->isBeforeInBlock(loop);
  bool isSameRange = isBefore && (haveSameRange(storing, loop) || mutant("free:sum-of-other-range"));
  if (!isSameRange || (getShift(only.getPointer(), storing) != shift && !mutant("free:sum-of-other-elements")))
    return {};
  return findSum(storing, only);
}

static bool replaceSums(ForOp loop) {
  bool changed = false;
  for (unsigned index = 0; index < loop.getNumResults(); ++index) {
    std::optional<Multiple> multiple = findMultiple(loop, index);
    Value sum = multiple ? findSumOf(multiple->load, loop) : Value();
    if (!sum)
      continue;
    OpBuilder builder(loop);
    builder.setInsertionPointAfter(loop);
    Location location = loop.getLoc();
    Value whole = builder.create<arith::MulFOp>(location, multiple->factor, sum);
    whole.getDefiningOp()->setAttr("pb.adjoint", builder.getUnitAttr());
    Value init = loop.getInits()[index];
    Location name = loop.getCarried()[index].getLoc();
    Operation *total = multiple->isSubtracted != mutant("sign:known-sum")
                           ? builder.create<arith::SubFOp>(name, init, whole).getOperation()
                           : builder.create<arith::AddFOp>(name, init, whole).getOperation();
    total->setAttr("pb.adjoint", builder.getUnitAttr());
    loop.getResult(index).replaceAllUsesWith(total->getResult(0));
    loop.getYield().getValuesMutable()[index].set(loop.getCarried()[index]);
    changed = true;
  }
  return changed;
}

namespace {

struct KnownSums : pullback::impl::KnownSumsBase<KnownSums> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.isDeclaration() || !isEnabled(function, Strategy::KnownSum))
      return;
    bool changed = false;
    function.walk([&](ForOp loop) { changed |= replaceSums(loop); });
    if (changed)
      simplifyRegionValues(function);
  }
};

} // namespace
