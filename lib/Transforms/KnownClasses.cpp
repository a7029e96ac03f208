// Decides virtual calls by the objects that a program makes, so that fewer functions are recursive.
//
//   struct Scaled : Curve { const Curve& of; double at(double t) const override { return 2 * of.at(t); } };
//   Line line(a); Scaled scaled(line); ... scaled.at(t)
//
//   func @Scaled::at(%self) {                              func @Scaled::at(%self) {
//     %c = pb.load %self["of"]                               %c = pb.load %self["of"]
//     scf.if (%c["kind"] == <Line>)                          ... call @Line::at(%c)
//       { ... call @Line::at(%c) }                 ->      }
//     else { ... call @Scaled::at(%c) }
//   }
//
// An object that holds others of its base class may hold itself, as far as its type says. Which objects it holds in
// fact is looked for in the whole program at once (see ObjectGraph.h). Where one class holds others of that class, its
// function is recursive still: the calls are taken apart then, one object after the other, where that comes to an end.
// A function that stays recursive takes whole objects in place of their bases, where all are of one class.

#include "IR/Downcasts.h"
#include "IR/Mutants.h"
#include "Transforms/Inline.h"
#include "Transforms/ObjectGraph.h"
#include "Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {
#define GEN_PASS_DEF_KNOWNCLASSES
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// Objects that hold each other, one in the other, and operations in a function.
static constexpr unsigned maxDepth = 16, maxOperations = 20000;

namespace {

class ClassFinder {
public:
  explicit ClassFinder(ModuleOp module) : module(module) {}
  /// True if something changed.
  bool run();

private:
  bool decideCalls();
  bool unfold(FuncOp function);
  bool passWholeObjects();
  bool isWanted(FuncOp function, unsigned index, llvm::DenseSet<Value> &visited);
  bool reaches(FuncOp from, FuncOp to, bool byChosen, llvm::DenseSet<Operation *> &visited);
  bool isRecursiveByClass(FuncOp function);
  void dropUncalled();
  FuncOp getCallee(CallOp call) { return module.lookupSymbol<FuncOp>(call.getCallee()); }

  ModuleOp module;
};

} // namespace

static CmpOp getQuestion(Value condition) {
  auto question = condition.getDefiningOp<CmpOp>();
  return question && question->hasAttr(kAsksForClass) ? question : CmpOp();
}

/// True for a call that is made for objects of one class.
static bool isChosenByClass(CallOp call) {
  for (Operation *around = call->getParentOp(); !isa<FuncOp>(around); around = around->getParentOp())
    if (auto branch = dyn_cast<scf::IfOp>(around); branch && getQuestion(branch.getCondition()))
      return true;
  return false;
}

/// Leaves the side of the branch that is taken.
static void takeSide(scf::IfOp branch, bool isTaken) {
  Region &region = isTaken ? branch.getThenRegion() : branch.getElseRegion();
  if (!region.empty()) {
    Operation *yield = region.front().getTerminator();
    branch->getBlock()->getOperations().splice(branch->getIterator(), region.front().getOperations(),
                                               region.front().begin(), yield->getIterator());
    branch->replaceAllUsesWith(yield->getOperands());
  }
  branch.erase();
}

/// True where the object is not of that class, because `branch` is on the other side of a branch for it.
static bool isAskedBefore(scf::IfOp branch, LoadOp kind, int64_t number) {
  for (Region *region = branch->getParentRegion(); !isa<FuncOp>(region->getParentOp());
       region = region->getParentRegion()) {
    auto around = dyn_cast<scf::IfOp>(region->getParentOp());
    CmpOp question = around ? getQuestion(around.getCondition()) : CmpOp();
    if (question && region == &around.getElseRegion() && question.getLhs() == kind.getResult() &&
        getConstantInt(question.getRhs()) == number)
      return true;
  }
  return mutant("class:asked-before");
}

