// Gives the arrays that keep values for the reverse sweep one allocation.
//
//   %a = pb.alloc saved "a"[%n]                %a = pb.alloc saved "a"[%n + %m] {pb.joined}
//   %b = pb.alloc saved "b"[%m]          =>    %b = pb.alloc saved "b"[%m] in %a[%n]
//
// Several large allocations are given back to the system and cleared again for every call, which may cost more than all
// the rest; glibc keeps one of up to 32 MB. Joined are arrays of one type of numbers in one block, with nothing between
// them that may leave the function: where the primal throws before it comes to an array, its size need not make sense.
// Arrays that are worked on in place, as adjoints are, stay apart: a compiler knows then that they overlap nothing
// else.
#include "Analysis/Ranges.h"
#include "IR/Pullback.h"
#include "Transforms/Passes.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/MapVector.h"

namespace pullback {
#define GEN_PASS_DEF_JOINARRAYS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

class Joiner {
public:
  explicit Joiner(FuncOp function) : function(function) {}
  void run();

private:
  void joinIn(Block &block);
  void add(AllocOp alloc);
  void join(ArrayRef<AllocOp> arrays);
  Value getSize(AllocOp alloc, OpBuilder &builder);

  FuncOp function;
  llvm::MapVector<Type, SmallVector<AllocOp>> open; // that further arrays of the type may join
};

} // namespace

/// True if code changes elements in place.
static bool isWorkedOn(AllocOp alloc) {
  llvm::SmallPtrSet<Block *, 4> loaded, stored;
  SmallVector<Value> pointers{alloc};
  while (!pointers.empty())
    for (Operation *user : pointers.pop_back_val().getUsers()) {
      if (isa<AccumulateOp, CallOp>(user))
        return true;
      if (isa<ElementOp, CastOp, arith::SelectOp>(user))
        pointers.push_back(user->getResult(0));
      else if (isa<LoadOp, StoreOp>(user))
        (isa<LoadOp>(user) ? loaded : stored).insert(user->getBlock());
    }
  return llvm::any_of(stored, [&](Block *block) { return loaded.contains(block); });
}

static bool isOfValues(AllocOp alloc) {
  Type element = cast<PtrType>(alloc.getType()).getPointee();
  bool isOfNumbers = isa<FloatType, pullback::IntType>(element) || element.isInteger(1);
  return isOfNumbers && alloc.getKind() == AllocKind::Saved && !alloc.getMemory() && !alloc->use_empty() &&
         !alloc->hasAttr("pb.unsure") &&
         llvm::all_of(alloc->getUsers(), [](Operation *user) { return isa<ElementOp, LoadOp, StoreOp>(user); }) &&
         !isWorkedOn(alloc);
}

