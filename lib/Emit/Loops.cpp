// Branches and loops, and the parallel copies at their borders.
//
// What a yield passes on is assigned to the variables of the loop or branch all at once. Values that share the variable
// need no copy; the others are put in an order in which no variable is overwritten before it is read, and where
// there is none (a swap), one old value is kept in a temporary:
//
//   pb.yield %b, %a : f64, f64     ->      const double a_old = a;
//                                          a = b;
//                                          b = a_old;
#include "Emit/Lowering.h"

#include "Emit/Types.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

void Lowering::markUndefined(Value target, Operation *at, Block &to) {
  Variable *undefined = variable(target);
  if (undefined->isParameter)
    return;
  undefined->startsUndefined = true;
  Stmt *declaration = code.make(Stmt::Declare);
  declaration->variable = undefined;
  to.push_back(declaration);
}

static bool isBoolConstant(Value value) {
  return value.getType().isInteger(1) && value.getDefiningOp<arith::ConstantOp>();
}

void Lowering::lowerCopies(ValueRange sources, ValueRange targets, Operation *at, Block &to) {
  struct Copy {
    Variable *target;
    Expr *source;
  };
  SmallVector<Copy> copies;
  SmallVector<std::pair<Value, Value>> pairs;
  for (bool constants : {false, true}) // flags last, where Reshape looks for them
    for (auto [source, target] : llvm::zip(sources, targets))
      if (isBoolConstant(source) == constants)
        pairs.push_back({source, target});
  llvm::DenseMap<Variable *, unsigned> readers;
  for (auto [source, target] : pairs) {
    if (!needed->contains(target) || source.getDefiningOp<UndefOp>() ||
        (folding->isVariable(source) && congruence->sameVariable(source, target)))
      continue;
    copies.push_back({variable(target), assigned(source)});
    forEachVariable(copies.back().source, [&](Variable *read) { ++readers[read]; });
  }
  auto emit = [&](const Copy &copy) {
    forEachVariable(copy.source, [&](Variable *read) { --readers[read]; });
    assign(code.makeName(copy.target), "=", copy.source, at, to);
  };
  auto isFree = [&](const Copy &copy) {
    unsigned own = 0;
    forEachVariable(copy.source, [&](Variable *read) { own += read == copy.target; });
    return readers.lookup(copy.target) == own;
  };
  while (!copies.empty()) {
    SmallVector<Copy> waiting;
    for (const Copy &copy : copies)
      isFree(copy) ? emit(copy) : waiting.push_back(copy);
    if (waiting.size() == copies.size()) {
      Variable *kept = waiting.front().target;
      Variable *temporary = code.makeVariable(Variable::Value, kept->type, kept->hint + "_old");
      assign(code.makeName(temporary), "=", code.makeName(kept), at, to);
      readers[temporary] = readers.lookup(kept);
      readers[kept] = 0;
      std::function<void(Expr *)> rename = [&](Expr *expr) {
        if (expr->variable == kept)
          expr->variable = temporary;
        for (Expr *operand : expr->operands)
          rename(operand);
      };
      for (const Copy &copy : waiting)
        rename(copy.source);
    }
    copies = std::move(waiting);
  }
}

void Lowering::lowerIf(scf::IfOp op, Block &to) {
  Stmt *stmt = code.make(Stmt::If);
  annotate(stmt, op);
  stmt->value = value(op.getCondition());
  auto mark = [&](scf::YieldOp yield) {
    for (auto [source, target] : llvm::zip(yield.getOperands(), op.getResults()))
      if (source.getDefiningOp<UndefOp>() && needed->contains(target))
        markUndefined(target, op, to);
  };
  const bool isFirst = decided.try_emplace(op.getCondition(), true).second;
  mark(op.thenYield());
  lower(*op.thenBlock(), stmt->body);
  lowerCopies(op.thenYield().getOperands(), op.getResults(), nullptr, stmt->body);
  if (op.elseBlock()) {
    if (isFirst)
      decided[op.getCondition()] = false;
    mark(op.elseYield());
    lower(*op.elseBlock(), stmt->orElse);
    lowerCopies(op.elseYield().getOperands(), op.getResults(), nullptr, stmt->orElse);
  }
  if (isFirst)
    decided.erase(op.getCondition());
  to.push_back(stmt);
}

