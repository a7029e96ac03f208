#include "Transforms/Storage/HeapUse.h"

#include "Transforms/Storage/Formulas.h"
#include "Transforms/Storage/StorageNotes.h"

#include <set>

using namespace mlir;
using namespace pullback;

static std::optional<std::string> getBytesOf(Type element, Value count) {
  std::optional<Formula> number = getFormula(count);
  if (auto record = dyn_cast<RecordType>(element); record && number)
    return "sizeof(" + record.getName().str() + ") * " + number->inside(Formula::Product);
  bool isNumber = isa<pullback::IntType, PtrType>(element) || element.isIntOrFloat();
  if (!number || !isNumber)
    return std::nullopt;
  unsigned bytes = getBytes(element);
  return bytes == 1 ? number->text : std::to_string(bytes) + " * " + number->inside(Formula::Product);
}

static HeapArray::Loop describeLoop(Operation *op) {
  auto loop = dyn_cast<ForOp>(op);
  std::optional<Formula> counter = loop ? getFormula(loop.getInductionVar()) : std::nullopt;
  std::optional<Formula> lower = loop ? getFormula(loop.getLower()) : std::nullopt;
  std::optional<Formula> upper = loop ? getFormula(loop.getUpper()) : std::nullopt;
  bool mayEndEarly = !loop || loop.getYield().getGoOn();
  if (!counter || !lower || !upper || mayEndEarly)
    return {};
  return {counter->text, lower->text, (getSign(loop.getPredicate()) + " " + upper->text).str(),
          static_cast<int64_t>(loop.getStep())};
}

static HeapArray describe(Operation *op, StringRef name, StringRef purpose) {
  HeapArray array;
  array.array = name.str();
  array.purpose = purpose.str();
  FileLineColLoc place = getSourceLocation(op->getLoc());
  array.line = place ? place.getLine() : 0;
  for (Operation *around = op->getParentOp(); !isa<FuncOp>(around); around = around->getParentOp()) {
    if (isa<ForOp, LoopOp>(around))
      array.loops.insert(array.loops.begin(), describeLoop(around));
    else
      array.isConditional = true;
  }
  array.function = op->getParentOfType<FuncOp>().getCxxName().str();
  return array;
}

static StringRef getPurpose(AllocOp alloc) {
  if (alloc.getKind() == AllocKind::Shadow || alloc->hasAttr("pb.adjoint"))
    return "adjoint";
  return alloc.getKind() == AllocKind::Saved ? "saved" : "primal";
}

static std::string getStackName(Value stack) {
  if (auto field = stack.getDefiningOp<FieldOp>())
    return getStackName(field.getPointer()) + "." + field.getName().str();
  if (auto local = stack.getDefiningOp<LocalOp>())
    return local.getName().str();
  return getNoteName(stack);
}

std::vector<HeapArray> pullback::getHeapArrays(ModuleOp module) {
  std::vector<HeapArray> arrays;
  std::set<std::pair<std::string, std::string>> grown; // function and stack
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    auto alloc = dyn_cast<AllocOp>(op);
    if (alloc && !alloc.getMemory() && !alloc->use_empty()) {
      HeapArray array = describe(op, alloc.getName(), getPurpose(alloc));
      bool grows = llvm::any_of(alloc->getUsers(), llvm::IsaPred<ResizeOp, GrowOp>);
      if (!grows)
        array.bytes = getBytesOf(cast<PtrType>(alloc.getType()).getPointee(), alloc.getCount());
      arrays.push_back(std::move(array));
    }
    if (auto resize = dyn_cast<StackResizeOp>(op)) {
      HeapArray array = describe(op, getStackName(resize.getStack()), "saved");
      auto stack = cast<StackType>(cast<PtrType>(resize.getStack().getType()).getPointee());
      array.bytes = getBytesOf(stack.getElement(), resize.getCount());
      arrays.push_back(std::move(array));
    }
    if (isa<StackPushOp, StackEmplaceOp>(op)) {
      HeapArray array = describe(op, getStackName(op->getOperand(0)), "saved");
      if (grown.insert({array.function, array.array}).second)
        arrays.push_back(std::move(array));
    }
  });
  return arrays;
}
