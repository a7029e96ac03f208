// Spells out short loops over small arrays of the function itself, so that the arrays become scalars.
//
//   %m = pb.local "moved" : array<3, f64>            pb.store %a, %m[0]
//   pb.for %i = 0 to 3 { pb.store ..., %m[%i] }  ->  pb.store %b, %m[1]
//                                                    pb.store %c, %m[2]
//
// A loop is spelled out if it runs a few times, known when it is compiled, and if that makes all subscripts of some
// array constant: pb-split-aggregates takes the array apart then, and nothing of it has to be cleared, kept or read
// back in a reverse sweep. So is a loop that runs once, as in an inlined call of step(dt, 1). Other loops are left to
// the compiler of the generated code.
//
// Left alone: arrays with a subscript that moves in another way, or whose address is used otherwise; nests that would
// become long; loops with an early exit.

#include "Analysis/Aliasing.h"
#include "IR/Checkpoints.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Strategies.h"
#include "Transforms/Subscripts.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {
#define GEN_PASS_DEF_UNROLLLOOPS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

constexpr int64_t maxTrips = 4, maxScalars = 16, maxOperations = 64, maxOfPlaces = 24;

using Loops = llvm::SmallSetVector<Operation *, 4>;

int64_t countScalars(Type type) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return array.getExtent() > maxScalars ? maxScalars + 1 : array.getExtent() * countScalars(array.getElement());
  auto record = dyn_cast<RecordType>(type);
  int64_t count = record ? 0 : 1;
  for (Type field : record ? record.getFieldTypes() : ArrayRef<Type>())
    count += countScalars(field);
  return count;
}

bool holds(Predicate predicate, int64_t left, int64_t right) {
  switch (predicate) {
  case Predicate::LT: return left < right;
  case Predicate::LE: return left <= right;
  case Predicate::GT: return left > right;
  case Predicate::GE: return left >= right;
  case Predicate::NE: return left != right;
  case Predicate::EQ: return left == right;
  }
  llvm_unreachable("all predicates are listed");
}

/// The values of the counter, where there are few and all are known.
std::optional<SmallVector<int64_t>> getCounts(ForOp loop) {
  std::optional<int64_t> lower = getConstantInt(loop.getLower()), upper = getConstantInt(loop.getUpper());
  if (!lower || !upper || *lower < 0 || *upper < 0 || loop.getYield().getGoOn() || isCheckpointed(loop))
    return std::nullopt;
  SmallVector<int64_t> counts;
  for (int64_t i = *lower; holds(loop.getPredicate(), i, *upper); i += static_cast<int64_t>(loop.getStep())) {
    if (counts.size() == maxTrips || i < 0)
      return std::nullopt;
    counts.push_back(i);
  }
  return counts;
}

/// Collects the loops whose counters make up the subscript, next to constants.
bool collectLoops(Value index, Loops &loops) {
  if (getConstantInt(index))
    return true;
  if (auto counter = dyn_cast<BlockArgument>(index)) {
    auto loop = dyn_cast<ForOp>(counter.getOwner()->getParentOp());
    if (!loop || loop.getInductionVar() != counter || !getCounts(loop))
      return false;
    loops.insert(loop);
    return true;
  }
  Operation *op = index.getDefiningOp();
  return isa<BinaryOp, CastOp>(op) && llvm::all_of(op->getOperands(), [&](Value operand) {
           return isa<IntType>(operand.getType()) && collectLoops(operand, loops);
         });
}

/// Collects the loops that move subscripts of what the pointer points into. False if the pointer is used in a way that
/// keeps the object whole.
bool collectLoopsOfUses(Value pointer, Loops &loops) {
  return llvm::all_of(pointer.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (auto element = dyn_cast<ElementOp>(user); element && !collectLoops(element.getIndex(), loops))
      return false;
    if (isa<ElementOp, FieldOp, DecayOp, CastOp>(user))
      return collectLoopsOfUses(user->getResult(0), loops);
    if (auto zero = dyn_cast<ZeroOp>(user))
      return !zero.getCount();
    return isa<LoadOp, CopyOp>(user) || (isa<StoreOp>(user) && use.getOperandNumber() == 1);
  });
}

