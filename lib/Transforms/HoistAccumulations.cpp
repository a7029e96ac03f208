// Sums up in a register what the reverse sweep adds to one place in all iterations of a loop.
//
//   pb.for %k {                                    %r = pb.for %k carry(%s = 0) {
//     %d = ...                                       %d = ...
//     pb.accumulate %d, %x_bar[%i]            ->     pb.accumulate -%d, %x_bar[%j]
//     pb.accumulate -%d, %x_bar[%j]                  pb.yield %s + %d
//   }                                              }
//                                                  pb.accumulate %r, %x_bar[%i]
//
// Accumulations of adjoints commute, so others in the loop may meet the same place; nothing else in it may. A sum of
// the primal keeps its bits: it starts from what the place holds, and nothing else in the loop may meet the place. It
// is touched although the loop perhaps does not run, or not past a branch: so it has to exist for certain. That is
// known of places of the function's own, of parameters whose length is known, and of what the first iteration touches
// in any case.
//
// Compilers do the same with the help of __restrict, but not where accumulations to other elements stand beside.
#include "Analysis/Aliasing.h"
#include "Analysis/Coverage.h"
#include "Analysis/Dependence.h"
#include "Analysis/Objects.h"
#include "IR/InventedNames.h"
#include "IR/Mutants.h"
#include "Transforms/Lengths.h"
#include "Transforms/Passes.h"
#include "Transforms/Promote.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace pullback {
#define GEN_PASS_DEF_HOISTACCUMULATIONS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

constexpr size_t maxAccesses = 64; // of a loop that is looked at

class Hoister {
public:
  Hoister(FuncOp function, Operation *loop) : function(function), loop(loop) {}
  bool run();

private:
  bool collect();
  bool isOutside(Value value) const { return !loop->isAncestor(value.getParentBlock()->getParentOp()); }
  bool isFixed(Value pointer) const;
  bool exists(AccumulateOp accumulate) const;
  bool isTouchedOtherwise(AccumulateOp sum) const;
  Value moveOut(Value pointer);
  void keep(MutableArrayRef<AccumulateOp> row);

  FuncOp function;
  Operation *loop;
  SmallVector<AccumulateOp> accumulations;
  SmallVector<Operation *> others;
};

} // namespace

bool Hoister::collect() {
  loop->walk([&](Operation *op) {
    if (auto accumulate = dyn_cast<AccumulateOp>(op))
      accumulations.push_back(accumulate);
    else if (op->getNumRegions() == 0 && !isMemoryEffectFree(op) && !isa<LocalOp>(op))
      others.push_back(op);
  });
  return !accumulations.empty() && accumulations.size() + others.size() <= maxAccesses;
}

// The pointer is made of values from outside by operations that may run anywhere. Sums and products within a subscript
// that is known to lie within its array do not overflow.
bool Hoister::isFixed(Value pointer) const {
  if (isOutside(pointer))
    return true;
  Operation *op = pointer.getDefiningOp();
  auto binary = dyn_cast_or_null<BinaryOp>(op);
  bool isSum = binary && llvm::is_contained({BinaryKind::Add, BinaryKind::Sub, BinaryKind::Mul}, binary.getKind());
  return (isSum || isa_and_nonnull<ElementOp, FieldOp, DecayOp, ConstantOp, CastOp>(op)) &&
         llvm::all_of(op->getOperands(), [&](Value operand) { return isFixed(operand); });
}

//===------------------------------------------------------------------------------------------------------------===//
// Places that exist
//===------------------------------------------------------------------------------------------------------------===//

bool Hoister::exists(AccumulateOp accumulate) const {
  bool alwaysRuns =
      (isa<LoopOp>(loop) && accumulate->getBlock() == getLoopBody(loop)) || mutant("free:sum-beyond-length");
  return alwaysRuns || isWithinObject(accumulate.getPointer()) ||
         isWithinLength(function, accumulate.getPointer(), Bounds(loop));
}

static Value getPointer(Operation *op) {
  return isa<LoadOp>(op) ? op->getOperand(0) : isa<StoreOp, AccumulateOp>(op) ? op->getOperand(1) : Value();
}

static bool isAdjoint(Operation *op) { return op->hasAttr("pb.adjoint"); }