/// Decides what is asked for classes; true if a branch went.
bool ClassFinder::decideCalls() {
  ObjectGraph graph(module);
  SmallVector<std::pair<scf::IfOp, bool>> decided;
  module.walk([&](scf::IfOp branch) {
    CmpOp question = getQuestion(branch.getCondition());
    auto kind = question ? question.getLhs().getDefiningOp<LoadOp>() : LoadOp();
    std::optional<int64_t> asked = question ? getConstantInt(question.getRhs()) : std::nullopt;
    std::optional<SmallVector<int64_t>> numbers = kind && asked ? graph.getNumbers(kind.getPointer()) : std::nullopt;
    if (!numbers)
      return;
    auto possible = question->getAttrOfType<DenseI64ArrayAttr>(kAsksForClass).asArrayRef();
    llvm::erase_if(*numbers, [&](int64_t number) {
      return !llvm::is_contained(possible, number) || isAskedBefore(branch, kind, number);
    });
    if (numbers->empty())
      return;
    bool mayBe = llvm::is_contained(*numbers, *asked);
    if (!mayBe || numbers->size() == 1 || mutant("class:one-of-several"))
      decided.push_back({branch, mayBe});
  });
  for (auto [branch, isTaken] : decided) // inner ones first
    takeSide(branch, isTaken);
  return !decided.empty();
}

