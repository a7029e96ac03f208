#include "Transforms/Storage/Rows.h"

#include "Analysis/Aliasing.h"
#include "Analysis/Objects.h"
#include "Analysis/Ranges.h"
#include "IR/Mutants.h"
#include "Transforms/Exchanges.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Arrays as a whole
//===------------------------------------------------------------------------------------------------------------===//

// True if all elements can be copied: numbers, and no truth values in memory that nobody has set yet.
static bool isCopied(LoadOp load, Value array) {
  auto isSet = [](Value object) {
    auto alloc = object.getDefiningOp<AllocOp>();
    return alloc && alloc.getKind() == AllocKind::Vector;
  };
  return isa<FloatType, pullback::IntType>(load.getType()) ||
         (load.getType().isInteger(1) && llvm::all_of(getObjects(array), isSet));
}

// A subscript of an array of `length` elements that runs over nearly all of it, in `nest`: the counter of a loop from a
// small number to the length, give or take another one. A loop that may end early may leave most of it alone.
static constexpr int64_t kMargin = 8;

// A size in a narrower type is that size here.
static bool isNearly(const Limit &limit, const Limit &end) {
  return isSameBase(stripCasts(limit.base), stripCasts(end.base)) && std::abs(limit.constant - end.constant) <= kMargin;
}

static ForOp getLoopOver(Value subscript, const Limit &end, Operation *nest) {
  Value counter = getLimit(subscript).base;
  ForOp loop = counter ? getLoopOfCounter(counter) : ForOp();
  std::optional<Interval> range = loop && nest->isAncestor(loop) ? getRange(loop) : std::nullopt;
  bool covers = range && !loop.getYield().getGoOn() && !range->begin.base &&
                std::abs(range->begin.constant) <= kMargin && isNearly(range->end, end);
  return covers ? loop : ForOp();
}

// i * m + j in an array of n * m elements.
static bool isOverPlane(Value subscript, Value length, Operation *nest) {
  Value base = getLimit(subscript).base;
  auto sum = base ? base.getDefiningOp<BinaryOp>() : BinaryOp();
  auto size = stripKeepingCasts(length).getDefiningOp<BinaryOp>();
  if (!sum || sum.getKind() != BinaryKind::Add || !size || size.getKind() != BinaryKind::Mul)
    return false;
  for (auto [first, second] : {std::pair(sum.getLhs(), sum.getRhs()), std::pair(sum.getRhs(), sum.getLhs())}) {
    auto line = stripKeepingCasts(first).getDefiningOp<BinaryOp>();
    if (!line || line.getKind() != BinaryKind::Mul)
      continue;
    for (auto [lines, width] : {std::pair(size.getLhs(), size.getRhs()), std::pair(size.getRhs(), size.getLhs())})
      if (isSameBase(line.getRhs(), width) && getLoopOver(line.getLhs(), getLimit(lines), nest) &&
          getLoopOver(second, getLimit(width), nest))
        return true;
  }
  return false;
}

// In how many dimensions the subscript runs over the array; 0 if it only touches a part.
static unsigned countDimensions(Value subscript, const Extent &extent, Operation *nest) {
  if (!extent.holds(subscript))
    return 0;
  if (getLoopOver(subscript, extent.getEnd(), nest))
    return 1;
  return extent.length && isOverPlane(subscript, extent.length, nest) ? 2 : 0;
}

//===------------------------------------------------------------------------------------------------------------===//
// Where the array stays as it is
//===------------------------------------------------------------------------------------------------------------===//

static bool areSame(const RowPlace &one, const RowPlace &other) {
  return one.array == other.array && one.fields.size() == other.fields.size() &&
         llvm::all_of(llvm::zip(one.fields, other.fields), [](auto pair) {
           return cast<FieldOp>(std::get<0>(pair)).getName() == cast<FieldOp>(std::get<1>(pair)).getName();
         });
}