/// True if the function may end in `op`: it throws, or runs code that is not known.
static bool mayLeave(Operation *op, llvm::SmallPtrSetImpl<Operation *> &seen) {
  return op
      ->walk([&](CallOp call) {
        auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
        bool isKnown = callee && !callee.isDeclaration();
        return !isKnown || (seen.insert(callee).second && mayLeave(callee, seen)) ? WalkResult::interrupt()
                                                                                  : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Moves the arithmetic that makes `value` in front of `place`, in whose block it stands.
static bool moveUp(Value value, Operation *place) {
  Operation *op = value.getDefiningOp();
  if (!op || op->getBlock() != place->getBlock() || op->isBeforeInBlock(place))
    return true;
  if (!isMemoryEffectFree(op) || op->getNumRegions() != 0 ||
      !llvm::all_of(op->getOperands(), [&](Value operand) { return moveUp(operand, place); }))
    return false;
  op->moveBefore(place);
  return true;
}

/// Where the array is used first: its size is known to make sense there, as in front of it.
static void sink(AllocOp alloc) {
  Operation *first = nullptr;
  for (Operation *user : alloc->getUsers()) {
    Operation *place = alloc->getBlock()->findAncestorOpInBlock(*user);
    if (!first || place->isBeforeInBlock(first))
      first = place;
  }
  alloc->moveBefore(first);
}

/// True if an array of the primal in front of `place` has so many elements: the number is not negative.
static bool isSizeOfVector(Value number, Operation *place) {
  while (!isa<FuncOp>(place)) {
    for (Operation &op : llvm::make_range(place->getBlock()->begin(), place->getIterator()))
      if (auto other = dyn_cast<AllocOp>(op);
          other && other.getKind() == AllocKind::Vector && stripKeepingCasts(other.getCount()) == number)
        return true;
    place = place->getBlock()->getParentOp();
  }
  return false;
}

/// n (n - 1): twice the size of a triangle.
static bool isTwiceTriangle(BinaryOp product) {
  auto less = product.getRhs().getDefiningOp<BinaryOp>();
  return product.getKind() == BinaryKind::Mul && less && less.getKind() == BinaryKind::Sub &&
         less.getLhs() == product.getLhs() && getConstantInt(less.getRhs()) == 1;
}

/// True if the number is not negative, and no such number in disguise, in front of `place`.
static bool isSize(Value number, Operation *place) {
  if (getConstantInt(number))
    return *getConstantInt(number) >= 0;
  if (cast<pullback::IntType>(number.getType()).getIsSigned())
    return isSizeOfVector(number, place);
  Operation *op = number.getDefiningOp();
  if (!op || isa<LoadOp, arith::SelectOp>(op))
    return true;
  auto binary = dyn_cast<BinaryOp>(op);
  if (binary && isTwiceTriangle(binary))
    return isSize(binary.getLhs(), place);
  bool grows = binary && llvm::is_contained({BinaryKind::Add, BinaryKind::Mul, BinaryKind::Div}, binary.getKind());
  return (grows || isa<CastOp>(op)) && llvm::all_of(op->getOperands(), [&](Value operand) {
           return isa<pullback::IntType>(operand.getType()) && isSize(operand, place);
         });
}

/// `count` as std::size_t, in front of `place`: the first such number that there is, which stands for the others.
static Value convertSize(Value count, Operation *place, OpBuilder &builder) {
  Type size = getSizeType(builder.getContext());
  Value source = stripKeepingCasts(count);
  DominanceInfo dominance;
  Value first;
  SmallVector<CastOp> equal;
  for (Operation *user : source.getUsers())
    if (auto conversion = dyn_cast<CastOp>(user); conversion && conversion.getType() == size) {
      equal.push_back(conversion);
      if (dominance.properlyDominates(user, place) &&
          (!first || dominance.properlyDominates(user, first.getDefiningOp())))
        first = conversion;
    }
  if (!first)
    return count.getType() == size ? count : builder.create<CastOp>(builder.getUnknownLoc(), size, count, UnitAttr());
  for (CastOp conversion : equal)
    if (dominance.properlyDominates(first, conversion))
      conversion.replaceAllUsesWith(first);
  return first;
}

/// 0 < source ? count : 0
static bool isPositivePart(arith::SelectOp select, Value count, Value source) {
  auto compare = select.getCondition().getDefiningOp<CmpOp>();
  return compare && compare.getPredicate() == Predicate::LT && getConstantInt(compare.getLhs()) == 0 &&
         compare.getRhs() == source && select.getTrueValue() == count && getConstantInt(select.getFalseValue()) == 0;
}

/// The number of elements, as std::size_t in front of `builder`; zero where it would be negative.
Value Joiner::getSize(AllocOp alloc, OpBuilder &builder) {
  Type size = getSizeType(builder.getContext());
  Location location = builder.getUnknownLoc();
  Value source = stripKeepingCasts(alloc.getCount());
  Value count = convertSize(alloc.getCount(), &*builder.getInsertionPoint(), builder);
  if (isSize(alloc.getCount(), &*builder.getInsertionPoint()))
    return count;
  DominanceInfo dominance;
  for (Operation *user : count.getUsers())
    if (auto select = dyn_cast<arith::SelectOp>(user); select && isPositivePart(select, count, source) &&
                                                       dominance.properlyDominates(user, &*builder.getInsertionPoint()))
      return select;
  Value none = builder.create<ConstantOp>(location, source.getType(), 0);
  Value zero = builder.create<ConstantOp>(location, size, 0);
  Value isThere = builder.create<CmpOp>(location, Predicate::LT, none, source);
  return builder.create<arith::SelectOp>(location, isThere, count, zero);
}

/// True if the size is one in front of `place`, or can be asked for its sign.
static bool canBeGuarded(AllocOp alloc, Operation *place) {
  Value source = stripKeepingCasts(alloc.getCount());
  auto type = dyn_cast<pullback::IntType>(source.getType());
  return type && (type.getIsSigned() || isSize(alloc.getCount(), place));
}

void Joiner::add(AllocOp alloc) {
  SmallVector<AllocOp> &arrays = open[cast<PtrType>(alloc.getType()).getPointee()];
  if (!canBeGuarded(alloc, alloc))
    return;
  if (!arrays.empty() && !(canBeGuarded(alloc, arrays.front()) && moveUp(alloc.getCount(), arrays.front()))) {
    join(arrays);
    arrays.clear();
  }
  arrays.push_back(alloc);
}

void Joiner::join(ArrayRef<AllocOp> arrays) {
  if (arrays.size() < 2)
    return;
  AllocOp first = arrays.front();
  OpBuilder builder(first);
  Location location = builder.getUnknownLoc();
  Type size = getSizeType(builder.getContext());
  llvm::MapVector<Value, int64_t> sizes; // with how many arrays have each
  SmallVector<Value> sizeOf;
  llvm::DenseMap<Value, Value> known;
  for (AllocOp alloc : arrays) {
    Value &found = known[alloc.getCount()];
    if (!found)
      found = getSize(alloc, builder);
    sizeOf.push_back(found);
    ++sizes[found];
  }
  Value total;
  for (auto [count, times] : sizes) {
    Value part = count;
    if (times > 1)
      part =
          builder.create<BinaryOp>(location, BinaryKind::Mul, builder.create<ConstantOp>(location, size, times), part);
    total = total ? builder.create<BinaryOp>(location, BinaryKind::Add, total, part) : part;
  }
  first.getCountMutable().assign(total);
  first->setAttr("pb.joined", builder.getUnitAttr());
  for (size_t i = 1; i < arrays.size(); ++i) {
    AllocOp alloc = arrays[i], previous = arrays[i - 1];
    builder.setInsertionPoint(alloc);
    Value behind = builder.create<ElementOp>(alloc.getLoc(), Value(previous), sizeOf[i - 1]);
    alloc.getMemoryMutable().assign(behind);
    alloc.getCountMutable().assign(sizeOf[i]);
  }
}

void Joiner::joinIn(Block &block) {
  SmallVector<AllocOp> ours;
  for (auto alloc : block.getOps<AllocOp>())
    if (isOfValues(alloc))
      ours.push_back(alloc);
  if (ours.size() < 2)
    return;
  for (AllocOp alloc : llvm::reverse(ours))
    sink(alloc);
  for (Operation &op : llvm::make_early_inc_range(block)) {
    llvm::SmallPtrSet<Operation *, 4> seen;
    if (auto alloc = dyn_cast<AllocOp>(op); alloc && isOfValues(alloc)) {
      add(alloc);
    } else if (mayLeave(&op, seen)) {
      for (auto &[type, arrays] : open)
        join(arrays);
      open.clear();
    }
  }
  for (auto &[type, arrays] : open)
    join(arrays);
  open.clear();
}

void Joiner::run() {
  if (isEnabled(function, Strategy::Join))
    function.walk([&](Block *block) { joinIn(*block); });
}

namespace {

struct JoinArrays : pullback::impl::JoinArraysBase<JoinArrays> {
  void runOnOperation() override {
    if (!getOperation().isDeclaration())
      Joiner(getOperation()).run();
  }
};

} // namespace
