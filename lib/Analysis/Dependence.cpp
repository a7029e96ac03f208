// A write comes after a read either in the same iterations of the loops around both, behind it in the text, or in a
// later iteration of one of them while the outer ones stand still. For each of these cases the two subscripts have to
// differ, whatever the loops around one of the two alone do. The counters of the write get names of their own.
#include "Analysis/Dependence.h"

#include "Analysis/Objects.h"
#include "IR/Mutants.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;

namespace {

using Counters = SmallVector<std::pair<Value, CounterRange>>;

// An access and the loops around it, outermost first.
struct Access {
  Operation *op;
  PointerPath path;
  SmallVector<ForOp> loops;
  SmallVector<CounterRange> ranges;

  Access(Operation *op, Value pointer) : op(op), path(getPath(pointer)) {}
  bool collectLoops(Block &scope);
  bool isKnown(const Polynomial &polynomial, ArrayRef<ForOp> allLoops) const;
};

class Comparison {
public:
  Comparison(Access &read, Access &write, Block &scope) : read(read), write(write), scope(scope) {}
  bool isProved();
  /// The same where the two stand in no order; an access by itself is compared with its other iterations.
  bool isProvedInAnyOrder();
  /// The same for later iterations of the outermost loop alone.
  bool isProvedForLaterIterations() { return prepare() && common > 0 && differAt(0); }

private:
  bool prepare();
  bool differAt(size_t level);
  bool mayBeBehind() const;

  Access &read, &write;
  Block &scope;
  size_t common = 0;
};

} // namespace

bool Access::collectLoops(Block &scope) {
  for (Block *block = op->getBlock(); block != &scope; block = block->getParentOp()->getBlock()) {
    if (isa<scf::IfOp>(block->getParentOp()))
      continue;
    auto loop = dyn_cast<ForOp>(block->getParentOp());
    std::optional<CounterRange> range = loop ? CounterRange::of(loop) : std::nullopt;
    if (!range)
      return false;
    loops.insert(loops.begin(), loop);
    ranges.insert(ranges.begin(), *range);
  }
  return true;
}

SmallVector<Polynomial> pullback::getSubscripts(const PointerPath &path) {
  SmallVector<Polynomial> subscripts;
  for (const PointerPath::Offset &offset : path.offsets) {
    Polynomial sum = offset.constant;
    for (Value base : offset.bases)
      sum = sum + Polynomial::of(base);
    subscripts.push_back(sum);
  }
  return subscripts;
}

