#include "Transforms/Subscripts.h"

#include "Analysis/Polynomial.h"
#include "IR/Mutants.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

std::optional<int64_t> pullback::getConstantOffset(Value index) {
  auto negation = index.getDefiningOp<UnaryOp>();
  if (!negation || negation.getKind() != UnaryKind::Neg || !cast<IntType>(index.getType()).getIsSigned())
    return getConstantInt(index);
  std::optional<int64_t> number = getConstantInt(negation.getOperand());
  return number && *number != INT64_MIN ? std::optional(-*number) : std::nullopt;
}

static bool isSmall(std::optional<int64_t> number) { return number && std::abs(*number) <= INT16_MAX; }

static void addConstants(ElementOp outer, ElementOp inner, int64_t first, int64_t last) {
  Type type = outer.getIndex().getType();
  bool isSame = inner.getIndex().getType() == type;
  if (!isSame && first >= 0)
    return;
  OpBuilder builder(outer);
  Type sumType = isSame ? type : getPtrdiffType(builder.getContext());
  outer.getIndexMutable().assign(builder.create<ConstantOp>(outer.getIndex().getLoc(), sumType, first + last));
  outer.getPointerMutable().assign(inner.getPointer());
}

/// Whether the pointer is to the first element of a local object, or of memory of the function's own.
static bool isStartOfObject(Value pointer) {
  auto decay = pointer.getDefiningOp<DecayOp>();
  return pointer.getDefiningOp<AllocOp>() || (decay && decay.getPointer().getDefiningOp<LocalOp>());
}

/// Whether all that the pointer is used for is what it points to.
static bool isOnlyAccessed(Value pointer) {
  return llvm::all_of(pointer.getUses(), [](OpOperand &use) {
    return isa<LoadOp>(use.getOwner()) || (isa<StoreOp, AccumulateOp>(use.getOwner()) && use.getOperandNumber() == 1);
  });
}

/// `index - amount`, where that stays in the type: i + 1 - 1 is i.
static Value subtract(Value index, int64_t amount, OpBuilder &builder) {
  auto sum = index.getDefiningOp<BinaryOp>();
  std::optional<int64_t> added = sum ? getConstantInt(sum.getRhs()) : std::nullopt;
  bool isSum = isSmall(added) && sum.getKind() == BinaryKind::Add;
  if (isSum) {
    index = sum.getLhs();
    amount -= *added;
  }
  if (amount == 0)
    return index;
  Location unnamed = builder.getUnknownLoc();
  Value constant = builder.create<ConstantOp>(unnamed, index.getType(), std::abs(amount));
  return builder.create<BinaryOp>(unnamed, amount > 0 ? BinaryKind::Sub : BinaryKind::Add, index, constant);
}

/// What exists behind an object's start has an index of `amount` and more here, so that the difference does not leave
/// the index's type; other types than those that C++ counts in become std::ptrdiff_t.
static void subtractFromIndex(ElementOp outer, ElementOp inner, int64_t amount) {
  MLIRContext *context = outer.getContext();
  Value index = outer.getIndex();
  bool isUnsigned = index.getType() == getSizeType(context);
  if (!isStartOfObject(inner.getPointer()) || (isUnsigned && !isOnlyAccessed(outer))) // 0 is less than `amount`
    return;
  OpBuilder builder(outer);
  Type wide = getPtrdiffType(context);
  if (!isUnsigned && index.getType() != getIntType(context) && index.getType() != wide)
    index = builder.create<CastOp>(builder.getUnknownLoc(), wide, index, /*implicit=*/true);
  outer.getIndexMutable().assign(subtract(index, amount, builder));
  outer.getPointerMutable().assign(inner.getPointer());
}

void pullback::mergeOffsets(FuncOp function) {
  function.walk([](ElementOp outer) {
    auto inner = outer.getPointer().getDefiningOp<ElementOp>();
    std::optional<int64_t> first = inner ? getConstantOffset(inner.getIndex()) : std::nullopt;
    std::optional<int64_t> last = getConstantOffset(outer.getIndex());
    std::optional<int64_t> extent = inner ? getRowExtent(inner.getPointer()) : std::nullopt;
    bool isInRow = isSmall(first) && isSmall(last) && *first + *last >= 0 && *first + *last < extent;
    if (extent && !isInRow && !mutant("rows:merged"))
      return; // perhaps in another row
    if (isSmall(first) && isSmall(last))
      addConstants(outer, inner, *first, *last);
    else if (isSmall(first) && *first < 0 && !last)
      subtractFromIndex(outer, inner, -*first);
  });
}

