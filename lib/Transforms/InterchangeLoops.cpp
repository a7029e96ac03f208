// Interchanges loops of the reverse sweep where the inner one strides over memory and the outer one goes along it.
//
//   pb.for %j {                                     pb.for %j { (all but the inner loop) }
//     %w = load %c_bar[%j]                          pb.for %k {
//     pb.for %k {                                     pb.for %j {
//       pb.accumulate %w * %a[%k], %b_bar[k m + j]      %w = load %c_bar[%j]
//     }                                       =>        pb.accumulate %w * %a[%k], %b_bar[k m + j]
//   }                                                 }
//                                                   }
//
// The inner loop only accumulates adjoints, whose order is free, and nothing else in the outer loop touches what it
// adds to or writes what it reads. Then all that else is done can come first. What the inner loop takes from it is
// computed again where that is cheap, and kept in an array otherwise: in functions that have arrays anyway.
#include "Analysis/Dependence.h"
#include "Analysis/Objects.h"
#include "Analysis/Ranges.h"
#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Exchanges.h"
#include "Transforms/ForwardOrder.h"
#include "Transforms/Passes.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {
#define GEN_PASS_DEF_INTERCHANGELOOPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// Loops of fewer trips, where the number is known, stay where they are.
static constexpr int64_t kShort = 8;

namespace {

class Interchange {
public:
  Interchange(FuncOp function, ForOp outer, ForOp inner) : function(function), outer(outer), inner(inner) {}
  bool run();

private:
  bool isOutside(Value value) const { return !outer->isAncestor(value.getParentBlock()->getParentOp()); }
  bool isInner(Operation *op) const { return inner->isAncestor(op); }
  bool haveShape();
  bool isWorthIt();
  bool mayInterchange();
  bool isApart(Value pointer, ArrayRef<Value> others) const;
  bool isCheap(Value value, unsigned depth = 8);
  bool findTaken();
  bool hasLength();
  Value buildLength(OpBuilder &entry);
  Value keep(Value value);
  Value computeAgain(Value value, OpBuilder &builder, IRMapping &mapping) const;
  void build();

