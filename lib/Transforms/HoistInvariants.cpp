// Moves calls of library functions, and what is computed from them, out of loops in which they give the same result
// every time.
//
//   pb.for %i {                                    %a = pb.math "sqrt"(%square)
//     %a = pb.math "sqrt"(%square)                 %c = pb.math "cos"(%a)
//     %c = pb.math "cos"(%a)                  ->   pb.for %i {
//     %y = arith.mulf %x, %c                         %y = arith.mulf %x, %c
//   }                                              }
//
// Compilers may not do it, since these functions can set errno. In the reverse sweep the adjoints of such values are
// summed up in the loop, and passed on once behind it. A branch whose condition is invariant keeps what it guards: its
// invariant part becomes a branch in front of the loop.
//
// Where the loop may not run at all, the functions stand in a branch that asks for it: log(a) may be infinite where
// nobody wants it, and the adjoint 0 times an infinite partial is not 0.
//
//   scf.if (pb.cmp lt %lower, %upper) { scf.yield pb.math "log"(%a) }
//
// Arithmetic without a library function in it stays where the user wrote it: compilers move that on their own. Not
// handled: invariants of integers (they could overflow where the loop does not run).

#include "IR/Mutants.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Storage/RecallGraph.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSet.h"

namespace pullback {
#define GEN_PASS_DEF_HOISTINVARIANTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

using Operations = llvm::SetVector<Operation *>;

constexpr double kCall = 5; // the cost of a library function worth moving

/// True for operations without effect that may run although the program would not run them.
bool isHarmless(Operation *op) {
  if (auto cast = dyn_cast<CastOp>(op))
    return isa<FloatType>(cast.getType());
  return isa<ConstantOp, MathOp, CmpOp>(op) || op->getDialect()->getNamespace() == "arith";
}

/// True for operations whose value and partials are finite for all finite operands.
bool isAlwaysFinite(Operation *op) {
  static const llvm::StringSet<> finite{"sin", "cos", "tanh", "atan", "erf", "erfc", "asinh"};
  if (auto math = dyn_cast<MathOp>(op))
    return finite.contains(math.getName());
  return !isa<arith::DivFOp, scf::IfOp>(op);
}

class Hoister {
public:
  explicit Hoister(Operation *loop) : loop(loop) {}
  void run();

private:
  bool isInvariant(Value value, const Operations &inner) const;
  void collect(Block &block, Operations &invariants) const;
  void choose(const Operations &invariants, Operations &chosen) const;
  void needOperands(Operation *op, Operations &needed) const;
  void moveOut(Operations &needed);
  void collectPart(Block &side, Operations &part, Operations &needed, SmallVectorImpl<Value> &values) const;
  void splitBranch(scf::IfOp branch);
  void guard(ArrayRef<Operation *> moved) const;

