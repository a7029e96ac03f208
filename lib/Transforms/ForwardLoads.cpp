// Forwards stores to loads, merges and hoists loads, keeps locations in registers through loops and branches, and
// removes dead stores. Values keep their bits, and no load or store is made that the program would not make.
//
//   pb.store %zero, %y[%i]                    %r = pb.for %j ... carry(%a = %zero) {
//   pb.for %j ... {                             %s = arith.addf %a, %e
//     %a = pb.load %y[%i]                ->     pb.yield %s
//     %s = arith.addf %a, %e                  }
//     pb.store %s, %y[%i]                     pb.store %r, %y[%i]
//   }
//
// One walk forward with a table of what places hold: a load of a known place is that value; a write forgets what it may
// touch; before a loop everything is forgotten that the loop may write. A place that was stored to before a loop or
// branch, and that every access inside which may touch it means exactly, becomes a local for the time of the loop;
// pb-promote's algorithm makes it a carried value. Then one walk backward drops stores that are overwritten, or whose
// object dies, before anybody reads them; and a store of what the place holds already is dropped at once.
//
// Expects pb-promote and pb-merge-values before: places are told apart by the SSA values of their indices. Not handled:
// forwarding through pb.copy and pb.zero; loads in a pb.for that is not known to run, other than from arrays of the
// function itself.

#include "Analysis/Aliasing.h"
#include "Analysis/Coverage.h"
#include "Analysis/Dependence.h"
#include "Analysis/Objects.h"
#include "IR/Mutants.h"
#include "Transforms/MemoryTable.h"
#include "Transforms/Passes.h"
#include "Transforms/Promote.h"
#include "Transforms/RegionValues.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {
#define GEN_PASS_DEF_FORWARDLOADS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

//===------------------------------------------------------------------------------------------------------------===//
// What regions access
//===------------------------------------------------------------------------------------------------------------===//

/// The accesses inside a region operation. Beyond `limit` places only their objects are told apart.
struct Accesses {
  static constexpr size_t limit = 256;

  SmallVector<Operation *> loads, stores;
  /// Everything else that reads or writes: calls, copies, zeroing, freeing.
  SmallVector<Operation *> others;

  void add(const Accesses &inner) {
    llvm::append_range(loads, inner.loads);
    llvm::append_range(stores, inner.stores);
    llvm::append_range(others, inner.others);
  }
};

/// The accesses in a loop that are compared with a place over all iterations, at most.
constexpr size_t kCompared = 16;
/// How often subscripts are compared in one function.
constexpr unsigned kComparisons = 4096;

bool isPlain(Operation *op) { return isa<LoadOp, StoreOp>(op); }

bool touchesMemory(Operation *op) {
  return !isa<LocalOp, AllocOp>(op) && op->getNumRegions() == 0 && !isMemoryEffectFree(op);
}

Value getPlace(Operation *op) {
  if (auto load = dyn_cast<LoadOp>(op))
    return load.getPointer();
  return cast<StoreOp>(op).getPointer();
}

Type getPointee(Value pointer) { return cast<PtrType>(pointer.getType()).getPointee(); }

class AccessMap {
public:
  explicit AccessMap(Operation *root) { collect(root); }
  const Accesses &of(Operation *region) const { return map.find(region)->second; }
  /// A new store counts for everything around it.
  void add(StoreOp store) {
    for (Operation *parent = store->getParentOp(); parent; parent = parent->getParentOp())
      if (auto found = map.find(parent); found != map.end())
        found->second.stores.push_back(store);
  }

private:
  Accesses collect(Operation *op) {
    Accesses all;
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (Operation &inner : block) {
          if (inner.getNumRegions() > 0)
            all.add(collect(&inner));
          else if (isa<LoadOp>(inner))
            all.loads.push_back(&inner);
          else if (isa<StoreOp>(inner))
            all.stores.push_back(&inner);
          else if (touchesMemory(&inner))
            all.others.push_back(&inner);
        }
    map[op] = all;
    return all;
  }
  DenseMap<Operation *, Accesses> map;
};

