#include "Transforms/MadeObjects.h"

#include "Analysis/Aliasing.h"
#include "IR/Mutants.h"
#include "Transforms/NullPointers.h"
#include "Transforms/ObjectParts.h"
#include "Transforms/PointerComparisons.h"
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
  bool isCompared(const PointerGroup &group);
  bool separateObjects(PointerGroup &group);
  bool findPlace(PointerGroup &group, Value part, MadeObjects &place);
  bool choosesMembers(const PointerGroup &group);
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
  auto found = llvm::find_if(group.made, [&](auto &one) {
    return one.allocations.contains(allocation) || one.parts.contains(getBase(object));
  });
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
  bool isWalked = llvm::any_of(group.walked, [&](Value base) {
    return !group.objects.contains(base) && !group.allocations.contains(base.getDefiningOp());
  });
  bool hasMembers = llvm::any_of(group.objects, [&](Value object) {
    Value root = getRoot(object);
    return root != object && groups.isMember(root);
  });
  return group.grown.empty() && !isWalked && (!group.hasOffsets || hasMembers) && !group.objects.empty() &&
         (!group.allocations.empty() || choosesMembers(group) ||
          llvm::any_of(group.objects, [&](Value object) { return !isThere(group, object); }));
}

/// True if a pointer of the group that is cast down so, or is of the class itself, can go to no object but those that
/// `made` has at that number.
static bool isOnlyPlace(PointerGroup &group, unsigned number, ArrayRef<DowncastOp> downcasts) {
  if (downcasts.empty())
    return group.made.size() == 1 && group.objects.empty();
  Type whole = cast<PtrType>(DowncastOp(downcasts.front()).getType()).getPointee();
  auto isOf = [&](Value object) { // or a part of one
    for (; isa_and_nonnull<FieldOp, CastOp>(object.getDefiningOp()); object = object.getDefiningOp()->getOperand(0))
      if (cast<PtrType>(object.getType()).getPointee() == whole)
        return true;
    return cast<PtrType>(object.getType()).getPointee() == whole;
  };
  auto goesThrough = [&](FieldOp base) { return cast<PtrType>(base.getType()).getPointee() == whole; };
  return llvm::none_of(group.objects, isOf) && llvm::none_of(llvm::enumerate(group.made), [&](auto made) {
           return made.index() != number && llvm::any_of(made.value().bases, goesThrough);
         });
}

/// Where the whole lies of which `part` is a base or member, and which it is; false if that is an object by itself, or
/// is not known.
bool ObjectSorter::findPlace(PointerGroup &group, Value part, MadeObjects &place) {
  if (auto decay = part.getDefiningOp<DecayOp>()) {
    part = decay.getPointer();
    place.extent = cast<pullback::ArrayType>(cast<PtrType>(part.getType()).getPointee()).getExtent();
  }
  while (isa_and_nonnull<FieldOp, CastOp>(part.getDefiningOp())) {
    if (auto field = part.getDefiningOp<FieldOp>())
      place.bases.insert(place.bases.begin(), field);
    part = part.getDefiningOp()->getOperand(0);
  }
  bool isElement = part.getDefiningOp<ElementOp>() != nullptr;
  part = getBase(part);
  SmallVector<DowncastOp> downcasts;
  while (auto downcast = part.getDefiningOp<DowncastOp>()) {
    downcasts.push_back(downcast);
    part = stripCasts(downcast.getPointer());
  }
  auto allocation = part.getDefiningOp<AllocOp>();
  for (auto &[leader, other] : groups) {
    bool isOwner = allocation && (other.allocations.contains(allocation) || findMade(other, part));
    if (&other != &group && isOwner)
      place.owner = &other;
  }
  if (groups.isMember(part))
    place.owner = groups.find(part);
  if (!place.owner) {
    place.array = part;
    return isElement && !place.bases.empty() && downcasts.empty() && getObject(part) && isThere(group, part);
  }
  PointerGroup &owner = *place.owner;
  if (&owner == &group || !owner.hasCells)
    return false;
  auto isDowncast = [&](ArrayRef<FieldOp> bases) {
    return llvm::equal(bases, downcasts, [](FieldOp base, DowncastOp downcast) {
      return base.getName() == downcast.getName() && cast<PtrType>(FieldOp(base).getPointer().getType()).getPointee() ==
                                                         cast<PtrType>(downcast.getType()).getPointee();
    });
  };
  for (auto [number, made] : llvm::enumerate(owner.made))
    if (!made.areElsewhere() && (allocation ? made.allocations.contains(allocation) : isDowncast(made.bases)))
      place.within = number;
  if (place.within)
    return allocation ? downcasts.empty() : isOnlyPlace(owner, *place.within, downcasts);
  if (!isDowncast(owner.bases) || (downcasts.empty() && place.bases.empty()))
    return false;
  return owner.isShared() ? owner.objects.empty()
                          : owner.made.empty() && owner.objects.size() == 1 && isThere(group, owner.objects.front());
}

