#include "Transforms/PointerGroups.h"

#include "IR/Mutants.h"
#include "Transforms/NullPointers.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

Value pullback::getBase(Value pointer) {
  while (isa_and_nonnull<ElementOp, CastOp>(pointer.getDefiningOp()))
    pointer = pointer.getDefiningOp()->getOperand(0);
  return pointer;
}

Value pullback::getRoot(Value place) {
  while (isa_and_nonnull<ElementOp, CastOp, FieldOp, DecayOp>(place.getDefiningOp()))
    place = place.getDefiningOp()->getOperand(0);
  return place;
}

static bool hasOffset(Value pointer) {
  for (; isa_and_nonnull<ElementOp, CastOp>(pointer.getDefiningOp()); pointer = pointer.getDefiningOp()->getOperand(0))
    if (auto element = pointer.getDefiningOp<ElementOp>(); element && getConstantInt(element.getIndex()) != 0)
      return true;
  return false;
}

static Cell getCell(Value place) {
  place = stripCasts(place);
  if (auto field = place.getDefiningOp<FieldOp>())
    return {cast<PtrType>(field.getPointer().getType()).getPointee(), field.getName()};
  return {cast<PtrType>(place.getType()).getPointee(), ""};
}

unsigned PointerGroups::getNode(Value value) {
  auto [known, isNew] = nodes.try_emplace(value, count);
  if (isNew)
    classes.insert(count++);
  return known->second;
}

unsigned PointerGroups::getCellNode(Value place) {
  const void *holder = whole ? getHolder(getRoot(place)) : nullptr;
  auto [known, isNew] = cells.insert({{getCell(place), holder}, count});
  if (isNew)
    classes.insert(count++);
  return known->second;
}

void PointerGroups::visit(Operation *op) {
  if (auto load = dyn_cast<LoadOp>(op); load && isa<PtrType>(load.getType())) {
    unsigned node = getNode(load.getResult());
    classes.unionSets(node, getCellNode(load.getPointer()));
    addMember(node, op);
  } else if (auto store = dyn_cast<StoreOp>(op); store && isa<PtrType>(store.getValue().getType())) {
    unsigned node = getCellNode(store.getPointer());
    addFlow(node, store.getValueMutable());
    addMember(node, op);
  } else if (auto grow = dyn_cast<GrowOp>(op)) {
    addFlow(getNode(grow.getData()), grow.getPointerMutable());
    addMember(getNode(grow.getData()), op);
  } else if (auto select = dyn_cast<arith::SelectOp>(op); select && isa<PtrType>(select.getType())) {
    addFlow(getNode(select), select.getTrueValueMutable());
    addFlow(getNode(select), select.getFalseValueMutable());
    addMember(getNode(select), op);
  }
  if (!isLoop(op) && !isa<scf::IfOp>(op))
    return;
  for (auto [index, result] : llvm::enumerate(op->getResults())) {
    if (!isa<PtrType>(result.getType()))
      continue;
    unsigned node = getNode(result);
    if (auto branch = dyn_cast<scf::IfOp>(op)) {
      addFlow(node, branch.thenYield()->getOpOperand(index));
      addFlow(node, branch.elseYield()->getOpOperand(index));
    } else {
      classes.unionSets(node, getNode(getLoopCarried(op)[index]));
      addFlow(node, op->getOpOperand(getFirstInit(op) + index));
      addFlow(node, getLoopYield(op).getValuesMutable()[index]);
    }
    addMember(node, op);
  }
}

void PointerGroups::unite() {
  DenseMap<Value, unsigned> originNodes; // an allocation belongs to one group
  for (auto [node, incoming] : flows) {
    Value base = getBase(incoming->get());
    if (auto known = nodes.find(base); known != nodes.end())
      classes.unionSets(node, known->second);
    else if (base.getDefiningOp<AllocOp>())
      classes.unionSets(node, originNodes.try_emplace(base, node).first->second);
    // What is read and written through a pointer to a pointer is kept in the field or array that it leads to.
    Value place = stripCasts(base);
    Type pointee = cast<PtrType>(incoming->get().getType()).getPointee();
    if (!isa_and_nonnull<FieldOp, DecayOp>(place.getDefiningOp()) || !isa<PtrType>(pointee) ||
        mutant("share:place-of-pointer"))
      continue;
    auto own = cells.find({getCell(place), whole ? getHolder(getRoot(place)) : nullptr});
    auto other = cells.find({{pointee, ""}, nullptr});
    if (own != cells.end() && other != cells.end())
      classes.unionSets(own->second, other->second);
  }
}

