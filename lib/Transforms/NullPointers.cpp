#include "Transforms/NullPointers.h"

#include "Transforms/PointerGroups.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"

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

/// Where a pointer may come from: through branches, choices and what loops carry.
static void addOrigins(Value pointer, SetVector<Value> &origins, DenseSet<Value> &visited) {
  Value origin = getOrigin(pointer);
  if (!visited.insert(origin).second)
    return;
  auto add = [&](Value incoming) { addOrigins(incoming, origins, visited); };
  Operation *op = origin.getDefiningOp();
  auto argument = dyn_cast<BlockArgument>(origin);
  Operation *loop = argument ? argument.getOwner()->getParentOp() : op;
  if (auto choice = dyn_cast_or_null<arith::SelectOp>(op)) {
    add(choice.getTrueValue());
    add(choice.getFalseValue());
  } else if (auto branch = dyn_cast_or_null<scf::IfOp>(op)) {
    unsigned index = cast<OpResult>(origin).getResultNumber();
    add(branch.thenYield().getOperand(index));
    add(branch.elseYield().getOperand(index));
  } else if (loop && isLoop(loop)) {
    unsigned index = op ? cast<OpResult>(origin).getResultNumber()
                        : llvm::find(getLoopCarried(loop), argument) - getLoopCarried(loop).begin();
    add(getLoopInits(loop)[index]);
    add(getLoopYield(loop).getValues()[index]);
  } else {
    origins.insert(origin);
  }
}

/// True for the end of a walk, `for (p = first; p != last; ++p)`, with no other way out of it: as null has no elements,
/// both ends are null or none is.
static bool endsWalk(CmpOp op) {
  auto loop = dyn_cast<LoopOp>(op->getParentOp());
  auto walking = dyn_cast<BlockArgument>(op.getLhs());
  bool isCondition = loop && loop.getYield().getGoOn() == op.getResult();
  if (op.getPredicate() != Predicate::NE || !isCondition || !walking || walking.getOwner() != getLoopBody(loop))
    return false;
  auto next = dyn_cast<OpResult>(loop.getYield().getValues()[walking.getArgNumber()]);
  auto branch = next ? dyn_cast<scf::IfOp>(next.getOwner()) : scf::IfOp();
  bool isOther = !branch || branch.getCondition() != op.getResult();
  auto step = isOther ? ElementOp() : branch.thenYield().getOperand(next.getResultNumber()).getDefiningOp<ElementOp>();
  return step && step.getPointer() == walking && getConstantInt(step.getIndex()).value_or(0) != 0;
}

bool pullback::tellsPointersApart(CmpOp op) {
  bool isEquality = op.getPredicate() == Predicate::EQ || op.getPredicate() == Predicate::NE;
  if (!isEquality || !isa<PtrType>(op.getLhs().getType()) || endsWalk(op))
    return false;
  SetVector<Value> origins;
  for (Value side : {op.getLhs(), op.getRhs()}) {
    DenseSet<Value> visited;
    addOrigins(side, origins, visited);
  }
  return origins.size() > 1;
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
          looks = tellsPointersApart(comparison) &&
                  llvm::any_of(comparison.getOperands(), [&](Value pointer) { return mayBe(pointer, parameter); });
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
