// Rewrites pointers that branches yield, selections choose and loops carry as which object, and an offset into it.
//
//   %p = pb.loop carry(%q = %x) {                    %o = pb.loop carry(%k = 0) {
//     %c = pb.cmp ne %q, %end // %x[%n]                %c = pb.cmp ne %k, %n
//     ... pb.load %q ...                       ->      ... pb.load %x[%k] ...
//     %r = pb.element %q[1]; pb.yield %r               %l = pb.binary add %k, 1; pb.yield %l
//   }                                                }
//
// Pointers that flow into each other form a web. A web with one object carries an offset, of type std::ptrdiff_t, or
// std::size_t for places in memory that are not moved on; one with several carries a number that selects the object as
// well, and the pointer is formed by arith.select where it is used. Offsets that are zero everywhere are not carried.
// Comparisons and differences of pointers into one object become those of offsets. The new numbers pass through locals
// of their own, which pb-promote's algorithm takes away again.
//
// A pointer that a loop only moves on from where it begins carries an offset from there alone, also where that may be
// in one of several objects.
//
// An object that a branch allocates, of which there is one, is allocated in front of the branch.
//
// Null has a number behind those of the objects, and is compared by it. What is read and written is never null's.
//
// Refused as [pointer-member]: locals that hold pointers. Refused as [pointer-value]: pointers that are loaded from
// memory or come from calls, and null where it meets objects, in such a web, and does more than be compared with null.

#include "Analysis/Aliasing.h"
#include "Transforms/BranchMemory.h"
#include "Transforms/NullPointers.h"
#include "Transforms/Passes.h"
#include "Transforms/PointerSlots.h"
#include "Transforms/Promote.h"
#include "Transforms/RegionValues.h"
#include "Transforms/ResolveDowncasts.h"
#include "Transforms/Subscripts.h"

#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallBitVector.h"

namespace pullback {
#define GEN_PASS_DEF_NORMALIZEPOINTERS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

/// Slots that flow into each other, and the objects that flow into them.
struct Web {
  SmallVector<unsigned> slots;
  /// The bases as they were met, and as values that every slot can use.
  SmallVector<Value> met, bases;
  bool hasOffset = false, hasNull = false;
  Type offsetType;

  bool hasSelector() const { return bases.size() + (hasNull ? 1 : 0) > 1; }
  /// One behind the last is that of null.
  unsigned numberOf(Value base) const {
    return llvm::find_if(met, [&](Value other) { return isSameValue(other, base); }) - met.begin();
  }
};

/// What stands for a pointer: the number of its object (null if there is one object), the offset (null: zero).
struct Numbers {
  Value selector, offset;
};

/// True if `pointer` does more than lead to what is read and written, and, where `mayBeCompared`, be compared with
/// null.
bool isObserved(Value pointer, DenseSet<Value> &visited, bool mayBeCompared = false) {
  if (!visited.insert(pointer).second)
    return false;
  auto isKept = [&](Value same) { return isObserved(same, visited, mayBeCompared); };
  return llvm::any_of(pointer.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (isa<LoadOp, CopyOp, ZeroOp, FreeOp>(user) || (isa<StoreOp, AccumulateOp>(user) && use.getOperandNumber() == 1))
      return false;
    if (isa<CastOp, FieldOp, ElementOp, DecayOp, DowncastOp, arith::SelectOp>(user))
      return isKept(user->getResult(0));
    if (auto comparison = dyn_cast<CmpOp>(user); comparison && mayBeCompared)
      return getComparedWithNull(comparison) != pointer;
    if (mayBeCompared && (isa<scf::YieldOp, YieldOp>(user) || isLoop(user)))
      return false; // into another slot of the web
    auto branch = isa<scf::YieldOp>(user) ? dyn_cast<scf::IfOp>(user->getParentOp()) : scf::IfOp();
    return !branch || isKept(branch.getResult(use.getOperandNumber()));
  });
}

/// What null leads to is nothing that a defined program uses.
void forgetNulls(FuncOp func) {
  func.walk([](NullOp null) {
    DenseSet<Value> visited;
    if (!isObserved(null, visited)) {
      null.replaceAllUsesWith(OpBuilder(null).create<UndefOp>(null.getLoc(), null.getType()).getResult());
      null.erase();
    }
  });
}

