#include "Emit/Rows.h"

#include "Analysis/Polynomial.h"
#include "Emit/Order.h"

#include "mlir/IR/Dominance.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

static constexpr StringLiteral kMark = "pb.row";

bool pullback::emit::isRow(Operation *op) { return op->hasAttr(kMark); }

static bool isConstCast(Operation *op) { return isa<CastOp>(op) && isa<PtrType>(op->getResult(0).getType()); }

/// Calls `visit` for what takes elements of the address.
static void forEachElement(Value address, llvm::function_ref<void(ElementOp)> visit) {
  for (Operation *user : address.getUsers()) {
    if (auto element = dyn_cast<ElementOp>(user))
      visit(element);
    else if (isConstCast(user))
      forEachElement(user->getResult(0), visit);
  }
}

/// True for a place in a vector that is subscripted from there on: `v[first + i]`.
static bool isPlaceInVector(ElementOp element) {
  Value base = element.getPointer();
  while (base.getDefiningOp() && isConstCast(base.getDefiningOp()))
    base = base.getDefiningOp()->getOperand(0);
  auto alloc = base.getDefiningOp<AllocOp>();
  bool isVector = alloc ? alloc.getKind() != AllocKind::Saved : isa_and_nonnull<StackDataOp>(base.getDefiningOp());
  return isVector && element.getIndex().getType() == getSizeType(element.getContext());
}

static bool isCandidate(ElementOp element) {
  bool hasElements = false, moves = getConstantInt(element.getIndex()) == std::nullopt;
  forEachElement(element, [&](ElementOp other) {
    hasElements = true;
    moves |= getWalkedExtent(element) && !getConstantInt(other.getIndex()); // a walk over rows
  });
  return hasElements && moves && !isPlaceInVector(element);
}

/// The name of the object, or of the parameter, that the address leads to.
static StringRef getObjectName(FuncOp function, Value address) {
  while (isa_and_nonnull<ElementOp, CastOp, DecayOp, FieldOp>(address.getDefiningOp()))
    address = address.getDefiningOp()->getOperand(0);
  if (auto argument = dyn_cast<BlockArgument>(address))
    return argument.getOwner()->getParentOp() == function ? function.getArgName(argument.getArgNumber()) : StringRef();
  auto name = address.getDefiningOp()->getAttrOfType<StringAttr>("name");
  return name ? name.getValue() : StringRef();
}

/// A row of an adjoint or tangent is named after the row of the primal: row_bar.
static void rename(FuncOp function, ElementOp row) {
  StringRef name = getVariableName(row.getResult()), object = getObjectName(function, row);
  for (StringRef suffix : {"_bar", "_dot"})
    if (!name.empty() && object.ends_with(suffix) && !name.ends_with(suffix))
      row->setLoc(nameLocation((name + suffix).str(), row.getLoc()));
}

/// (p + 3)[2] is p[5].
static void addConstants(ElementOp element) {
  auto inner = element.getPointer().getDefiningOp<ElementOp>();
  std::optional<int64_t> index = getConstantInt(element.getIndex());
  std::optional<int64_t> first = inner ? getConstantInt(inner.getIndex()) : std::nullopt;
  constexpr int64_t bound = int64_t(1) << 30;
  if (!index || !first || std::abs(*first) >= bound || std::abs(*index) >= bound)
    return;
  int64_t sum = *first + *index;
  if (std::optional<int64_t> extent = getRowExtent(inner.getPointer()); extent && !(sum >= 0 && sum < *extent))
    return; // in another row
  OpBuilder builder(element);
  Type type = getPtrdiffType(builder.getContext());
  Value constant = builder.create<ConstantOp>(element.getLoc(), type, sum);
  element.getPointerMutable().assign(inner.getPointer());
  element.getIndexMutable().assign(constant);
}

/// True if the counter of a loop is always less than a value of its type.
static bool hasNext(ForOp loop) {
  auto before = loop.getLower().getDefiningOp<BinaryOp>();
  if (loop.getStep() < 0) // from n - 1
    return before && before.getKind() == BinaryKind::Sub && getConstantInt(before.getRhs()).value_or(0) >= 1;
  return loop.getPredicate() == Predicate::LT || (loop.getPredicate() == Predicate::NE && loop.getStep() == 1);
}