/// True if `op` may leave the function by a throw, after which its caller sees what it has stored.
bool mayLeave(Operation *op) {
  auto call = dyn_cast<CallOp>(op);
  return call && mayThrow(call) && !mutant("free:store-that-a-throw-shows");
}
bool isSeenByCaller(Value place) { return !isLocalObject(getPath(place).root); }

/// Forgets the places that these accesses may touch.
void forgetTouched(MemoryTable &table, ArrayRef<Operation *> accesses) {
  if (accesses.size() <= Accesses::limit) {
    for (Operation *op : accesses)
      table.forget(getPlace(op));
    return;
  }
  llvm::SetVector<Value> roots;
  for (Operation *op : accesses)
    roots.insert(getPath(getPlace(op)).root);
  for (Value root : roots)
    table.forgetObject(root);
}

/// True for a place that is the same in every iteration of `loop`.
bool isFixed(Value place, Operation *loop) {
  PointerPath path = getPath(place);
  auto isOutside = [&](Value value) { return !loop->isAncestor(value.getParentBlock()->getParentOp()); };
  return isOutside(path.root) && llvm::all_of(path.offsets, [&](const PointerPath::Offset &offset) {
           return llvm::all_of(offset.bases, isOutside);
         });
}

/// True if `op`, somewhere in `loop`, is known to touch other elements than `place` in all iterations.
bool isApartIn(Operation *loop, Operation *op, Value place) {
  Value pointer = isPlain(op) ? getPlace(op) : isa<AccumulateOp>(op) ? op->getOperand(1) : Value();
  return pointer && isLoop(loop) && isFixed(place, loop) && isApart(place, op, pointer);
}

//===------------------------------------------------------------------------------------------------------------===//
// Forward: loads of what is known
//===------------------------------------------------------------------------------------------------------------===//

class Forwarder {
public:
  explicit Forwarder(FuncOp func) : accesses(func) {}
  void run(Block &block);
  bool madeLocals() const { return hasNewLocals; }
  /// Removes the stores of what a place holds already.
  void removeUnchanging() {
    for (StoreOp store : unchanging)
      store.erase();
  }

private:
  void visit(Operation *op);
  void visitRegions(Operation *op);
  bool isApartHere(Operation *op, Value pointer, Value place);
  void forgetWrites(Operation *op, const Accesses &inside);
  void hoistLoads(Operation *loop, const Accesses &inside);
  SmallVector<StoreOp> keepInLocals(Operation *op, const Accesses &inside);
  bool canKeep(Operation *op, Value place, const Accesses &inside);
  StoreOp keepInLocal(Operation *op, Value place, Value value, const Accesses &inside);

  AccessMap accesses;
  MemoryTable table;
  SmallVector<StoreOp> unchanging; // erased last, since `accesses` knows them
  bool hasNewLocals = false;
  unsigned comparisons = 0;
};

void Forwarder::run(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block))
    visit(&op);
}

void Forwarder::visit(Operation *op) {
  if (op->getNumRegions() > 0)
    return visitRegions(op);
  if (auto load = dyn_cast<LoadOp>(op)) {
    const MemoryTable::Entry *entry = table.lookup(load.getPointer());
    if (entry && entry->value && entry->value.getType() == load.getType()) {
      load.replaceAllUsesWith(entry->value);
      load.erase();
    } else {
      table.insert({load.getPointer(), load.getResult(), entry && entry->stored});
    }
    return;
  }
  if (auto store = dyn_cast<StoreOp>(op)) {
    const MemoryTable::Entry *known = table.lookup(store.getPointer());
    if (known && known->value == store.getValue())
      unchanging.push_back(store);
    else if (!mutant("free:known-before-store"))
      table.forget(store.getPointer(), [&](Value place) { return isApartHere(store, store.getPointer(), place); });
    table.insert({store.getPointer(), store.getValue(), /*stored=*/true});
    return;
  }
  if (!touchesMemory(op) || mutant("free:known-before-call"))
    return;
  if (isa<AccumulateOp>(op))
    return table.forget(op->getOperand(1), [&](Value place) { return isApartHere(op, op->getOperand(1), place); });
  table.forgetIf([&](Value place) { return mayWrite(op, place); });
}