class Normalizer {
public:
  explicit Normalizer(FuncOp func) : func(func), builder(func.getContext()), dominance(func) {}
  LogicalResult run();
  void normalize(ArrayRef<Walk> walks);

private:
  LogicalResult checkMemory();
  void rewrite();
  void addSlot(const Slot &slot);
  void findWebs();
  LogicalResult findBases(Web &web);
  bool isNullKept(const Web &web);
  void findReaching(const Web &web);
  std::optional<Value> placeBase(Value base, const Web &web);
  LogicalResult refuse(const Slot &slot, Value pointer, StringRef reason);
  void makeLocals(const Web &web, const Slot &slot);
  void chooseNumbers(const Web &web, const Slot &slot);
  void storeIncoming(const Web &web, const Slot &slot);
  void replaceValue(const Web &web, Value value);
  void compareNulls();
  void compareOffsets();
  std::optional<Stripped> findInObject(Value pointer);
  Numbers getNumbers(const Web &web, Value pointer, Location location);
  Type findOffsetType(ArrayRef<Value> indices);
  Value sumUp(ArrayRef<Value> indices, Value start, Type type, Location location);
  Value number(Type type, int64_t value, Location location) {
    return builder.create<ConstantOp>(location, type, value);
  }
  Type selectorType() { return getIntType(func.getContext()); }

  FuncOp func;
  OpBuilder builder;
  DominanceInfo dominance;
  SmallVector<Slot> slots;
  DenseMap<Value, unsigned> slotOf;
  SmallVector<Web> webs;
  DenseMap<unsigned, unsigned> webOf;
  /// The bases of its web that a slot may mean: what it is chosen from, but not what is chosen from it.
  DenseMap<unsigned, llvm::SmallBitVector> reaching;
  /// The locals that the numbers of a slot's result pass through, and the numbers of slots.
  DenseMap<Value, Numbers> locals, numbers;
};

void Normalizer::addSlot(const Slot &slot) {
  slotOf[slot.getResult()] = slots.size();
  if (Value argument = slot.getArgument())
    slotOf[argument] = slots.size();
  slots.push_back(slot);
}

void Normalizer::findWebs() {
  llvm::EquivalenceClasses<unsigned> classes;
  for (auto [number, slot] : llvm::enumerate(slots)) {
    classes.insert(number);
    for (Value incoming : slot.getIncoming())
      if (auto found = slotOf.find(strip(incoming).base); found != slotOf.end())
        classes.unionSets(number, found->second);
  }
  llvm::MapVector<unsigned, Web> byLeader;
  for (unsigned number = 0; number < slots.size(); ++number)
    byLeader[classes.getLeaderValue(number)].slots.push_back(number);
  for (auto &entry : byLeader) {
    for (unsigned slot : entry.second.slots)
      webOf[slot] = webs.size();
    webs.push_back(std::move(entry.second));
  }
}

LogicalResult Normalizer::refuse(const Slot &slot, Value pointer, StringRef reason) {
  StringRef name = getVariableName(slot.getArgument() ? slot.getArgument() : slot.getResult());
  auto error = slot.op->emitError() << "cannot differentiate through the pointer"
                                    << (name.empty() ? "" : (" '" + name + "'").str()) << ": " << reason
                                    << " [pointer-value]";
  error.attachNote(pointer.getLoc()) << "it comes from here";
  error.attachNote() << "use an index into one array instead";
  return failure();
}

