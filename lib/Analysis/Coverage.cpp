#include "Analysis/Coverage.h"

#include "Analysis/Ranges.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;

using Offset = PointerPath::Offset;

namespace {

class Coverage {
public:
  Coverage(Operation *read, Value pointer, Block *iteration)
      : read(read), wanted(getPath(pointer)), iteration(iteration), objects(getObjects(wanted.root)) {}
  bool isProved();

private:
  bool covers(Operation *op, SmallVector<ForOp> &loops);
  bool coversWithStore(StoreOp store, ArrayRef<ForOp> loops);
  bool coversWithZero(ZeroOp zero);
  enum class Cover { No, Place, Whole };
  Cover coverOffset(const Offset &offset, size_t level, ArrayRef<ForOp> loops, SmallVectorImpl<ForOp> &used);
  bool isWholeObject(const Interval &range, size_t level) const;
  bool isWithinExtent(size_t level) const;
  bool isCoveredOneByOne(Block *block, Operation *before);
  bool isCoveredByRanges(Block *block, Operation *before);
  bool isSameExcept(const PointerPath &written, size_t level) const;

  Operation *read;
  PointerPath wanted;
  Block *iteration;
  SmallVector<Value, 2> objects;
};

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// Ranges
//===------------------------------------------------------------------------------------------------------------===//

// The limits of a subscript: itself, or what its loop's counter runs over.
static SmallVector<Interval, 2> getRanges(const Offset &offset) {
  Limit first{offset.bases.empty() ? Value() : stripKeepingCasts(offset.bases[0]), offset.constant};
  SmallVector<Interval, 2> ranges{{first, {first.base, first.constant + 1}}};
  ForOp loop = first.base ? getLoopOfCounter(first.base) : ForOp();
  if (std::optional<Interval> range = loop ? getRange(loop) : std::nullopt) {
    range->begin.constant += offset.constant;
    range->end.constant += offset.constant;
    ranges.push_back(*range);
  }
  return ranges;
}

//===------------------------------------------------------------------------------------------------------------===//
// Writes that cover
//===------------------------------------------------------------------------------------------------------------===//

// 0 up to the number of elements that the object, or the array inside it, has.
bool Coverage::isWholeObject(const Interval &range, size_t level) const {
  if (range.begin.base || range.begin.constant > 0)
    return false;
  if (int64_t extent = wanted.offsets[level].extent)
    return !range.end.base && range.end.constant >= extent;
  auto alloc = objects[0].getDefiningOp<AllocOp>();
  return level == 0 && alloc && isAtMost(getLimit(alloc.getCount()), range.end);
}

// The subscript stays within the inner array that it moves in; code may walk over its end into the next one.
bool Coverage::isWithinExtent(size_t level) const {
  const Offset &offset = wanted.offsets[level];
  return offset.extent == 0 || (offset.bases.size() <= 1 && llvm::any_of(getRanges(offset), [&](const Interval &range) {
                                  return !range.begin.base && !range.end.base && range.begin.constant >= 0 &&
                                         range.end.constant <= offset.extent;
                                }));
}

Coverage::Cover Coverage::coverOffset(const Offset &offset, size_t level, ArrayRef<ForOp> loops,
                                      SmallVectorImpl<ForOp> &used) {
  const Offset &target = wanted.offsets[level];
  ForOp loop = offset.bases.size() == 1 ? getLoopOfCounter(stripKeepingCasts(offset.bases[0])) : ForOp();
  if (!loop || !llvm::is_contained(loops, loop)) {
    bool isSame = offset.constant == target.constant && offset.bases.size() == target.bases.size() &&
                  llvm::all_of(llvm::zip(offset.bases, target.bases),
                               [](auto pair) { return isSameBase(std::get<0>(pair), std::get<1>(pair)); });
    bool isAlone = level == 0 && offset.bases.empty() && isa_and_nonnull<LocalOp>(objects[0].getDefiningOp());
    return !isSame ? Cover::No : isAlone ? Cover::Whole : Cover::Place;
  }
  std::optional<Interval> range = getRange(loop);
  if (!range || llvm::is_contained(used, loop))
    return Cover::No;
  used.push_back(loop);
  range->begin.constant += offset.constant;
  range->end.constant += offset.constant;
  if (isWholeObject(*range, level))
    return Cover::Whole;
  bool isInRange = target.bases.size() <= 1 && llvm::any_of(getRanges(target), [&](const Interval &wantedRange) {
                     return isAtMost(range->begin, wantedRange.begin) && isAtMost(wantedRange.end, range->end);
                   });
  return isInRange ? Cover::Place : Cover::No;
}

// True if a bound of `loop` changes in one of `loops`: a range of two dimensions would have gaps.
static bool movesWithin(ForOp loop, ArrayRef<ForOp> loops) {
  return llvm::any_of(ValueRange{loop.getLower(), loop.getUpper()}, [&](Value bound) {
    return !bound.getDefiningOp<ConstantOp>() &&
           llvm::any_of(loops, [&](ForOp other) { return other.getBody().isAncestor(bound.getParentRegion()); });
  });
}

bool Coverage::coversWithStore(StoreOp store, ArrayRef<ForOp> loops) {
  PointerPath written = getPath(store.getPointer());
  if (written.root != wanted.root || written.fields != wanted.fields || written.offsets.size() != wanted.offsets.size())
    return false;
  SmallVector<ForOp> used;
  bool isWhole = true, isWithin = true;
  for (auto [level, offset] : llvm::enumerate(written.offsets)) {
    Cover cover = coverOffset(offset, level, loops, used);
    if (cover == Cover::No)
      return false;
    isWhole &= cover == Cover::Whole;
    isWithin &= isWithinExtent(level);
  }
  // A loop that moves no subscript may run no time at all.
  return (isWhole || isWithin) && used.size() == loops.size() &&
         llvm::none_of(used, [&](ForOp loop) { return movesWithin(loop, loops); });
}

bool Coverage::coversWithZero(ZeroOp zero) {
  PointerPath written = getPath(zero.getPointer());
  bool isStart = written.offsets.size() == 1 && written.offsets[0].bases.empty() && written.offsets[0].constant == 0;
  if (written.root != wanted.root || !isStart)
    return false;
  if (!zero.getCount())
    return isa_and_nonnull<LocalOp>(objects[0].getDefiningOp());
  return isWholeObject({{}, getLimit(zero.getCount())}, 0);
}

bool Coverage::covers(Operation *op, SmallVector<ForOp> &loops) {
  auto coversIn = [&](Block &block) {
    return llvm::any_of(block, [&](Operation &inner) { return covers(&inner, loops); });
  };
  if (auto store = dyn_cast<StoreOp>(op))
    return coversWithStore(store, loops);
  if (auto zero = dyn_cast<ZeroOp>(op))
    return loops.empty() && coversWithZero(zero);
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return !branch.getElseRegion().empty() && coversIn(branch.getThenRegion().front()) &&
           coversIn(branch.getElseRegion().front());
  auto loop = dyn_cast<ForOp>(op);
  if (!loop || loop.getYield().getGoOn())
    return false;
  loops.push_back(loop);
  bool result = coversIn(loop.getBody().front());
  loops.pop_back();
  return result;
}

//===------------------------------------------------------------------------------------------------------------===//
// Constant subscripts that make up an array
//===------------------------------------------------------------------------------------------------------------===//

bool Coverage::isSameExcept(const PointerPath &written, size_t level) const {
  if (written.root != wanted.root || written.fields != wanted.fields || written.offsets.size() != wanted.offsets.size())
    return false;
  for (size_t i = 0; i < written.offsets.size(); ++i) {
    const Offset &a = written.offsets[i], &b = wanted.offsets[i];
    bool isSame = a.bases.empty() && b.bases.empty() && a.constant == b.constant;
    if (i != level && !isSame)
      return false;
  }
  return written.offsets[level].bases.empty();
}

bool Coverage::isCoveredOneByOne(Block *block, Operation *before) {
  for (auto [level, offset] : llvm::enumerate(wanted.offsets)) {
    bool isAlone = level == 1 && wanted.offsets.size() == 2 && isa_and_nonnull<LocalOp>(objects[0].getDefiningOp());
    if (offset.extent == 0 || offset.extent > 64 || !(isAlone || isWithinExtent(level)))
      continue;
    llvm::SmallDenseSet<int64_t> places;
    for (Operation &op : llvm::make_range(block->begin(), before->getIterator()))
      if (auto store = dyn_cast<StoreOp>(op))
        if (PointerPath written = getPath(store.getPointer()); isSameExcept(written, level))
          places.insert(written.offsets[level].constant);
    if (llvm::all_of(llvm::seq<int64_t>(0, offset.extent), [&](int64_t place) { return places.contains(place); }))
      return true;
  }
  return false;
}

//===------------------------------------------------------------------------------------------------------------===//
// Ranges that join
//===------------------------------------------------------------------------------------------------------------===//

// The subscripts that a store of one dimension goes through in the loop around it, or by itself.
static std::optional<Interval> getStoredRange(StoreOp store, const PointerPath &wanted, ForOp loop) {
  PointerPath written = getPath(store.getPointer());
  if (written.root != wanted.root || written.offsets.size() != 1 || written.offsets[0].bases.size() != (loop ? 1 : 0))
    return std::nullopt;
  int64_t shift = written.offsets[0].constant;
  if (!loop)
    return Interval{{{}, shift}, {{}, shift + 1}};
  std::optional<Interval> range = getRange(loop);
  if (!range || stripKeepingCasts(written.offsets[0].bases[0]) != loop.getInductionVar() || loop.getYield().getGoOn())
    return std::nullopt;
  range->begin.constant += shift;
  range->end.constant += shift;
  return range;
}

// w[0] = ...; for (int j = 1; j < n; ++j) w[j] = ...;  covers 0 up to n.
bool Coverage::isCoveredByRanges(Block *block, Operation *before) {
  if (wanted.offsets.size() != 1 || wanted.offsets[0].bases.size() > 1)
    return false;
  SmallVector<Interval> written;
  auto add = [&](Operation &op, ForOp loop) {
    auto store = dyn_cast<StoreOp>(op);
    if (std::optional<Interval> range = store ? getStoredRange(store, wanted, loop) : std::nullopt)
      written.push_back(*range);
  };
  for (Operation &op : llvm::make_range(block->begin(), before->getIterator())) {
    add(op, {});
    if (auto loop = dyn_cast<ForOp>(op))
      for (Operation &inner : loop.getBody().front())
        add(inner, loop);
  }
  return llvm::any_of(getRanges(wanted.offsets[0]), [&](const Interval &range) { return makeUp(written, range); });
}

//===------------------------------------------------------------------------------------------------------------===//
// The search
//===------------------------------------------------------------------------------------------------------------===//

// What stands before the read, or before an operation around it, in a block of the iteration has run.
bool Coverage::isProved() {
  if (objects.size() != 1 || wanted.root != objects[0])
    return false;
  SmallVector<ForOp> loops;
  for (Operation *place = read;; place = place->getParentOp()) {
    Block *block = place->getBlock();
    for (Operation &op : llvm::make_range(block->begin(), place->getIterator()))
      if (covers(&op, loops))
        return true;
    if (isCoveredOneByOne(block, place) || isCoveredByRanges(block, place))
      return true;
    if (block == iteration)
      return false;
  }
}

bool pullback::isCovered(Operation *read, Value pointer, Block *iteration) {
  return Coverage(read, pointer, iteration).isProved();
}

bool pullback::isWithinObject(Value pointer) {
  PointerPath path = getPath(pointer);
  auto alloc = path.root.getDefiningOp<AllocOp>();
  if (!alloc && !path.root.getDefiningOp<LocalOp>())
    return false;
  return llvm::all_of(llvm::enumerate(path.offsets), [&](auto level) {
    const Offset &offset = level.value();
    Limit size = level.index() > 0 ? Limit{{}, offset.extent} : alloc ? getLimit(alloc.getCount()) : Limit{{}, 1};
    return offset.bases.size() <= 1 && llvm::any_of(getRanges(offset), [&](const Interval &interval) {
             return isAtMost({{}, 0}, interval.begin) && isAtMost(interval.end, size);
           });
  });
}