  FuncOp function;
  ForOp outer, inner;
  SmallVector<Value> writtenElsewhere; // places, in the outer loop
  llvm::SetVector<Value> taken;        // of the outer loop's body, by the inner loop
  llvm::DenseMap<Value, Value> kept;   // arrays
};

/// How far apart the elements are that an access touches one after another.
enum class Stride { None, Short, Long };

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// Which loops
//===------------------------------------------------------------------------------------------------------------===//

// Sums of the primal that are computed again keep their order.
static Value getPlace(Operation *op) {
  if (auto load = dyn_cast<LoadOp>(op))
    return load.getPointer();
  auto accumulate = dyn_cast<AccumulateOp>(op);
  bool isOrdered = accumulate && !op->hasAttr("pb.adjoint") && !mutant("interchange:primal-sum");
  return accumulate && !isOrdered ? accumulate.getPointer() : Value();
}

bool Interchange::haveShape() {
  for (Value bound : {inner.getLower(), inner.getUpper()})
    if (auto constant = bound.getDefiningOp<ConstantOp>(); constant && !isOutside(bound))
      constant->moveBefore(outer);
  bool isPlain = !outer.getYield().getGoOn() && !inner.getYield().getGoOn() && inner->getNumResults() == 0 &&
                 inner->hasAttr("pb.adjoint") && isOutside(inner.getLower()) && isOutside(inner.getUpper());
  return isPlain && !hasFewTrips(outer, kShort) && !hasFewTrips(inner, kShort) &&
         llvm::all_of(inner.getBody().front(), [](Operation &op) {
           return op.getNumRegions() == 0 && (isMemoryEffectFree(&op) || getPlace(&op) || isa<YieldOp>(op));
         });
}

// Nothing where the subscript depends on the counters in another way than as a polynomial.
static std::optional<Stride> getStride(Value pointer, ForOp outer, Value counter) {
  SmallVector<Polynomial> subscripts = getSubscripts(getPath(pointer));
  Stride stride = Stride::None;
  for (auto [index, subscript] : llvm::enumerate(subscripts)) {
    bool isKnown = subscript.all(
        [&](Value value) { return !outer.getBody().isAncestor(value.getParentRegion()) || getLoopOfCounter(value); });
    std::optional<Polynomial> factor = isKnown ? subscript.getCoefficient(counter) : std::nullopt;
    if (!factor)
      return std::nullopt;
    bool isUnit = *factor == Polynomial(1) || *factor == Polynomial(-1);
    if (!(*factor == Polynomial(0)))
      stride = isUnit && index + 1 == subscripts.size() ? Stride::Short : Stride::Long;
  }
  return stride;
}

// What the inner loop strides over is walked along then, and nothing else is strided over for it.
bool Interchange::isWorthIt() {
  bool strides = false;
  for (Operation &op : inner.getBody().front())
    if (Value place = getPlace(&op)) {
      std::optional<Stride> now = getStride(place, outer, inner.getInductionVar()),
                            then = getStride(place, outer, outer.getInductionVar());
      if (!now || !then || *then == Stride::Long)
        return false;
      strides |= *now == Stride::Long;
    }
  return strides;
}

//===------------------------------------------------------------------------------------------------------------===//
// Whether they may be interchanged
//===------------------------------------------------------------------------------------------------------------===//

bool Interchange::isApart(Value pointer, ArrayRef<Value> others) const {
  return llvm::none_of(others, [&](Value other) { return mayMeetAtOnce(getPath(pointer).root, getPath(other).root); });
}

bool Interchange::mayInterchange() {
  SmallVector<Value> touchedElsewhere, accumulated, read;
  bool isKnown = !outer.getBody()
                      .walk([&](Operation *op) {
                        bool isPlain = isMemoryEffectFree(op) || op->getNumRegions() > 0 ||
                                       op->hasTrait<OpTrait::IsTerminator>() ||
                                       isa<LoadOp, StoreOp, AccumulateOp, ZeroOp, CopyOp>(op);
                        if (!isPlain)
                          return WalkResult::interrupt();
                        SmallVector<Value, 2> reads, writes;
                        collectReads(op, reads);
                        collectWrites(op, writes);
                        if (isInner(op)) {
                          llvm::append_range(accumulated, writes);
                          if (!isa<AccumulateOp>(op))
                            llvm::append_range(read, reads);
                        } else if (!isa<AccumulateOp>(op) || !op->hasAttr("pb.adjoint")) {
                          llvm::append_range(touchedElsewhere, reads);
                          llvm::append_range(touchedElsewhere, writes);
                        }
                        if (!isInner(op))
                          llvm::append_range(writtenElsewhere, writes);
                        return WalkResult::advance();
                      })
                      .wasInterrupted();
  auto isAlone = [&](Value place) {
    return (isApart(place, touchedElsewhere) || mutant("interchange:touched")) &&
           (isApart(place, read) || mutant("interchange:read-and-added"));
  };
  auto isSteady = [&](Value place) { return isApart(place, writtenElsewhere) || mutant("interchange:written"); };
  return isKnown && llvm::all_of(accumulated, isAlone) && llvm::all_of(read, isSteady);
}

// Computed again in the inner loop: a few operations on what is there, and loads of what the loop does not write.
bool Interchange::isCheap(Value value, unsigned depth) {
  if (isOutside(value) || value == outer.getInductionVar())
    return true;
  Operation *op = value.getDefiningOp();
  if (!op || depth == 0 || op->getNumRegions() > 0 || isa<MathOp, arith::DivFOp>(op))
    return false;
  auto load = dyn_cast<LoadOp>(op);
  bool isSteady = load && (isApart(load.getPointer(), writtenElsewhere) || mutant("interchange:loaded-again"));
  return (isSteady || isMemoryEffectFree(op)) &&
         llvm::all_of(op->getOperands(), [&](Value operand) { return isCheap(operand, depth - 1); });
}

// What a parameter says, give or take a constant where that cannot wrap around.
static bool isKnownAtEntry(Value value, FuncOp function) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return argument.getOwner() == &function.getBody().front();
  Operation *op = value.getDefiningOp();
  if (auto cast = dyn_cast<CastOp>(op))
    return isa<pullback::IntType>(cast.getOperand().getType()) && isKnownAtEntry(cast.getOperand(), function);
  auto binary = dyn_cast<BinaryOp>(op);
  auto type = dyn_cast<pullback::IntType>(value.getType());
  bool isShift = binary && type && type.getIsSigned() && getConstantInt(binary.getRhs()) &&
                 (binary.getKind() == BinaryKind::Add || binary.getKind() == BinaryKind::Sub);
  return isa<ConstantOp>(op) || (isShift && isKnownAtEntry(binary.getLhs(), function));
}

// The array is made first of all: before any adjoint is touched, and with a size that makes sense. So the loop stands
// in no branch, and all loops around have bounds that parameters give.
bool Interchange::hasLength() {
  for (Operation *op = outer; op != function; op = op->getParentOp()) {
    auto loop = dyn_cast<ForOp>(op);
    if (!loop || !isKnownAtEntry(loop.getLower(), function) || !isKnownAtEntry(loop.getUpper(), function))
      return false;
  }
  return true;
}