bool Hoister::isTouchedOtherwise(AccumulateOp sum) const {
  Value place = sum.getPointer();
  auto touches = [&](Operation *op) {
    Value pointer = getPointer(op);
    return (mayRead(op, place) || mayWrite(op, place)) && !(pointer && isApart(place, op, pointer));
  };
  auto disturbs = [&](Operation *op) {
    bool commutes = (isAdjoint(op) && isAdjoint(sum)) || alias(place, getPointer(op)) == Alias::Must;
    return !commutes && touches(op);
  };
  return (llvm::any_of(others, touches) || llvm::any_of(accumulations, disturbs)) && !mutant("free:sum-that-is-read");
}

//===------------------------------------------------------------------------------------------------------------===//
// The sum
//===------------------------------------------------------------------------------------------------------------===//

// The same pointer in front of the loop.
Value Hoister::moveOut(Value pointer) {
  if (isOutside(pointer))
    return pointer;
  Operation *op = pointer.getDefiningOp();
  for (Value operand : op->getOperands())
    moveOut(operand);
  op->moveBefore(loop);
  return pointer;
}

static std::string nameOf(FuncOp function, Value value) {
  if (auto alloc = value.getDefiningOp<AllocOp>())
    return alloc.getName().str();
  if (auto local = value.getDefiningOp<LocalOp>())
    return local.getName().str();
  auto argument = dyn_cast<BlockArgument>(value);
  bool isParameter = argument && argument.getOwner() == &function.getBody().front();
  return isParameter ? function.getArgName(argument.getArgNumber()).str() : getVariableName(value).str();
}

void Hoister::keep(MutableArrayRef<AccumulateOp> row) {
  bool isPrimal = !isAdjoint(row[0]);
  Value place = moveOut(row[0].getPointer());
  Type type = row[0].getValue().getType();
  Location location = row[0].getLoc();
  OpBuilder builder(loop);
  Value start = builder.create<LoadOp>(location, place);
  std::string name = inventName(start, [&](Value value) { return nameOf(function, value); });
  if (!isPrimal || mutant("clear:sum-of-primal")) {
    start.getDefiningOp()->erase();
    start = builder.create<ConstantOp>(location, type, APFloat::getZero(cast<FloatType>(type).getFloatSemantics()));
  }
  auto local = builder.create<LocalOp>(location, PtrType::get(type), name);
  local->setAttr("pb.invented", builder.getUnitAttr());
  builder.create<StoreOp>(location, start, local);
  for (AccumulateOp accumulate : row) {
    builder.setInsertionPoint(accumulate);
    Location where = accumulate.getLoc();
    auto sum = builder.create<arith::AddFOp>(where, builder.create<LoadOp>(where, local), accumulate.getValue());
    if (!isPrimal)
      sum->setAttr("pb.adjoint", builder.getUnitAttr());
    builder.create<StoreOp>(where, sum, local);
    accumulate.erase();
  }
  builder.setInsertionPointAfter(loop);
  Value total = builder.create<LoadOp>(location, local);
  if (isPrimal)
    builder.create<StoreOp>(location, total, place);
  else if (!mutant("accumulate:sum-of-loop"))
    builder.create<AccumulateOp>(location, total, place)->setAttr("pb.adjoint", builder.getUnitAttr());
}

bool Hoister::run() {
  if (!collect())
    return false;
  SmallVector<SmallVector<AccumulateOp>> rows;
  for (AccumulateOp accumulate : accumulations) {
    auto *row = llvm::find_if(rows, [&](const SmallVector<AccumulateOp> &other) {
      AccumulateOp first = other[0];
      return alias(first.getPointer(), accumulate.getPointer()) == Alias::Must;
    });
    row == rows.end() ? rows.push_back({accumulate}) : row->push_back(accumulate);
  }
  llvm::erase_if(rows, [&](SmallVector<AccumulateOp> &row) {
    return !isFixed(row[0].getPointer()) || isTouchedOtherwise(row[0]) ||
           llvm::none_of(row, [&](AccumulateOp op) { return exists(op); });
  });
  for (SmallVector<AccumulateOp> &row : rows)
    keep(row);
  return !rows.empty();
}

namespace {

struct HoistAccumulations : pullback::impl::HoistAccumulationsBase<HoistAccumulations> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.isDeclaration() || !isEnabled(function, Strategy::Sum))
      return;
    SmallVector<Operation *> loops;
    function.walk<WalkOrder::PostOrder>([&](Operation *op) {
      if (isLoop(op))
        loops.push_back(op);
    });
    bool changed = false;
    for (Operation *loop : loops) // what an inner loop adds up is an accumulation of the one around
      changed |= Hoister(function, loop).run();
    if (changed && failed(promoteLocals(function)))
      return signalPassFailure();
  }
};

} // namespace
