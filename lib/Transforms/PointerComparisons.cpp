#include "Transforms/PointerComparisons.h"

#include "IR/ComparedPointers.h"
#include "Transforms/NullPointers.h"
#include "Transforms/ObjectParts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

namespace {

class Comparison {
public:
  Comparison(CmpOp op, PointerGroups &groups, OpBuilder &builder) : op(op), groups(groups), builder(builder) {}
  void rewrite();

private:
  bool mayBeKeptNull(Value pointer);
  Value compareWithNull(Predicate predicate, Value pointer);
  Value compareBoth(Value pointer, Value other);

  CmpOp op;
  PointerGroups &groups;
  OpBuilder &builder;
};

} // namespace

/// Of a pointer that is kept: the number of its object (0), or how far in it lies (1).
Value pullback::readKept(OpBuilder &builder, PointerGroup &group, LoadOp load, unsigned index) {
  Location location = load.getLoc();
  Value place = load.getPointer();
  Type type = group.kept;
  if (auto record = dyn_cast<RecordType>(type)) {
    type = record.getFieldTypes()[index];
    place = builder.create<FieldOp>(location, PtrType::get(type), place, record.getFieldNames()[index]);
  }
  return builder.create<LoadOp>(location, type, place);
}

bool pullback::isOf(PointerGroups &groups, const PointerGroup &group, Value pointer) {
  Value root = getOrigin(pointer);
  return groups.isMember(root) && groups.find(root) == &group;
}

Operation *pullback::findComparedCarried(FuncOp function, PointerGroups &groups, const PointerGroup &group) {
  Operation *found = nullptr;
  function.walk([&](CmpOp op) {
    for (Value pointer : tellsPointersApart(op) ? op.getOperands() : ValueRange())
      if (isOf(groups, group, pointer) && !getOrigin(pointer).getDefiningOp<LoadOp>())
        found = op;
  });
  return found;
}

/// True for a pointer that stands for another one where null is kept.
bool Comparison::mayBeKeptNull(Value pointer) {
  PointerGroup *group = groups.find(getOrigin(pointer));
  return group && group->hasCells && group->hasNull;
}

/// Whether a pointer is null: place 0 of the shared memory, or number 0 where objects have numbers. No value where it
/// never is.
Value Comparison::compareWithNull(Predicate predicate, Value pointer) {
  Value origin = getOrigin(pointer);
  PointerGroup *group = groups.find(origin);
  if (!group || !group->hasCells) {
    if (isNeverNull(pointer))
      return {};
    Value null = builder.create<NullOp>(op.getLoc(), origin.getType()); // where an offset from null is 0
    return builder.create<CmpOp>(op.getLoc(), predicate, origin, null);
  }
  Value place;
  if (group->shared) {
    Value whole = getWhole(builder, group->bases, origin, op.getLoc());
    place = builder.create<PtrDiffOp>(op.getLoc(), getSizeType(op.getContext()), whole, group->shared);
  } else {
    auto load = origin.getDefiningOp<LoadOp>();
    builder.setInsertionPoint(load);
    place = readKept(builder, *group, load, 0);
    builder.setInsertionPoint(op);
  }
  Value none = builder.create<ConstantOp>(op.getLoc(), place.getType(), 0);
  return builder.create<CmpOp>(op.getLoc(), predicate, place, none);
}

/// Whether a null pointer that is kept is equal to another one, which may be null as well: %p == %q becomes
///
///   %p is null ? %q is null : (%q is not null && %p == %q)
///
/// and %p != %q the contrary.
Value Comparison::compareBoth(Value pointer, Value other) {
  bool isEqual = op.getPredicate() == Predicate::EQ;
  Predicate same = op.getPredicate();
  Value isNull = compareWithNull(Predicate::EQ, pointer);
  Value isOtherNull = compareWithNull(same, other);
  Value result = builder.create<CmpOp>(op.getLoc(), same, pointer, other);
  if (mayBeKeptNull(other)) {
    Value isThere = compareWithNull(isEqual ? Predicate::NE : Predicate::EQ, other);
    result = isEqual ? builder.create<arith::AndIOp>(op.getLoc(), isThere, result).getResult()
                     : builder.create<arith::OrIOp>(op.getLoc(), isThere, result).getResult();
  }
  if (!isOtherNull)
    isOtherNull = builder.create<arith::ConstantOp>(op.getLoc(), builder.getBoolAttr(!isEqual));
  return builder.create<arith::SelectOp>(op.getLoc(), isNull, isOtherNull, result);
}

/// Comparisons of pointers that are kept, of which one may be null.
void Comparison::rewrite() {
  if (!tellsPointersApart(op) || (!mayBeKeptNull(op.getLhs()) && !mayBeKeptNull(op.getRhs())))
    return;
  builder.setInsertionPoint(op);
  Value asked = getComparedWithNull(op), pointer = op.getLhs(), other = op.getRhs();
  if (!mayBeKeptNull(pointer))
    std::swap(pointer, other);
  PointerGroup *group = groups.find(getOrigin(pointer));
  bool isOfOneMemory = group->shared && groups.find(getOrigin(other)) == group;
  if (!asked && isOfOneMemory)
    return;
  op.replaceAllUsesWith(asked ? compareWithNull(op.getPredicate(), asked) : compareBoth(pointer, other));
  op.erase();
}

void pullback::comparePointers(CmpOp op, PointerGroups &groups, OpBuilder &builder) {
  Comparison(op, groups, builder).rewrite();
}
