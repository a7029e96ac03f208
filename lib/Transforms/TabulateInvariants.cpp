// Computes library functions that are the same in all iterations of a loop, but not in those of loops inside, once for
// all in a table in front of it.
//
//   pb.for %i {                                     pb.for %j { pb.store exp(q[j]), %table[%j] }
//     pb.for %j { ... exp(q[j]) ... }          ->   pb.for %i {
//   }                                                 pb.for %j { ... pb.load %table[%j] ... }
//                                                   }
//
// In the reverse sweep the adjoints of the table are summed up, and passed on once behind the loop. Two things are
// needed: the argument is made of counters of the inner loops, of values from outside, and of memory that the loop does
// not write; and it may be computed although the outer loop perhaps does not run. So what it loads has to lie within
// the lengths that are known, and it stands in no branch. Inner loops whose bounds change within the outer one are left
// alone, and so are those that may end early.
#include "Analysis/Aliasing.h"
#include "Analysis/Polynomial.h"
#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Lengths.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Storage/RecallGraph.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace pullback {
#define GEN_PASS_DEF_TABULATEINVARIANTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

constexpr double kWorthTable = 20; // the cost of a library function that is slower than memory

class Tabulator {
public:
  Tabulator(FuncOp function, MathOp math) : function(function), math(math) {}
  bool run();

private:
  bool isFixed(Value value, Operation *loop) const { return !loop->isAncestor(value.getParentBlock()->getParentOp()); }
  bool canCompute(Value value, size_t outer) const;
  bool canLoad(LoadOp load, size_t outer) const;
  Value compute(Value value, Operation *outer, OpBuilder &builder, IRMapping &mapping) const;
  void build(size_t outer);

  FuncOp function;
  MathOp math;
  SmallVector<Operation *> loops; // around, innermost first
};

} // namespace

// True if nothing in the loop may write to what the load reads in any of its iterations.
static bool isUnchangedIn(Operation *loop, LoadOp load) {
  PointerPath read = getPath(load.getPointer());
  return !mayWriteWithin(loop, load.getPointer(), [&](Value pointer) {
    PointerPath written = getPath(pointer);
    bool isApart = written.root == read.root && areOtherFields(written, read);
    return !isApart && rootsMayMeet(written.root, read.root);
  });
}

// The loops inside of number `outer` go through the same counters every time, and what they load exists.
bool Tabulator::canLoad(LoadOp load, size_t outer) const {
  SmallVector<std::pair<Value, CounterRange>> counters;
  for (Operation *inner : ArrayRef(loops).take_front(outer))
    counters.push_back({cast<ForOp>(inner).getInductionVar(), *CounterRange::of(cast<ForOp>(inner))});
  return (isUnchangedIn(loops[outer], load) || mutant("free:table-of-changing-memory")) &&
         (mutant("free:table-beyond-length") || isWithinLength(function, load.getPointer(), Bounds(counters)));
}

bool Tabulator::canCompute(Value value, size_t outer) const {
  if (isFixed(value, loops[outer]))
    return true;
  if (auto counter = dyn_cast<BlockArgument>(value))
    return llvm::any_of(ArrayRef(loops).take_front(outer),
                        [&](Operation *loop) { return cast<ForOp>(loop).getInductionVar() == counter; });
  Operation *op = value.getDefiningOp();
  auto load = dyn_cast<LoadOp>(op);
  bool isPure = (isMemoryEffectFree(op) && op->getNumRegions() == 0) || (load && canLoad(load, outer));
  return isPure && llvm::all_of(op->getOperands(), [&](Value operand) { return canCompute(operand, outer); });
}

// The value for other counters of the inner loops. What comes from outside of `outer` is as it is.
Value Tabulator::compute(Value value, Operation *outer, OpBuilder &builder, IRMapping &mapping) const {
  if (Value known = mapping.lookupOrNull(value))
    return known;
  if (isFixed(value, outer))
    return value;
  for (Value operand : value.getDefiningOp()->getOperands())
    compute(operand, outer, builder, mapping);
  return builder.clone(*value.getDefiningOp(), mapping)->getResult(cast<OpResult>(value).getResultNumber());
}

// The last loop around that the argument does not change in; it has to stand in no other.
bool Tabulator::run() {
  for (Operation *op = math->getParentOp(); isLoop(op); op = op->getParentOp())
    loops.push_back(op);
  if (loops.size() < 2 || !isa<ForOp>(loops.back()) || loops.back()->getBlock() != &function.getBody().front())
    return false;
  size_t outer = loops.size() - 1;
  bool areSteady = llvm::all_of(ArrayRef(loops).take_front(outer), [&](Operation *op) {
    auto loop = dyn_cast<ForOp>(op);
    return loop && CounterRange::of(loop) && !loop.getYield().getGoOn() && isFixed(loop.getLower(), loops[outer]) &&
           isFixed(loop.getUpper(), loops[outer]);
  });
  if (!areSteady || !llvm::all_of(math.getOperands(), [&](Value operand) { return canCompute(operand, outer); }))
    return false;
  build(outer);
  return true;
}