/// True if the subscripts tell that `op`, an access at `pointer`, does not touch the place, which is known here.
bool Forwarder::isApartHere(Operation *op, Value pointer, Value place) {
  return comparisons++ < kComparisons && isApart(place, op, pointer);
}

void Forwarder::forgetWrites(Operation *region, const Accesses &inside) {
  if (!mutant("free:known-before-region"))
    forgetTouched(table, inside.stores);
  bool compares = inside.others.size() <= kCompared;
  for (Operation *op : inside.others)
    table.forgetIf([&](Value place) { return mayWrite(op, place) && !(compares && isApartIn(region, op, place)); });
}

void Forwarder::visitRegions(Operation *op) {
  const Accesses &inside = accesses.of(op);
  bool isBranch = isa<scf::IfOp>(op);
  SmallVector<StoreOp> after = keepInLocals(op, inside);
  if (!isBranch) {
    forgetWrites(op, inside);
    hoistLoads(op, inside);
  }
  for (Region &region : op->getRegions())
    for (Block &block : region) {
      size_t mark = table.enter();
      run(block);
      table.leave(mark);
    }
  if (isBranch)
    forgetWrites(op, inside);
  for (StoreOp store : after)
    visit(store);
}

/// True if the body of the loop runs at least once.
bool runsAtLeastOnce(Operation *loop) {
  auto counted = dyn_cast<ForOp>(loop);
  if (!counted)
    return true;
  std::optional<int64_t> lower = getConstantInt(counted.getLower());
  std::optional<int64_t> upper = getConstantInt(counted.getUpper());
  if (!lower || !upper || *lower < 0 || *upper < 0)
    return false;
  switch (counted.getPredicate()) {
  case Predicate::LT: return *lower < *upper;
  case Predicate::LE: return *lower <= *upper;
  case Predicate::GT: return *lower > *upper;
  case Predicate::GE: return *lower >= *upper;
  case Predicate::NE: return *lower != *upper;
  case Predicate::EQ: return *lower == *upper;
  }
  llvm_unreachable("all predicates are listed");
}

bool isDefinedOutside(Value value, Operation *op) { return !op->isAncestor(value.getParentBlock()->getParentOp()); }

/// Moves a pointer computation in front of a loop if it is made of values from outside; `false` if it is not.
bool hoistPointer(Value pointer, Operation *loop) {
  if (isDefinedOutside(pointer, loop))
    return true;
  Operation *op = pointer.getDefiningOp();
  if (!op || !isa<ElementOp, FieldOp, DecayOp, CastOp, ConstantOp, GlobalOp>(op))
    return false;
  for (Value operand : op->getOperands())
    if (!hoistPointer(operand, loop))
      return false;
  op->moveBefore(loop);
  return true;
}

/// True for a constant place in a parameter whose length is known.
bool isWithinParameter(Value pointer) {
  PointerPath path = getPath(pointer);
  auto argument = dyn_cast<BlockArgument>(path.root);
  auto function = argument ? dyn_cast<FuncOp>(argument.getOwner()->getParentOp()) : FuncOp();
  auto extent = function ? function.getArgAttrOfType<IntegerAttr>(argument.getArgNumber(), "pb.extent") : IntegerAttr();
  return extent && path.fields.empty() && path.offsets[0].bases.empty() && path.offsets[0].constant >= 0 &&
         path.offsets[0].constant < extent.getInt();
}

/// True if the load may stand before a loop that perhaps never runs: there is an element, and it has been written.
bool isAlwaysThere(LoadOp load, Operation *loop) {
  if (isWithinParameter(load.getPointer()) || load.getPointer().getDefiningOp<GlobalOp>())
    return true;
  Block &entry = loop->getParentOfType<FuncOp>().getBody().front();
  return isWithinObject(load.getPointer()) && isCovered(load, load.getPointer(), &entry);
}

