#include "Transforms/MixedObjects.h"

#include "Transforms/CallCycles.h"
#include "Transforms/PointerGroups.h"

using namespace mlir;
using namespace pullback;
using pullback::ArrayType;

/// The variable that an object of a group is, whole; null for parts and for what is no variable.
static LocalOp getVariable(Value object, Type element) {
  auto decay = object.getDefiningOp<DecayOp>();
  auto local = (decay ? decay.getPointer() : object).getDefiningOp<LocalOp>();
  if (!local)
    return {};
  Type type = cast<PtrType>(local.getType()).getPointee();
  auto array = dyn_cast<ArrayType>(type);
  bool isArray =
      array && decay && array.getElement() == element && llvm::all_of(local->getUsers(), llvm::IsaPred<DecayOp>);
  return isArray || (!array && type == element) ? local : LocalOp();
}

void pullback::moveMixedToHeap(FuncOp function) {
  PointerGroups groups(function);
  llvm::SetVector<Operation *> moved;
  for (auto &[leader, group] : groups) {
    if (!group.hasCells || !group.isShared() || group.objects.empty())
      continue;
    SmallVector<LocalOp> variables;
    for (Value object : group.objects)
      variables.push_back(getVariable(object, group.getType().getPointee()));
    if (!llvm::is_contained(variables, LocalOp()))
      moved.insert(variables.begin(), variables.end());
  }
  for (Operation *local : moved)
    moveToHeap(cast<LocalOp>(local));
}