/// The loop around, if it runs more often than a few times; branches may lie between.
Operation *getLongLoopAround(ForOp loop) {
  Operation *parent = loop->getParentOp();
  while (isa<scf::IfOp>(parent))
    parent = parent->getParentOp();
  auto counted = dyn_cast<ForOp>(parent);
  return isLoop(parent) && !(counted && getCounts(counted)) ? parent : nullptr;
}

/// Computes with integers what stays the same in all iterations of `around`, and the counter of a loop inside.
bool isFixedBut(Value value, Value counter, Operation *around) {
  if (value == counter || !around->isAncestor(value.getParentBlock()->getParentOp()))
    return true;
  Operation *op = value.getDefiningOp();
  return isa_and_nonnull<BinaryOp, CastOp, ConstantOp>(op) &&
         llvm::all_of(op->getOperands(), [&](Value operand) { return isFixedBut(operand, counter, around); });
}

/// True if the place is the same in all iterations of `around`, the counter of the loop inside aside.
bool isFixedPlace(Value pointer, Value counter, Operation *around) {
  PointerPath path = getPath(pointer);
  return isFixedBut(path.root, {}, around) && llvm::all_of(path.offsets, [&](const PointerPath::Offset &offset) {
           return llvm::all_of(offset.bases, [&](Value base) { return isFixedBut(base, counter, around); });
         });
}

/// True for an innermost loop over places that a longer loop around touches again and again.
bool returnsToPlaces(ForOp loop) {
  Operation *around = getCounts(loop) ? getLongLoopAround(loop) : nullptr;
  bool isInnermost = llvm::none_of(loop.getBody().front(), [](Operation &op) { return op.getNumRegions() > 0; });
  return around && isInnermost && llvm::any_of(loop.getBody().getOps<LoadOp>(), [&](LoadOp load) {
           return isa<FloatType>(load.getType()) && isFixedPlace(load.getPointer(), loop.getInductionVar(), around);
         });
}

class Unroller {
public:
  explicit Unroller(FuncOp function) : function(function) {}
  void run();

private:
  int64_t count(Block &block, int64_t runs);
  bool isShort(const Loops &more);
  void unroll(ForOp loop);

  FuncOp function;
  Loops chosen;
};

/// The operations that a block becomes; `runs` says how often it stands there then.
int64_t Unroller::count(Block &block, int64_t runs) {
  int64_t sum = 0;
  for (Operation &op : block) {
    bool isPath = isa<ConstantOp, ElementOp, FieldOp, DecayOp, CastOp, BinaryOp, YieldOp, scf::YieldOp>(op);
    sum += isPath ? 0 : runs;
    int64_t inner = chosen.contains(&op) ? runs * static_cast<int64_t>(getCounts(cast<ForOp>(op))->size()) : runs;
    for (Region &region : op.getRegions())
      for (Block &nested : region)
        sum += count(nested, inner);
  }
  return sum;
}

/// Whether none of the outermost loops that are spelled out becomes too long, with `more` among them.
bool Unroller::isShort(const Loops &more) {
  Loops before = chosen;
  chosen.insert(more.begin(), more.end());
  bool result = llvm::all_of(more, [&](Operation *loop) {
    Operation *outermost = loop;
    for (Operation *op = loop->getParentOp(); op && !isa<FuncOp>(op); op = op->getParentOp())
      outermost = chosen.contains(op) ? op : outermost;
    auto trips = static_cast<int64_t>(getCounts(cast<ForOp>(outermost))->size());
    return count(outermost->getRegion(0).front(), trips) <= maxOperations;
  });
  chosen = before;
  return result;
}

