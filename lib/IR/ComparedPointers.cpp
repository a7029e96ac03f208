#include "IR/ComparedPointers.h"

using namespace mlir;
using namespace pullback;

// The local, allocation or null that a pointer is the address of, or of a part of.
static Value getOwnObject(Value pointer) {
  while (Operation *op = pointer.getDefiningOp()) {
    if (isa<LocalOp, AllocOp, NullOp>(op))
      return pointer;
    if (!isa<FieldOp, ElementOp, DecayOp, CastOp>(op))
      break;
    pointer = op->getOperand(0);
  }
  return {};
}

bool pullback::isVectorOrNull(Value object) {
  auto argument = dyn_cast<BlockArgument>(object);
  if (argument) {
    auto function = dyn_cast<FuncOp>(argument.getOwner()->getParentOp());
    return function && function.getArgAttr(argument.getArgNumber(), "pb.container");
  }
  auto alloc = object.getDefiningOp<AllocOp>();
  return alloc && alloc.getKind() == AllocKind::Vector && getConstantInt(alloc.getCount()).value_or(0) <= 0;
}

bool pullback::isNeverNull(Value pointer) {
  while (Operation *op = pointer.getDefiningOp()) {
    auto element = dyn_cast<ElementOp>(op);
    if (element && getConstantInt(element.getIndex()).value_or(0) != 0)
      return true; // there is no other place relative to null
    if (isa<LocalOp, AllocOp, GlobalOp>(op))
      return !isVectorOrNull(pointer);
    if (!isa<ElementOp, FieldOp, DecayOp, CastOp, DowncastOp>(op))
      return false;
    pointer = op->getOperand(0);
  }
  auto argument = cast<BlockArgument>(pointer);
  auto function = dyn_cast<FuncOp>(argument.getOwner()->getParentOp());
  auto is = [&](StringRef name) { return function.getArgAttr(argument.getArgNumber(), name) != nullptr; };
  return function && !isVectorOrNull(pointer) && (is("pb.ref") || is("pb.byval"));
}

std::optional<bool> pullback::compareAddresses(Predicate predicate, Value left, Value right) {
  bool isEquality = predicate == Predicate::EQ || predicate == Predicate::NE;
  if (!isEquality || !isa<PtrType>(left.getType()))
    return std::nullopt;
  auto isNull = [](Value pointer) { return isa_and_nonnull<NullOp>(pointer.getDefiningOp()); };
  if ((isNull(left) && isNeverNull(right)) || (isNull(right) && isNeverNull(left)))
    return predicate == Predicate::NE;
  Value first = getOwnObject(left), second = getOwnObject(right);
  bool isSame = stripCasts(left) == stripCasts(right) || (first && second && isNull(first) && isNull(second));
  if (!isSame && (!first || !second || first == second))
    return std::nullopt;
  auto mayBeNull = [&](Value object) { return isNull(object) || isVectorOrNull(object); };
  if (!isSame && mayBeNull(first) && mayBeNull(second))
    return std::nullopt;
  return isSame == (predicate == Predicate::EQ);
}