// Memory that is zero holds null pointers, which differ from all others.
void PointerGroups::noteComparison(CmpOp op) {
  if (!tellsPointersApart(op))
    return;
  bool isWithNull = getComparedWithNull(op) != nullptr;
  for (Value pointer : op.getOperands())
    if (PointerGroup *group = find(getOrigin(pointer))) {
      group->hasNull |= isWithNull || group->hasCells;
      group->areCompared |= !isWithNull;
    }
}

// Where the pointers of a group come from.
void PointerGroups::addOrigin(PointerGroup &group, OpOperand &incoming) {
  Value base = getBase(incoming.get());
  if (hasOffset(incoming.get())) {
    group.hasOffsets = true;
    group.walked.insert(base);
  }
  if (isMember(base) || base.getDefiningOp<UndefOp>())
    return;
  if (base.getDefiningOp<NullOp>()) {
    group.hasNull = true;
    group.nulls.push_back(&incoming);
  } else if (auto allocation = base.getDefiningOp<AllocOp>()) {
    group.allocations.insert(allocation);
  } else {
    group.objects.insert(base);
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Objects that hold pointers
//===------------------------------------------------------------------------------------------------------------===//

/// Stands for a group, and is no address of an object.
static const void *getKey(unsigned leader) { return reinterpret_cast<const void *>(uintptr_t(leader) * 2 + 1); }

/// Whether nothing but the pointers of the group leads to what they point to.
static bool isHolder(const PointerGroup &group) { return !group.hasCells && group.objects.empty(); }

/// The object, or the pointers that flow into each other and lead to it; null for what others may reach.
const void *PointerGroups::getHolder(Value root) const {
  const void *holder = nullptr;
  if (auto known = holders.find(root); known != holders.end()) {
    holder = known->second;
  } else if (whole->isMember(root)) {
    unsigned leader = whole->classes.getLeaderValue(whole->nodes.lookup(root));
    auto group = whole->groups.find(leader);
    bool isOwn = group != whole->groups.end() && isHolder(group->second) && !open.contains(leader);
    holder = isOwn ? getKey(leader) : nullptr;
  } else if (isa_and_nonnull<LocalOp, AllocOp>(root.getDefiningOp())) {
    holder = root.getDefiningOp();
  }
  auto leader = copied.findLeader(holder);
  if (leader == copied.member_end())
    return holder;
  return copied.isEquivalent(holder, nullptr) ? nullptr : *leader;
}

void PointerGroups::findHolders(FuncOp func, const PointerGroups &all) {
  whole = &all;
  for (auto &[leader, group] : all.groups)
    for (Value object : group.objects) // a part of which something points to
      if (Value root = getRoot(object); all.isMember(root))
        open.insert(all.classes.getLeaderValue(all.nodes.lookup(root)));
  for (auto &[leader, group] : all.groups) {
    for (Operation *allocation : group.allocations)
      holders[allocation->getResult(0)] = isHolder(group) && !open.contains(leader) ? getKey(leader) : nullptr;
    for (Value object : group.objects) // a part of which something points to
      holders[getRoot(object)] = nullptr;
  }
  copied.insert(nullptr);
  auto join = [&](Value first, const void *other) {
    const void *holder = getHolder(getRoot(first));
    copied.insert(holder);
    copied.unionSets(holder, other);
  };
  func.walk([&](Operation *op) {
    if (auto copy = dyn_cast<CopyOp>(op)) {
      const void *target = getHolder(getRoot(copy.getTarget()));
      copied.insert(target);
      if (!mutant("share:copied-holder"))
        join(copy.getSource(), target);
    } else if (auto call = dyn_cast<CallOp>(op)) {
      for (Value operand : call.getOperands())
        if (isa<PtrType>(operand.getType()))
          join(operand, nullptr);
    }
  });
}

bool PointerGroups::haveOneForm() const {
  llvm::MapVector<Cell, unsigned> seen;
  for (auto &[cell, node] : cells) {
    unsigned leader = classes.getLeaderValue(node);
    auto [known, isNew] = seen.insert({cell.first, leader});
    auto isShared = [&](unsigned one) {
      auto group = groups.find(one);
      return group != groups.end() && group->second.isShared();
    };
    if (!isNew && known->second != leader && !(isShared(leader) && isShared(known->second)))
      return false;
  }
  return true;
}

PointerGroups::PointerGroups(FuncOp func, const PointerGroups *all) {
  if (all)
    findHolders(func, *all);
  func.walk<WalkOrder::PreOrder>([&](Operation *op) { visit(op); });
  unite();
  for (auto [cell, node] : cells)
    getGroup(node).hasCells = true;
  func.walk([&](CmpOp op) { noteComparison(op); });
  for (auto [node, op] : members) {
    PointerGroup &group = getGroup(node);
    if (auto load = dyn_cast<LoadOp>(op))
      group.loads.push_back(load);
    else if (auto store = dyn_cast<StoreOp>(op))
      group.stores.push_back(store);
    else if (auto grow = dyn_cast<GrowOp>(op))
      group.grown.push_back(grow);
    else
      group.slots.push_back(op);
  }
  for (auto [node, incoming] : flows)
    addOrigin(getGroup(node), *incoming);
}

PointerGroup *PointerGroups::find(Value pointer) {
  auto node = nodes.find(getBase(pointer));
  return node == nodes.end() ? nullptr : &getGroup(node->second);
}

PointerGroup *PointerGroups::findKept(Cell cell) {
  for (auto &[known, node] : cells) // all that are kept so have one form
    if (known.first == cell)
      return &getGroup(node);
  return nullptr;
}

/// The innermost block around both.
static Block *findBlockAround(Block *scope, Block *other) {
  while (scope != other && !scope->findAncestorOpInBlock(*other->getParentOp()))
    scope = scope->getParentOp()->getBlock();
  return scope;
}

Block *PointerGroups::findScope(const PointerGroup &group) {
  llvm::SmallPtrSet<const PointerGroup *, 4> visited;
  return findScope(group, visited);
}

Block *PointerGroups::findScope(const PointerGroup &group, llvm::SmallPtrSetImpl<const PointerGroup *> &visited) {
  visited.insert(&group);
  llvm::SmallPtrSet<const PointerGroup *, 4> holders;
  Block *scope = nullptr;
  auto include = [&](Operation *op) {
    if (!scope)
      scope = op->getBlock();
    while (!scope->findAncestorOpInBlock(*op))
      scope = scope->getParentOp()->getBlock();
  };
  auto includeHolder = [&](Value place) {
    Value root = getRoot(place);
    if (Operation *op = root.getDefiningOp(); isa_and_nonnull<LocalOp, AllocOp>(op))
      include(op);
    if (PointerGroup *holder = find(root)) {
      holders.insert(holder);
      for (Operation *allocation : holder->allocations)
        include(allocation);
      for (Value object : holder->objects)
        if (Operation *op = getRoot(object).getDefiningOp())
          include(op);
    }
    if (isa<BlockArgument>(root) && !isMember(root))
      while (!isa<FuncOp>(scope->getParentOp()))
        scope = scope->getParentOp()->getBlock();
  };
  for (Operation *op : group.allocations)
    include(op);
  for (LoadOp load : group.loads) {
    include(load);
    includeHolder(load.getPointer());
  }
  for (StoreOp store : group.stores) {
    include(store);
    includeHolder(store.getPointer());
  }
  for (GrowOp grow : group.grown)
    include(grow);
  for (Operation *slot : group.slots)
    include(slot);
  for (const PointerGroup *holder : holders) // what it holds lives as long as it does
    if (Block *outer = visited.contains(holder) ? nullptr : findScope(*holder, visited))
      scope = findBlockAround(scope, outer);
  return scope;
}

Block *PointerGroups::findScopeOfMemory(const PointerGroup &group) {
  Block *scope = findScope(group);
  for (auto &[leader, other] : *this) {
    bool isOwned = other.hasCells && &other != &group &&
                   llvm::any_of(other.made, [&](const MadeObjects &made) { return made.owner == &group; });
    if (isOwned)
      scope = findBlockAround(scope, findScope(other));
  }
  return scope;
}