/// Moves loads of what the loop does not write in front of it, where its first iteration makes them anyway, before
/// anything that might not return.
void Forwarder::hoistLoads(Operation *loop, const Accesses &inside) {
  bool runs = runsAtLeastOnce(loop);
  for (Operation &op : llvm::make_early_inc_range(*getLoopBody(loop))) {
    if (isa<CallOp>(op) || (op.getNumRegions() > 0 && !accesses.of(&op).others.empty()))
      return;
    auto load = dyn_cast<LoadOp>(op);
    if (!load || inside.stores.size() > Accesses::limit)
      continue;
    bool compares = inside.stores.size() + inside.others.size() <= kCompared;
    auto writes = [&](Operation *other) {
      return mayWrite(other, load.getPointer()) && !(compares && isApartIn(loop, other, load.getPointer()));
    };
    if ((llvm::any_of(inside.stores, writes) && !mutant("free:hoisted-load")) || llvm::any_of(inside.others, writes) ||
        (!runs && !isAlwaysThere(load, loop)) || !hoistPointer(load.getPointer(), loop))
      continue;
    load->moveBefore(loop);
    visit(load);
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Places in registers
//===------------------------------------------------------------------------------------------------------------===//

/// True if every access inside that may touch the place means exactly it, as one plain load or store.
bool Forwarder::canKeep(Operation *region, Value place, const Accesses &inside) {
  bool compares = inside.stores.size() + inside.loads.size() + inside.others.size() <= kCompared;
  auto isApartAlways = [&](Operation *op) { return compares && isApartIn(region, op, place); };
  auto isApartOrExact = [&](Operation *op) {
    Alias relation = alias(place, getPlace(op));
    return relation == Alias::No || (relation == Alias::Must && getPointee(getPlace(op)) == getPointee(place)) ||
           isApartAlways(op);
  };
  return (mutant("free:register-stored") || llvm::all_of(inside.stores, isApartOrExact)) &&
         (mutant("free:register-loaded") || llvm::all_of(inside.loads, isApartOrExact)) &&
         llvm::none_of(
             inside.others,
             [&](Operation *op) { return (mayWrite(op, place) || mayRead(op, place)) && !isApartAlways(op); }) &&
         !(isSeenByCaller(place) && llvm::any_of(inside.others, mayLeave));
}

/// "y_i" for y[i], "c_f" for c.f: what a person would call the register.
std::string nameOf(Value place) {
  PointerPath path = getPath(place);
  std::string name = getVariableName(path.root).str();
  if (auto local = path.root.getDefiningOp<LocalOp>())
    name = local.getName();
  if (auto argument = dyn_cast<BlockArgument>(path.root))
    if (auto func = dyn_cast<FuncOp>(argument.getOwner()->getParentOp()))
      name = func.getArgName(argument.getArgNumber());
  if (name.empty())
    name = "value";
  for (auto [i, offset] : llvm::enumerate(path.offsets)) {
    if (offset.bases.size() == 1 && offset.constant == 0 && !getVariableName(offset.bases.front()).empty())
      name += "_" + getVariableName(offset.bases.front()).str();
    else if (offset.bases.empty() && offset.constant > 0)
      name += "_" + std::to_string(offset.constant);
    if (i < path.fields.size() && !path.fields[i].empty())
      name += "_" + path.fields[i].str();
  }
  return name;
}

/// Gives each place that was stored to before `op` and is stored to inside a local for the time of `op`. The stores
/// behind `op` that bring the values back are returned.
SmallVector<StoreOp> Forwarder::keepInLocals(Operation *op, const Accesses &inside) {
  if (inside.stores.empty() || inside.stores.size() * (inside.stores.size() + inside.loads.size()) > 1u << 20)
    return {};
  SmallVector<MemoryTable::Entry> kept;
  for (Operation *store : inside.stores) {
    const MemoryTable::Entry *entry = table.lookup(getPlace(store));
    if (!entry || !entry->stored || !entry->value || getPointee(entry->pointer) != getPointee(getPlace(store)))
      continue;
    bool seen = llvm::any_of(kept, [&](const MemoryTable::Entry &other) { return other.pointer == entry->pointer; });
    if (!seen && canKeep(op, entry->pointer, inside))
      kept.push_back(*entry);
  }
  SmallVector<StoreOp> after;
  for (const MemoryTable::Entry &entry : kept)
    after.push_back(keepInLocal(op, entry.pointer, entry.value, inside));
  return after;
}

StoreOp Forwarder::keepInLocal(Operation *op, Value place, Value value, const Accesses &inside) {
  OpBuilder builder(op);
  Location location = op->getLoc();
  auto local = builder.create<LocalOp>(location, PtrType::get(value.getType()), nameOf(place));
  local->setAttr("pb.invented", builder.getUnitAttr());
  builder.create<StoreOp>(location, value, local);
  for (ArrayRef<Operation *> list : {ArrayRef(inside.stores), ArrayRef(inside.loads)})
    for (Operation *access : list)
      if (alias(place, getPlace(access)) == Alias::Must)
        access->replaceUsesOfWith(getPlace(access), local);
  builder.setInsertionPointAfter(op);
  hasNewLocals = true;
  auto after = builder.create<StoreOp>(location, builder.create<LoadOp>(location, local), place);
  accesses.add(after);
  return after;
}

//===------------------------------------------------------------------------------------------------------------===//
// Backward: stores that nobody reads
//===------------------------------------------------------------------------------------------------------------===//

class DeadStores {
public:
  explicit DeadStores(FuncOp func) : accesses(func) {}
  void run(Block &block);

private:
  void visit(Operation *op);
  void visitRegions(Operation *op);
  /// Objects of the function's own, and the places in them that are read later.
  using Dying = llvm::SmallMapVector<Value, SmallVector<PointerPath, 4>, 8>;

  void noteReads(const Accesses &inside);
  void noteRead(Operation *op);
  void noteRead(Value place);
  Dying findReadAtOnce(Operation *loop, const Accesses &inside) const;
  bool isUnread(Value place) const;

  AccessMap accesses;
  /// Places that are overwritten later before anybody reads them.
  MemoryTable overwritten;
  Dying dying;
  DenseSet<Operation *> erased;
};

/// True for a place in a dying object of whose elements other fields alone are read later.
bool DeadStores::isUnread(Value place) const {
  PointerPath path = getPath(place);
  const auto *found = dying.find(path.root);
  return found != dying.end() && llvm::all_of(found->second, [&](const PointerPath &read) {
           return areOtherFields(read, path) || mutant("free:field-that-is-read");
         });
}

void DeadStores::noteRead(Value place) {
  PointerPath path = getPath(place);
  dying.remove_if([&](auto &entry) {
    auto &[object, reads] = entry;
    if (path.root != object)
      return rootsMayMeet(path.root, object);
    reads.push_back(path);
    return reads.size() > kCompared || path.fields.empty();
  });
}

/// Something reads these places (a loop may do so in its next iteration, so also before it in the text).
void DeadStores::noteRead(Operation *op) {
  if (isPlain(op)) {
    if (!mutant("free:store-that-is-read"))
      overwritten.forget(getPlace(op));
    if (!mutant("free:object-that-is-read"))
      noteRead(getPlace(op));
    return;
  }
  if (mayLeave(op))
    overwritten.forgetIf(isSeenByCaller);
  overwritten.forgetIf([&](Value place) { return mayRead(op, place) && !mutant("free:store-that-a-call-reads"); });
  dying.remove_if([&](auto &entry) {
    return mutant("free:object-that-is-copied") ? mayRead(op, entry.first) : mayReadObject(op, entry.first);
  });
}

void DeadStores::noteReads(const Accesses &inside) {
  if (!mutant("free:store-that-a-region-reads"))
    forgetTouched(overwritten, inside.loads);
  for (Operation *load : inside.loads)
    noteRead(getPlace(load));
  for (Operation *op : inside.others)
    if (!erased.contains(op))
      noteRead(op);
}

void DeadStores::run(Block &block) {
  // Objects of the block are gone after it.
  for (Operation &op : block)
    if (isa<LocalOp, AllocOp>(op) && isPrivate(op.getResult(0)))
      dying[op.getResult(0)];
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    visit(&op);
}

void DeadStores::visit(Operation *op) {
  if (op->getNumRegions() > 0)
    return visitRegions(op);
  if (auto store = dyn_cast<StoreOp>(op)) {
    const MemoryTable::Entry *later = overwritten.lookup(store.getPointer());
    bool sameType = later && getPointee(later->pointer) == store.getValue().getType();
    if (sameType || isUnread(store.getPointer()))
      store.erase();
    else
      overwritten.insert({store.getPointer(), {}, false});
    return;
  }
  Value target;
  if (auto copy = dyn_cast<CopyOp>(op))
    target = copy.getTarget();
  if (auto zero = dyn_cast<ZeroOp>(op))
    target = zero.getPointer();
  if (target && isUnread(target)) {
    erased.insert(op);
    op->erase();
    return;
  }
  if (isa<LoadOp>(op) || touchesMemory(op))
    noteRead(op);
}

/// The dying objects of which no iteration reads what an earlier one has stored, as they are after the loop:
/// `x = a[i]; a[i] = 0;`.
DeadStores::Dying DeadStores::findReadAtOnce(Operation *op, const Accesses &inside) const {
  auto loop = dyn_cast<ForOp>(op);
  if (!loop || dying.empty())
    return {};
  llvm::MapVector<Value, SmallVector<Operation *, 4>> reads, stores;
  for (Operation *store : inside.stores)
    stores[getPath(getPlace(store)).root].push_back(store);
  SmallVector<Operation *> others; // a choice between objects among them
  for (ArrayRef<Operation *> list : {ArrayRef(inside.loads), ArrayRef(inside.others)})
    for (Operation *op : list) {
      Value place = isa<LoadOp>(op) ? getPlace(op) : isa<AccumulateOp>(op) ? op->getOperand(1) : Value();
      Value root = place ? getPath(place).root : Value();
      bool isChosen = root && root.getDefiningOp<arith::SelectOp>() && !mutant("free:element-that-a-choice-reads");
      root && !isChosen ? reads[root].push_back(op) : others.push_back(op);
    }
  Dying found;
  for (auto &[object, written] : stores) {
    ArrayRef<Operation *> read = reads[object];
    size_t compared = 0;
    auto isApart = [&, &writes = written](Operation *later) {
      Value place = later->getOperand(isa<LoadOp>(later) ? 0 : 1);
      return llvm::all_of(writes, [&](Operation *store) {
        return areOtherFields(getPath(getPlace(store)), getPath(place)) ||
               (++compared <= kCompared && isApartInLaterIterations(loop, store, getPlace(store), later, place)) ||
               mutant("free:element-that-a-later-iteration-reads");
      });
    };
    const auto *known = dying.find(object);
    if (known != dying.end() && !read.empty() && read.size() * written.size() <= kCompared * kCompared &&
        llvm::none_of(others,
                      [&, &root = object](Operation *other) {
                        return mayReadObject(other, root) || mayWriteObject(other, root);
                      }) &&
        llvm::all_of(read, isApart))
      found.insert(*known);
  }
  return found;
}

void DeadStores::visitRegions(Operation *op) {
  const Accesses &inside = accesses.of(op);
  Dying readAtOnce;
  if (isLoop(op) && !mutant("free:store-that-the-next-iteration-reads")) {
    readAtOnce = findReadAtOnce(op, inside);
    noteReads(inside);
  }
  for (Region &region : op->getRegions())
    for (Block &block : region) {
      size_t mark = overwritten.enter();
      Dying after = dying;
      for (auto &[object, reads] : readAtOnce)
        dying[object] = reads;
      run(block);
      dying = std::move(after);
      overwritten.leave(mark);
    }
  if (!isLoop(op))
    noteReads(inside);
}

struct ForwardLoads : pullback::impl::ForwardLoadsBase<ForwardLoads> {
  void runOnOperation() override {
    FuncOp func = getOperation();
    if (func.isDeclaration())
      return;
    Block &body = func.getBody().front();
    Forwarder forwarder(func);
    forwarder.run(body);
    forwarder.removeUnchanging();
    if (forwarder.madeLocals() && failed(promoteLocals(func)))
      return signalPassFailure();
    DeadStores(func).run(body);
    simplifyRegionValues(func);
  }
};

} // namespace
