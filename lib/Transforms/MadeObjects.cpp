#include "Transforms/MadeObjects.h"

#include "Analysis/Aliasing.h"
#include "Transforms/ObjectParts.h"
#include "Transforms/RegionValues.h"

#include "mlir/IR/Dominance.h"

using namespace mlir;
using namespace pullback;

namespace {

class ObjectSorter {
public:
  ObjectSorter(FuncOp func, PointerGroups &groups) : func(func), groups(groups) {}
  void run();

private:
  bool isThere(PointerGroup &group, Value object);
  bool isMixed(PointerGroup &group);
  bool separateObjects(PointerGroup &group);
  void takeWholeObjects(PointerGroup &group);
  bool isMadeInBranches(const PointerGroup &group);
  bool outlivesLoop(const PointerGroup &group);

  FuncOp func;
  PointerGroups &groups;
};

} // namespace

bool pullback::isMadeAgain(FuncOp func, PointerGroups &groups, PointerGroup &group, Value object) {
  Operation *allocation = getRoot(object).getDefiningOp();
  if (!isa_and_nonnull<AllocOp>(allocation))
    return false;
  Operation *scope = groups.findScope(group)->getParentOp();
  for (Operation *around = allocation->getParentOp(); around != func; around = around->getParentOp())
    if (isLoop(around) && !around->isAncestor(scope))
      return true;
  return false;
}

const MadeObjects *pullback::findMade(const PointerGroup &group, Value object) {
  Operation *allocation = getRoot(object).getDefiningOp();
  auto found = llvm::find_if(group.made, [&](auto &one) { return one.allocations.contains(allocation); });
  return found == group.made.end() ? nullptr : &*found;
}

/// True for one object, which is there wherever a pointer is read.
bool ObjectSorter::isThere(PointerGroup &group, Value object) {
  DominanceInfo dominance(func);
  return !isMadeAgain(func, groups, group, object) &&
         llvm::all_of(group.loads, [&](LoadOp load) { return dominance.properlyDominates(object, load); });
}

/// True for a group that goes to objects from the heap and to others, or to some that are not there all the time.
bool ObjectSorter::isMixed(PointerGroup &group) {
  return group.grown.empty() && !group.hasOffsets && !group.objects.empty() &&
         (!group.allocations.empty() ||
          llvm::any_of(group.objects, [&](Value object) { return !isThere(group, object); }));
}

/// Where a group goes to objects of several classes, takes those that are made from time to time class by class. False
/// if something is none of these.
bool ObjectSorter::separateObjects(PointerGroup &group) {
  SmallVector<Value> origins(group.objects.begin(), group.objects.end());
  for (Operation *allocation : group.allocations)
    origins.push_back(allocation->getResult(0));
  llvm::SetVector<Value> objects;
  SmallVector<MadeObjects, 0> made;
  for (Value origin : origins) {
    SmallVector<FieldOp> bases;
    AllocOp allocation = findAllocation(origin, bases);
    if (getObject(origin) && isThere(group, origin)) {
      objects.insert(origin);
      continue;
    }
    bool isElsewhere = llvm::any_of(groups, [&](auto &entry) {
      bool isOther = &entry.second != &group;
      return isOther && (entry.second.allocations.contains(allocation) || findMade(entry.second, origin));
    });
    if (!allocation || isElsewhere)
      return false;
    auto isSame = [&](const MadeObjects &one) {
      return one.allocations.front()->getResult(0).getType() == allocation.getType() && areSameBases(one.bases, bases);
    };
    auto known = llvm::find_if(made, isSame);
    if (known == made.end()) {
      made.emplace_back();
      known = &made.back();
      known->bases = bases;
    }
    known->allocations.insert(allocation);
    auto holds = [&](const MadeObjects &one) { return one.allocations.contains(allocation); };
    if (llvm::count_if(made, holds) > 1) // two parts of one object
      return false;
  }
  group.objects = std::move(objects);
  group.made = std::move(made);
  group.allocations.clear();
  return true;
}

/// Where a group goes to parts of objects that are made from time to time, and all are of one class, it goes to these.
void ObjectSorter::takeWholeObjects(PointerGroup &group) {
  if (group.objects.empty() || !group.allocations.empty() || !group.grown.empty() || group.hasOffsets)
    return;
  if (!group.hasNull && llvm::all_of(group.objects, [&](Value object) { return isThere(group, object); }))
    return;
  SmallVector<FieldOp> bases;
  llvm::SetVector<Operation *> allocations;
  for (Value object : group.objects) {
    SmallVector<FieldOp> own;
    AllocOp allocation = findAllocation(object, own);
    bool isOther = !bases.empty() && !areSameBases(own, bases);
    bool isElsewhere = llvm::any_of(groups, [&](auto &entry) { return entry.second.allocations.contains(allocation); });
    if (!allocation || own.empty() || isOther || isElsewhere)
      return;
    bases = own;
    allocations.insert(allocation);
  }
  group.bases = bases;
  group.allocations = std::move(allocations);
  group.objects.clear();
}

/// True for memory that one way makes and another does not: `n > 0 ? new double[n] : nullptr`.
bool ObjectSorter::isMadeInBranches(const PointerGroup &group) {
  if (group.allocations.empty() || !group.objects.empty() || group.slots.empty())
    return false;
  DominanceInfo dominance(func);
  return group.hasNull || llvm::any_of(group.allocations, [&](Operation *allocation) {
           return llvm::any_of(group.slots,
                               [&](Operation *slot) { return !dominance.properlyDominates(allocation, slot); });
         });
}

/// True where a pointer to a part of an object that a loop makes is carried out of an iteration.
bool ObjectSorter::outlivesLoop(const PointerGroup &group) {
  return llvm::any_of(group.objects, [&](Value object) {
    Operation *allocation = getRoot(object).getDefiningOp();
    if (!isa_and_nonnull<AllocOp>(allocation))
      return false;
    for (Operation *around = allocation->getParentOp(); around != func; around = around->getParentOp())
      if (isLoop(around) && llvm::any_of(group.slots, [&](Operation *slot) { return !around->isProperAncestor(slot); }))
        return true;
    return false;
  });
}

/// Which groups share memory, and what they go to. Groups that are sorted stay as they are.
void ObjectSorter::run() {
  for (auto &[leader, group] : groups)
    group.hasCells |=
        (!group.grown.empty() && group.allocations.size() > 1) || isMadeInBranches(group) || outlivesLoop(group);
  for (auto &[leader, group] : groups)
    if (group.hasCells && group.made.empty())
      takeWholeObjects(group);
  for (auto &[leader, group] : groups)
    if (group.hasCells && group.made.empty() && isMixed(group))
      separateObjects(group);
}

void pullback::sortObjects(FuncOp function, PointerGroups &groups) { ObjectSorter(function, groups).run(); }
