// Takes arrays of ours whose size is known and small from the stack instead of the heap.
//
//   %a = pb.alloc saved "c_saved"[%fifteen]     ->     %l = pb.local "c_saved" : array<15, f64>;  %a = pb.decay %l
//
// Sizes are products of constants, such as the trips of loops with constant bounds. Left alone: arrays beyond the
// budget that a function has, those that count from one behind a pointer in front of them, and all in functions that
// may call themselves. Where the heap is not to be used, the user's own arrays, those of inner blocks and those that
// count from one go the same way.
#include "Transforms/SmallArrays.h"
#include "Analysis/Objects.h"
#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/Strategies.h"
#include "Transforms/Subscripts.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {
#define GEN_PASS_DEF_SMALLARRAYS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

static constexpr int64_t kBudget = 16384; // bytes a function

static std::optional<int64_t> evaluate(Value value) {
  if (std::optional<int64_t> number = getConstantInt(value))
    return number;
  if (auto cast = value.getDefiningOp<CastOp>())
    return evaluate(cast.getOperand());
  auto product = value.getDefiningOp<BinaryOp>();
  if (!product || product.getKind() != BinaryKind::Mul)
    return std::nullopt;
  std::optional<int64_t> left = evaluate(product.getLhs()), right = evaluate(product.getRhs());
  bool isSmall = left && right && *left >= 0 && *right >= 0 && *left <= kBudget && *right <= kBudget;
  return isSmall ? std::optional(*left * *right) : std::nullopt;
}

static int64_t getBytes(Type type) {
  if (auto integer = dyn_cast<pullback::IntType>(type))
    return (integer.getWidth() + 7) / 8;
  auto number = dyn_cast<FloatType>(type);
  return number ? (number.getWidth() + 7) / 8 : type.isInteger(1) ? 1 : kBudget;
}

static bool callsItself(FuncOp function) {
  llvm::SetVector<Operation *> reached;
  reached.insert(function);
  bool calls = false;
  for (size_t next = 0; next < reached.size(); ++next)
    reached[next]->walk([&](CallOp call) {
      auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
      calls |= callee == function;
      if (callee)
        reached.insert(callee);
    });
  return calls;
}

namespace {

/// Turns allocations into local arrays as long as the budget lasts.
class StackBudget {
public:
  /// `usersArrays`: also those that the user's program makes and frees. `ofStruct`: they become members of one.
  void take(AllocOp alloc, bool usersArrays, bool ofStruct = false);

private:
  int64_t left = kBudget;
};

} // namespace

/// True for a branch, or a loop whose bounds move: that values are read where they were kept, gcc does not see there,
/// and warns.
static bool isSeldomFollowed(Operation *op) {
  auto loop = dyn_cast<ForOp>(op);
  return isa<scf::IfOp>(op) || (loop && (!getConstantInt(loop.getLower()) || !getConstantInt(loop.getUpper())));
}

/// True if such code keeps values in it.
static bool isFilledInParts(AllocOp alloc, ArrayRef<Operation *> accesses) {
  return alloc.getKind() == AllocKind::Saved && llvm::any_of(accesses, [&](Operation *op) {
           if (!isa<StoreOp>(op))
             return false;
           for (op = op->getParentOp(); alloc->getParentRegion()->isAncestor(op->getParentRegion());
                op = op->getParentOp())
             if (isSeldomFollowed(op))
               return true;
           return false;
         });
}

/// True if a pointer in front of the memory is formed, as arrays that count from one have it. Compilers check arrays of
/// known size for that.
static bool isPointedBefore(Value pointer) {
  return llvm::any_of(pointer.getUsers(), [](Operation *user) {
    if (isa<CastOp>(user))
      return isPointedBefore(user->getResult(0));
    auto element = dyn_cast<ElementOp>(user);
    if (!element)
      return false;
    Value index = stripCasts(element.getIndex());
    auto negation = index.getDefiningOp<UnaryOp>();
    return getConstantOffset(index).value_or(0) < 0 || (negation && negation.getKind() == UnaryKind::Neg);
  });
}

static void moveToStack(AllocOp alloc, int64_t count, bool startsFilled) {
  OpBuilder builder(alloc);
  auto type = cast<PtrType>(alloc.getType());
  auto array = PtrType::get(pullback::ArrayType::get(count, type.getPointee()));
  auto local = builder.create<LocalOp>(alloc.getLoc(), array, alloc.getName());
  if (Attribute note = alloc->getAttr("pb.note"))
    local->setAttr("pb.note", note);
  bool isCleared = alloc.getKind() == AllocKind::Shadow || alloc.getKind() == AllocKind::Vector;
  if (startsFilled || (isCleared && !mutant("clear:shadow-on-stack")))
    builder.create<ZeroOp>(alloc.getLoc(), local, Value());
  Value first = builder.create<DecayOp>(alloc.getLoc(), local);
  alloc.replaceAllUsesWith(first);
  alloc.erase();
}

void StackBudget::take(AllocOp alloc, bool usersArrays, bool ofStruct) {
  std::optional<int64_t> count = evaluate(alloc.getCount());
  SmallVector<Operation *> accesses;
  bool isOurs = alloc.getKind() == AllocKind::Saved || alloc.getKind() == AllocKind::Shadow;
  if (!count || *count == 0 || !(isOurs || usersArrays) || !collectAccesses(alloc, accesses) ||
      llvm::any_of(accesses, [&](Operation *op) { return isa<ResizeOp>(op) || (isa<FreeOp>(op) && !usersArrays); }) ||
      (!usersArrays && isPointedBefore(alloc)))
    return;
  int64_t bytes = *count * getBytes(cast<PtrType>(alloc.getType()).getPointee());
  if (bytes > left)
    return;
  left -= bytes;
  bool startsFilled = !ofStruct && isFilledInParts(alloc, accesses);
  for (Operation *access : accesses)
    if (isa<FreeOp>(access))
      access->erase();
  moveToStack(alloc, *count, startsFilled);
}

void pullback::moveSavedArraysIntoStruct(FuncOp function) {
  if (!isEnabled(function, Strategy::Stack))
    return;
  StackBudget budget;
  for (AllocOp alloc : llvm::make_early_inc_range(function.getBody().front().getOps<AllocOp>()))
    if (alloc.getKind() == AllocKind::Saved)
      budget.take(alloc, false, /*ofStruct=*/true);
}

namespace {

struct SmallArrays : pullback::impl::SmallArraysBase<SmallArrays> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    bool avoidsHeap = function->hasAttr("pb.workspace") || function->getParentOp()->hasAttr("pb.no_heap");
    if (function.isDeclaration() || (function.getRole() != "derivative" && !(avoidsHeap && !callsItself(function))) ||
        !isEnabled(function, Strategy::Stack))
      return;
    StackBudget budget;
    SmallVector<AllocOp> arrays(function.getBody().front().getOps<AllocOp>());
    if (avoidsHeap) {
      arrays.clear();
      function.walk([&](AllocOp alloc) { arrays.push_back(alloc); });
    }
    for (AllocOp alloc : arrays)
      budget.take(alloc, avoidsHeap);
  }
};

} // namespace
