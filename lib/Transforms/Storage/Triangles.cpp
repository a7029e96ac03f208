#include "Transforms/Storage/Triangles.h"

#include "Analysis/Polynomial.h"
#include "IR/Mutants.h"
#include "Transforms/Differentiate/Trips.h"

using namespace mlir;
using namespace pullback;

std::optional<Triangle> Triangle::find(ArrayRef<Operation *> loops, llvm::function_ref<bool(Value)> isFixed) {
  if (!llvm::all_of(loops, llvm::IsaPred<ForOp>))
    return std::nullopt;
  std::optional<size_t> inner;
  for (auto [level, op] : llvm::enumerate(loops)) {
    auto loop = cast<ForOp>(op);
    if (isFixed(loop.getLower()) && isFixed(loop.getUpper()))
      continue;
    if (inner)
      return std::nullopt;
    inner = level;
  }
  auto row = inner ? CounterRange::of(cast<ForOp>(loops[*inner])) : std::nullopt;
  if (!row)
    return std::nullopt;
  Polynomial trips = row->end - row->first;
  for (size_t outer = 0; outer < *inner; ++outer) {
    auto loop = cast<ForOp>(loops[outer]);
    std::optional<CounterRange> range = CounterRange::of(loop);
    Value counter = loop.getInductionVar();
    if (!range || !trips.contains(counter))
      continue;
    std::optional<Polynomial> slope = trips.getCoefficient(counter);
    bool rises = slope && *slope == Polynomial(1), falls = slope && *slope == Polynomial(-1);
    if (!rises && !falls)
      return std::nullopt;
    std::optional<int64_t> least = trips.substitute(counter, rises ? range->first : range->end - 1).getConstant();
    if (!least || (*least < 0 && !mutant("index:rows-below-zero")))
      return std::nullopt;
    std::optional<int64_t> origin = rises && !isUpward(loop) ? range->first.getConstant() : std::nullopt;
    return Triangle{outer, *inner, *least, rises == isUpward(loop) || origin, origin};
  }
  return std::nullopt;
}

static Location unnamed(Value value) { return nameLocation("", value.getLoc()); }

static Value binary(OpBuilder &builder, BinaryKind kind, Value left, Value right) {
  return builder.createOrFold<BinaryOp>(unnamed(left), kind, left, right);
}

static Value constant(OpBuilder &builder, Value like, int64_t number) {
  return builder.create<ConstantOp>(unnamed(like), like.getType(), number);
}

// number + distance, for a distance that may be negative; n - 2 + 1 is n - 1.
static Value shift(OpBuilder &builder, Value number, int64_t distance) {
  auto before = number.getDefiningOp<BinaryOp>();
  std::optional<int64_t> known = before ? getConstantInt(before.getRhs()) : std::nullopt;
  if (known && (before.getKind() == BinaryKind::Add || before.getKind() == BinaryKind::Sub)) {
    number = before.getLhs();
    distance += before.getKind() == BinaryKind::Add ? *known : -*known;
  }
  if (distance == 0)
    return number;
  BinaryKind kind = distance > 0 ? BinaryKind::Add : BinaryKind::Sub;
  return binary(builder, kind, number, constant(builder, number, std::abs(distance)));
}

// The trips in the first `rows` rows, if the first is the shortest: rows (rows + 2 least - 1) / 2. Without rows that is
// 0, also where rows - 1 is not.
static Value sumRows(OpBuilder &builder, Value rows, int64_t least) {
  Value twice = binary(builder, BinaryKind::Mul, rows, shift(builder, rows, 2 * least - 1));
  return binary(builder, BinaryKind::Div, twice, constant(builder, rows, 2));
}

Value Triangle::buildSize(OpBuilder &builder, ArrayRef<Value> counts) const {
  Value size = sumRows(builder, counts[outer], least);
  for (auto [level, count] : llvm::enumerate(counts))
    if (level != outer && level != inner)
      size = binary(builder, BinaryKind::Mul, count, size);
  return size;
}

// In front of row k are, where rows shrink, k (2 n + 2 least - 1 - k) / 2 trips.
Value Triangle::buildRow(OpBuilder &builder, ArrayRef<Value> trips, ArrayRef<Value> counts) const {
  Value rows = counts[outer], k = trips[outer];
  Value start;
  if (grows != mutant("index:triangle")) {
    start = sumRows(builder, k, least);
  } else {
    Value twice = binary(builder, BinaryKind::Mul, constant(builder, rows, 2), rows);
    Value longest = binary(builder, BinaryKind::Sub, shift(builder, twice, 2 * least - 1), k);
    start = binary(builder, BinaryKind::Div, binary(builder, BinaryKind::Mul, k, longest), constant(builder, rows, 2));
  }
  auto advance = [&](Value index, Value count, Value trip) {
    return index ? binary(builder, BinaryKind::Add, binary(builder, BinaryKind::Mul, index, count), trip) : trip;
  };
  Value index, between; // in whole triangles and rows in front, and in rows of the loops between the two
  for (size_t level = 0; level < inner; ++level) {
    if (level == outer) {
      index = advance(index, index ? sumRows(builder, rows, least) : Value(), start);
    } else if (level > outer) {
      index = binary(builder, BinaryKind::Mul, index, counts[level]);
      between = advance(between, counts[level], trips[level]);
    } else {
      index = advance(index, counts[level], trips[level]);
    }
  }
  if (!between)
    return index;
  Value length =
      grows ? shift(builder, k, least) : binary(builder, BinaryKind::Sub, shift(builder, rows, least - 1), k);
  return binary(builder, BinaryKind::Add, index, binary(builder, BinaryKind::Mul, between, length));
}