/// A value for the base that every slot of the web can use; nothing if there is none.
std::optional<Value> Normalizer::placeBase(Value base, const Web &web) {
  // Fields and first elements of an object can be taken anew behind the object.
  SmallVector<Operation *> path;
  Value root = base;
  while (isa_and_nonnull<FieldOp, DecayOp, CastOp>(root.getDefiningOp())) {
    path.push_back(root.getDefiningOp());
    root = root.getDefiningOp()->getOperand(0);
  }
  auto reaches = [&](Value value) {
    return llvm::all_of(web.slots, [&](unsigned slot) { return dominance.properlyDominates(value, slots[slot].op); });
  };
  if (auto alloc = root.getDefiningOp<AllocOp>(); alloc && !reaches(root))
    takeBeforeBranches(alloc);
  if (reaches(base))
    return base;
  if (Operation *op = root.getDefiningOp<GlobalOp>()) {
    builder.setInsertionPointToStart(&func.getBody().front());
    root = builder.clone(*op)->getResult(0);
  } else if (!reaches(root)) {
    return std::nullopt;
  } else {
    builder.setInsertionPointAfterValue(root);
  }
  IRMapping mapping;
  if (!path.empty())
    mapping.map(path.back()->getOperand(0), root);
  for (Operation *op : llvm::reverse(path))
    root = builder.clone(*op, mapping)->getResult(0);
  return root;
}

LogicalResult Normalizer::findBases(Web &web) {
  // Nothing but selections is the form that this pass makes itself.
  if (llvm::all_of(web.slots, [&](unsigned slot) { return isa<arith::SelectOp>(slots[slot].op); }))
    return success();
  SmallVector<Value> indices;
  bool isMoved = false;
  for (unsigned number : web.slots)
    for (Value incoming : slots[number].getIncoming()) {
      Stripped stripped = strip(incoming);
      llvm::append_range(indices, stripped.indices);
      isMoved |= slotOf.count(stripped.base) && !stripped.indices.empty();
      if (slotOf.count(stripped.base) || stripped.base.getDefiningOp<UndefOp>() ||
          web.numberOf(stripped.base) < web.met.size())
        continue;
      if (stripped.base.getDefiningOp<NullOp>()) {
        if (isNullKept(web))
          return refuse(slots[number], incoming, "it may be null");
        web.hasNull = true;
        continue;
      }
      if (!getObject(stripped.base))
        return refuse(slots[number], incoming, "which object it points to is not known");
      std::optional<Value> base = placeBase(stripped.base, web);
      if (!base)
        return refuse(slots[number], incoming, "it points into different objects from one place to another");
      web.met.push_back(stripped.base);
      web.bases.push_back(*base);
    }
  web.hasOffset = llvm::any_of(indices, [](Value index) { return getConstantInt(index) != 0; });
  web.offsetType = isMoved ? Type(getPtrdiffType(func.getContext())) : findOffsetType(indices);
  if (web.hasNull && web.bases.empty())
    return refuse(slots[web.slots.front()], slots[web.slots.front()].getResult(), "it may be null");
  findReaching(web);
  return success();
}

/// True if what may be null in the web is compared with other pointers, kept or handed on.
bool Normalizer::isNullKept(const Web &web) {
  return llvm::any_of(web.slots, [&](unsigned number) {
    DenseSet<Value> visited;
    Value argument = slots[number].getArgument();
    return isObserved(slots[number].getResult(), visited, /*mayBeCompared=*/true) ||
           (argument && isObserved(argument, visited, /*mayBeCompared=*/true));
  });
}

void Normalizer::findReaching(const Web &web) {
  for (unsigned number : web.slots)
    reaching[number].resize(web.bases.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (unsigned number : web.slots) {
      llvm::SmallBitVector found = reaching[number];
      for (Value incoming : slots[number].getIncoming()) {
        Value base = strip(incoming).base;
        if (auto slot = slotOf.find(base); slot != slotOf.end())
          found |= reaching[slot->second];
        else if (unsigned met = web.numberOf(base); met < web.met.size())
          found.set(met);
      }
      changed |= found != reaching[number];
      reaching[number] = found;
    }
  }
}

/// std::size_t for indices that are places in memory, and std::ptrdiff_t where something else is among them.
Type Normalizer::findOffsetType(ArrayRef<Value> indices) {
  Type sizeType = getSizeType(func.getContext());
  bool hasPlaces = false;
  for (Value index : indices) {
    std::optional<int64_t> constant = getConstantInt(index);
    if (constant ? *constant < 0 : index.getType() != sizeType)
      return getPtrdiffType(func.getContext());
    hasPlaces |= !constant;
  }
  return hasPlaces ? sizeType : Type(getPtrdiffType(func.getContext()));
}