/// True if the counter of a loop is always greater than a value of its type.
static bool hasPrevious(ForOp loop) {
  if (!cast<pullback::IntType>(loop.getLower().getType()).getIsSigned())
    return false;
  std::optional<int64_t> least = getConstantInt(loop.getStep() > 0 ? loop.getLower() : loop.getUpper());
  return loop.getStep() < 0 && loop.getPredicate() == Predicate::GT ? true : least && *least >= 0;
}

/// (p + i)[1] is p[i + 1], and (p + i)[-1] is p[i - 1], where the sum stays in the counter's type.
static void addToCounter(ElementOp element) {
  auto inner = element.getPointer().getDefiningOp<ElementOp>();
  auto counter = inner ? dyn_cast<BlockArgument>(inner.getIndex()) : BlockArgument();
  auto loop = counter ? dyn_cast<ForOp>(counter.getOwner()->getParentOp()) : ForOp();
  std::optional<int64_t> step = getConstantInt(element.getIndex());
  if (!loop || loop.getInductionVar() != counter || !step || std::abs(*step) != 1 || getRowExtent(inner.getPointer()))
    return;
  bool isAlone = *step == 1 ? hasNext(loop) : hasPrevious(loop);
  forEachElement(inner, [&](ElementOp other) { isAlone &= getConstantInt(other.getIndex()) == step; });
  if (!isAlone)
    return;
  OpBuilder builder(element);
  Location unnamed = builder.getUnknownLoc();
  Value one = builder.create<ConstantOp>(unnamed, counter.getType(), 1);
  Value next = builder.create<BinaryOp>(unnamed, *step == 1 ? BinaryKind::Add : BinaryKind::Sub, counter, one);
  element.getPointerMutable().assign(inner.getPointer());
  element.getIndexMutable().assign(next);
}

/// (p + first)[i] is p[first + i] where the sum cannot overflow.
static void addOffset(ElementOp element) {
  auto inner = element.getPointer().getDefiningOp<ElementOp>();
  auto type = cast<pullback::IntType>(inner ? inner.getIndex().getType() : element.getIndex().getType());
  std::optional<int64_t> index = getConstantInt(element.getIndex());
  bool isNegative = index && *index < 0 && !type.getIsSigned(); // first - 1 may be less than 0
  if (!inner || isNegative || getRowExtent(inner.getPointer()) ||
      (index != 0 && (type.getWidth() != 64 || (element.getIndex().getType() != type && !index))))
    return;
  element.getPointerMutable().assign(inner.getPointer());
  if (index == 0)
    return element.getIndexMutable().assign(inner.getIndex());
  OpBuilder builder(element);
  Location unnamed = builder.getUnknownLoc();
  Value right = index ? builder.create<ConstantOp>(unnamed, type, std::abs(*index)).getResult() : element.getIndex();
  BinaryKind kind = index && *index < 0 ? BinaryKind::Sub : BinaryKind::Add;
  element.getIndexMutable().assign(builder.create<BinaryOp>(unnamed, kind, inner.getIndex(), right).getResult());
}

/// Makes rows of one index in one place, and each of them once.
static void gather(ArrayRef<ElementOp> rows, DominanceInfo &dominance) {
  SmallVector<ElementOp> kept;
  for (ElementOp row : rows) {
    ElementOp twin, before;
    for (ElementOp other : kept) {
      if (!dominance.properlyDominates(other.getOperation(), row.getOperation()))
        continue;
      if (other.getPointer() == row.getPointer() && other.getType() == row.getType())
        twin = other;
      if (!before && dominance.properlyDominates(row.getPointer(), other))
        before = other;
    }
    if (twin) {
      row.replaceAllUsesWith(twin.getResult());
      row.erase();
      continue;
    }
    if (before)
      row->moveAfter(before);
    kept.push_back(row);
  }
}

/// True if the loop runs at least once wherever it is reached.
static bool runs(ForOp loop) {
  std::optional<CounterRange> range = CounterRange::of(loop);
  return range && Bounds(loop).isNotNegative(range->end - range->first - 1);
}

/// Takes the start of a row out of the loops that only step along it. Which row a[i] is, may be known inside alone.
static void hoist(ElementOp walk) {
  while (auto loop = dyn_cast<ForOp>(walk->getParentOp())) {
    SmallVector<Operation *> path;
    Value address = walk;
    while (Operation *op = address.getDefiningOp()) {
      if (!loop->isProperAncestor(op))
        break;
      if (op->getBlock() != walk->getBlock() || !isa<ElementOp, DecayOp, CastOp>(op))
        return;
      path.push_back(op);
      if (auto element = dyn_cast<ElementOp>(op); element && !loop.isDefinedOutsideOfLoop(element.getIndex())) {
        auto constant = element.getIndex().getDefiningOp<ConstantOp>();
        if (!constant)
          return;
        path.push_back(constant);
      }
      address = op->getOperand(0);
    }
    bool isChosen = llvm::any_of(path, [&](Operation *op) { return op != walk && isa<ElementOp>(op); });
    if (!loop.isDefinedOutsideOfLoop(address) || (isChosen && !runs(loop)))
      return;
    for (Operation *op : llvm::reverse(path))
      op->moveBefore(loop);
  }
}