/// Whether a call of `from` may lead to one of `to`, with or without those that are chosen by the class of an object.
bool ClassFinder::reaches(FuncOp from, FuncOp to, bool byChosen, llvm::DenseSet<Operation *> &visited) {
  return from
      .walk([&](CallOp call) {
        FuncOp callee = getCallee(call);
        if (!callee || (!byChosen && isChosenByClass(call)))
          return WalkResult::advance();
        bool isIt = callee == to || (visited.insert(callee).second && reaches(callee, to, byChosen, visited));
        return isIt ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

bool ClassFinder::isRecursiveByClass(FuncOp function) {
  llvm::DenseSet<Operation *> all, plain;
  bool canInline = function && !function.isDeclaration() && function.getRole() == "primal" && !function.getRules() &&
                   !function.getInactive() && function.getBody().hasOneBlock();
  return canInline && reaches(function, function, /*byChosen=*/true, all) &&
         !reaches(function, function, /*byChosen=*/false, plain);
}

/// Inlines calls of functions that are recursive by the classes of objects alone, until none is left; where there is no
/// end to it, nothing has happened, and the answer is false.
bool ClassFinder::unfold(FuncOp function) {
  OwningOpRef<ModuleOp> before;
  for (unsigned depth = 0;; ++depth) {
    SmallVector<CallOp> calls;
    size_t size = 0;
    function.walk([&](Operation *op) {
      ++size;
      if (auto call = dyn_cast<CallOp>(op); call && isRecursiveByClass(getCallee(call)))
        calls.push_back(call);
    });
    if (calls.empty())
      return before.get() != nullptr;
    if (!before)
      before = module.clone();
    if (depth == maxDepth || size > maxOperations) {
      module.getBodyRegion().takeBody(before->getBodyRegion());
      return false;
    }
    for (CallOp call : calls)
      inlineCall(call, getCallee(call));
    while (decideCalls())
      continue;
  }
}

/// Whether a parameter is cast to a derived class, or handed on to one that is.
bool ClassFinder::isWanted(FuncOp function, unsigned index, llvm::DenseSet<Value> &visited) {
  SmallVector<Value> pointers{function.getBody().getArgument(index)};
  if (!visited.insert(pointers.front()).second)
    return false;
  while (!pointers.empty()) {
    Value pointer = pointers.pop_back_val();
    for (OpOperand &use : pointer.getUses()) {
      Operation *user = use.getOwner();
      if (isa<DowncastOp>(user))
        return true;
      if (isa<CastOp>(user) && isa<PtrType>(user->getResult(0).getType()))
        pointers.push_back(user->getResult(0));
      auto call = dyn_cast<CallOp>(user);
      FuncOp callee = call ? getCallee(call) : FuncOp();
      if (callee && !callee.isDeclaration() && isWanted(callee, use.getOperandNumber(), visited))
        return true;
    }
  }
  return false;
}

/// Has functions take an object in place of its base; true if there was one.
bool ClassFinder::passWholeObjects() {
  ObjectGraph graph(module);
  bool changed = false;
  for (FuncOp function : module.getOps<FuncOp>()) {
    if (function.isDeclaration() || function->hasAttr("pb.modes") || function.getRules() ||
        function.getRole() != "primal")
      continue;
    for (BlockArgument argument : function.getBody().getArguments()) {
      llvm::DenseSet<Value> visited;
      StringAttr base;
      auto type = dyn_cast<PtrType>(argument.getType());
      if (!type || function.getArgAttr(argument.getArgNumber(), "pb.byval") ||
          !isWanted(function, argument.getArgNumber(), visited))
        continue;
      Type whole = graph.findWhole(argument, base);
      if (!whole)
        continue;
      auto wanted = PtrType::get(whole, type.getIsConst());
      OpBuilder builder(module.getContext());
      module.walk([&](CallOp call) {
        if (getCallee(call) != function)
          return;
        builder.setInsertionPoint(call);
        OpOperand &operand = call->getOpOperand(argument.getArgNumber());
        auto cast = builder.create<DowncastOp>(call.getLoc(), wanted, operand.get(), base);
        cast->setAttr(kOfVirtualCall, builder.getUnitAttr());
        operand.set(cast);
      });
      argument.setType(wanted);
      builder.setInsertionPointToStart(&function.getBody().front());
      auto part = builder.create<FieldOp>(argument.getLoc(), type, argument, base);
      argument.replaceAllUsesExcept(part, part);
      SmallVector<Type> inputs(function.getBody().getArgumentTypes());
      function.setFunctionType(builder.getFunctionType(inputs, function.getResultTypes()));
      changed = true;
    }
  }
  return changed;
}

/// Takes away functions that nobody calls any more but themselves and each other: no object that they need is known.
void ClassFinder::dropUncalled() {
  llvm::SetVector<Operation *> kept;
  SmallVector<FuncOp> recursive;
  for (Operation &op : *module.getBody()) {
    auto function = dyn_cast<FuncOp>(op);
    llvm::DenseSet<Operation *> visited;
    bool isOfCalls = function && !function.isDeclaration() && !function->hasAttr("pb.modes") && !function.getRules() &&
                     function.getRole() == "primal";
    if (isOfCalls && reaches(function, function, /*byChosen=*/true, visited))
      recursive.push_back(function);
    else
      kept.insert(&op);
  }
  for (size_t i = 0; i < kept.size(); ++i) {
    std::optional<SymbolTable::UseRange> uses = SymbolTable::getSymbolUses(kept[i]);
    for (SymbolTable::SymbolUse use : *uses)
      if (auto used = module.lookupSymbol<FuncOp>(use.getSymbolRef().getLeafReference()))
        kept.insert(used.getOperation());
  }
  for (FuncOp function : recursive)
    if (!kept.contains(function.getOperation()))
      function.erase();
}

bool ClassFinder::run() {
  bool changed = false;
  auto asks = [](CmpOp op) { return op->hasAttr(kAsksForClass) ? WalkResult::interrupt() : WalkResult::advance(); };
  if (module.walk(asks).wasInterrupted()) {
    while (decideCalls())
      changed = true;
    SmallVector<StringAttr> requested;
    for (FuncOp function : module.getOps<FuncOp>())
      if (function->hasAttr("pb.modes") && !function.isDeclaration())
        requested.push_back(function.getSymNameAttr());
    for (StringAttr name : requested)
      changed |= unfold(module.lookupSymbol<FuncOp>(name));
    dropUncalled();
  }
  auto casts = [](DowncastOp) { return WalkResult::interrupt(); };
  if (module.walk(casts).wasInterrupted())
    while (passWholeObjects())
      changed = true;
  return changed;
}

namespace {

struct KnownClasses : pullback::impl::KnownClassesBase<KnownClasses> {
  void runOnOperation() override {
    if (ClassFinder(getOperation()).run())
      inlineCalls(getOperation()); // of functions that are not recursive any more
  }
};

} // namespace