/// `start` plus the indices, in that type; null for zero.
Value Normalizer::sumUp(ArrayRef<Value> indices, Value start, Type type, Location location) {
  Value sum = start;
  for (Value index : llvm::reverse(indices)) {
    if (getConstantInt(index) == 0)
      continue;
    if (index.getType() != type)
      index = getConstantInt(index) ? number(type, *getConstantInt(index), location)
                                    : builder.create<CastOp>(location, type, index, /*implicit=*/true);
    sum = sum ? builder.create<BinaryOp>(location, BinaryKind::Add, sum, index).getResult() : index;
  }
  return sum;
}

/// Makes the locals of a branch's or loop's slot, and loads what they hold where its values are.
void Normalizer::makeLocals(const Web &web, const Slot &slot) {
  Location location = slot.op->getLoc();
  Value argument = slot.getArgument();
  StringRef name = getVariableName(argument ? argument : slot.getResult());
  std::string stem = name.empty() ? "pointer" : name.str();
  auto make = [&](Type type, StringRef suffix, Value Numbers::*member) {
    builder.setInsertionPoint(slot.op);
    auto local = builder.create<LocalOp>(location, PtrType::get(type), stem + suffix.str());
    local->setAttr("pb.invented", builder.getUnitAttr());
    locals[slot.getResult()].*member = local;
    if (argument) {
      builder.setInsertionPointToStart(getLoopBody(slot.op));
      numbers[argument].*member = builder.create<LoadOp>(location, local);
    }
    builder.setInsertionPointAfter(slot.op);
    numbers[slot.getResult()].*member = builder.create<LoadOp>(location, local);
  };
  if (web.hasSelector())
    make(selectorType(), "_object", &Numbers::selector);
  if (web.hasOffset)
    make(web.offsetType, "_offset", &Numbers::offset);
}

/// The numbers of any pointer in a web.
Numbers Normalizer::getNumbers(const Web &web, Value pointer, Location location) {
  Stripped stripped = strip(pointer);
  Numbers result;
  if (slotOf.count(stripped.base))
    result = numbers.lookup(stripped.base);
  else if (web.hasSelector())
    result.selector = number(selectorType(), web.numberOf(stripped.base), location);
  result.offset = sumUp(stripped.indices, result.offset, web.offsetType, location);
  if (web.hasOffset && !result.offset)
    result.offset = number(web.offsetType, 0, location);
  return result;
}

/// A selection of pointers becomes selections of their numbers.
void Normalizer::chooseNumbers(const Web &web, const Slot &slot) {
  auto select = cast<arith::SelectOp>(slot.op);
  builder.setInsertionPoint(select);
  Numbers left = getNumbers(web, select.getTrueValue(), select.getLoc());
  Numbers right = getNumbers(web, select.getFalseValue(), select.getLoc());
  auto choose = [&](Value a, Value b) -> Value {
    return a ? builder.create<arith::SelectOp>(select.getLoc(), select.getCondition(), a, b).getResult() : Value();
  };
  numbers[slot.getResult()] = {choose(left.selector, right.selector), choose(left.offset, right.offset)};
}

/// Stores the numbers of what flows into a slot of a branch or loop. All of them are read before any is stored: the
/// loads of carried values stand at the start of the loop's body.
void Normalizer::storeIncoming(const Web &web, const Slot &slot) {
  Location location = slot.op->getLoc();
  Numbers places = locals.lookup(slot.getResult());
  for (auto [way, pointer] : llvm::enumerate(slot.getIncoming())) {
    bool isInit = isLoop(slot.op) && way == 0;
    Region &region = slot.op->getRegion(isLoop(slot.op) ? 0 : way);
    builder.setInsertionPoint(isInit ? slot.op : region.front().getTerminator());
    if (strip(pointer).base.getDefiningOp<UndefOp>())
      continue;
    Numbers values = getNumbers(web, pointer, location);
    if (places.selector)
      builder.create<StoreOp>(location, values.selector, places.selector);
    if (places.offset)
      builder.create<StoreOp>(location, values.offset, places.offset);
  }
}