unsigned pullback::emit::getLastUse(Value address, Operation *row, const Order &order) {
  unsigned last = 0;
  for (Operation *user : address.getUsers()) {
    if (Operation *ancestor = row->getBlock()->findAncestorOpInBlock(*user))
      last = std::max(last, order.end(ancestor));
    if (user->getNumResults() == 1 && isa<PtrType>(user->getResult(0).getType()))
      last = std::max(last, getLastUse(user->getResult(0), row, order));
  }
  return last;
}

/// True if the elements may move between the row and a use of it, as their vector grows.
static bool mayMove(ElementOp row, ArrayRef<ResizeOp> resizes, const Order &order) {
  Value base = getBaseObject(row);
  unsigned last = resizes.empty() ? 0 : getLastUse(row, row, order);
  return llvm::any_of(resizes, [&](ResizeOp resize) {
    return getBaseObject(resize.getPointer()) == base && order.start(resize) > order.start(row) &&
           order.start(resize) < last;
  });
}

/// The pointer as it was before it, or the one that it is a place of, became one to const; null where that never was.
static Value withoutConst(Value pointer) {
  auto type = cast<PtrType>(pointer.getType());
  if (!type.getIsConst())
    return pointer;
  Operation *op = pointer.getDefiningOp();
  if (isa_and_nonnull<CastOp>(op) && isa<PtrType>(op->getOperand(0).getType()))
    return withoutConst(op->getOperand(0));
  Value base = isa_and_nonnull<ElementOp, DecayOp, FieldOp>(op) ? withoutConst(op->getOperand(0)) : Value();
  if (!base)
    return {};
  Operation *copy = OpBuilder(op).clone(*op);
  copy->setOperand(0, base);
  copy->getResult(0).setType(PtrType::get(type.getPointee()));
  return copy->getResult(0);
}

/// std::array's operator[] casts the const away that it has put there itself.
static void dropConst(FuncOp function) {
  function.walk([](CastOp op) {
    auto from = dyn_cast<PtrType>(op.getOperand().getType()), to = dyn_cast<PtrType>(op.getType());
    bool isDropped = from && to && from.getIsConst() && !to.getIsConst() && from.getPointee() == to.getPointee();
    if (Value pointer = isDropped ? withoutConst(op.getOperand()) : Value())
      op.getResult().replaceAllUsesWith(pointer);
  });
}

void pullback::emit::markRows(FuncOp function) {
  dropConst(function);
  function.walk<WalkOrder::PreOrder>([](ElementOp element) {
    addConstants(element);
    addToCounter(element);
  });
  llvm::MapVector<Value, SmallVector<ElementOp>> rows; // by index
  SmallVector<ElementOp> walks;                        // from index 0
  function.walk<WalkOrder::PreOrder>([&](ElementOp element) {
    if (isCandidate(element))
      (getWalkedExtent(element) ? walks : rows[element.getIndex()]).push_back(element);
  });
  DominanceInfo dominance(function);
  for (auto &[index, list] : rows)
    gather(list, dominance);
  for (ElementOp walk : walks)
    hoist(walk);
  gather(walks, dominance);
  SmallVector<ResizeOp> resizes;
  function.walk([&](ResizeOp resize) { resizes.push_back(resize); });
  const Order order(function);
  SmallVector<ElementOp> alone;
  function.walk([&](ElementOp row) {
    if (!isCandidate(row) || mayMove(row, resizes, order))
      return;
    unsigned count = 0;
    bool isInside = false;
    ElementOp single;
    forEachElement(row, [&](ElementOp element) {
      ++count;
      isInside |= element->getBlock() != row->getBlock();
      single = element;
    });
    if (count == 1 && !isInside)
      return alone.push_back(single);
    rename(function, row);
    row->setAttr(kMark, UnitAttr::get(row.getContext()));
  });
  for (ElementOp element : alone)
    addOffset(element);
}
