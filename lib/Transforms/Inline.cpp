// Inlines every call of a primal whose body is visible and not recursive.
//
//   %r = pb.call @square(%x)          ->      %r = arith.mulf %x, %x
//
// Functions are in structured form, one block with one pb.return, so inlining is a clone. Callees come first (bottom-up
// over the call graph), so each body is cloned in its final form. A record passed by value is copied where the callee
// may write to it or may see the caller's object change. Operations keep the callee's locations: they are the lines
// that the user wrote. Those of a library's functions get that of the call.
//
// Not inlined: recursive functions (any cycle of calls), functions with a derivative rule or declared inactive, and
// whatever would make the caller exceed `maxOperations`. Primals that no request names and nobody calls any more go.

#include "Transforms/Inline.h"
#include "IR/Checkpoints.h"
#include "IR/Containers.h"
#include "Transforms/Passes.h"

#include "mlir/IR/IRMapping.h"

namespace pullback {
#define GEN_PASS_DEF_INLINE
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

/// Of the expressions of Eigen, which are many small functions, little is left where they are inlined.
constexpr size_t maxOperations = 50000, maxOfEigen = 400000;

bool isOfEigen(FuncOp callee) { return callee && callee.getSymName().starts_with("Eigen::"); }

/// What objects of parameters point to, the elements of a vector for example, is known to the caller alone.
bool takesPointersInObjects(FuncOp callee) {
  return callee && llvm::any_of(callee.getArgumentTypes(), [](Type type) {
           auto pointer = dyn_cast<PtrType>(type);
           return pointer && isa<pullback::RecordType>(pointer.getPointee()) && containsPointer(pointer.getPointee());
         });
}

class Inliner {
public:
  explicit Inliner(ModuleOp module) : module(module) {}
  void run();

private:
  void findOrder();
  void visit(FuncOp func);
  void inlineInto(FuncOp caller);
  bool isInlinable(FuncOp callee) const;
  void eraseUnused();

  FuncOp getCallee(CallOp call) const { return functions.lookup(call.getCallee()); }

  ModuleOp module;
  DenseMap<StringRef, FuncOp> functions;
  /// The calls in each function, as they stand in the source.
  DenseMap<Operation *, SmallVector<CallOp>> calls;
  /// Callees before callers.
  SmallVector<FuncOp> order;
  DenseSet<Operation *> recursive;
  DenseMap<Operation *, size_t> sizes;

  // Tarjan's strongly connected components.
  DenseMap<Operation *, std::pair<unsigned, unsigned>> numbers;
  SmallVector<FuncOp> stack;
  DenseSet<Operation *> onStack;
};

void Inliner::visit(FuncOp func) {
  unsigned number = numbers.size();
  numbers[func] = {number, number};
  stack.push_back(func);
  onStack.insert(func);
  for (CallOp call : calls[func]) {
    FuncOp callee = getCallee(call);
    if (!callee)
      continue;
    if (callee == func)
      recursive.insert(func);
    if (!numbers.count(callee)) {
      visit(callee);
      numbers[func].second = std::min(numbers[func].second, numbers[callee].second);
    } else if (onStack.contains(callee)) {
      numbers[func].second = std::min(numbers[func].second, numbers[callee].first);
    }
  }
  if (numbers[func].second != number)
    return;
  bool cycle = stack.back() != func;
  FuncOp member;
  do {
    member = stack.pop_back_val();
    onStack.erase(member);
    order.push_back(member);
    if (cycle)
      recursive.insert(member);
  } while (member != func);
}

void Inliner::findOrder() {
  for (FuncOp func : module.getOps<FuncOp>()) {
    functions[func.getSymName()] = func;
    SmallVector<CallOp> &list = calls[func];
    func.walk([&](CallOp call) { list.push_back(call); });
  }
  for (FuncOp func : module.getOps<FuncOp>())
    if (!numbers.count(func))
      visit(func);
}

bool Inliner::isInlinable(FuncOp callee) const {
  return callee && !callee.isDeclaration() && callee.getRole() == "primal" && !callee.getInactive() &&
         !callee.getRules() && !recursive.contains(callee) && callee.getBody().hasOneBlock();
}

/// The object behind a pointer made of fields, elements and casts.
Value getBase(Value pointer) {
  while (Operation *op = pointer.getDefiningOp()) {
    if (!isa<FieldOp, ElementOp, DecayOp, CastOp>(op))
      break;
    pointer = op->getOperand(0);
  }
  return pointer;
}

/// True if nothing can write to the record behind a by-value argument while the callee runs: the callee stores to its
/// own objects alone, calls nobody, and does not hand the record's address on.
bool onlyReads(FuncOp callee, BlockArgument argument) {
  WalkResult result = callee.walk([&](Operation *op) {
    if (op == callee.getOperation())
      return WalkResult::advance();
    if (isa<CallOp>(op))
      return WalkResult::interrupt();
    Value target;
    if (auto store = dyn_cast<StoreOp>(op)) {
      if (isa<PtrType>(store.getValue().getType()) && getBase(store.getValue()) == argument)
        return WalkResult::interrupt();
      target = store.getPointer();
    } else if (auto copy = dyn_cast<CopyOp>(op)) {
      target = copy.getTarget();
    } else if (auto zero = dyn_cast<ZeroOp>(op)) {
      target = zero.getPointer();
    } else if (auto accumulate = dyn_cast<AccumulateOp>(op)) {
      target = accumulate.getPointer();
    }
    bool harmless = !target || isa_and_nonnull<LocalOp, AllocOp>(getBase(target).getDefiningOp());
    return harmless ? WalkResult::advance() : WalkResult::interrupt();
  });
  return !result.wasInterrupted();
}

/// What the callee's parameter says about a loop, in the caller: a number, a parameter, or nothing that is known.
void bindCheckpoints(Operation *copy, CallOp call, FuncOp callee) {
  copy->walk([&](Operation *loop) {
    auto name = loop->getAttrOfType<StringAttr>(kCheckpoint);
    if (!name)
      return;
    Builder builder(loop->getContext());
    loop->setAttr(kCheckpoint, builder.getStringAttr(""));
    for (unsigned index = 0; index < callee.getNumArguments(); ++index) {
      if (callee.getArgName(index) != name.getValue())
        continue;
      Value operand = stripCasts(call.getOperand(index));
      auto caller = call->getParentOfType<FuncOp>();
      if (std::optional<int64_t> number = getConstantInt(operand); number && *number > 0)
        loop->setAttr(kCheckpoint, builder.getI64IntegerAttr(*number));
      else if (auto argument = dyn_cast<BlockArgument>(operand);
               argument && isa<FuncOp>(argument.getOwner()->getParentOp()))
        loop->setAttr(kCheckpoint, builder.getStringAttr(caller.getArgName(argument.getArgNumber())));
    }
  });
}

/// What is wrong in a library's text is told where the user calls it.
void moveToCall(Operation *copy, CallOp call) {
  Location place = withoutName(call.getLoc());
  copy->walk([&](Operation *op) {
    StringRef name = getVariableName(op->getLoc());
    op->setLoc(name.empty() ? place : nameLocation(name, place));
  });
}

} // namespace