/// Forms the pointer anew from its numbers, for all that uses it.
void Normalizer::replaceValue(const Web &web, Value value) {
  if (web.bases.empty())
    return;
  Numbers from = numbers.lookup(value);
  Location location = value.getLoc();
  if (auto argument = dyn_cast<BlockArgument>(value))
    builder.setInsertionPointToStart(argument.getOwner());
  else
    builder.setInsertionPointAfter(value.getDefiningOp());
  for (Value part : {from.selector, from.offset})
    if (part && part.getDefiningOp()->getBlock() == builder.getInsertionBlock() &&
        !part.getDefiningOp()->isBeforeInBlock(&*builder.getInsertionPoint()))
      builder.setInsertionPointAfter(part.getDefiningOp());
  auto inType = [&](Value base) {
    return base.getType() == value.getType()
               ? base
               : builder.create<CastOp>(location, value.getType(), base, /*implicit=*/true).getResult();
  };
  llvm::SmallBitVector possible = reaching.lookup(slotOf.lookup(value));
  if (possible.none()) // never assigned
    possible.set();
  int last = possible.find_last();
  Value pointer = inType(web.bases[last]);
  for (int i = possible.find_prev(last); i >= 0; i = possible.find_prev(i)) {
    Value isIt = builder.create<CmpOp>(location, Predicate::EQ, from.selector, number(selectorType(), i, location));
    pointer = builder.create<arith::SelectOp>(location, isIt, inType(web.bases[i]), pointer);
  }
  if (from.offset && getRowExtent(pointer)) // it may walk on over other rows
    pointer = builder.create<ElementOp>(location, pointer, number(from.offset.getType(), 0, location));
  if (from.offset)
    pointer = builder.create<ElementOp>(location, pointer, from.offset);
  value.replaceAllUsesWith(pointer);
}

/// The one object that a pointer means, and its offset in it.
std::optional<Stripped> Normalizer::findInObject(Value pointer) {
  Stripped stripped = strip(pointer);
  auto slot = slotOf.find(stripped.base);
  if (slot == slotOf.end())
    return stripped;
  const Web &web = webs[webOf.lookup(slot->second)];
  if (web.bases.size() != 1)
    return std::nullopt;
  if (Value offset = numbers.lookup(stripped.base).offset)
    stripped.indices.push_back(offset);
  stripped.base = web.bases.front();
  return stripped;
}

/// Comparisons of what may be null with null become those of numbers.
void Normalizer::compareNulls() {
  func.walk([&](CmpOp op) {
    Value pointer = getComparedWithNull(op);
    auto slot = pointer ? slotOf.find(strip(pointer).base) : slotOf.end();
    const Web *web = slot == slotOf.end() ? nullptr : &webs[webOf.lookup(slot->second)];
    if (!web || !web->hasNull)
      return;
    builder.setInsertionPoint(op);
    Value null = number(selectorType(), web->bases.size(), op.getLoc());
    Value selector = numbers.lookup(slot->first).selector;
    op.replaceAllUsesWith(builder.create<CmpOp>(op.getLoc(), op.getPredicate(), selector, null).getResult());
    op.erase();
  });
}

/// Comparisons and differences of pointers into one object become those of offsets.
void Normalizer::compareOffsets() {
  func.walk([&](Operation *op) {
    if (!isa<CmpOp, PtrDiffOp>(op) || !isa<PtrType>(op->getOperand(0).getType()))
      return;
    std::optional<Stripped> left = findInObject(op->getOperand(0));
    std::optional<Stripped> right = findInObject(op->getOperand(1));
    if (!left || !right || !isSameValue(left->base, right->base))
      return;
    builder.setInsertionPoint(op);
    Location location = op->getLoc();
    SmallVector<Value> indices(left->indices.begin(), left->indices.end());
    llvm::append_range(indices, right->indices);
    Type type = findOffsetType(indices);
    auto sum = [&](const Stripped &place) {
      Value offset = sumUp(place.indices, {}, type, location);
      return offset ? offset : number(type, 0, location);
    };
    Value a = sum(*left), b = sum(*right);
    Value result;
    if (auto comparison = dyn_cast<CmpOp>(op))
      result = builder.create<CmpOp>(location, comparison.getPredicate(), a, b);
    else
      result = builder.create<BinaryOp>(location, BinaryKind::Sub, a, b);
    if (result.getType() != op->getResult(0).getType())
      result = builder.create<CastOp>(location, op->getResult(0).getType(), result, /*implicit=*/true);
    op->getResult(0).replaceAllUsesWith(result);
    op->erase();
  });
}

