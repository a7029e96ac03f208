#include "Transforms/Storage/Extents.h"

#include "IR/Mutants.h"
#include "Transforms/Differentiate/Trips.h"
#include "Transforms/Lengths.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace pullback;

std::optional<RowPlace> pullback::getRowPlace(Value pointer) {
  RowPlace place;
  for (auto field = pointer.getDefiningOp<FieldOp>(); field; field = pointer.getDefiningOp<FieldOp>()) {
    place.fields.insert(place.fields.begin(), field);
    pointer = field.getPointer();
  }
  auto element = pointer.getDefiningOp<ElementOp>();
  if (!element)
    return std::nullopt;
  place.array = element.getPointer();
  place.subscript = element.getIndex();
  return place;
}

//===------------------------------------------------------------------------------------------------------------===//
// Extents
//===------------------------------------------------------------------------------------------------------------===//

Limit Extent::getEnd() const {
  if (length)
    return getLimit(stripKeepingCasts(length));
  Interval range = *getRange(walk);
  return {range.end.base, range.end.constant - range.begin.constant + beyond};
}

// Where the subscript's loop has an iteration, so has the walk, and so there are elements.
bool Extent::holds(Value subscript) const {
  if (length || mutant("extent:beyond"))
    return true;
  Limit limit = getLimit(subscript);
  ForOp loop = limit.base ? getLoopOfCounter(limit.base) : ForOp();
  std::optional<Interval> range = loop ? getRange(loop) : std::nullopt;
  Interval walked = *getRange(walk);
  if (!range || range->begin.base || !isSameBase(range->end.base, walked.end.base))
    return false;
  bool walksAsWell = range->begin.constant >= walked.begin.constant && range->end.constant <= walked.end.constant;
  return walksAsWell && range->begin.constant + limit.constant >= 0 &&
         range->end.constant + limit.constant <= getEnd().constant;
}

//===------------------------------------------------------------------------------------------------------------===//
// Loops over parameters
//===------------------------------------------------------------------------------------------------------------===//

static bool isParameter(Value array) {
  auto argument = dyn_cast<BlockArgument>(array);
  return argument && isa<FuncOp>(argument.getOwner()->getParentOp());
}

static Value getPointer(Operation *op) {
  if (auto load = dyn_cast<LoadOp>(op))
    return load.getPointer();
  if (auto store = dyn_cast<StoreOp>(op))
    return store.getPointer();
  return isa<AccumulateOp>(op) ? op->getOperand(1) : Value();
}

Extents::Extents(const Mirrors &mirrors) {
  walkScope(mirrors.getScope(), [&](Operation *op) {
    Value pointer = getPointer(op);
    std::optional<RowPlace> place = pointer && mirrors.isForward(op) ? getRowPlace(pointer) : std::nullopt;
    if (!place || !isParameter(place->array))
      return;
    Limit limit = getLimit(place->subscript);
    ForOp loop = limit.base ? getLoopOfCounter(limit.base) : ForOp();
    std::optional<Interval> range = loop ? getRange(loop) : std::nullopt;
    if (range && !range->begin.base && isUpward(loop) && !loop.getYield().getGoOn())
      accesses[place->array].push_back({op, loop, limit.constant});
  });
}

// True if the loop runs at least once where `walk` does.
static bool runsWith(Operation *op, ForOp walk) {
  auto loop = dyn_cast<ForOp>(op);
  std::optional<Interval> range = loop ? getRange(loop) : std::nullopt, walked = getRange(walk);
  if (!range)
    return isa<LoopOp>(op);
  if (!range->begin.base && !range->end.base)
    return range->begin.constant < range->end.constant;
  return isSameBase(range->begin.base, walked->begin.base) && isSameBase(range->end.base, walked->end.base) &&
         range->begin.constant <= walked->begin.constant && range->end.constant >= walked->end.constant;
}

static bool mayThrow(Operation *first, Operation *last) {
  for (Operation *op = first; op != last->getNextNode(); op = op->getNextNode())
    if (op->walk([](CallOp) { return WalkResult::interrupt(); }).wasInterrupted())
      return true;
  return false;
}

// True if the access is made in all iterations of `walk` wherever `nest` runs.
static bool isMadeWith(Operation *nest, Operation *access, ForOp walk) {
  if (mutant("extent:not-made"))
    return true;
  bool isOver = false; // all of the walk
  for (Operation *op = access;; op = op->getParentOp()) {
    if (Operation *there = op->getBlock()->findAncestorOpInBlock(*nest))
      return isOver && (there->isBeforeInBlock(op) || there == op ? !mayThrow(there, op) : true);
    Operation *around = op->getParentOp();
    if (around == walk)
      isOver = true;
    else if (!runsWith(around, walk))
      return false;
  }
}

// The elements that the iterations of one loop touch are the first ones: in between, there is memory as well.
void Extents::addWalks(Value array, Operation *nest, SmallVectorImpl<Extent> &found) const {
  llvm::MapVector<Operation *, std::pair<int64_t, int64_t>> shifts; // least and greatest
  for (const Access &access : accesses.lookup(array)) {
    if (!isMadeWith(nest, access.op, access.walk))
      continue;
    auto [known, isNew] = shifts.insert({access.walk, {access.shift, access.shift}});
    auto &[least, greatest] = known->second;
    least = std::min(least, access.shift);
    greatest = std::max(greatest, access.shift);
  }
  for (auto &[op, shift] : shifts) {
    auto walk = cast<ForOp>(op);
    int64_t begin = getRange(walk)->begin.constant;
    if (begin + shift.first == 0)
      found.push_back({{}, walk, begin + shift.second});
  }
}

Value Extents::getParameterLength(BlockArgument argument) {
  auto [known, isNew] = lengths.try_emplace(argument);
  if (isNew) {
    auto function = cast<FuncOp>(argument.getOwner()->getParentOp());
    auto builder = OpBuilder::atBlockBegin(&function.getBody().front());
    known->second = buildLength(builder, function, argument.getArgNumber());
  }
  return known->second;
}

// What an array was made with, or is said to have; of one that is chosen, what both may have.
Value Extents::getLength(Value array) {
  if (auto select = array.getDefiningOp<arith::SelectOp>()) {
    Value one = getLength(select.getTrueValue()), other = getLength(select.getFalseValue());
    return one && other && isSameBase(one, other) ? one : Value();
  }
  if (llvm::any_of(array.getUsers(), llvm::IsaPred<ResizeOp>))
    return {};
  auto alloc = array.getDefiningOp<AllocOp>();
  return alloc ? alloc.getCount() : isParameter(array) ? getParameterLength(cast<BlockArgument>(array)) : Value();
}

SmallVector<Extent> Extents::find(Value array, Operation *nest) {
  SmallVector<Extent> found;
  if (Value length = getLength(array))
    found.push_back({length, {}});
  else if (isParameter(array))
    addWalks(array, nest, found);
  return found;
}