// (k1 * n2 + k2) * n3 + k3 for trips k and extents n, outer loops first.
static Value buildIndex(OpBuilder &builder, MutableArrayRef<ForOp> loops, ArrayRef<Value> extents) {
  Value index;
  for (auto [loop, extent] : llvm::zip(loops, extents)) {
    Location location = loop.getLoc();
    Value trip = buildTripIndex(builder, loop, loop.getLower(), loop.getInductionVar());
    if (index)
      index = builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, index, extent);
    index = index ? builder.createOrFold<BinaryOp>(location, BinaryKind::Add, index, trip) : trip;
  }
  return index;
}

// The trips of a loop that runs, as std::size_t.
static Value buildExtent(OpBuilder &builder, ForOp loop) {
  Location location = loop.getLoc();
  bool isUpward = static_cast<int64_t>(loop.getStep()) > 0;
  Value high = isUpward ? loop.getUpper() : loop.getLower(), low = isUpward ? loop.getLower() : loop.getUpper();
  Value extent = high;
  if (getConstantInt(low) != 0)
    extent = builder.createOrFold<BinaryOp>(location, BinaryKind::Sub, extent, low);
  bool isInclusive = loop.getPredicate() == Predicate::LE || loop.getPredicate() == Predicate::GE;
  if (isInclusive) {
    Value one = builder.create<ConstantOp>(location, extent.getType(), 1);
    extent = builder.createOrFold<BinaryOp>(location, BinaryKind::Add, extent, one);
  }
  return builder.createOrFold<CastOp>(location, getSizeType(builder.getContext()), extent, UnitAttr());
}

void Tabulator::build(size_t outer) {
  SmallVector<ForOp> inner;
  for (Operation *loop : llvm::reverse(ArrayRef(loops).take_front(outer)))
    inner.push_back(cast<ForOp>(loop));
  auto around = cast<ForOp>(loops[outer]);
  OpBuilder builder(around);
  Location location = math.getLoc();
  SmallVector<Value> extents;
  Value size;
  for (ForOp loop : inner) {
    extents.push_back(buildExtent(builder, loop));
    Value trips = buildTripCount(builder, loop, loop.getLower(), loop.getUpper());
    size = size ? builder.createOrFold<BinaryOp>(location, BinaryKind::Mul, size, trips) : trips;
  }
  std::string name = inventName(math.getResult(), [](Value value) { return getVariableName(value).str(); }) + "_table";
  Value table = builder.create<AllocOp>(location, PtrType::get(math.getType()), AllocKind::Saved,
                                        builder.getStringAttr(name), size);
  // Where the outer loop does not run, an infinite entry would not be wanted: its partial times 0 is not 0.
  Value runs = builder.createOrFold<CmpOp>(location, around.getPredicate(), around.getLower(), around.getUpper());
  builder.setInsertionPointToStart(builder.create<scf::IfOp>(location, runs, /*withElseRegion=*/false).thenBlock());
  IRMapping mapping;
  SmallVector<ForOp> filling;
  for (ForOp loop : inner) {
    auto copy = builder.create<ForOp>(loop.getLoc(), loop.getLower(), loop.getUpper(), getOrderPredicate(loop),
                                      loop.getStep(), ValueRange());
    copy.getInductionVar().setLoc(loop.getInductionVar().getLoc());
    mapping.map(loop.getInductionVar(), copy.getInductionVar());
    Block &body = copy.getBody().front();
    builder.setInsertionPointToEnd(&body);
    if (body.empty())
      builder.create<YieldOp>(loop.getLoc());
    builder.setInsertionPoint(&body.back());
    filling.push_back(copy);
  }
  Value entry = compute(math.getResult(), loops[outer], builder, mapping);
  builder.create<StoreOp>(location, entry,
                          builder.create<ElementOp>(location, table, buildIndex(builder, filling, extents)));
  builder.setInsertionPoint(math);
  Value place = builder.create<ElementOp>(location, table, buildIndex(builder, inner, extents));
  Value known = builder.create<LoadOp>(location, place);
  math.replaceAllUsesWith(known);
  math.erase();
}

namespace {

struct TabulateInvariants : pullback::impl::TabulateInvariantsBase<TabulateInvariants> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.isDeclaration() || !function->hasAttr("pb.modes") || !isEnabled(function, Strategy::Tabulate))
      return;
    SmallVector<MathOp> candidates;
    function.walk([&](MathOp math) {
      if (isa<FloatType>(math.getType()) && getCost(math) >= kWorthTable)
        candidates.push_back(math);
    });
    for (MathOp math : candidates)
      Tabulator(function, math).run();
  }
};

} // namespace
