// What C++ compilers would warn about, or would be wrong in C++'s scopes, is changed in the IR:
//
//   pb.cmp eq %i, %i                                       ->   true, as other comparisons with one outcome
//   scf.if { %l = pb.local ...; scf.yield %l }             ->   %l is declared in front of the branch
//   %l = pb.local; pb.store %v, (%c ? %l : %m)             ->   %l = 0 first: compilers do not see this as its value
//   %p = %c ? %v[%i] : %w[%i]; pb.resize %v[%n]; use(%p)   ->   %p is chosen behind the pb.resize
//
// The canonical form is restored after that.
//
// Not handled: a local whose address outlives an iteration of the loop that it stands in.
#include "Emit/Prepare.h"

#include "Emit/ChosenPlaces.h"
#include "Emit/Rows.h"
#include "Emit/Sink.h"
#include "IR/KnownComparisons.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

static void canonicalize(FuncOp function) {
  MLIRContext *context = function.getContext();
  RewritePatternSet patterns(context);
  for (Dialect *dialect : context->getLoadedDialects())
    dialect->getCanonicalizationPatterns(patterns);
  for (RegisteredOperationName op : context->getRegisteredOperations())
    op.getCanonicalizationPatterns(patterns, context);
  GreedyRewriteConfig config;
  config.enableRegionSimplification = GreedySimplifyRegionLevel::Disabled; // regions are single blocks
  (void)applyPatternsAndFoldGreedily(function, std::move(patterns), config);
}

/// True if the address, or one into the object, is what the branch around it yields.
static bool isYielded(Value address) {
  return llvm::any_of(address.getUsers(), [](Operation *user) {
    bool isAddress = user->getNumResults() == 1 && isa<PtrType>(user->getResult(0).getType());
    return isa<scf::YieldOp>(user) || (isAddress && isYielded(user->getResult(0)));
  });
}

static void hoistEscapingLocals(FuncOp function) {
  SmallVector<LocalOp> locals;
  function.walk([&](LocalOp local) { locals.push_back(local); });
  for (LocalOp local : locals)
    if (isYielded(local))
      while (isa<scf::IfOp>(local->getParentOp()))
        local->moveBefore(local->getParentOp());
}

/// True if the number is stored to by name before anything else is done with the variable.
static bool hasFirstValue(LocalOp local) {
  Operation *first = nullptr;
  for (Operation *user : local->getUsers())
    if (Operation *place = local->getBlock()->findAncestorOpInBlock(*user); !first || place->isBeforeInBlock(first))
      first = place;
  return isa<StoreOp>(first);
}

/// Numbers that are written where a pointer chosen among their addresses leads to: zero first.
static void giveFirstValues(FuncOp function) {
  function.walk([](LocalOp local) {
    bool isChosen = llvm::any_of(local->getUsers(), [](Operation *user) { return isa<arith::SelectOp>(user); });
    Type type = cast<PtrType>(local.getType()).getPointee();
    if (!isChosen || !isa<pullback::IntType, FloatType>(type) || hasFirstValue(local))
      return;
    OpBuilder builder(local->getContext());
    builder.setInsertionPointAfter(local);
    Value zero = builder.create<ConstantOp>(local.getLoc(), type, 0);
    builder.create<StoreOp>(local.getLoc(), zero, local);
  });
}

/// i + -1 is i - 1, for integers with sign.
static void subtractConstants(FuncOp function) {
  function.walk([](BinaryOp op) {
    std::optional<int64_t> constant = getConstantInt(op.getRhs());
    auto type = cast<pullback::IntType>(op.getType());
    bool isNegative = constant && *constant < 0 && *constant > -(int64_t(1) << std::min(type.getWidth() - 1, 62u));
    if (op.getKind() != BinaryKind::Add || !type.getIsSigned() || !isNegative)
      return;
    OpBuilder builder(op);
    Value amount = builder.create<ConstantOp>(op.getLoc(), type, -*constant);
    Value difference = builder.create<BinaryOp>(op.getLoc(), BinaryKind::Sub, op.getLhs(), amount);
    op.replaceAllUsesWith(difference);
    op.erase();
  });
}

void pullback::emit::prepare(FuncOp function) {
  if (replaceKnownComparisons(function))
    canonicalize(function);
  hoistEscapingLocals(function);
  giveFirstValues(function);
  sinkNextValues(function);
  subtractConstants(function);
  chooseMovedPlacesAnew(function);
  markRows(function);
}