  Operation *loop;
  Operations invariants; // of the loop's own block
};

bool Hoister::isInvariant(Value value, const Operations &inner) const {
  Operation *op = value.getDefiningOp();
  return !loop->isAncestor(value.getParentBlock()->getParentOp()) || mutant("free:invariant-of-loop") ||
         (op && (inner.contains(op) || invariants.contains(op)));
}

void Hoister::collect(Block &block, Operations &result) const {
  for (Operation &op : block)
    if (isHarmless(&op) && llvm::all_of(op.getOperands(), [&](Value operand) { return isInvariant(operand, result); }))
      result.insert(&op);
}

/// Library functions, and what is computed with their results.
void Hoister::choose(const Operations &from, Operations &chosen) const {
  for (Operation *op : from) {
    bool mayHoist = isa<ForOp>(loop) || isAlwaysFinite(op) || mutant("order:invariant-of-while");
    bool isCall = isa<MathOp>(op) && getCost(op) >= kCall && mayHoist;
    bool usesChosen = llvm::any_of(op->getOperands(), [&](Value operand) {
      return operand.getDefiningOp() && chosen.contains(operand.getDefiningOp());
    });
    if (isCall || (usesChosen && isa<FloatType>(op->getResult(0).getType())))
      chosen.insert(op);
  }
}

/// The invariants of the loop's own block that `op` needs, itself included.
void Hoister::needOperands(Operation *op, Operations &needed) const {
  if (invariants.contains(op))
    needed.insert(op);
  for (Value operand : op->getOperands())
    if (Operation *definition = operand.getDefiningOp(); definition && invariants.contains(definition))
      needOperands(definition, needed);
}

void Hoister::moveOut(Operations &needed) {
  for (Operation *op : invariants) // in the order of the block
    if (needed.contains(op))
      op->moveBefore(loop);
  invariants.remove_if([&](Operation *op) { return needed.contains(op); });
}

/// The invariants of one side of a branch that are worth moving, with what they need: `part` on that side, `needed` in
/// the loop's own block. Those that are used elsewhere are among `values`.
void Hoister::collectPart(Block &side, Operations &part, Operations &needed, SmallVectorImpl<Value> &values) const {
  Operations inner, roots;
  collect(side, inner);
  choose(inner, roots);
  SmallVector<Operation *> worklist(roots.begin(), roots.end());
  while (!worklist.empty()) {
    Operation *op = worklist.pop_back_val();
    if (!inner.contains(op))
      needOperands(op, needed);
    else if (part.insert(op))
      for (Value operand : op->getOperands())
        if (Operation *definition = operand.getDefiningOp())
          worklist.push_back(definition);
  }
  for (Operation *op : part)
    if (isa<FloatType>(op->getResult(0).getType()) && !isa<ConstantOp>(op) &&
        llvm::any_of(op->getUsers(), [&](Operation *user) { return !part.contains(user); }))
      values.push_back(op->getResult(0));
}

/// Moves the invariant part of a branch into a branch of its own in front of the loop.
void Hoister::splitBranch(scf::IfOp branch) {
  Operations parts[2], needed;
  SmallVector<Value> values;
  for (unsigned side = 0; side < 2; ++side)
    if (Region &region = branch->getRegion(side); !region.empty())
      collectPart(region.front(), parts[side], needed, values);
  if (values.empty())
    return;
  if (Operation *condition = branch.getCondition().getDefiningOp(); condition && invariants.contains(condition))
    needOperands(condition, needed);
  moveOut(needed);
  OpBuilder builder(loop);
  auto outer = builder.create<scf::IfOp>(branch.getLoc(), ValueRange(values).getTypes(), branch.getCondition(),
                                         /*addThenBlock=*/true, /*addElseBlock=*/true);
  IRMapping mapping;
  for (auto [region, from, part] : llvm::zip(outer->getRegions(), branch->getRegions(), parts)) {
    builder.setInsertionPointToEnd(&region.front());
    if (!from.empty())
      for (Operation &op : from.front())
        if (part.contains(&op))
          builder.clone(op, mapping);
    SmallVector<Value> ends;
    for (Value value : values)
      ends.push_back(mapping.contains(value) && region.isAncestor(mapping.lookup(value).getParentRegion())
                         ? mapping.lookup(value)
                         : builder.create<UndefOp>(branch.getLoc(), value.getType()).getResult());
    builder.create<scf::YieldOp>(branch.getLoc(), ends);
  }
  for (auto [value, result] : llvm::zip(values, outer.getResults()))
    value.replaceAllUsesWith(result);
  guard({outer.getOperation()});
}

/// Puts what was moved in front of the loop into a branch that is taken where the loop runs.
void Hoister::guard(ArrayRef<Operation *> moved) const {
  if (llvm::all_of(moved, isAlwaysFinite) || mutant("order:unguarded-invariant"))
    return;
  SmallVector<Value> values;
  for (Operation *op : moved)
    for (Value result : op->getResults())
      if (llvm::any_of(result.getUsers(), [&](Operation *user) { return !llvm::is_contained(moved, user); }))
        values.push_back(result);
  OpBuilder builder(loop);
  auto counted = cast<ForOp>(loop);
  Location location = loop->getLoc();
  Value runs = builder.createOrFold<CmpOp>(location, counted.getPredicate(), counted.getLower(), counted.getUpper());
  auto branch = builder.create<scf::IfOp>(location, ValueRange(values).getTypes(), runs, /*addThenBlock=*/true,
                                          /*addElseBlock=*/true);
  for (auto [value, result] : llvm::zip(values, branch.getResults()))
    value.replaceUsesWithIf(result, [&](OpOperand &use) { return !llvm::is_contained(moved, use.getOwner()); });
  for (Operation *op : moved)
    op->moveBefore(branch.thenBlock(), branch.thenBlock()->end());
  builder.setInsertionPointToEnd(branch.thenBlock());
  builder.create<scf::YieldOp>(location, values);
  builder.setInsertionPointToEnd(branch.elseBlock());
  SmallVector<Value> unwanted;
  for (Value value : values)
    unwanted.push_back(builder.create<UndefOp>(location, value.getType()));
  builder.create<scf::YieldOp>(location, unwanted);
}

void Hoister::run() {
  Block *body = getLoopBody(loop);
  collect(*body, invariants);
  Operations chosen, needed;
  choose(invariants, chosen);
  for (Operation *op : chosen)
    needOperands(op, needed);
  if (!isa<ForOp>(loop) && !llvm::all_of(needed, isAlwaysFinite) && !mutant("order:invariant-of-while"))
    return;             // whether the loop runs cannot be asked
  Operations dependent; // on a library function
  for (Operation *op : invariants)
    if (needed.contains(op) && (chosen.contains(op) || llvm::any_of(op->getOperands(), [&](Value operand) {
                                  return operand.getDefiningOp() && dependent.contains(operand.getDefiningOp());
                                })))
      dependent.insert(op);
  moveOut(needed);
  guard(dependent.getArrayRef());
  if (!isa<ForOp>(loop))
    return;
  for (Operation &op : llvm::make_early_inc_range(*body))
    if (auto branch = dyn_cast<scf::IfOp>(op); branch && isInvariant(branch.getCondition(), {}))
      splitBranch(branch);
}

struct HoistInvariants : pullback::impl::HoistInvariantsBase<HoistInvariants> {
  void runOnOperation() override {
    SmallVector<Operation *> loops;
    getOperation().walk<WalkOrder::PostOrder>([&](Operation *op) {
      if (isLoop(op))
        loops.push_back(op);
    });
    if (isEnabled(getOperation(), Strategy::Hoist))
      for (Operation *loop : loops)
        Hoister(loop).run();
  }
};

} // namespace
