#include "Transforms/NullPointers.h"

#include "Transforms/PointerGroups.h"

#include "llvm/ADT/DenseSet.h"

using namespace mlir;
using namespace pullback;

Value pullback::getOrigin(Value pointer) {
  pointer = getRoot(pointer);
  while (auto cast = pointer.getDefiningOp<DowncastOp>())
    pointer = getRoot(cast->getOperand(0));
  return pointer;
}

Value pullback::getComparedWithNull(CmpOp op) {
  if (!isa<PtrType>(op.getLhs().getType()))
    return {};
  bool isNullFirst = getOrigin(op.getLhs()).getDefiningOp<NullOp>() != nullptr;
  bool isNullLast = getOrigin(op.getRhs()).getDefiningOp<NullOp>() != nullptr;
  return isNullFirst == isNullLast ? Value() : isNullFirst ? op.getRhs() : op.getLhs();
}

namespace {

/// Goes through the bodies of functions, each once for each of its parameters.
class LookFinder {
public:
  explicit LookFinder(bool hasNull) : hasNull(hasNull) {}
  bool find(CallOp call, unsigned argument);

private:
  const bool hasNull;
  DenseSet<std::pair<Operation *, unsigned>> visited;
};

} // namespace

/// False for what is known to be something else than the parameter: another one, an object, what memory holds.
static bool mayBe(Value pointer, Value parameter) {
  Value root = getOrigin(pointer);
  auto argument = dyn_cast<BlockArgument>(root);
  bool isParameter = argument && isa<FuncOp>(argument.getOwner()->getParentOp());
  return root == parameter ||
         (!isParameter && !isa_and_nonnull<LoadOp, LocalOp, AllocOp, GlobalOp, NullOp>(root.getDefiningOp()));
}

bool LookFinder::find(CallOp call, unsigned argument) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  if (!callee || callee.isDeclaration())
    return hasNull;
  if (!visited.insert({callee, argument}).second)
    return false;
  Value parameter = callee.getBody().getArgument(argument);
  return callee.getBody()
      .walk([&](Operation *op) {
        bool looks = false;
        if (auto comparison = dyn_cast<CmpOp>(op)) {
          Value pointer = getComparedWithNull(comparison);
          looks = pointer && mayBe(pointer, parameter);
        } else if (auto inner = dyn_cast<CallOp>(op)) {
          for (auto [index, operand] : llvm::enumerate(inner.getOperands()))
            looks |= isa<PtrType>(operand.getType()) && mayBe(operand, parameter) && find(inner, index);
        } else if (isa<StoreOp, ReturnOp>(op) && op->getNumOperands() > 0) { // kept, or handed back: seen later
          looks = isa<PtrType>(op->getOperand(0).getType()) && mayBe(op->getOperand(0), parameter);
        }
        return looks ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

bool pullback::looksAtNull(CallOp call, unsigned argument, bool hasNull) {
  return LookFinder(hasNull).find(call, argument);
}