static bool mayWriteTo(Operation *op, LoadOp load) {
  PointerPath read = getPath(load.getPointer());
  Value array = getRowPlace(load.getPointer())->array;
  return mayWriteWithin(op, array, [&](Value pointer) {
    PointerPath written = getPath(pointer);
    bool isApart = written.root == read.root && areOtherFields(written, read);
    return !isApart && mayMeetAtOnce(written.root, array);
  });
}

// The outermost loop around the load, within the scope, that leaves the array alone.
static Operation *findNest(LoadOp load, Block &scope) {
  Operation *nest = nullptr;
  Value array = getRowPlace(load.getPointer())->array;
  for (Operation *op = load->getParentOp(); op != scope.getParentOp(); op = op->getParentOp()) {
    if (!isa<ForOp, LoopOp>(op))
      continue;
    bool isMadeInside = op->isAncestor(array.getParentRegion()->getParentOp());
    if (isMadeInside || mayWriteTo(op, load))
      break;
    nest = op;
  }
  return nest;
}

// True if nothing writes to the array from the beginning of `first` to the end of `last`.
static bool stayBetween(Operation *first, Operation *last, LoadOp load) {
  for (Operation *op = first; op != last->getNextNode(); op = op->getNextNode())
    if (mayWriteTo(op, load) && !mutant("row:written-between"))
      return false;
  return true;
}

// How many loops are around the load, up to the nest.
static unsigned countLoops(LoadOp load, Operation *nest) {
  unsigned count = 0;
  for (Operation *op = load->getParentOp(); nest->isAncestor(op); op = op->getParentOp())
    count += isa<ForOp, LoopOp>(op);
  return count;
}

Rows::Rows(const Mirrors &mirrors, const StableLoads &stableLoads, llvm::function_ref<bool(const Row &)> canKeep) {
  SmallVector<LoadOp> loads;
  walkScope(mirrors.getScope(), [&](Operation *op) {
    auto load = dyn_cast<LoadOp>(op);
    if (load && load->getBlock() != &mirrors.getScope() && mirrors.isForward(load) && !stableLoads.isStable(load))
      loads.push_back(load);
  });
  Extents extents(mirrors);
  for (LoadOp load : loads) {
    std::optional<RowPlace> place = getRowPlace(load.getPointer());
    Operation *nest = place && isCopied(load, place->array) ? findNest(load, mirrors.getScope()) : nullptr;
    bool isKnown = !nest || llvm::any_of(all, [&](auto &row) {
      return areSame(row->place, *place) && row->nest->getBlock() == nest->getBlock() &&
             row->extent.holds(place->subscript) && stayBetween(row->nest, nest, load);
    });
    if (isKnown)
      continue;
    for (const Extent &extent : extents.find(place->array, nest)) {
      Row row{nest, load, *place, extent, countDimensions(place->subscript, extent, nest)};
      if (row.dimensions == 0 || !canKeep(row))
        continue;
      all.push_back(std::make_unique<Row>(row));
      break;
    }
  }
  llvm::DenseMap<const Row *, SmallVector<LoadOp>> found;
  for (LoadOp load : loads) {
    std::optional<RowPlace> place = getRowPlace(load.getPointer());
    for (auto &row : all) {
      Operation *there = place ? row->nest->getBlock()->findAncestorOpInBlock(*load) : nullptr;
      if (there && areSame(row->place, *place) && !there->isBeforeInBlock(row->nest) &&
          row->extent.holds(place->subscript) && stayBetween(row->nest, there, load))
        found[row.get()].push_back(load);
    }
  }
  // One load that runs over the array once is saved as well where it stands.
  llvm::erase_if(all, [&](auto &row) {
    return found[row.get()].size() == 1 && countLoops(found[row.get()][0], row->nest) == row->dimensions;
  });
  for (auto &row : all)
    for (LoadOp load : found[row.get()])
      rows[load] = row.get();
}