void Lowering::lowerYield(YieldOp yield, ValueRange targets, Block &to) {
  Expr *goOn = yield.getGoOn() ? value(yield.getGoOn()) : nullptr;
  Block copies;
  lowerCopies(yield.getValues(), targets, nullptr, copies);
  bool overwritten = goOn && llvm::any_of(copies, [&](Stmt *copy) { return mentions(goOn, copy->target->variable); });
  if (overwritten) {
    Variable *kept = code.makeVariable(Variable::Value, yield.getGoOn().getType(), "go_on");
    assign(code.makeName(kept), "=", goOn, nullptr, to);
    goOn = code.makeName(kept);
  }
  to.append(copies);
  if (!goOn)
    return;
  Stmt *exit = add(Stmt::If, nullptr, to);
  exit->value = code.negate(goOn);
  exit->body.push_back(code.make(Stmt::Break));
}

static void markUndefinedInits(ValueRange inits, llvm::function_ref<void(unsigned)> mark) {
  for (auto [index, init] : llvm::enumerate(inits))
    if (init.getDefiningOp<UndefOp>())
      mark(index);
}

void Lowering::lowerFor(ForOp op, Block &to) {
  static const llvm::StringRef spellings[] = {"==", "!=", "<", "<=", ">", ">="};
  markUndefinedInits(op.getInits(), [&](unsigned index) {
    if (needed->contains(op.getCarried()[index]))
      markUndefined(op.getCarried()[index], op, to);
  });
  Expr *first = assigned(op.getLower());
  Block copies;
  lowerCopies(op.getInits(), op.getCarried(), nullptr, copies);
  if (llvm::any_of(copies, [&](Stmt *copy) { return mentions(first, copy->target->variable); })) {
    Variable *kept = code.makeVariable(Variable::Value, op.getLower().getType(), "first");
    assign(code.makeName(kept), "=", first, nullptr, to);
    first = code.makeName(kept);
  }
  to.append(copies);
  Stmt *loop = add(Stmt::For, op, to);
  loop->variable = variable(op.getInductionVar());
  loop->target = first;
  auto [induction, last] = operands(op.getInductionVar(), op.getUpper());
  loop->value = code.binary(spellings[static_cast<unsigned>(op.getPredicate())], induction, last);
  int64_t step = op.getStep();
  loop->step = code.make(Stmt::Assign);
  loop->step->target = code.makeName(loop->variable);
  loop->step->text = step > 0 ? "+=" : "-=";
  loop->step->value = code.makeText(std::to_string(step > 0 ? step : -step));
  if (!isPromoted(op.getLower().getType()) && step != 1 && step != -1) { // -Wconversion has += on a short in view
    Expr *next = code.binary(step > 0 ? "+" : "-", code.makeName(loop->variable), loop->step->value);
    loop->step->text = "=";
    loop->step->value = code.cast(spellType(op.getLower().getType(), code.language), next);
  }
  ++loopDepth;
  lower(op.getBody().front(), loop->body);
  --loopDepth;
  lowerYield(op.getYield(), op.getCarried(), loop->body);
}

void Lowering::lowerLoop(LoopOp op, Block &to) {
  markUndefinedInits(op.getInits(), [&](unsigned index) {
    if (needed->contains(op.getCarried()[index]))
      markUndefined(op.getCarried()[index], op, to);
  });
  lowerCopies(op.getInits(), op.getCarried(), nullptr, to);
  Stmt *loop = add(Stmt::While, op, to);
  lower(op.getBody().front(), loop->body);
  lowerYield(op.getYield(), op.getCarried(), loop->body);
}