void pullback::inlineCall(CallOp call, FuncOp callee) {
  OpBuilder builder(call);
  IRMapping mapping;
  Block &body = callee.getBody().front();
  for (BlockArgument argument : body.getArguments()) {
    unsigned index = argument.getArgNumber();
    Value operand = call.getOperand(index);
    if (callee.getArgAttr(index, "pb.byval") && !onlyReads(callee, argument)) {
      StringRef name = callee.getArgName(index);
      Type pointee = cast<PtrType>(operand.getType()).getPointee();
      Value copy = builder.create<LocalOp>(call.getLoc(), PtrType::get(pointee), name.empty() ? "argument" : name);
      builder.create<CopyOp>(call.getLoc(), operand, copy);
      if (copy.getType() != argument.getType())
        copy = builder.create<CastOp>(call.getLoc(), argument.getType(), copy, /*implicit=*/true);
      operand = copy;
    }
    mapping.map(argument, operand);
  }
  for (Operation &op : body.without_terminator()) {
    Operation *copy = builder.clone(op, mapping);
    bindCheckpoints(copy, call, callee);
    if (callee->hasAttr(kLibrary))
      moveToCall(copy, call);
  }
  auto end = cast<ReturnOp>(body.getTerminator());
  if (call.getNumResults() == 1)
    call.getResult(0).replaceAllUsesWith(mapping.lookupOrDefault(end.getValue()));
  call.erase();
}

namespace {

void Inliner::inlineInto(FuncOp caller) {
  size_t size = countOperations(caller);
  for (CallOp call : calls[caller]) {
    FuncOp callee = getCallee(call);
    size_t bound = isOfEigen(callee) || takesPointersInObjects(callee) ? maxOfEigen : maxOperations;
    if (!isInlinable(callee) || size + sizes[callee] > bound)
      continue;
    size += sizes[callee];
    inlineCall(call, callee);
  }
  sizes[caller] = size;
}

/// Erases primals that are neither requested nor referenced, callers before callees.
void Inliner::eraseUnused() {
  DenseMap<StringRef, unsigned> references;
  auto count = [&](Operation *op, int by) {
    op->walk([&](Operation *user) {
      for (NamedAttribute attribute : user->getAttrs())
        attribute.getValue().walk([&](SymbolRefAttr symbol) { references[symbol.getLeafReference()] += by; });
    });
  };
  count(module, 1);
  for (FuncOp func : llvm::reverse(order))
    if (func.getRole() == "primal" && !func->hasAttr("pb.modes") && references.lookup(func.getSymName()) == 0) {
      count(func, -1);
      func.erase();
    }
}

void Inliner::run() {
  findOrder();
  for (FuncOp func : order)
    if (!func.isDeclaration())
      inlineInto(func);
  eraseUnused();
}

} // namespace

void pullback::inlineCalls(ModuleOp module) { Inliner(module).run(); }

namespace {

struct Inline : pullback::impl::InlineBase<Inline> {
  void runOnOperation() override {
    WalkResult structured = getOperation().walk([](ExitOp exit) {
      exit.emitError() << "exits are structured before calls are inlined [internal]";
      return WalkResult::interrupt();
    });
    if (structured.wasInterrupted())
      return signalPassFailure();
    inlineCalls(getOperation());
  }
};

} // namespace
