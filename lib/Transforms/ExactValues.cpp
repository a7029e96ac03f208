#include "Transforms/ExactValues.h"

#include "Analysis/Objects.h"
#include "IR/Mutants.h"
#include "Transforms/RegionValues.h"

#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace pullback;

static constexpr StringLiteral kExact = "pb.exact";

static bool hasFloat(ValueRange values) {
  return llvm::any_of(values, [](Value value) { return isa<FloatType>(value.getType()); });
}

/// True if results of the operation jump where an operand changes a little.
static bool isDecision(Operation *op) {
  static const llvm::StringSet<> steps{"floor",     "ceil", "trunc",     "round", "rint",
                                       "nearbyint", "fmod", "remainder", "modf"};
  if (auto math = dyn_cast<MathOp>(op); math && steps.contains(math.getName()))
    return true;
  return op->getNumRegions() == 0 && op->getNumResults() > 0 && hasFloat(op->getOperands()) &&
         !hasFloat(op->getResults());
}

void ExactValues::need(Value value) {
  Operation *op = value.getDefiningOp();
  bool isAgain = (op ? op : value.getParentBlock()->getParentOp())->hasAttr("pb.again");
  if (isAgain && isa<FloatType>(value.getType()) && seen.insert(value).second)
    values.push_back(value);
}

void ExactValues::needStored(Value pointer) {
  for (Value object : getObjects(pointer))
    for (Value value : stored.lookup(object))
      need(value);
}

ExactValues::ExactValues(FuncOp function) : function(function) {
  if (mutant("sign:decided-by-another-value"))
    return;
  function.walk([&](Operation *op) {
    if (auto store = dyn_cast<StoreOp>(op))
      for (Value object : getObjects(store.getPointer()))
        if (isLocalObject(object))
          stored[object].push_back(store.getValue());
    if (isDecision(op))
      for (Value operand : op->getOperands())
        need(operand);
  });
  while (!values.empty()) {
    Value value = values.pop_back_val();
    Operation *op = value.getDefiningOp();
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      Operation *loop = argument.getOwner()->getParentOp();
      auto carried = isLoop(loop) ? getLoopCarried(loop) : Block::BlockArgListType();
      for (auto [index, inner] : llvm::enumerate(carried))
        if (inner == argument) {
          need(getLoopInits(loop)[index]);
          need(getLoopYield(loop).getValues()[index]);
        }
      continue;
    }
    unsigned number = cast<OpResult>(value).getResultNumber();
    if (isLoop(op)) {
      need(getLoopInits(op)[number]);
      need(getLoopYield(op).getValues()[number]);
    } else if (auto branch = dyn_cast<scf::IfOp>(op)) {
      need(branch.thenYield().getOperand(number));
      need(branch.elseYield().getOperand(number));
    } else {
      op->setAttr(kExact, UnitAttr::get(op->getContext()));
      if (auto load = dyn_cast<LoadOp>(op))
        needStored(load.getPointer());
      for (Value operand : op->getOperands())
        need(operand);
    }
  }
}

ExactValues::~ExactValues() {
  function.walk([](Operation *op) { op->removeAttr(kExact); });
}
