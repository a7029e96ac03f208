#include "Transforms/Differentiate/UnreadWrites.h"

#include "Analysis/Objects.h"
#include "IR/Mutants.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

namespace {

class Needs {
public:
  Needs(ArrayRef<Operation *> operations, ArrayRef<Value> objects);
  bool areNeeded(Operation *op) const { return needed.contains(op); }

private:
  bool isOwn(Value pointer) const;
  bool isPlainWrite(Operation *op) const;
  bool isRoot(Operation *op) const;
  void need(Operation *op);
  void needWrites(Operation *read);

  llvm::DenseMap<Operation *, unsigned> places; // in the order of the operations, of those nested in them as well
  llvm::DenseSet<Value> objects;
  llvm::DenseMap<Value, SmallVector<Operation *>> writes;
  llvm::SetVector<Operation *> needed;
};

} // namespace

bool Needs::isOwn(Value pointer) const {
  SmallVector<Value, 2> found = getObjects(pointer);
  return llvm::all_of(found, [&](Value object) { return objects.contains(object); });
}

/// True for a write to the objects that does nothing else.
bool Needs::isPlainWrite(Operation *op) const {
  if (!isa<StoreOp, AccumulateOp, ZeroOp, CopyOp>(op))
    return false;
  SmallVector<Value, 2> pointers;
  collectWrites(op, pointers);
  return llvm::all_of(pointers, [&](Value pointer) { return isOwn(pointer); });
}

bool Needs::isRoot(Operation *op) const {
  auto isOutside = [&](Operation *user) { return !places.contains(user); };
  if (llvm::any_of(op->getUsers(), isOutside))
    return true;
  if (isa<MarkOp>(op))
    return !op->hasAttr("counter");
  if (auto store = dyn_cast<StoreOp>(op); store && isPlainWrite(op))
    return llvm::any_of(store.getValue().getUsers(),
                        [](Operation *user) { return isa<MarkOp>(user) && !user->hasAttr("counter"); });
  return op->getNumRegions() == 0 && !op->hasTrait<OpTrait::IsTerminator>() && !isPlainWrite(op) && !isa<LoadOp>(op) &&
         !isMemoryEffectFree(op);
}

void Needs::need(Operation *op) {
  if (op && places.contains(op))
    needed.insert(op);
}

// Those that stand behind the read, in another of the operations, come too late for it.
void Needs::needWrites(Operation *read) {
  SmallVector<Value, 2> pointers;
  collectReads(read, pointers);
  for (Value pointer : pointers)
    for (Value object : getObjects(pointer))
      for (Operation *write : writes.lookup(object))
        if (places.lookup(write) <= places.lookup(read) && !mutant("free:write-that-runs-again"))
          need(write);
}

Needs::Needs(ArrayRef<Operation *> operations, ArrayRef<Value> objects) : objects(objects.begin(), objects.end()) {
  for (auto [index, top] : llvm::enumerate(operations))
    top->walk([&, place = index](Operation *op) {
      places[op] = place;
      SmallVector<Value, 2> pointers;
      collectWrites(op, pointers);
      for (Value pointer : pointers)
        for (Value object : getObjects(pointer))
          writes[object].push_back(op);
    });
  for (Operation *top : operations)
    top->walk([&](Operation *op) {
      if (isRoot(op))
        need(op);
    });
  for (size_t i = 0; i < needed.size(); ++i) {
    Operation *op = needed[i];
    for (Value operand : op->getOperands())
      need(operand.getDefiningOp() ? operand.getDefiningOp() : operand.getParentBlock()->getParentOp());
    need(op->getParentOp());
    for (Region &region : op->getRegions())
      if (!region.empty())
        need(region.front().getTerminator());
    needWrites(op);
  }
}

void pullback::eraseUnreadWrites(ArrayRef<Operation *> operations, ArrayRef<Value> objects) {
  Needs needs(operations, objects);
  SmallVector<Operation *> unread;
  for (Operation *top : operations)
    top->walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (needs.areNeeded(op) || (isa<MarkOp>(op) && needs.areNeeded(op->getParentOp())))
        return WalkResult::advance();
      unread.push_back(op);
      return WalkResult::skip();
    });
  for (Operation *op : llvm::reverse(unread)) {
    op->dropAllUses();
    op->erase();
  }
}