/// `3 + 1` or `2 % 2` as a number; the numbers are small and not negative, and so has to be the result.
std::optional<int64_t> evaluate(BinaryKind kind, int64_t left, int64_t right) {
  switch (kind) {
  case BinaryKind::Add: return left + right;
  case BinaryKind::Mul: return left * right;
  case BinaryKind::Sub: return left >= right ? std::optional(left - right) : std::nullopt;
  case BinaryKind::Div: return right > 0 ? std::optional(left / right) : std::nullopt;
  case BinaryKind::Rem: return right > 0 ? std::optional(left % right) : std::nullopt;
  default: return std::nullopt;
  }
}

Operation *foldIndex(BinaryOp binary, OpBuilder &builder) {
  std::optional<int64_t> left = getConstantInt(binary.getLhs()), right = getConstantInt(binary.getRhs());
  auto isSmall = [](std::optional<int64_t> value) { return value && *value >= 0 && *value < 1 << 15; };
  std::optional<int64_t> number =
      isSmall(left) && isSmall(right) ? evaluate(binary.getKind(), *left, *right) : std::nullopt;
  if (!number)
    return binary;
  auto constant = builder.create<ConstantOp>(binary.getLoc(), binary.getType(), *number);
  binary.erase();
  return constant;
}

void Unroller::unroll(ForOp loop) {
  OpBuilder builder(loop);
  SmallVector<Value> carried(loop.getInits());
  SmallVector<int64_t> counts = *getCounts(loop);
  if (mutant("order:unrolled-backwards"))
    std::reverse(counts.begin(), counts.end());
  for (int64_t i : counts) {
    IRMapping mapping;
    Value counter = loop.getInductionVar();
    mapping.map(counter, builder.create<ConstantOp>(counter.getLoc(), counter.getType(), i).getResult());
    for (auto [argument, value] : llvm::zip(loop.getCarried(), carried))
      mapping.map(argument, value);
    for (Operation &op : loop.getBody().front().without_terminator())
      if (auto binary = dyn_cast<BinaryOp>(builder.clone(op, mapping)))
        mapping.map(op.getResult(0), foldIndex(binary, builder)->getResult(0));
    for (auto [value, next] : llvm::zip(carried, loop.getYield().getValues()))
      value = mapping.lookupOrDefault(next);
    if (mutant("order:one-trip-of-several"))
      break;
  }
  loop.replaceAllUsesWith(carried);
  loop.erase();
}

void Unroller::run() {
  function.walk([&](LocalOp local) {
    Loops loops;
    int64_t scalars = countScalars(cast<PtrType>(local.getType()).getPointee());
    if (scalars > 1 && scalars <= maxScalars && collectLoopsOfUses(local, loops) && isShort(loops))
      chosen.insert(loops.begin(), loops.end());
  });
  function.walk([&](ForOp loop) {
    std::optional<SmallVector<int64_t>> counts = getCounts(loop);
    int64_t trips = returnsToPlaces(loop) ? counts->size() : 0;
    if ((counts && counts->size() == 1) || (trips > 0 && count(loop.getBody().front(), trips) <= maxOfPlaces))
      chosen.insert(loop);
  });
  SmallVector<ForOp> innerFirst;
  function.walk<WalkOrder::PostOrder>([&](ForOp loop) {
    if (chosen.contains(loop))
      innerFirst.push_back(loop);
  });
  for (size_t i = 0; i < innerFirst.size(); ++i) // a copy of an inner loop would not be among them
    unroll(innerFirst[i]);
}

struct UnrollLoops : pullback::impl::UnrollLoopsBase<UnrollLoops> {
  void runOnOperation() override {
    if (getOperation().isDeclaration())
      return;
    keepInRows(getOperation());
    if (isEnabled(getOperation(), Strategy::Unroll))
      Unroller(getOperation()).run();
  }
};

} // namespace