/// Makes `element` the one at `index` of the row that starts at `first`.
static void placeInRow(ElementOp element, Value first, Value index) {
  if (first.getType() != element.getType())
    first = OpBuilder(element).create<CastOp>(first.getLoc(), element.getType(), first, /*implicit=*/true);
  element.getPointerMutable().assign(first);
  element.getIndexMutable().assign(index);
}

/// (a[0] + 2)[2] is a[1][1] where a has rows of three.
static void findRow(ElementOp element) {
  int64_t sum = 0, steps = 0;
  Value first = element;
  for (Operation *op = first.getDefiningOp(); isa_and_nonnull<ElementOp, CastOp>(op); op = first.getDefiningOp()) {
    if (auto step = dyn_cast<ElementOp>(op)) {
      std::optional<int64_t> index = getConstantOffset(step.getIndex());
      if (!isSmall(index))
        return;
      sum += *index;
      ++steps;
    }
    first = op->getOperand(0);
  }
  std::optional<int64_t> extent = steps > 1 ? getRowExtent(first) : std::nullopt;
  if (!extent)
    return;
  OpBuilder builder(element);
  Type type = getPtrdiffType(builder.getContext());
  Location location = element.getLoc();
  auto decay = first.getDefiningOp<DecayOp>();
  auto row = decay.getPointer().getDefiningOp<ElementOp>();
  if (int64_t further = llvm::divideFloorSigned(sum, *extent)) {
    std::optional<int64_t> number = row ? getConstantInt(row.getIndex()) : std::nullopt;
    auto rows = row ? row.getPointer().getDefiningOp<DecayOp>() : DecayOp();
    if (!isSmall(number) || !rows)
      return;
    int64_t count = cast<pullback::ArrayType>(cast<PtrType>(rows.getPointer().getType()).getPointee()).getExtent();
    if (*number + further < 0 || *number + further >= count)
      return;
    Value next = builder.create<ConstantOp>(location, type, *number + further);
    first = builder.create<DecayOp>(location, builder.create<ElementOp>(location, rows, next));
  }
  placeInRow(element, first, builder.create<ConstantOp>(location, type, llvm::mod(sum, *extent)));
}

void pullback::keepInRows(FuncOp function) {
  function.walk([](ElementOp element) {
    findRow(element);
    std::optional<int64_t> extent = getWalkedExtent(element.getPointer());
    if (!extent)
      return;
    Polynomial index = Polynomial::of(element.getIndex());
    Bounds bounds(element);
    if (!bounds.isNotNegative(index) || !(bounds.isNotNegative(Polynomial(*extent - 1) - index) || mutant("rows:left")))
      return;
    Value row = stripCasts(element.getPointer());
    placeInRow(element, row.getDefiningOp<ElementOp>().getPointer(), element.getIndex());
  });
}

/// The member that a pointer is to, or one of those that it may be to.
static FieldOp findMember(Value pointer) {
  while (isa_and_nonnull<ElementOp, CastOp>(pointer.getDefiningOp()))
    pointer = pointer.getDefiningOp()->getOperand(0);
  if (auto choice = pointer.getDefiningOp<arith::SelectOp>()) {
    FieldOp member = findMember(choice.getTrueValue());
    return member ? member : findMember(choice.getFalseValue());
  }
  auto field = pointer.getDefiningOp<FieldOp>();
  bool isVector = field && isa<StackType>(cast<PtrType>(field.getPointer().getType()).getPointee()); // its elements
  return isVector ? FieldOp() : field;
}

LogicalResult pullback::checkMemberSubscripts(FuncOp function) {
  WalkResult result = function.walk([](ElementOp element) {
    FieldOp field = findMember(element.getPointer());
    if (!field || getConstantInt(element.getIndex()) == 0)
      return WalkResult::advance();
    InFlightDiagnostic error = element.emitError()
                               << "cannot differentiate a subscript behind the member '" << field.getName()
                               << "': which member it reaches is not known [pointer-value]";
    error.attachNote() << "name the members, or keep the numbers in an array";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}