/// Pointers in memory are those in records and arrays that could not be split: what they point to is not known.
LogicalResult Normalizer::checkMemory() {
  WalkResult result = func.walk([&](LocalOp local) {
    if (!containsPointer(cast<PtrType>(local.getType()).getPointee()))
      return WalkResult::advance();
    auto error = local->emitError() << "cannot differentiate the use of '" << local.getName()
                                    << "': it holds a pointer or reference, and what that refers to is not known at "
                                       "every use [pointer-member]";
    error.attachNote() << "use constant subscripts, or pass the pointer as a parameter of its own";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

/// Puts numbers for the pointers of all slots.
void Normalizer::rewrite() {
  auto forEachSlot = [&](llvm::function_ref<void(const Web &, const Slot &)> visit) {
    for (auto [number, slot] : llvm::enumerate(slots))
      visit(webs[webOf.lookup(number)], slot);
  };
  forEachSlot([&](const Web &web, const Slot &slot) {
    if (!isa<arith::SelectOp>(slot.op))
      makeLocals(web, slot);
  });
  forEachSlot([&](const Web &web, const Slot &slot) {
    if (isa<arith::SelectOp>(slot.op) && !web.bases.empty())
      chooseNumbers(web, slot);
  });
  forEachSlot([&](const Web &web, const Slot &slot) {
    if (!isa<arith::SelectOp>(slot.op))
      storeIncoming(web, slot);
  });
  compareNulls();
  compareOffsets();
  forEachSlot([&](const Web &web, const Slot &slot) {
    if (Value argument = slot.getArgument())
      replaceValue(web, argument);
    replaceValue(web, slot.getResult());
  });
}

/// A pointer that only moves on from where it begins has an offset from there, whichever object that is in.
void Normalizer::normalize(ArrayRef<Walk> walks) {
  for (const Walk &walk : walks) {
    Web web;
    for (const Slot &slot : walk.slots) {
      webOf[slots.size()] = webs.size();
      web.slots.push_back(slots.size());
      addSlot(slot);
    }
    web.met = web.bases = {walk.begin};
    web.hasOffset = true;
    web.offsetType = getPtrdiffType(func.getContext());
    findReaching(web);
    webs.push_back(web);
  }
  rewrite();
  simplifyRegionValues(func);
}

LogicalResult Normalizer::run() {
  forgetNulls(func);
  if (failed(checkMemory()))
    return failure();
  if (failed(normalizeWalks(func)))
    return failure();
  for (const Slot &slot : findPointerSlots(func))
    addSlot(slot);
  findWebs();
  LogicalResult allFound = success();
  for (Web &web : webs)
    if (failed(findBases(web)))
      allFound = failure();
  if (failed(allFound))
    return failure();
  rewrite();
  if (failed(resolveDowncasts(func)))
    return failure();
  if (slots.empty())
    return success();
  simplifyRegionValues(func);
  return promoteLocals(func);
}

struct NormalizePointers : pullback::impl::NormalizePointersBase<NormalizePointers> {
  void runOnOperation() override {
    if (!getOperation().isDeclaration() &&
        (failed(Normalizer(getOperation()).run()) || failed(checkMemberSubscripts(getOperation()))))
      return signalPassFailure();
    mergeOffsets(getOperation());
  }
};

} // namespace

LogicalResult pullback::normalizeWalks(FuncOp func) {
  SmallVector<Walk> walks = findWalks(func);
  if (walks.empty())
    return success();
  for (; !walks.empty(); walks = findWalks(func))
    Normalizer(func).normalize(walks);
  return promoteLocals(func);
}