// Made of counters of the loops around the access, and of what none of the loops changes.
bool Access::isKnown(const Polynomial &polynomial, ArrayRef<ForOp> allLoops) const {
  return polynomial.all([&](Value value) {
    bool isCounter = llvm::any_of(loops, [&](ForOp loop) { return loop.getInductionVar() == value; });
    return isCounter ||
           llvm::none_of(allLoops, [&](ForOp loop) { return loop.getBody().isAncestor(value.getParentRegion()); });
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Subscripts that differ
//===------------------------------------------------------------------------------------------------------------===//

static bool isWithin(const Polynomial &subscript, const Polynomial &size, const Bounds &bounds) {
  return bounds.isNotNegative(subscript) && bounds.isNotNegative(size - 1 - subscript);
}

// left != right. a s + b and c s + d differ if b and d lie within s, and a and c, or b and d, differ.
static bool areDifferent(const Polynomial &left, const Polynomial &right, const Bounds &bounds, unsigned depth = 3) {
  if (bounds.isNotNegative(left - right - 1) || bounds.isNotNegative(right - left - 1))
    return true;
  if (depth == 0)
    return false;
  for (const Polynomial &stride : left.getStrides()) {
    auto [row, column] = left.divide(stride);
    auto [otherRow, otherColumn] = right.divide(stride);
    if (isWithin(column, stride, bounds) && isWithin(otherColumn, stride, bounds) &&
        (areDifferent(row, otherRow, bounds, depth - 1) || areDifferent(column, otherColumn, bounds, depth - 1)))
      return true;
  }
  return false;
}

// A field by itself, which nothing is added to.
static bool isField(const PointerPath &path, size_t i, ArrayRef<Polynomial> subscripts) {
  return i > 0 && !path.fields[i - 1].empty() && subscripts[i] == Polynomial(0);
}

// An inner array may be walked over its end into the next, so that a difference counts only where the subscripts behind
// it, and its own unless those in front are equal, are proved to lie within their arrays. A field lies within its
// record.
static bool differ(const PointerPath &path, ArrayRef<Polynomial> left, ArrayRef<Polynomial> right,
                   const Bounds &bounds) {
  for (size_t i = left.size(); i-- > 0;) {
    Polynomial extent = path.offsets[i].extent;
    bool isWhole = isField(path, i, left) && isField(path, i, right);
    bool staysInRow = isWhole || (i > 0 && isWithin(left[i], extent, bounds) && isWithin(right[i], extent, bounds));
    bool isSameRow = left.take_front(i) == right.take_front(i);
    if ((staysInRow || isSameRow || mutant("free:into-the-next-row")) && areDifferent(left[i], right[i], bounds))
      return true;
    if (!staysInRow && !mutant("free:over-the-row"))
      return false;
  }
  return false;
}

//===------------------------------------------------------------------------------------------------------------===//
// Order
//===------------------------------------------------------------------------------------------------------------===//

// Whether the write may come behind the read in the same iterations of the loops around both.
bool Comparison::mayBeBehind() const {
  Block *block = common == 0 ? &scope : &read.loops[common - 1].getBody().front();
  Operation *reading = block->findAncestorOpInBlock(*read.op), *writing = block->findAncestorOpInBlock(*write.op);
  return reading == writing || reading->isBeforeInBlock(writing);
}

// The write is in a later iteration than the read of the common loop number `level`, outer ones standing still; or, for
// the number of common loops, in the same iterations.
bool Comparison::differAt(size_t level) {
  Block names;
  SmallVector<Polynomial> left = getSubscripts(read.path), right = getSubscripts(write.path);
  Counters readCounters, writeCounters;
  for (auto [loop, range] : llvm::zip(read.loops, read.ranges))
    readCounters.push_back({loop.getInductionVar(), range});
  SmallVector<CounterRange> ranges = write.ranges;
  for (size_t i = level; i < write.loops.size(); ++i) {
    Value old = write.loops[i].getInductionVar();
    Value counter = names.addArgument(old.getType(), old.getLoc());
    Polynomial by = Polynomial::of(counter);
    for (Polynomial &subscript : right)
      subscript = subscript.substitute(old, by);
    for (size_t inner = i + 1; inner < ranges.size(); ++inner)
      ranges[inner] = {ranges[inner].first.substitute(old, by), ranges[inner].end.substitute(old, by)};
    CounterRange range = ranges[i];
    if (i == level && level < common) {
      bool isUpward = static_cast<int64_t>(write.loops[i].getStep()) > 0;
      if (isUpward != mutant("free:overwritten-in-later-iteration"))
        range.first = Polynomial::of(old) + 1;
      else
        range.end = Polynomial::of(old);
    }
    writeCounters.push_back({counter, range});
  }
  Counters all(writeCounters.rbegin(), writeCounters.rend()); // inner ones first
  all.append(readCounters.rbegin(), readCounters.rend());
  return differ(read.path, left, right, Bounds(all));
}

static bool haveSameShape(const PointerPath &left, const PointerPath &right) {
  return left.root == right.root && left.fields == right.fields && left.offsets.size() == right.offsets.size();
}

// A root that is chosen in a loop may be another part of the object in another iteration.
static bool hasOneRoot(const Access &access) {
  Value root = access.path.root;
  auto isChosenIn = [&](ForOp loop) { return loop->isAncestor(root.getParentBlock()->getParentOp()); };
  return isLocalObject(root) || llvm::none_of(access.loops, isChosenIn) || mutant("free:root-of-iteration");
}

bool Comparison::prepare() {
  if (!read.collectLoops(scope) || !write.collectLoops(scope) || !haveSameShape(read.path, write.path) ||
      !hasOneRoot(read))
    return false;
  while (common < std::min(read.loops.size(), write.loops.size()) && read.loops[common] == write.loops[common])
    ++common;
  SmallVector<ForOp> loops(read.loops);
  loops.append(write.loops);
  for (Access *access : {&read, &write}) {
    SmallVector<Polynomial> all = getSubscripts(access->path);
    for (const CounterRange &range : access->ranges)
      all.append({range.first, range.end});
    if (!llvm::all_of(all, [&](const Polynomial &part) {
          return access->isKnown(part, loops) || mutant("free:unknown-in-subscript");
        }))
      return false;
  }
  return true;
}

bool Comparison::isProved() {
  return prepare() && (!mayBeBehind() || differAt(common) || mutant("free:overwritten-in-same-iteration")) &&
         llvm::all_of(llvm::seq<size_t>(0, common), [&](size_t level) { return differAt(level); });
}

// On different sides of a branch, which the same iterations of the loops around both run once.
static bool exclude(Operation *left, Operation *right) {
  for (Operation *parent = left->getParentOp(); parent; parent = parent->getParentOp())
    if (auto branch = dyn_cast<scf::IfOp>(parent); branch && branch->isProperAncestor(right))
      return branch.getThenRegion().isAncestor(left->getParentRegion()) !=
             branch.getThenRegion().isAncestor(right->getParentRegion());
  return false;
}

bool Comparison::isProvedInAnyOrder() {
  if (!prepare())
    return false;
  bool isOnce = read.op == write.op || exclude(read.op, write.op) || differAt(common);
  return (isOnce || mutant("free:written-again-in-iteration")) &&
         (llvm::all_of(llvm::seq<size_t>(0, common), [&](size_t level) { return differAt(level); }) ||
          mutant("free:written-again-in-another"));
}

// True for fields of other names in records of one array, whose beginning stays where it is.
static bool areFieldsApart(const PointerPath &left, const PointerPath &right) {
  auto argument = dyn_cast<BlockArgument>(left.root);
  bool stays = isLocalObject(left.root) || (argument && isa<FuncOp>(argument.getOwner()->getParentOp()));
  return stays && left.root == right.root && areOtherFields(left, right);
}

bool pullback::isNeverOverwritten(LoadOp read, Operation *write, Value pointer, Block &scope) {
  Access reading(read, read.getPointer()), writing(write, pointer);
  return areFieldsApart(reading.path, writing.path) || Comparison(reading, writing, scope).isProved();
}

bool pullback::neverMeet(Operation *one, Value pointer, Operation *other, Value otherPointer, Block &scope) {
  auto compare = [&](Operation *first, Value firstPointer, Operation *second, Value secondPointer) {
    Access left(first, firstPointer), right(second, secondPointer);
    return areFieldsApart(left.path, right.path) || Comparison(left, right, scope).isProvedInAnyOrder();
  };
  return compare(one, pointer, other, otherPointer) && (one == other || compare(other, otherPointer, one, pointer));
}

bool pullback::isApartInLaterIterations(ForOp loop, Operation *earlier, Value pointer, Operation *later,
                                        Value laterPointer) {
  Access first(earlier, pointer), second(later, laterPointer);
  return areFieldsApart(first.path, second.path) ||
         Comparison(first, second, *loop->getBlock()).isProvedForLaterIterations();
}

bool pullback::isApart(Value place, Operation *access, Value pointer) {
  PointerPath left = getPath(place), right = getPath(pointer);
  bool isDifferent =
      haveSameShape(left, right) && differ(left, getSubscripts(left), getSubscripts(right), Bounds(access));
  return isDifferent || mutant("free:element-of-loop");
}