bool Interchange::findTaken() {
  for (Operation &op : inner.getBody().front())
    for (Value operand : op.getOperands())
      if (!isOutside(operand) && !isInner(operand.getParentBlock()->getParentOp()) &&
          operand != outer.getInductionVar())
        taken.insert(operand);
  bool hasArrays =
      !function->getParentOp()->hasAttr("pb.no_heap") && llvm::any_of(function.getBody().getOps(), [](Operation &op) {
        auto alloc = dyn_cast<AllocOp>(op);
        return alloc && !getConstantInt(alloc.getCount());
      });
  return llvm::all_of(taken, [&](Value value) {
    return isCheap(value) || (hasArrays && hasLength() && isa<FloatType>(value.getType()));
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// The new nest
//===------------------------------------------------------------------------------------------------------------===//

static Value copyToEntry(Value value, OpBuilder &entry, IRMapping &copies) {
  if (isa<BlockArgument>(value) || copies.contains(value))
    return copies.lookupOrDefault(value);
  for (Value operand : value.getDefiningOp()->getOperands())
    copyToEntry(operand, entry, copies);
  return entry.clone(*value.getDefiningOp(), copies)->getResult(0);
}

// The trips of the outer loop; none where a loop around does not run.
Value Interchange::buildLength(OpBuilder &entry) {
  IRMapping copies;
  Location location = outer.getLoc();
  Value lower = copyToEntry(outer.getLower(), entry, copies);
  Value upper = copyToEntry(outer.getUpper(), entry, copies);
  Value length = buildTripCount(entry, outer, lower, upper);
  for (auto loop = dyn_cast<ForOp>(outer->getParentOp()); loop; loop = dyn_cast<ForOp>(loop->getParentOp())) {
    lower = copyToEntry(loop.getLower(), entry, copies);
    upper = copyToEntry(loop.getUpper(), entry, copies);
    Value runs = entry.createOrFold<CmpOp>(location, getOrderPredicate(loop), lower, upper);
    Value none = entry.create<ConstantOp>(location, length.getType(), 0);
    length = entry.createOrFold<arith::SelectOp>(location, runs, length, none);
  }
  return length;
}

// The value of each trip of the outer loop, in an array.
Value Interchange::keep(Value value) {
  Location location = value.getLoc();
  Block &first = function.getBody().front();
  OpBuilder entry(&first, first.begin());
  Value length = buildLength(entry);
  std::string name = getVariableName(value).str();
  if (name.empty())
    name = inventName(value, [](Value part) { return getVariableName(part).str(); });
  Value array = entry.create<AllocOp>(location, PtrType::get(value.getType()), AllocKind::Saved,
                                      entry.getStringAttr(name + "_row"), length);
  OpBuilder builder(inner);
  Value trip = buildTripIndex(builder, outer, outer.getLower(), outer.getInductionVar());
  Value place = builder.create<ElementOp>(location, array, trip);
  builder.create<StoreOp>(location, value, place);
  return array;
}

Value Interchange::computeAgain(Value value, OpBuilder &builder, IRMapping &mapping) const {
  if (Value known = mapping.lookupOrNull(value))
    return known;
  if (isOutside(value))
    return value;
  Operation *op = value.getDefiningOp();
  for (Value operand : op->getOperands())
    computeAgain(operand, builder, mapping);
  return builder.clone(*op, mapping)->getResult(cast<OpResult>(value).getResultNumber());
}

void Interchange::build() {
  for (Value value : taken)
    if (!isCheap(value))
      kept[value] = keep(value);
  OpBuilder builder(outer->getContext());
  builder.setInsertionPointAfter(outer);
  ForOp rows = buildEmptyLoop(builder, inner), along = buildEmptyLoop(builder, outer);
  IRMapping mapping;
  mapping.map(inner.getInductionVar(), rows.getInductionVar());
  mapping.map(outer.getInductionVar(), along.getInductionVar());
  for (Value value : taken)
    if (Value array = kept.lookup(value)) {
      Value trip = buildTripIndex(builder, along, along.getLower(), along.getInductionVar());
      Value place = builder.create<ElementOp>(value.getLoc(), array, trip);
      Operation *load = builder.create<LoadOp>(value.getLoc(), place);
      load->setAttr("pb.adjoint", builder.getUnitAttr());
      mapping.map(value, load->getResult(0));
    }
  for (Value value : taken)
    mapping.map(value, computeAgain(value, builder, mapping));
  for (Operation &op : inner.getBody().front().without_terminator())
    builder.clone(op, mapping);
  inner->erase();
}

bool Interchange::run() {
  if (!haveShape() || !isWorthIt() || !mayInterchange() || !findTaken())
    return false;
  build();
  return true;
}

static void runOn(FuncOp function) {
  SmallVector<std::pair<ForOp, ForOp>> nests;
  function.walk([&](ForOp inner) {
    if (auto outer = dyn_cast<ForOp>(inner->getParentOp()))
      nests.push_back({outer, inner});
  });
  for (auto [outer, inner] : nests)
    Interchange(function, outer, inner).run();
}

namespace {

struct InterchangeLoops : pullback::impl::InterchangeLoopsBase<InterchangeLoops> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (!function.isDeclaration() && isEnabled(function, Strategy::Interchange))
      runOn(function);
  }
};

} // namespace