/// True where a pointer of the group is compared with others, or subtracted: one behind the last element of an array
/// has the place of the first in the next object, which has another address.
bool ObjectSorter::isCompared(const PointerGroup &group) {
  WalkResult result = func.walk([&](Operation *op) {
    if (mutant("share:behind-the-last") || !isa<CmpOp, PtrDiffOp>(op) ||
        (isa<CmpOp>(op) && getComparedWithNull(cast<CmpOp>(op))))
      return WalkResult::advance();
    bool isOne = llvm::any_of(op->getOperands(), [&](Value operand) {
      return isa<PtrType>(operand.getType()) && isOf(groups, group, operand);
    });
    return isOne ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
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
    bool isVariable = isa_and_nonnull<LocalOp>(getRoot(origin).getDefiningOp()); // which can be declared before
    if (getObject(origin) && (isVariable || isThere(group, origin))) {
      objects.insert(origin);
      continue;
    }
    if (group.walked.contains(origin) && !origin.getDefiningOp<DecayOp>())
      return false;
    if (MadeObjects place; findPlace(group, origin, place)) {
      auto isKnown = [&](const MadeObjects &one) {
        return one.owner == place.owner && one.within == place.within && one.array == place.array &&
               (areSameBases(one.bases, place.bases) || mutant("share:which-member"));
      };
      auto known = llvm::find_if(made, isKnown);
      if (known == made.end())
        known = made.insert(made.end(), place);
      known->parts.insert(origin);
      continue;
    }
    bool isElsewhere = llvm::any_of(groups, [&](auto &entry) {
      bool isOther = &entry.second != &group;
      return isOther && (entry.second.allocations.contains(allocation) || findMade(entry.second, origin));
    });
    if (!allocation || isElsewhere)
      return false;
    auto isSame = [&](const MadeObjects &one) {
      return !one.areElsewhere() && one.allocations.front()->getResult(0).getType() == allocation.getType() &&
             areSameBases(one.bases, bases);
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
  if (llvm::any_of(made, [](const MadeObjects &one) { return one.extent.has_value(); }) && isCompared(group))
    return false;
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

/// True where pointers to members of what others lead to are carried or chosen, and one of those others is not known
/// there.
bool ObjectSorter::choosesMembers(const PointerGroup &group) {
  DominanceInfo dominance(func);
  return llvm::any_of(group.objects, [&](Value object) {
    Value root = getRoot(object);
    return root != object && groups.isMember(root) &&
           llvm::any_of(group.slots, [&](Operation *slot) { return !dominance.properlyDominates(root, slot); });
  });
}

/// Which groups share memory, and what they go to. Groups that are sorted stay as they are.
void ObjectSorter::run() {
  for (auto &[leader, group] : groups)
    group.hasCells |= (!group.grown.empty() && group.allocations.size() > 1) || isMadeInBranches(group) ||
                      outlivesLoop(group) || choosesMembers(group);
  for (auto &[leader, group] : groups)
    if (group.hasCells && group.made.empty())
      takeWholeObjects(group);
  DenseSet<PointerGroup *> sorted;
  for (bool changed = true; changed;) { // parts after the objects that they are parts of
    changed = false;
    for (auto &[leader, group] : groups)
      if (group.hasCells && group.made.empty() && !sorted.contains(&group) && isMixed(group) && separateObjects(group))
        changed |= sorted.insert(&group).second;
  }
}

void pullback::placeParts(PointerGroups &groups) {
  for (auto &[leader, group] : groups)
    for (MadeObjects &made : group.made)
      if (made.areElsewhere())
        made.shared = made.array               ? made.array
                      : made.within            ? made.owner->made[*made.within].shared
                      : made.owner->isShared() ? Value(made.owner->shared)
                                               : made.owner->objects.front();
}

Value pullback::getMadePart(OpBuilder &builder, const MadeObjects &made, Value place, Location location) {
  Type sizeType = getSizeType(builder.getContext());
  Value object = place, element;
  if (made.extent) {
    Value extent = builder.create<ConstantOp>(location, sizeType, *made.extent);
    object = builder.create<BinaryOp>(location, BinaryKind::Div, place, extent);
    element = builder.create<BinaryOp>(location, BinaryKind::Rem, place, extent);
  }
  Value whole = builder.create<ElementOp>(location, made.shared, object);
  Value part = getPart(builder, made.bases, whole, location);
  if (!made.extent)
    return part;
  Value first = builder.create<DecayOp>(location, part);
  return builder.create<ElementOp>(location, first, element);
}

Value pullback::getMadePlace(OpBuilder &builder, const MadeObjects &made, Value pointer, Location location) {
  Type sizeType = getSizeType(builder.getContext());
  Value part = pointer;
  if (made.extent)
    part = getBase(pointer).getDefiningOp<DecayOp>().getPointer();
  Value whole = getWhole(builder, made.bases, part, location);
  Value place = builder.create<PtrDiffOp>(location, sizeType, whole, made.shared);
  if (!made.extent)
    return place;
  Value extent = builder.create<ConstantOp>(location, sizeType, *made.extent);
  Value element = builder.create<PtrDiffOp>(location, sizeType, pointer, getBase(pointer));
  Value first = builder.create<BinaryOp>(location, BinaryKind::Mul, place, extent);
  return builder.create<BinaryOp>(location, BinaryKind::Add, first, element);
}

void pullback::sortObjects(FuncOp function, PointerGroups &groups) { ObjectSorter(function, groups).run(); }
